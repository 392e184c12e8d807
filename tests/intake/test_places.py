"""The official list of places: what is taken, what is refused with its line, what is kept."""

import gzip
from pathlib import Path

import pytest

from intake import places
from intake.places import import_places, load_wilayah, places_info, remove_places
from models.errors import BadPlaces, ConfigError, MissingFile, TooLarge
from models.values.wilayah import Depth, Wilayah

NOW = "2024-01-01T01:00:00+07:00"
ROWS = [
    ("36", "Banten"),
    ("36.72", "Kota Cilegon"),
    ("36.72.05", "Jombang"),
    ("36.72.05.1004", "Panggung Rawi"),
    ("36.72.05.1001", "Jombang Wetan"),
]
TSV = "".join(f"{code}\t{name}\n" for code, name in ROWS)


def imported(tmp_path: Path, data: bytes, name: str = "daftar.tsv") -> Wilayah:
    file, kept = tmp_path / name, tmp_path / "kept" / "wilayah.tsv.gz"
    file.write_bytes(data)
    import_places(file, kept, now=NOW)
    return load_wilayah(kept)


@pytest.mark.parametrize(
    "data",
    [
        TSV.encode(),
        b"code\tname\n" + TSV.encode(),
        b"\xef\xbb\xbf" + TSV.encode(),
        TSV.replace("\n", "\r\n").encode(),
        TSV.encode("utf-16"),
        b"kode,nama\r\n" + TSV.replace("\t", ",").replace("Banten", '"Banten"').encode(),
        TSV.replace("\t", ";").encode(),
        TSV.replace("\t", ",,,", 0).replace("\n", "\t\n").encode(),
        TSV.replace("\n", "\n\n").encode(),
        TSV.upper().replace("KOTA ", "KOTA ").encode(),
    ],
    ids=["tsv", "head", "bom", "crlf", "utf16", "csv", "semicolons", "tail", "gaps", "shouted"],
)
def test_a_list_is_taken_in_every_usual_form(tmp_path: Path, data: bytes) -> None:
    wilayah = imported(tmp_path, data)
    assert [(one.code, one.name) for one in wilayah] == sorted(ROWS)
    assert "panggungrawi" in wilayah


@pytest.mark.parametrize(
    ("data", "where", "why"),
    [
        (b"", "daftar.tsv", "holds no place"),
        (b"code\tname\n", "daftar.tsv", "holds no place"),
        (b"36\tBanten\n3672\tKota Cilegon\n", "daftar.tsv:2", "'3672' is no code"),
        (b"36\tBanten\n\n36\tBanten\n", "daftar.tsv:3", "stands in line 1 already"),
        (b"36\tBanten\textra\n", "daftar.tsv:1", "3 columns"),
        (b"36\tBanten\n36.72\n", "daftar.tsv:2", "1 columns"),
        (b"36\tBanten\n36.72\tCilegon\n", "daftar.tsv:2", "neither Kabupaten nor Kota"),
        (b"36\tBanten\n36.72.05\tJombang\n", "daftar.tsv:2", "lies in 36.72, which"),
        (b"36\tBanten\n36.72\tKota \xff\n", "daftar.tsv:2", "no UTF-8"),
        (b"36\tBan\x00ten\n", "daftar.tsv:1", "no text"),
        (b"%PDF-1.4\n1 0 obj\n", "daftar.tsv:1", "columns"),
        (b'36\t"Banten\n', "daftar.tsv:1", "cannot be parted"),
    ],
)
def test_a_bad_line_is_named_and_the_old_list_stays(
    tmp_path: Path, data: bytes, where: str, why: str
) -> None:
    before = imported(tmp_path, TSV.encode())
    with pytest.raises(BadPlaces, match=why) as error:
        imported(tmp_path, data)
    assert error.value.where == where
    assert list(load_wilayah(tmp_path / "kept" / "wilayah.tsv.gz")) == list(before)
    assert [p.name for p in (tmp_path / "kept").iterdir()] == ["wilayah.tsv.gz"]


def test_importing_again_replaces_and_the_same_list_is_the_same_version(tmp_path: Path) -> None:
    first = imported(tmp_path, TSV.encode())
    assert imported(tmp_path, b"kode\tnama\n" + TSV.encode()).version == first.version
    more = imported(tmp_path, TSV.encode() + b"36.71\tKota Tangerang\n")
    assert more.version != first.version
    assert len(more) == len(ROWS) + 1
    info = places_info(tmp_path / "kept" / "wilayah.tsv.gz")
    assert info is not None
    assert (info.source, info.imported, info.counts) == ("daftar.tsv", NOW, (1, 2, 1, 2))


def test_without_an_import_the_list_is_empty(tmp_path: Path) -> None:
    for kept in (None, tmp_path / "none.gz"):
        assert len(load_wilayah(kept)) == 0
        assert places_info(kept) is None
    assert not remove_places(tmp_path / "none.gz")


def test_what_is_removed_is_gone(tmp_path: Path) -> None:
    imported(tmp_path, TSV.encode())
    kept = tmp_path / "kept" / "wilayah.tsv.gz"
    assert remove_places(kept)
    assert len(load_wilayah(kept)) == 0


@pytest.mark.parametrize("how", ["cut", "changed", "other", "no gzip"])
def test_a_damaged_list_says_what_to_do(tmp_path: Path, how: str) -> None:
    imported(tmp_path, TSV.encode())
    kept = tmp_path / "kept" / "wilayah.tsv.gz"
    whole = kept.read_bytes()
    text = gzip.decompress(whole)
    damaged = {
        "cut": whole[:-20],
        "changed": gzip.compress(text.replace(b"Jombang Wetan", b"Jombang Kulon")),
        "other": gzip.compress(text.replace(b'"format": 1', b'"format": 99')),
        "no gzip": b"36\tBanten\n",
    }[how]
    kept.write_bytes(damaged)
    with pytest.raises(ConfigError, match="risalah places import"):
        load_wilayah(kept)


def test_what_is_no_list_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept.gz"
    with pytest.raises(MissingFile):
        import_places(tmp_path / "tidak-ada.tsv", kept, now=NOW)
    with pytest.raises(MissingFile):
        import_places(tmp_path, kept, now=NOW)
    monkeypatch.setattr(places, "MAX_BYTES", 4)
    (tmp_path / "besar.tsv").write_text(TSV)
    with pytest.raises(TooLarge):
        import_places(tmp_path / "besar.tsv", kept, now=NOW)
    assert not kept.exists()


def test_where_the_list_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "daftar.tsv").write_text(TSV)
    with pytest.raises(ConfigError, match="cannot be written"):
        import_places(tmp_path / "daftar.tsv", tmp_path / "file" / "x.gz", now=NOW)


def test_places_are_found_by_name_and_code() -> None:
    wilayah = Wilayah(
        [*ROWS, ("31", "DKI"), ("31.71", "Kota Administrasi Jakarta Pusat"), ("16.71.02", "Ilir Barat Satu"),
         ("51.03.04.2003", "Belok/Sidan"), ("91.03.01.3007", "Desa Adat Yoboi")]
    )  # fmt: skip
    (place,) = wilayah.named("PANGGUNGRAWI", Depth.KELURAHAN, "36.72")
    assert place.code == "36.72.05.1004"
    assert [one.name for one in wilayah.chain(place.code)] == [
        "Banten", "Kota Cilegon", "Jombang", "Panggung Rawi",
    ]  # fmt: skip
    assert wilayah.named("Panggung Rawi", Depth.KELURAHAN, "36.7") == ()
    assert [one.code for one in wilayah.under("36.72", Depth.KECAMATAN)] == ["36.72.05"]
    assert wilayah.named("Kota Jakarta Pusat", Depth.KOTA)
    assert wilayah.named("Ilir Barat I", Depth.KECAMATAN)
    assert wilayah.named("Sidan", Depth.KELURAHAN)
    assert wilayah.named("Yoboi", Depth.KELURAHAN)
    assert "Banten" not in wilayah
    assert wilayah.at("99") is None
    assert wilayah.chain("") == ()
