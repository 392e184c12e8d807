"""A warehouse with its archive, as an ingest leaves them, and the site over it; for tests and screenshots."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from extractors.ocr import find_engine
from extractors.readers import read
from intake.archive import Archive
from models.codes import DateRole, DocumentKind, MeetingType, ProgramType
from models.errors import MissingProgram
from models.record import (
    LIST_PARTS,
    DateMention,
    Decision,
    Document,
    Evidence,
    Issue,
    Meeting,
    Person,
    Program,
    Proposal,
    Record,
)
from models.source import Line, Page, Source
from scripts import golden
from warehouse import Original, identify, load, open_warehouse


@dataclass(frozen=True, slots=True)
class Room:
    """Where the database and the originals lie."""

    warehouse: Path
    archive: Path


def furnish(folder: Path, hostile: str = "") -> Room:
    """Make a room of the golden documents that need no OCR, three editions of one meeting, and one
    document in which everything is the hostile text, if one is given.
    """
    room = Room(folder / "risalah.db", folder / "arsip")
    archive = Archive(room.archive)
    db = open_warehouse(room.warehouse)
    try:
        for record, source, path in [*_golden(), *_made(folder, hostile)]:
            stored = archive.store(path)
            named = replace(source, sha256=stored.sha256)
            archive.keep_reading(named, "1-test")
            known = Original(
                stored.sha256, named.name, named.media_type, stored.byte_count,
                "2026-01-01T01:00:00+07:00", str(stored.path), "1",
            )  # fmt: skip
            load(db, record, named, original=known)
        identify(db)
    finally:
        db.conn.close()
    return room


def _golden() -> Iterator[tuple[Record, Source, Path]]:
    for path in golden.documents():
        record = Record.model_validate_json(path.with_name("record.json").read_text("utf-8"))
        try:
            yield record, read(path, ocr=find_engine("none")), path
        except MissingProgram:
            continue


def _made(folder: Path, hostile: str) -> Iterator[tuple[Record, Source, Path]]:
    told = [
        ("notulen.txt", "Ade Rohimat", "Lurah", date(2023, 2, 11), ""),
        ("notulen-salinan.txt", "Ade Rohimat", "Lurah", date(2023, 2, 11), ""),
        ("notulen-2025.txt", "H. Ade Rohimat, S.IP.", "Lurah", date(2025, 3, 5), ""),
    ]
    if hostile:
        told.append(("jahat.html", hostile, hostile, date(2025, 3, 5), hostile))
    for name, person, role, day, words in told:
        text = words or (
            f"Notulen musyawarah warga Kelurahan Sukamulya hari Jum'at {day.isoformat()} di aula kelurahan\n"
            f"{person} selaku {role} membuka rapat dan mengajak warga membangun bersama\n"
            "RT 02/RW 05 mengusulkan perbaikan drainase senilai Rp45.000.000 kepada Dinas PUPR\n"
            "Disepakati rembug-warga lanjutan setiap bulan di balai RW 05"
        )
        path = folder / name
        path.write_text(f"{text}\n{name}", "utf-8")
        lines = tuple(map(Line, (text + "\n" + name).split("\n")))
        source = Source(words or name, "", "text/plain", (Page(1, lines),))
        yield _record(words, person, role, day, source.text), source, path


def _record(words: str, person: str, role: str, day: date, text: str) -> Record:
    def said(plain: str) -> str:
        return words or plain

    record = Record(
        document=Document(kind=DocumentKind.MINUTES, title=said("Notulen Musyawarah Warga Sukamulya")),
        meetings=(
            Meeting(
                type=MeetingType.MUSYAWARAH, title=said("Musyawarah warga"), date=day,
                venue=said("aula kelurahan"), kelurahan=said("Sukamulya"), kecamatan=said("Cikupa"),
                kota=said("Kabupaten Tangerang"), organizer=said("Kelurahan Sukamulya"),
            ),
        ),
        people=(Person(name=person, role=role, agency=said("Kelurahan Sukamulya")),),
        agencies=(said("Kelurahan Sukamulya"), said("Dinas PUPR")),
        programs=(
            Program(
                name=said("kerja bakti"), type=ProgramType.KEBERSIHAN_LINGKUNGAN,
                agencies=(said("Kelurahan Sukamulya"), said("Dinas PUPR")),
            ),
        ),
        proposals=(
            Proposal(
                title=said("Perbaikan drainase"), type=ProgramType.PEMBANGUNAN_FISIK,
                origin=said("RT 02/RW 05"), amount=45_000_000, agency=said("Dinas PUPR"),
            ),
        ),
        decisions=(Decision(text=said("rembug-warga lanjutan setiap bulan"), assignee=said("RW 05")),),
        dates=(DateMention(date=day, role=DateRole.MEETING),),
        issues=(Issue(part="dates", reason=said("nama hari tidak cocok")),) if words else (),
    )  # fmt: skip
    quotes = []
    for part in LIST_PARTS:
        for n, item in enumerate(getattr(record, part)):
            wanted = str(
                getattr(item, "text", None) or getattr(item, "name", None)
                or getattr(item, "title", None) or item
            )  # fmt: skip
            start = max(0, text.casefold().find(wanted.casefold()))
            end = min(len(text), start + len(wanted))
            quotes.append(
                Evidence(
                    item=f"/{part}/{n}",
                    page=1,
                    start=start,
                    end=end,
                    quote=text[start:end],
                    confidence=0.9,
                )
            )
    return record.model_copy(update={"evidence": tuple(quotes)})


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(room: Room, *options: str, is_quiet: bool = True) -> Iterator[str]:
    """Serve a room for as long as the block runs; whatever it says of faults is an error here, unless
    the block asks what Datasette notes (SQL that fails).
    """
    command = [sys.executable, "-m", "risalah", "serve", "--port", str(free_port()), *options]
    places = ["--warehouse", str(room.warehouse), "--archive", str(room.archive)]
    errors = room.warehouse.with_name("stderr")
    with errors.open("w") as stderr:
        process = subprocess.Popen(
            [*command, *places], stdout=subprocess.PIPE, stderr=stderr, text=True
        )
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            address = re.search(r"http://[^/ ]+", line)
            assert address, line + errors.read_text()
            yield address[0]
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=20)
    assert not is_quiet or errors.read_text() == ""
