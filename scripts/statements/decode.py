"""Bytes of a bank to text, whichever of the usual encodings they are in."""

import codecs
import re

DOS_LETTER = re.compile(rb"[\x81-\x90\x95-\x9f]")
"""A letter in the code pages of DOS; in those of Windows hardly ever, in Latin-1 never."""

MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes) -> str:
    r"""Decode UTF-8 and UTF-16, else the code page that the bytes look like; every byte has a sign.

    >>> decode("\ufeffZürich".encode()) == decode("Zürich".encode("latin-1")) == "Zürich"
    True
    """
    if data.startswith(MARKS):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        page = "cp852" if DOS_LETTER.search(data) else "cp1252"
        return data.decode(page, errors="replace")
