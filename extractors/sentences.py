"""The sentences of a stretch of text, as the pipeline marked their starts."""

from extractors.context import Context


def sentences(context: Context, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences within these characters, blanks trimmed."""
    out: list[tuple[int, int]] = []
    span = context.doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return out
    begin = start
    for token in span:
        if token.is_sent_start and token.idx > begin:
            out.append((begin, token.idx))
            begin = token.idx
    out.append((begin, end))
    trimmed = []
    for a, b in out:
        text = context.text[a:b]
        lead = len(text) - len(text.lstrip())
        if text.strip():
            trimmed.append((a + lead, a + lead + len(text.strip())))
    return trimmed
