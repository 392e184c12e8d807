"""Zips and mails of a run that was killed: nothing is lost or doubled, and staff get each answer once."""

from pathlib import Path

import pytest

from tests.flows.command import asked
from tests.flows.test_run import NEWS, _no_rest, drop, inbox, night, no_ocr
from tests.flows.test_unpack import LETTER, closes, files, killed_night, packed

__all__ = ["_no_rest", "inbox", "no_ocr"]  # fixtures
pytestmark = pytest.mark.usefixtures("no_ocr")


@pytest.mark.parametrize("step", ["after-member", "after-unpack", "before-read", "before-load"])
def test_a_run_killed_anywhere_loses_nothing_and_doubles_nothing(inbox: Path, step: str) -> None:
    drop(inbox, "a.zip", packed({"a.txt": NEWS.read_bytes(), "b.txt": LETTER.encode()}))
    assert killed_night(inbox, step) == -9
    done = night(inbox)
    assert {name: state for name, (state, _) in files(inbox).items()} == {
        "a.zip": "dibongkar",
        "a.txt": "dibaca",
        "b.txt": "dibaca",
    }
    assert done.totals["documents"] == 2
    assert done.copies == ()
    assert closes(inbox)


@pytest.mark.parametrize("step", [
    "after-member", "after-unpack", "before-read", "before-load", "before-set-aside", "between-set-aside",
    "after-set-aside",
])  # fmt: skip
def test_a_member_that_fails_reaches_staff_wherever_the_run_is_killed(
    inbox: Path, step: str
) -> None:
    inner = packed({"dalam.txt": LETTER.encode(), "RT 02/rusak.pdf": b"%PDF-1.4 bukan %%EOF"})
    drop(inbox, "a.zip", packed({"b.zip": inner, "a.txt": NEWS.read_bytes()}))
    assert killed_night(inbox, step) == -9
    killed_night(inbox, step)  # twice in a row, so that a repetition repeats nothing either
    night(inbox)
    night(inbox)
    assert files(inbox) == {
        "a.zip": ("dibongkar", ""),
        "b.zip": ("dibongkar", "a.zip"),
        "a.txt": ("dibaca", "a.zip"),
        "dalam.txt": ("dibaca", "a.zip/b.zip"),
        "rusak.pdf": ("gagal", "a.zip/b.zip/RT 02"),
    }
    assert {p.name for p in (inbox / "gagal").iterdir()} == {"rusak.pdf", "rusak.pdf.txt"}
    assert not [p for p in inbox.iterdir() if p.is_dir() and p.name != "gagal"]
    assert closes(inbox)


@pytest.mark.parametrize("step", [
    "after-unpack", "before-read", "before-set-aside", "between-set-aside", "after-set-aside",
    "before-twins", "before-identify",
])  # fmt: skip
def test_members_of_the_same_bytes_that_fail_reach_staff_under_each_name_wherever_the_run_is_killed(
    inbox: Path, step: str
) -> None:
    bad = b"%PDF-1.4 bukan %%EOF"
    drop(
        inbox, "a.zip", packed({"satu.pdf": bad, "RT 02/dua.pdf": bad, "a.txt": NEWS.read_bytes()})
    )
    assert killed_night(inbox, step) == -9
    killed_night(inbox, step)
    night(inbox)
    both = {"satu.pdf", "satu.pdf.txt", "dua.pdf", "dua.pdf.txt"}
    assert {p.name for p in (inbox / "gagal").iterdir()} == both
    assert "a.zip/RT 02" in (inbox / "gagal" / "dua.pdf.txt").read_text("utf-8")
    # Given once: what staff took out of the folder since is not given again.
    for path in (inbox / "gagal").iterdir():
        path.unlink()
    night(inbox)
    assert not list((inbox / "gagal").iterdir())
    assert closes(inbox)


@pytest.mark.parametrize("step", [
    "after-member", "after-unpack", "before-read", "before-set-aside", "after-set-aside", "before-twins",
])  # fmt: skip
@pytest.mark.parametrize("hand", ["salinan.pdf", "satu.pdf", "b.zip"])
def test_a_member_that_failed_keeps_its_answer_when_its_bytes_come_once_more_after_a_kill(
    inbox: Path, step: str, hand: str
) -> None:
    bad = b"%PDF-1.4 bukan %%EOF"
    drop(inbox, "a.zip", packed({"RT 02/satu.pdf": bad, "a.txt": NEWS.read_bytes()}))
    assert killed_night(inbox, step) == -9
    drop(inbox, hand, packed({"dua.pdf": bad}) if hand == "b.zip" else bad)
    night(inbox)
    named = {"satu.pdf", "dua.pdf" if hand == "b.zip" else hand}
    gagal = inbox / "gagal"
    assert {p.name.replace(" (2)", "") for p in gagal.glob("*.pdf")} == named
    assert all(p.with_name(f"{p.name}.txt").is_file() for p in gagal.glob("*.pdf"))
    notes = [p.read_text("utf-8") for p in gagal.glob("*.txt")]
    if hand == "b.zip":
        assert "Dari    : b.zip" in (gagal / "dua.pdf.txt").read_text("utf-8")
    if hand != "satu.pdf":
        assert any("a.zip/RT 02" in note for note in notes)
    assert asked(inbox.parent / "arsip", "SELECT count(*) FROM unanswered") == [(0,)]
    night(inbox)
    assert len(list(gagal.iterdir())) == 2 * len(list(gagal.glob("*.pdf")))
    assert closes(inbox)


def test_a_member_that_was_mended_before_a_killed_run_gave_it_is_not_given(inbox: Path) -> None:
    drop(inbox, "a.zip", packed({"satu.pdf": b"%PDF-1.4 bukan %%EOF"}))
    assert killed_night(inbox, "before-set-aside") == -9
    drop(inbox, "a.zip", packed({"satu.txt": NEWS.read_bytes()}))
    night(inbox)
    assert asked(inbox.parent / "arsip", "SELECT count(*) FROM replacements") == [(1,)]
    assert not list((inbox / "gagal").glob("*"))
    assert asked(inbox.parent / "arsip", "SELECT count(*) FROM unanswered") == [(0,)]


def test_a_twin_that_failed_and_whose_original_is_damaged_is_told_once(inbox: Path) -> None:
    bad = b"%PDF-1.4 bukan %%EOF"
    drop(inbox, "a.zip", packed({"satu.pdf": bad, "dua.pdf": bad}))
    assert killed_night(inbox, "before-twins") == -9
    archive = inbox.parent / "arsip"
    ((path,),) = asked(archive, "SELECT path FROM files WHERE name IN ('satu.pdf', 'dua.pdf')")
    (archive / path).chmod(0o644)
    (archive / path).write_bytes(b"rusak")
    assert len(night(inbox).failed) == 1
    assert night(inbox).outcomes == ()
    assert asked(archive, "SELECT count(*) FROM unanswered") == [(0,)]


def test_a_member_that_is_read_leaves_no_answer_open_for_its_twin(inbox: Path) -> None:
    good = NEWS.read_bytes()
    drop(inbox, "a.zip", packed({"satu.txt": good, "RT 02/dua.txt": good}))
    assert killed_night(inbox, "before-twins") == -9
    assert night(inbox).outcomes == ()
    assert asked(inbox.parent / "arsip", "SELECT count(*) FROM unanswered") == [(0,)]
    assert not (inbox / "gagal").exists()


def test_what_was_deleted_while_a_killed_run_had_it_in_hand_is_answered_too(inbox: Path) -> None:
    path = drop(inbox, "rusak.pdf", b"%PDF-1.4 bukan %%EOF")
    assert killed_night(inbox, "before-set-aside") == -9
    path.unlink()
    night(inbox)
    assert {p.name for p in (inbox / "gagal").iterdir()} == {"rusak.pdf", "rusak.pdf.txt"}
    assert closes(inbox)


@pytest.mark.parametrize("then", ["nothing", "deleted", "renamed"])
def test_a_run_killed_between_a_note_and_its_file_leaves_no_note_alone(
    inbox: Path, then: str
) -> None:
    path = drop(inbox, "rusak.pdf", b"%PDF-1.4 bukan %%EOF")
    assert killed_night(inbox, "between-set-aside") == -9
    gagal = inbox / "gagal"
    assert [p.name for p in gagal.iterdir()] == ["rusak.pdf.txt"]
    if then == "deleted":
        path.unlink()
    if then == "renamed":
        path.rename(inbox / "lain.pdf")
    night(inbox)
    name = "lain.pdf" if then == "renamed" else "rusak.pdf"
    assert {p.name for p in gagal.iterdir()} == {name, f"{name}.txt"}
    assert closes(inbox)


def test_a_run_killed_while_it_clears_what_was_mended_leaves_no_note_alone(inbox: Path) -> None:
    drop(inbox, "usulan.pdf", b"%PDF-1.4 bukan %%EOF")
    night(inbox)
    gagal = inbox / "gagal"
    assert {p.name for p in gagal.iterdir()} == {"usulan.pdf", "usulan.pdf.txt"}
    drop(inbox, "usulan.txt", NEWS.read_bytes())
    assert killed_night(inbox, "between-clear") == -9
    assert [p.name for p in gagal.iterdir()] == ["usulan.pdf.txt"]
    night(inbox)
    assert list(gagal.iterdir()) == []


def test_what_staff_took_out_of_the_folder_of_failures_is_not_given_again(inbox: Path) -> None:
    drop(inbox, "a.zip", packed({"rusak.pdf": b"%PDF-1.4 bukan %%EOF"}))
    night(inbox)
    for path in (inbox / "gagal").iterdir():
        path.unlink()
    night(inbox)
    assert not list((inbox / "gagal").iterdir())
    # In another container it is dropped once more, and so answered once more.
    drop(inbox, "b.zip", packed({"rusak.pdf": b"%PDF-1.4 bukan %%EOF", "b.txt": LETTER.encode()}))
    night(inbox)
    assert {p.name for p in (inbox / "gagal").iterdir()} == {"rusak.pdf", "rusak.pdf.txt"}
    assert closes(inbox)
