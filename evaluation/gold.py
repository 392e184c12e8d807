"""Gold: the answers of a careful reader, `NAME.json` beside the document `NAME.pdf`.

`{"type": …, "record": {…}}`, where the record is that of docs/record.md and says beside each entry
and field what else is right (docs/evaluate.md).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from models.errors import BadAnswers, NoDocument
from models.record import LIST_PARTS, Document, Part, Record, Text


@dataclass(frozen=True, slots=True)
class Gold:
    """The answers for one document; `type` says how it came (pdf, scan, photo)."""

    path: Path
    document: Path
    type: str
    answers: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """Return what the document is, by the answers."""
        return str(self.answers["document"]["kind"])


def find_gold(folder: Path) -> list[Path]:
    """Return what claims to be gold in a folder and the folders below, in order.

    JSON that neither has a document beside it nor a record in it is something else.
    """
    return [p for p in sorted(folder.rglob("*.json")) if _documents(p) or _has_record(p)]


def _documents(path: Path) -> list[Path]:
    """Return the files beside this one that bear its name."""
    beside = path.parent.iterdir()
    return sorted(p for p in beside if p.stem == path.stem and p.suffix.lower() != ".json")


def _has_record(path: Path) -> bool:
    try:
        return "record" in json.loads(path.read_bytes())
    except (ValueError, TypeError):
        return False


def read_gold(path: Path) -> Gold:
    """Read the answers for one document.

    Raises: BadAnswers when they are not what they should be, NoDocument when there is not exactly
        one document to measure with them.
    """
    try:
        text = path.read_text("utf-8-sig")
        content = json.loads(text)
    except ValueError as error:
        raise BadAnswers(path.name, f"is not JSON ({error}); mend it there") from None
    try:
        _shape().model_validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise BadAnswers(
            path.name, f"{where}: {first['msg']}; docs/evaluate.md says what belongs there"
        ) from None
    documents = _documents(path)
    if len(documents) != 1:
        names = ", ".join(p.name for p in documents) or "none"
        raise NoDocument(
            path.name, f"one document {path.stem}.* belongs beside it, and there is: {names}"
        )
    kind_of_file = content.get("type") or documents[0].suffix[1:].lower()
    return Gold(path, documents[0], kind_of_file, content["record"])


class _Body(BaseModel):
    """An agency with its other forms."""

    model_config = ConfigDict(extra="forbid")

    name: Text
    aliases: tuple[Text, ...] = ()
    optional: bool = False


@cache
def _shape() -> type[BaseModel]:
    """Return the form of gold: the record's own, and what is as right beside each part of it."""
    lists: dict[str, Any] = {}
    for part in LIST_PARTS:
        (kind, _) = get_args(get_type_hints(Record, include_extras=True)[part])
        is_text = not (isinstance(kind, type) and issubclass(kind, Part))
        entry = Text | _Body if is_text else _with_aliases(kind)
        lists[part] = (tuple[entry, ...], ())  # type: ignore[valid-type]
    record = create_model(
        "record",
        __config__=ConfigDict(extra="forbid"),
        document=(_with_aliases(Document), ...),
        **lists,
    )
    return create_model("gold", type=(str | None, None), record=(record, ...))


def _with_aliases(part: type[Part]) -> type[BaseModel]:
    """Return the form of an entry: that of the record, with aliases for it and each of its fields."""
    fields: dict[str, Any] = {"aliases": (tuple[Text, ...], ()), "optional": (bool, False)}
    for name, hint in get_type_hints(part, include_extras=True).items():
        if name not in part.model_fields:
            continue
        default = _default(part.model_fields[name])
        if name == "agencies":
            hint = tuple[Text | _Body, ...]
        elif name == "type":
            # A reader may leave open what a record has to decide.
            hint, default = hint | None, None
        fields[name] = (hint, default)
        also: Any = hint | None
        fields[f"{name}_aliases"] = (tuple[also, ...], ())
    return create_model(part.__name__, __config__=ConfigDict(extra="forbid"), **fields)


def _default(field: FieldInfo) -> Any:
    return ... if field.default is PydanticUndefined else field.default
