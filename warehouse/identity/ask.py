"""Who is who asked by people: a mention by its code, who bears a name, what may be one."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from models.errors import ConfigError
from models.verdict import Mention, MentionKind
from warehouse.identity.kinds import KINDS, Kind

_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Told:
    """A body or person: its name, where it belongs, and its mentions as code, name and document."""

    kind: MentionKind
    name: str
    place: str
    mentions: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two mentions that may be one: their codes, why, and how sure that is."""

    left: str
    right: str
    evidence: str
    score: float


_NO_CODE = "Kode sebutan itu tidak ada. Kode tampak seperti o-334c1ae5f1c7; carilah dengan risalah identities NAMA."
_SEVERAL = "Kode sebutan itu cocok dengan beberapa sebutan. Tulis lebih banyak hurufnya."


def mention_by_code(db: Database, code: str) -> Mention:
    """Return the mention of a code, or of the beginning of one that no other code has.

    Raises: ConfigError when there is none, or several.
    """
    wanted = code.strip().casefold()
    kind = next((k for k in KINDS if wanted.startswith(f"{k.name[0]}-")), None)
    if kind is None or len(wanted) < _SHORTEST or not wanted[2:].isalnum():
        raise ConfigError(
            f"code {code}: is none; codes look like o-334c1ae5f1c7 (see person_mentions)",
            sentence=_NO_CODE,
        )
    rows = db.execute(
        f"SELECT m.id, m.code, m.name, d.sha256, m.document_id FROM {kind.mentions} m JOIN documents d "
        "ON d.id = m.document_id WHERE m.code >= ? AND m.code < ? LIMIT 2",
        [wanted, wanted + "g"],
    ).fetchall()
    if len(rows) != 1:
        told = "stands for several mentions; write more of it" if rows else "is no mention's"
        raise ConfigError(f"code {code}: {told}", sentence=_SEVERAL if rows else _NO_CODE)
    number, found, name, sha256, document = rows[0]
    before = db.execute(
        f"SELECT count(*) FROM {kind.mentions} WHERE document_id = ? AND name = ? AND id < ?",
        [document, name, number],
    ).fetchone()[0]
    mention = Mention(kind.name, sha256, name, before)
    assert mention.code == found
    return mention


def who_bears(db: Database, name: str) -> Iterator[Told]:
    """Yield the bodies and people of which some spelling holds this text, by name."""
    for kind in KINDS:
        place = "place" if kind.name == "lembaga" else "''"
        found = db.execute(
            f"SELECT id, name, {place} FROM {kind.entities} "
            "WHERE instr(lower(names), lower(?)) > 0 ORDER BY name, key",
            [name.strip()],
        ).fetchall()
        for number, canonical, where in found:
            yield Told(kind.name, canonical, where or "", _mentions(db, kind, number))


def _mentions(db: Database, kind: Kind, number: int) -> tuple[tuple[str, str, str], ...]:
    rows = db.execute(
        f"SELECT m.code, m.name, d.name FROM {kind.mentions} m JOIN documents d ON d.id = m.document_id "
        f"WHERE m.{kind.column} = ? ORDER BY m.date, d.name, m.code",
        [number],
    )
    return tuple(rows.fetchall())


def doubts(db: Database, name: str, limit: int) -> list[Doubt]:
    """Return pairs that may be one and of which a name holds this text, the surest first."""
    rows = db.execute(
        "SELECT kode_satu, kode_lain, alasan, keyakinan FROM mungkin_sama "
        "WHERE instr(lower(satu || char(10) || lain), lower(?)) > 0 "
        "ORDER BY keyakinan DESC, kode_satu, kode_lain LIMIT ?",
        [name.strip(), limit],
    )
    return [Doubt(*row) for row in rows.fetchall()]
