"""How the site refuses: a page, or JSON where that was asked for, in Indonesian and in its own look."""

import json
from typing import Any

from datasette import Response

TOLD = {
    400: ("Alamat ini tidak dapat dijawab", "Ada bagian alamat yang tidak dikenal: mungkin salah ketik atau terpotong. Perbaiki alamatnya, atau mulai lagi dari halaman depan."),
    403: ("Tidak diizinkan", "Bagian ini ditutup pada situs ini. SQL bebas hanya ada bila pengelola membukanya."),
    404: ("Halaman ini tidak ada", "Mungkin dokumennya sudah dibaca ulang, atau alamatnya salah ketik. Kembali ke halaman depan, atau cari dengan kotak di atas."),
    405: ("Situs ini hanya dibaca", "Tidak ada yang dapat diubah, ditambah, atau dihapus lewat situs ini. Buka alamatnya seperti biasa untuk membacanya."),
    503: ("Situs sedang sibuk", "Ini bukan salah Anda, dan tidak ada yang hilang. Muat ulang halaman ini sebentar lagi."),
    500: ("Situs sedang tidak dapat menjawab", "Ini bukan salah Anda. Coba lagi sebentar; bila tetap begini, beri tahu pengelola jam kejadiannya."),
}  # fmt: skip
"""By status the heading and what to do."""
_HEADERS = {503: {"retry-after": "5"}}


async def refusal(datasette: Any, request: Any, status: int, said: str = "") -> Any:
    """Return a page, or JSON where that was asked for, with a status, its heading and what was said."""
    heading, help_ = TOLD.get(status, TOLD[400])
    if request.path.endswith(".json") or request.args.get("_format") == "json":
        body = {"ok": False, "status": status, "title": heading, "error": said or help_}
        return Response(
            json.dumps(body, ensure_ascii=False),
            status=status,
            content_type="application/json; charset=utf-8",
            headers=_HEADERS.get(status),
        )
    html = await datasette.render_template(
        "error.html",
        {"status": status, "heading": heading, "help": help_, "said": said},
        # One that was refused before it came to Datasette has no token for forms, and needs none.
        request=request if "csrftoken" in request.scope else None,
    )
    return Response.html(html, status=status, headers=_HEADERS.get(status))
