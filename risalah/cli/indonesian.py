"""What click would say in English: the headings of the help, and what was written wrongly on the command line."""

from typing import Any

import click

_HEADINGS = {"Options": "Opsi", "Commands": "Perintah"}


class Formatter(click.HelpFormatter):
    """Lays out the help under Indonesian headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is called."""
        super().write_usage(prog, args, prefix or "Pemakaian: ")

    def section(self, name: str) -> Any:
        """Begin a section."""
        return super().section(_HEADINGS.get(name, name))


class Context(click.Context):
    """Knows that its help is laid out so."""

    formatter_class = Formatter


def usage_sentence(error: click.UsageError) -> str:
    """Return in Indonesian what is wrong with a command line, and where its help is."""
    told = _told(error)
    near = getattr(error, "possibilities", None)
    end = f"; maksudnya {' atau '.join(near)}?" if near else "."
    where = error.ctx.command_path if error.ctx is not None else "risalah"
    return f"{told}{end} Lihat: {where} --help"


def _told(error: click.UsageError) -> str:
    command = getattr(error, "command_name", None)
    if command is not None:
        return f"Tidak ada perintah {command}"
    if isinstance(error, click.NoSuchOption):
        return f"Tidak ada opsi {error.option_name}"
    if isinstance(error, click.BadOptionUsage):
        need = "tidak memakai isi" if _is_flag(error) else "memerlukan isi sesudahnya"
        return f"Opsi {error.option_name} {need}"
    if isinstance(error, click.MissingParameter):
        return f"Belum disebut: {_hint(error)}"
    if isinstance(error, click.BadParameter):
        wanted = _wanted(error.param.type) if error.param is not None else ""
        return f"Isi {_hint(error)} tidak dapat dipakai{wanted and f'; {wanted}'}"
    if isinstance(error, click.BadArgumentUsage):
        return "Isi perintah ini kurang"
    # What is left is a word too many.
    return (
        "Ada kata yang berlebih di perintah ini; tulis nama yang mengandung spasi dalam tanda kutip"
    )


def _is_flag(error: click.BadOptionUsage) -> bool:
    known = error.ctx.command.params if error.ctx is not None else []
    return any(
        isinstance(option, click.Option) and option.is_flag
        for option in known
        if error.option_name in (*option.opts, *option.secondary_opts)
    )


def _hint(error: click.BadParameter) -> str:
    """Return how an option or argument is called."""
    if error.param is None:
        return str(error.param_hint or "")
    return error.param.get_error_hint(error.ctx)


def _wanted(kind: "click.ParamType[Any]") -> str:
    """Return what would do, "" for what click can tell only in English."""
    if isinstance(kind, click.Choice):
        return f"pilih {' atau '.join(map(str, kind.choices))}"
    if isinstance(kind, click.Path):
        return "sebut nama berkas atau foldernya"
    if isinstance(kind, (click.IntRange, click.FloatRange)):
        least = f" mulai {kind.min}" if kind.min is not None else ""
        most = f" sampai {kind.max}" if kind.max is not None else ""
        return f"sebut angka{least}{most}"
    return "sebut angka" if kind in (click.INT, click.FLOAT) else ""
