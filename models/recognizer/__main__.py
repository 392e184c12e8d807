"""`python -m models.recognizer train DATA_DIR` and `... evaluate FILE.conll`."""

import argparse
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from models.recognizer import component, home
from models.recognizer.corpus import Labelled, read_conll, recased, spaced, written
from models.recognizer.scoring import CASES, Score, score

WEIGHTS = Path(__file__).with_name("weights")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m models.recognizer", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    learn = commands.add_parser("train", help="train the models and print their scores")
    learn.add_argument("data", type=Path, help="folder of NAME.train.conll and NAME.dev.conll")
    learn.add_argument("--config", type=Path, help="other settings than config.toml")
    learn.add_argument("--weights", type=Path, default=WEIGHTS, help="where the models go")
    learn.add_argument("--only", help="train one model of the settings")
    judge = commands.add_parser("evaluate", help="score a file of labelled sentences")
    judge.add_argument("file", type=Path, help=".conll, or .jsonl of text and spans")
    form = judge.add_mutually_exclusive_group()
    form.add_argument("--raw", action="store_true", help="plain text, our tokenizer (the default)")
    form.add_argument(
        "--spaced", action="store_true", help="tokens parted by blanks, our tokenizer"
    )
    form.add_argument("--tokens", action="store_true", help="the published tokens")
    judge.add_argument("--case", choices=tuple(CASES), default="as-is")
    chosen = parser.parse_args(arguments)
    if chosen.command == "train":
        return _train(chosen.data, chosen.config, chosen.weights, chosen.only)
    data = _read(chosen.file, spaced if chosen.spaced else written)
    change = CASES[chosen.case]
    _print(score((recased(one, change) for one in data), published=chosen.tokens))
    return 0


def _train(data: Path, config_path: Path | None, weights: Path, only: str | None) -> int:
    from models.recognizer import network_training, training

    config = training.read_config(config_path or training.CONFIG)
    weights.mkdir(parents=True, exist_ok=True)
    shown = list(training.examples(data, config))
    (weights / home.FILE).write_text(home.dump(training.home_words(shown)), "utf-8", newline="\n")
    for name, one in config["models"].items():
        if only and name != only:
            continue
        begun = time.monotonic()
        trained = training.train(shown, config, name)
        path = weights / one["file"]
        trained.dump(path)
        _say(f"{name}: {path.stat().st_size / 1e6:.1f} MB, {time.monotonic() - begun:.0f} s")
        begun = time.monotonic()
        path = path.with_suffix(".networks.npz")
        network_training.train(shown, config, name).dump(path)
        _say(f"  networks: {path.stat().st_size / 1e6:.1f} MB, {time.monotonic() - begun:.0f} s")
    if weights == WEIGHTS:
        component.models.cache_clear()
        for file in sorted(data.glob("*.dev.conll")):
            for case, change in CASES.items():
                _say(f"{file.name}, {case}")
                _print(score(recased(one, change) for one in _read(file, written)))
    return 0


def _read(file: Path, form: object) -> Iterable[Labelled]:
    if file.suffix == ".jsonl":
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield Labelled(row["text"], tuple((a, b, kind) for a, b, kind in row["spans"]))
    else:
        for tokens, tags in read_conll(file):
            yield form(tokens, tags)  # type: ignore[operator]


def _print(scores: dict[str, Score]) -> None:
    for kind, one in scores.items():
        _say(f"  {kind:4} P {one.precision:.4f}  R {one.recall:.4f}  F1 {one.f1:.4f}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
