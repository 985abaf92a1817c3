"""Tests of how the format of a file is told, and its encoding."""

import doctest
from pathlib import Path

import pytest

from statements import answer, decode, read_statements
from statements.read_statements import format_of

DATA = Path(__file__).parents[1] / "data"
FORMATS = {"mt940": "MT940", "camt053": "camt.053", "ofx": "OFX"}
FILES = [file for folder in FORMATS for file in sorted((DATA / folder).rglob("*.*"))]


@pytest.mark.parametrize("module", [answer, decode, read_statements])
def test_the_examples_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_format_is_told_by_the_content(file: Path) -> None:
    data, expected = file.read_bytes(), FORMATS[file.relative_to(DATA).parts[0]]
    assert format_of(data) == expected
    assert format_of(b"\xef\xbb\xbf" + data) == expected
    assert format_of(b"\r\n \n" + data) == expected
    assert format_of(data.decode("latin-1").encode("utf-16")) == expected


def test_a_text_that_quotes_another_format_stays_what_it_is() -> None:
    assert format_of(b":20:R\n:86:<OFX>\n") == "MT940"
    assert format_of(b"") == "MT940"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Über 5 € für", "utf-8"),
        ("Über 5 für", "latin-1"),
        ("Über 5 € für", "cp1252"),
        ("Zażółć gęślą", "cp852"),
        ("Über 5 €", "utf-16"),
    ],
)
def test_text_is_decoded_as_it_was_meant(text: str, encoding: str) -> None:
    assert decode.decode(text.encode(encoding)) == text
