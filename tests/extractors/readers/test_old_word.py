"""Word before 2007 (.doc), by antiword."""

import shutil
from pathlib import Path

import pytest

from extractors.ocr import NoOcr
from extractors.readers import read
from models.errors import InputError, MissingConverter
from tests.old_office import doc
from tests.read_back import lines, put, texts

needs_antiword = pytest.mark.skipif(shutil.which("antiword") is None, reason="no antiword")
LETTER = doc(
    [
        "NOTULEN RAPAT RT 02",
        "Hari/Tanggal\t: Senin, 4 Maret 2024",
        "Disepakati “iuran” warga.",
        [
            ["No", "Uraian", "Jumlah"],
            ["1", "Semen tiga roda untuk perbaikan saluran air di RT 02 RW 05", "650.000"],
            ["2", "", "500.000"],
        ],
        "Mengetahui,\tKetua RT",
    ]
)


@needs_antiword
def test_an_old_word_file_is_read_with_its_tables(tmp_path: Path) -> None:
    source = put(tmp_path / "notulen.doc", LETTER)
    assert lines(source) == [
        "NOTULEN RAPAT RT 02",
        "Hari/Tanggal\t: Senin, 4 Maret 2024",
        "Disepakati “iuran” warga.",
        "Mengetahui,\tKetua RT",
    ]
    assert texts(source) == [
        [
            ["No", "Uraian", "Jumlah"],
            ["1", "Semen tiga roda untuk perbaikan saluran air di RT 02 RW 05", "650.000"],
            ["2", "", "500.000"],
        ]
    ]
    assert (source.media_type, source.notes) == ("application/msword", ())


@needs_antiword
@pytest.mark.parametrize("end", [600, 1600, len(LETTER) // 2, len(LETTER) - 700])
def test_an_old_word_file_that_breaks_off_is_told(tmp_path: Path, end: int) -> None:
    (tmp_path / "putus.doc").write_bytes(LETTER[:end])
    with pytest.raises(InputError, match=r"putus\.doc"):
        read(tmp_path / "putus.doc", ocr=NoOcr())


def test_without_its_program_an_old_word_file_is_told_with_two_remedies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(MissingConverter) as caught:
        put(tmp_path / "notulen.doc", LETTER)
    assert ".docx" in caught.value.sentence
    assert "antiword" in caught.value.sentence
