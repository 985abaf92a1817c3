"""camt.053 of any version: a stream of XML in, statements out. Nothing is read elsewhere.

The parser is defusedxml's: a document type, an entity or a reference to another file ends the
reading. Elements are told apart by their names within the message, so the version and the prefix
of the namespace don't count. One entry at a time is held, and of its details what a memo needs.

What was whole before the place where the XML breaks stays readable; the rest is one refusal.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Protocol, cast
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from statements.camt_statement import Draft, Part, finish, take
from statements.statement import Statement, UnreadableError, plain_text

CHUNK = 1 << 20
"""Bytes a feed: a token that never ends is scanned once a feed, so there must be few."""

MESSAGE = "BkToCstmrStmt"
OTHERS = {
    "BkToCstmrAcctRpt": "This is camt.052, an interim report: only statements are booked.",
    "BkToCstmrDbtCdtNtfctn": "This is camt.054, a notification: only statements are booked.",
}
NOTHING = "There is no statement in the file."
DEFUSED = "It declares a document type or an entity, which no statement has."


class Expat(Protocol):
    """What is asked of expat beside the events."""

    CurrentLineNumber: int


class Reader:
    """The target of the parser: keeps what the open statement has said so far."""

    def __init__(self, exponents: Mapping[str, int]) -> None:
        """Begin before the first statement."""
        self.exponents = exponents
        self.statements: list[Statement] = []
        self.draft: Draft | None = None
        self.path: list[str] = []
        self.part: Part | None = None
        self.text: list[str] = []
        self.line_no = 1
        self.place: Expat | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        tag = name.rpartition("}")[2]
        if tag in OTHERS:
            raise UnreadableError(OTHERS[tag])
        self.line_no = self.place.CurrentLineNumber if self.place else self.line_no
        self.flush()
        self.path.append(tag)
        if tag == "Stmt" and self.draft is None and MESSAGE in self.path:
            self.draft = Draft(len(self.statements) + 1, self.line_no, depth=len(self.path))
        elif self.draft is not None:
            self.open_inside(tag, attributes)

    def open_inside(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element of a statement."""
        draft = cast("Draft", self.draft)
        if tag in {"Stmt", MESSAGE}:
            draft.refuse(self.line_no, "A statement stands inside this one.")
        draft.hash(f"<{tag}", *(f"{key}={value}" for key, value in sorted(attributes.items())))
        if len(self.path) == draft.depth + 1:
            self.part = Part(tag, self.line_no)
        if self.part is not None:
            self.part.open(self.path[draft.depth + 1 :], attributes)

    def data(self, text: str) -> None:
        """Take a piece of text."""
        if self.draft is not None:
            self.text.append(text)

    def flush(self) -> None:
        """Put down the text that stood before this tag."""
        text = "".join(self.text).strip()
        self.text.clear()
        if text and self.draft is not None:
            self.draft.hash(text)
            if self.part is not None:
                self.part.put(self.path[self.draft.depth + 1 :], text)

    def end(self, _name: str) -> None:
        """Close an element: a part is judged as soon as it is whole."""
        self.flush()
        draft, depth = self.draft, len(self.path)
        self.path.pop()
        if draft is None:
            return
        draft.hash(">")
        if depth == draft.depth + 1 and self.part is not None:
            take(draft, self.part)
            self.part = None
        elif depth == draft.depth:
            self.statements.append(finish(draft, self.exponents))
            self.draft = None

    def close(self) -> None:
        """End the document."""


def read_camt053(file: BinaryIO, exponents: Mapping[str, int]) -> list[Statement]:
    """Read every statement of a file; one that can't be read says why. No file has none."""
    reader, whole = Reader(exponents), hashlib.sha256()
    parser = XMLParser(target=reader, forbid_dtd=True)
    reader.place = cast("Any", parser).parser
    fault: str | None = None
    try:
        for chunk in chunks(file):
            whole.update(chunk)
            parser.feed(chunk)
        parser.close()
    except (ParseError, DefusedXmlException, UnreadableError, LookupError, ValueError) as error:
        fault = describe(error, reader)
    if fault is None and not reader.statements:
        fault = NOTHING
    if fault is None:
        return reader.statements
    return [*reader.statements, broken(reader, whole.digest(), fault)]


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """Read piece by piece, without the white space that some banks put before the declaration."""
    chunk = file.read(CHUNK).lstrip(b" \t\r\n")
    while chunk:
        yield chunk
        chunk = file.read(CHUNK)


def describe(error: Exception, reader: Reader) -> str:
    """Say what ended the reading, and in which line."""
    if isinstance(error, ParseError):
        message, _, place = str(error).partition(": line ")
        return f"Line {place.partition(',')[0]}: the XML is broken or cut: {message}."
    text = DEFUSED if isinstance(error, DefusedXmlException) else str(error)
    line_no = reader.place.CurrentLineNumber if reader.place else reader.line_no
    return f"Line {line_no}: {text}"


def broken(reader: Reader, digest: bytes, fault: str) -> Statement:
    """Refuse what stands behind the last whole statement."""
    draft = reader.draft
    return Statement(
        statement_no=len(reader.statements) + 1,
        line_no=draft.line_no if draft else 1,
        digest=digest,
        account=draft.account if draft else None,
        fault=plain_text(fault, 500),
    )
