"""Writes OpenDocument files as LibreOffice does: a zip whose first member names its kind."""

import zipfile
from io import BytesIO

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in {
        **{"office": "office", "text": "text", "table": "table", "draw": "drawing"},
        **{"style": "style", "svg": "svg-compatible"},
    }.items()
)


def packed(kind: str, body: str, *, styles: str = "", lists: str = "", **more: bytes) -> bytes:
    """Return a file of a kind ("text", "spreadsheet"); `styles` holds its pages' heads and feet,
    `lists` the ways its lists count, `more` further members, pictures by their names.
    """
    out = BytesIO()
    links = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr(
            "content.xml",
            f"<?xml version='1.0'?><office:document-content {NAMES} {links}>"
            f"<office:automatic-styles>{lists}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        )
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {NAMES}><office:master-styles>{styles}</office:master-styles>"
            "</office:document-styles>",
        )
        for name, data in more.items():
            archive.writestr(f"Pictures/{name}.png", data)
    return out.getvalue()
