"""OFX 1 (SGML) and 2 (XML): bytes in, statements out. Nothing is read elsewhere.

The reader is our own, since no package fits: ofxparse had its last release in 2021; ofxtools is
kept, but GPL-3.0-only, and it refuses whole files for what a ledger need not know (version 1.1.1: a
bank number of ten digits, a missing header). A dozen tags is all that is read here.

Version 1 leaves out the closing tags of values, some banks do so in version 2 as well: so both are
read alike. A tag with a text behind it is a value; the aggregates that count are listed below, and
each must be closed where it belongs. A document type or an entity is refused.
"""

import hashlib
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from statements.decode import decode
from statements.ofx_statement import Draft, Frame, finish, take
from statements.statement import Statement, UnreadableError, digest_of

TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9_.]{0,39})\s*(/?)>")
SKIPPED = {"<!--": "-->", "<?": "?>"}
CDATA = "<![CDATA["
DEPTH = 20
NOTHING = "There is no statement in the file."

STATEMENTS = frozenset({"STMTRS", "CCSTMTRS", "INVSTMTRS"})
INSIDE: Mapping[str, frozenset[str]] = {
    "BANKTRANLIST": frozenset({"STMTRS", "CCSTMTRS"}),
    "LEDGERBAL": frozenset({"STMTRS", "CCSTMTRS"}),
    "BANKACCTFROM": frozenset({"STMTRS"}),
    "CCACCTFROM": frozenset({"CCSTMTRS"}),
    "STMTTRN": frozenset({"BANKTRANLIST"}),
}
"""The aggregates that are read, and what each stands in."""

KNOWN = (
    STATEMENTS
    | INSIDE.keys()
    | {"OFX", "AVAILBAL", "BALLIST", "BAL", "PAYEE", "BANKACCTTO", "CCACCTTO"}
    | {"CURRENCY", "ORIGCURRENCY", "BANKTRANLISTP", "STMTTRNP", "STATUS", "SONRS"}
)


class Token(NamedTuple):
    """A tag and the text behind it, up to the next tag."""

    line_no: int
    closes: bool
    tag: str
    text: str


@dataclass(slots=True)
class Reader:
    """What is open at a place of the file."""

    exponents: Mapping[str, int]
    statements: list[Statement]
    stack: list[Frame]
    draft: Draft | None = None
    stray: str | None = None

    def known(self) -> Frame | None:
        """Return the innermost aggregate that counts."""
        return self.stack[-1] if self.stack else None

    def refuse(self, line_no: int, reason: str) -> None:
        """Refuse the open statement; outside of one, the file has a part that can't be read."""
        if self.draft is not None:
            self.draft.refuse(line_no, reason)
        else:
            self.stray = self.stray or f"Line {line_no}: {reason}"


def read_ofx(data: bytes, exponents: Mapping[str, int]) -> list[Statement]:
    """Read every statement of a file; one that can't be read says why. No file has none."""
    reader = Reader(exponents, statements=[], stack=[])
    line_no = 1
    try:
        for token in tokens(decode(data)):
            line_no = token.line_no
            (close if token.closes else open_tag)(reader, token)
    except UnreadableError as error:
        reader.refuse(line_no, str(error))
    if reader.draft is not None:
        end_statement(reader, line_no, "The file ends in the middle of the statement.")
    elif reader.known() is not None:
        reader.refuse(line_no, "The file ends before its end mark </OFX>.")
    fault = reader.stray or (None if reader.statements else NOTHING)
    if fault is not None:
        number = len(reader.statements) + 1
        digest = digest_of([data])
        reader.statements.append(Statement(number, 1, digest, fault=fault))
    return reader.statements


def tokens(text: str) -> Iterator[Token]:
    """Part the text at its tags, each place looked at once; what no tag is belongs to a text."""
    line_no, counted, at = 1, 0, 0
    tag: re.Match[str] | None = None
    words: list[str] = []
    while (found := text.find("<", at)) >= 0:
        words.append(html.unescape(text[at:found]))
        next_tag = TAG.match(text, found)
        if next_tag is None:
            piece, at = skip(text, found)
            words.append(piece)
            continue
        if tag is not None:
            yield token_of(tag, line_no, words)
        line_no += text.count("\n", counted, found)
        counted, at, tag = found, next_tag.end(), next_tag
        words.clear()
    words.append(html.unescape(text[at:]))
    if tag is not None:
        yield token_of(tag, line_no, words)


def token_of(tag: re.Match[str], line_no: int, words: list[str]) -> Token:
    """Make the token of a tag."""
    return Token(line_no, bool(tag[1] or tag[3]), tag[2].upper(), "".join(words).strip())


def skip(text: str, at: int) -> tuple[str, int]:
    """Return what a mark that is no tag stands for, and where it ends."""
    if text.startswith(CDATA, at):
        end = text.find("]]>", at)
        return text[at + len(CDATA) : None if end < 0 else end], len(text) if end < 0 else end + 3
    for mark, until in SKIPPED.items():
        if text.startswith(mark, at):
            end = text.find(until, at)
            return "", len(text) if end < 0 else end + len(until)
    if text.startswith("<!", at):
        raise UnreadableError("It declares a document type or an entity, which no statement has.")
    return "<", at + 1


def open_tag(reader: Reader, token: Token) -> None:
    """Open an aggregate that counts, or take a value; what is neither is passed over."""
    if len(reader.stack) > DEPTH:
        raise UnreadableError("Its tags stand too deep in each other.")
    if token.tag in STATEMENTS:
        begin_statement(reader, token)
    elif token.tag in KNOWN:
        open_known(reader, token)
    elif token.text:
        put(reader, token)


def open_known(reader: Reader, token: Token) -> None:
    """Open an aggregate that counts: it must stand where it belongs."""
    above = reader.known()
    wanted = INSIDE.get(token.tag)
    if wanted is not None and (above is None or above.tag not in wanted):
        place = f"in {above.tag}" if above else "outside of a statement"
        reader.refuse(token.line_no, f"{token.tag} stands {place}: something is cut.")
    if token.text:
        reader.refuse(token.line_no, f"{token.tag} has a text: something is cut.")
    reader.stack.append(Frame(token.tag, token.line_no))
    if reader.draft is not None:
        reader.draft.hash(f"<{token.tag}")


def put(reader: Reader, token: Token) -> None:
    """Keep a value of the innermost aggregate."""
    frame = reader.known()
    if frame is not None:
        frame.values.setdefault(token.tag, []).append(token.text)
    if reader.draft is not None:
        reader.draft.hash(token.tag, token.text)


def close(reader: Reader, token: Token) -> None:
    """Close an aggregate that counts; a value ends with its text."""
    if any(frame.tag == token.tag for frame in reader.stack):
        close_frame(reader, token)
    elif token.tag in KNOWN:
        reader.refuse(token.line_no, f"{token.tag} ends, but does not begin: something is cut.")


def close_frame(reader: Reader, token: Token) -> None:
    """Close the innermost frame of the tag, and what is open inside of it."""
    while True:
        frame = reader.stack.pop()
        if frame.tag == token.tag:
            break
        reader.refuse(token.line_no, f"{frame.tag} of line {frame.line_no} does not end.")
    if reader.draft is None:
        return
    if token.tag in STATEMENTS:
        take(reader.draft, frame, None)
        end_statement(reader, token.line_no, None)
    else:
        reader.draft.hash(">")
        take(reader.draft, frame, reader.known())


def begin_statement(reader: Reader, token: Token) -> None:
    """Begin a statement; one that is still open was cut."""
    if reader.draft is not None:
        end_statement(reader, token.line_no, "The next statement begins before this one ends.")
        while reader.stack and reader.stack.pop().tag not in STATEMENTS:
            pass
    number = len(reader.statements) + 1
    reader.draft = Draft(number, token.line_no, hashlib.sha256())
    reader.stack.append(Frame(token.tag, token.line_no))
    if token.tag == "INVSTMTRS":
        reader.refuse(token.line_no, "This is a statement of investments: it is not booked.")


def end_statement(reader: Reader, line_no: int, fault: str | None) -> None:
    """End the open statement."""
    if reader.draft is not None:
        if fault is not None:
            reader.draft.refuse(line_no, fault)
        reader.statements.append(finish(reader.draft, reader.exponents))
        reader.draft = None
