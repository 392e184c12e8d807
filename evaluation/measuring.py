"""From a folder of documents with gold to judgements: each read anew, one that fails told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluation.gold import Gold, find_gold, read_gold
from evaluation.judging import Judgement, judge
from models.errors import BadAnswers, InputError, MissingFolder, NoAnswers, NoDocument
from models.record import Record


@dataclass(frozen=True, slots=True)
class Measured:
    """One document with its answers, the record that was made of it, and what came of both.

    A document that could not be read has no record: all that it holds is missed.
    """

    gold: Gold
    record: Record | None
    judgement: Judgement


def measure(
    folder: Path, extract: Callable[[Path], Record], tell: Callable[[InputError], None]
) -> Iterator[Measured]:
    """Measure each document of a folder that has gold beside it.

    What cannot be measured or read is told, and the others go on.
    Raises: MissingFolder where there is no such folder, NoAnswers where there is no gold in it.
    """
    if not folder.is_dir():
        raise MissingFolder(str(folder), "no such folder; name the one that holds the documents")
    paths = find_gold(folder)
    if not paths:
        raise NoAnswers(
            str(folder), "no gold in this folder; docs/evaluate.md says how to write it"
        )
    for path in paths:
        try:
            gold = read_gold(path)
        except (BadAnswers, NoDocument) as error:
            tell(error)
            continue
        try:
            record = extract(gold.document)
        except InputError as error:
            tell(error)
            record = None
        found = None if record is None else record.model_dump(mode="json")
        yield Measured(gold, record, judge(gold.answers, found))
