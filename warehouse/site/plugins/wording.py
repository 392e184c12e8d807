"""Words, filters and the search box for every template, Datasette's own pages included."""

from typing import Any

from datasette import hookimpl

from warehouse.site import cells, indonesian, words


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def prepare_jinja2_environment(env: Any) -> None:
    """Let templates write days, sums and shares as people do."""
    env.filters.update(
        hari=words.day,
        waktu=words.moment,
        angka=words.grouped,
        rupiah=words.rupiah,
        persen=words.share,
        tingkat=words.sureness,
        kolom=words.column,
        rapi=words.tidy,
        ruas=words.segment,
        sebab=indonesian.of_a_question,
        sepi=cells.left_out,
        tersirat=cells.left_out_of_answer,
        tubuh=cells.body,
    )


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def extra_template_vars() -> dict[str, Any]:
    """Give every page the labels of codes."""
    return {
        "jenis_dokumen": words.KINDS,
        "jenis_pertemuan": words.MEETINGS,
        "jenis_program": words.TYPES,
        "peran_tanggal": words.ROLES,
        "bagian": words.PARTS,
        "pembanding": words.FILTERS,
    }
