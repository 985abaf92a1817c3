"""Any file of statements: its format is told by its content, never by its name."""

import re
from collections.abc import Mapping
from typing import BinaryIO

from statements.read_camt053 import read_camt053
from statements.read_mt940 import read_mt940
from statements.read_ofx import read_ofx
from statements.statement import Statement

HEAD = 1 << 16
SPACE = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
"""White space and the byte order marks."""

OFX = re.compile(rb"<\?OFX|<OFX>|\AOFXHEADER", re.IGNORECASE)
FIELD = re.compile(rb"^:\d\d[A-Z]?:", re.MULTILINE)


def read_statements(file: BinaryIO, exponents: Mapping[str, int]) -> list[Statement]:
    """Read every statement of a file; one that can't be read says why. No file has none."""
    head = file.read(HEAD)
    file.seek(0)
    match format_of(head):
        case "camt.053":
            return read_camt053(file, exponents)
        case "OFX":
            return read_ofx(file.read(), exponents)
        case _:
            return read_mt940(file.read(), exponents)


def format_of(head: bytes) -> str:
    r"""Return which reader the first bytes of a file call for; MT940 has no mark of its own.

    >>> format_of(b"\xef\xbb\xbf<?xml version='1.0'?><Document>"), format_of(b"OFXHEADER:100\n")
    ('camt.053', 'OFX')
    """
    text = head.replace(b"\0", b"").lstrip(SPACE)
    if OFX.search(text) and not FIELD.search(text):
        return "OFX"
    return "camt.053" if text.startswith(b"<") else "MT940"
