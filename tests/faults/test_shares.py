"""A database on a network share (S04): recognized by what the system says of its mounts, and told."""

import errno
import os
import time
from pathlib import Path
from typing import Any

import pytest

from flows.run import run
from intake import mounts
from intake import now as nows
from intake import scan as scans
from intake.mounts import network_share
from tests.flows.test_run import _no_rest, inbox, no_ocr

__all__ = ["_no_rest", "inbox", "no_ocr"]  # fixtures


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/data/risalah.db", "cifs"),
        ("/srv/data", "cifs"),
        ("/srv/database/risalah.db", None),
        ("/srv/data/lokal/risalah.db", None),
        ("/mnt/bagi hasil/r.db", "nfs4"),
        ("/home/x/laut/a/b/c.db", "fuse.sshfs"),
        ("/home/x/r.db", None),
        ("/mnt/arsip – lama/r.db", "cifs"),
    ],
)
def test_the_longest_mount_decides(tmp_path: Path, path: str, kind: str | None) -> None:
    told = tmp_path / "mounts"
    told.write_text(
        "/dev/sda1 / ext4 rw 0 0\n//server/data /srv/data cifs rw 0 0\n"
        "/dev/sdb1 /srv/data/lokal ext4 rw 0 0\nserver:/x /mnt/bagi\\040hasil nfs4 rw 0 0\n"
        "x@y: /home/x/laut fuse.sshfs rw 0 0\nrubbish\n//s/l /mnt/arsip\\040–\\040lama cifs rw 0 0\n",
        "utf-8",
    )
    assert network_share(Path(path), told) == kind


def test_where_the_system_does_not_tell_nothing_is_said(tmp_path: Path) -> None:
    assert network_share(tmp_path, tmp_path / "none") is None


@pytest.mark.usefixtures("no_ocr")
def test_a_run_warns_of_a_database_on_a_share(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = inbox.parent
    told: list[str] = []

    def go() -> None:
        run(
            inbox, home / "w" / "r.db", home / "arsip", ocr="none", zone="Asia/Jakarta", say=told.append
        )  # fmt: skip

    made = tmp_path / "mounts"
    made.write_text(f"/dev/sda1 / ext4 rw 0 0\n//server/x {(home / 'w').resolve()} cifs rw 0 0\n")
    monkeypatch.setattr(mounts, "MOUNTS", made)
    go()
    (warning,) = (line for line in told if "PERINGATAN" in line)
    assert "Basis data" in warning
    assert "cifs" in warning
    told.clear()
    made.write_text("/dev/sda1 / ext4 rw 0 0\n")
    go()
    assert not [line for line in told if "PERINGATAN" in line]


@pytest.mark.parametrize("ahead", [3600.0, -3600.0], ids=["ours is ahead", "ours is behind"])
def test_the_clock_of_a_share_tells_whether_a_file_rests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ahead: float
) -> None:
    """What stamps the files is the server's clock; here it is this machine's, and ours is set wrong."""
    (tmp_path / "notulen.txt").write_text("Rapat RT 02")
    monkeypatch.setattr(scans, "is_written", lambda _: None)  # as on a share
    monkeypatch.setattr(nows, "network_share", lambda _: "cifs")
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + ahead)
    found = scans.scan(tmp_path, nows.now_in(tmp_path))
    assert [reason for _, reason in found.waiting] == ["masih disalin"]
    assert [path.name for path in tmp_path.iterdir()] == ["notulen.txt"]
    later = nows.now_in(tmp_path) + scans.UNSEEN_REST_SECONDS + 1
    assert len(scans.scan(tmp_path, later).ready) == 1


def test_a_share_that_removes_no_open_file_is_asked_for_its_time_and_left_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.unlink

    def unlink(path: Any, **more: Any) -> None:
        opened = Path("/proc/self/fd").iterdir()
        if any(one.exists() and one.samefile(path) for one in opened):
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        real(path, **more)

    by_name = os.open

    def opened_by_name(path: Any, flags: int, *more: Any, **others: Any) -> int:
        if flags & os.O_TMPFILE == os.O_TMPFILE:  # a share knows no file without a name
            raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))
        return by_name(path, flags, *more, **others)

    monkeypatch.setattr(os, "unlink", unlink)
    monkeypatch.setattr(os, "open", opened_by_name)
    monkeypatch.setattr(nows, "network_share", lambda _: "cifs")
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + 3600)
    assert nows.now_in(tmp_path) < clock() + 60
    assert list(tmp_path.iterdir()) == []


def test_where_a_share_may_not_be_written_to_what_seems_to_be_of_tomorrow_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "putus.pdf"
    path.write_bytes(b"%PDF-1.4 belum selesai")
    monkeypatch.setattr(scans, "is_written", lambda _: None)
    now = path.stat().st_ctime
    assert [why for _, why in scans.scan(tmp_path, now - 3600).waiting] == ["akhir PDF belum ada"]
    path.rename(tmp_path / "notulen.txt")
    (tmp_path / "notulen.txt").write_text("Rapat RT 02")
    assert [why for _, why in scans.scan(tmp_path, now - 3600).waiting] == ["menunggu tenang"]
    # A clock that is wrong by years holds nothing up.
    assert len(scans.scan(tmp_path, now - 10 * 365 * 86_400).ready) == 1
