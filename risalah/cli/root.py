"""The root of the command: its help, and how errors become a line and an exit code."""

import errno
import io
import logging
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.exceptions import Exit, NoArgsIsHelpError

from models.errors import ConfigError, InputError, RisalahError, Stopped, shortage
from models.privacy import Discreet, masked, plainly
from risalah import __version__
from risalah.cli.indonesian import Context, usage_sentence

_log = logging.getLogger("risalah")

_EPILOG = (
    "Kode keluar: 0 semua berhasil · 1 kesalahan umum · 2 ada berkas yang tidak dapat dibaca, atau salah tulis perintah · "
    "3 pengaturan salah · 4 arsip tidak dapat ditulis · 5 basis data bermasalah · 143 dihentikan sebelum selesai."
)


class _Indonesian(click.Command):
    """Helps in Indonesian."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help in Indonesian."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Tampilkan bantuan ini."
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what follows the command; whatever is wrong with it is known by the command."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # click tells it of some errors alone
            raise


class _Command(_Indonesian):
    """A command of its own."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[OPSI]", **options})


class Group(_Indonesian, click.Group):
    """Turns errors into one line on stderr and their exit code; --debug shows the trace. A fault of the
    program is told without what the document says: where a service runs, stderr is its log.
    """

    command_class = _Command

    def __init__(self, *args: Any, **options: Any) -> None:
        mine = {"options_metavar": "[OPSI]", "subcommand_metavar": "PERINTAH [ARGUMEN]..."}
        super().__init__(*args, **{**mine, **options})

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the command line of the root; what is wrong with it is told in one line."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            if parent is not None or isinstance(error, NoArgsIsHelpError):
                raise  # the group above tells it; help is no error
            click.echo(_line(usage_sentence(error)), err=True)
            sys.exit(error.exit_code)
        except OSError as error:
            told = _of_system(error)
            if parent is not None or told is None:
                raise
            click.echo(line_of(told), err=True)
            sys.exit(told.exit_code)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what it raises on purpose becomes its exit code."""
        is_debug = bool(ctx.find_root().params.get("debug"))
        try:
            return super().invoke(ctx)
        except RisalahError as error:
            if is_debug:
                traceback.print_exc()
            click.echo(line_of(error), err=True)
            ctx.exit(error.exit_code)
        except (Stopped, KeyboardInterrupt) as asked:
            stopped = asked if isinstance(asked, Stopped) else Stopped()
            click.echo(stopped.sentence, err=True)
            ctx.exit(stopped.exit_code)
        except NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            click.echo(_line(usage_sentence(error)), err=True)
            ctx.exit(error.exit_code)
        except (click.ClickException, Exit, click.Abort, EOFError, BrokenPipeError):
            raise  # click ends these itself
        except Exception as error:  # the rim of the command
            if is_debug:
                raise
            of_system = _of_system(error)
            if of_system is not None:
                click.echo(line_of(of_system), err=True)
                ctx.exit(of_system.exit_code)
            _log.critical("a fault of the program", exc_info=error)
            click.echo(line_of(RisalahError(plainly(error))), err=True)
            ctx.exit(RisalahError.exit_code)


def _of_system(error: Exception) -> RisalahError | None:
    """Return what to say where the system could not do what was asked, and no other place told it: the disk
    is full that an answer is written to, a path that was named is too long or leads to itself, or whoever
    typed it has no right there. None for faults of the program.
    """
    if isinstance(error, PermissionError) and error.filename is not None:
        return ConfigError(
            f"{error.filename}: {error.strerror}",
            sentence=f"Tidak ada izin untuk membuka {os.fsdecode(error.filename)}. Jalankan sebagai pengguna yang "
            "memiliki data Risalah, atau minta pengelola memberi izin.",
        )
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return ConfigError(
            f"{error.filename}: {error.strerror}",
            sentence=f"Jalan ke {os.fsdecode(error.filename or '')} berputar tanpa ujung. Periksa pintasannya (symlink).",
        )
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        return ConfigError(
            f"{error.filename}: the name is too long",
            sentence="Nama berkas atau folder yang disebut terlalu panjang. Sebut yang lebih pendek.",
        )
    return shortage(error)


def line_of(error: RisalahError) -> str:
    """Return an error as one line that no control character of a file's name can break, without private
    numbers: where a service runs, stderr is its log.
    """
    return _line(error.line())


def _line(told: str) -> str:
    return f"risalah: {masked(' '.join(told.split()))}"


@click.group(cls=Group, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="risalah %(version)s", help="Tampilkan versi.")
@click.option("--debug", is_flag=True, help="Tampilkan jejak lengkap bila terjadi kesalahan.")
def main(debug: bool) -> None:
    """Risalah: dari notulen, berita, dan proposal kelurahan menjadi data yang dapat ditanyai."""
    for stream in (sys.stdout, sys.stderr):
        # Not every terminal knows every letter, and no name of a file need be text.
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")
    handler = logging.StreamHandler(sys.stderr)
    if not debug:  # a service keeps what is said here
        handler.setFormatter(Discreet("%(levelname)s:%(name)s:%(message)s"))
    logging.basicConfig(level=logging.DEBUG if debug else logging.ERROR, handlers=[handler])
    if not debug:
        logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
        logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def each(files: tuple[Path, ...], work: Callable[[Path], None]) -> None:
    """Do the work for each file; one that fails is told, by its path as it was typed, and the others go on."""
    failed = False
    for path in files:
        try:
            work(path)
        except InputError as error:
            failed = True
            if error.where.startswith(path.name):  # behind the name may stand a line of the file
                error.where = f"{path}{error.where.removeprefix(path.name)}"
            click.echo(line_of(error), err=True)
    if failed:
        sys.exit(InputError.exit_code)
