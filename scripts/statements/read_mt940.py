"""MT940: bytes in, statements out. Nothing is read or written elsewhere.

The package mt-940 reads the fields of one statement at a time. What it does too kindly is kept from
it here: its patterns cut long fields, stop at the first sign they don't know, bend 30 February, and
let a second balance replace the first. Each of these is a fault of the statement instead.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import mt940
from mt940.tags import Tag

from statements.decode import decode
from statements.statement import (
    BALANCE_LIMIT,
    Line,
    Statement,
    UnreadableError,
    digest_of,
    minor_units,
    plain_text,
)

TAG = re.compile(rb":(\d\d[A-Z]?|NS):")
HEADER = re.compile(rb"\{\d:")
END = re.compile(rb"-(?:[}\x03]|\s*$)")
ONCE = {b"20": "reference", b"25": "account", b"28": "number", b"60": "opening", b"62": "closing"}

# 61 as most banks write it: the reference may be longer than 16 (ASN puts an IBAN there), and an
# amount ends where its digits end. The package parts lines by their id: so it is the mark, which is
# always there, and not the code of the type, which some banks leave out.
LINE = r"""^
    (?P<year>\d{2})(?P<month>\d{2})(?P<day>\d{2})
    (?P<entry_month>\d{2}|\s{2})?(?P<entry_day>\d{2}|\s{2})?
    (?P<id>(?P<status>R?[DC]))(?P<funds_code>[A-Z])?[\n ]?
    (?P<amount>\d+(?:,\d*)?)(?![\d,.])
    (?:[A-Z][A-Z0-9 ]{3})?
    (?P<customer_reference>(?:(?!//)[^\n])*)
    (//(?P<bank_reference>[^\n]*))?
    (\n(?P<extra_details>[\s\S]*))?
    $"""
BALANCE = r"""^
    (?P<status>[DC])(?P<year>\d{2})(?P<month>\d{2})(?P<day>\d{2})
    (?P<currency>[A-Z]{3})(?P<amount>\d+(?:,\d*)?)
    $"""
PATTERNS: Mapping[int | str, str] = {
    20: r"^(?P<transaction_reference>[^\n]*)$",
    25: r"^(?P<account_identification>[^\n]*)$",
    28: r"^(?P<statement_number>[^\n]*)$",
    61: LINE,
    **dict.fromkeys((60, "60F", "60M", 62, "62F", "62M"), BALANCE),
}
OPTIONS = mt940.Options(
    reversal_sign=True, case_insensitive_marks=True, unbounded_details=True, merge_keeps_values=True
)


FAULTS = (RuntimeError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError)
"""What the package raises on a field that it can't read."""


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one statement, the first of which stands in the file at line_no."""

    line_no: int
    lines: tuple[bytes, ...]

    def places(self, tag: bytes) -> list[int]:
        """Return the lines of the file where the tag stands, whatever letter follows its number."""
        return [
            self.line_no + i
            for i, line in enumerate(self.lines)
            if (found := TAG.match(line)) and found[1].startswith(tag)
        ]


def read_mt940(data: bytes, exponents: Mapping[str, int]) -> list[Statement]:
    """Read every statement of a file; one that can't be read says why. No file has none."""
    blocks = list(split_blocks(split_lines(data.removeprefix(b"\xef\xbb\xbf"))))
    if not blocks:
        fault = "There is no statement in the file."
        return [Statement(statement_no=1, line_no=1, digest=digest_of([data]), fault=fault)]
    return [read_block(number, block, exponents) for number, block in enumerate(blocks, start=1)]


def split_lines(data: bytes) -> list[bytes]:
    """Part a file into lines, also one of a system that ends them with a carriage return alone."""
    return data.split(b"\n" if b"\n" in data else b"\r")


def split_blocks(lines: list[bytes]) -> Iterator[Block]:
    """Part a file into statements: each ends at its end mark, or where the next :20: begins."""
    start: int | None = None
    has_reference = False
    for i, line in enumerate(lines):
        tag = TAG.match(line)
        is_reference = tag is not None and tag[1] == b"20"
        ends = END.match(line) or HEADER.match(line) or (is_reference and has_reference)
        if start is not None and ends:
            yield Block(start + 1, tuple(lines[start:i]))
            start, has_reference = None, False
        if tag and start is None:
            start = i
        has_reference = has_reference or is_reference
    if start is not None:
        yield Block(start + 1, tuple(lines[start:]))


def read_block(number: int, block: Block, exponents: Mapping[str, int]) -> Statement:
    """Read one statement; what can't be read becomes its fault."""
    statement = Statement(statement_no=number, line_no=block.line_no, digest=digest_of(block.lines))
    try:
        refuse_interim(block)
        refuse_repeated(block)
        return fill(statement, block, parse(block), exponents)
    except UnreadableError as error:
        return replace(statement, fault=plain_text(str(error), 500))


def refuse_interim(block: Block) -> None:
    """Refuse an MT942: it has a floor limit or a time, and no balance."""
    marks = block.places(b"34F") + block.places(b"13")
    if marks and not (block.places(b"60") or block.places(b"62")):
        raise UnreadableError(f"Line {marks[0]}: this is an MT942, an interim report.")


def refuse_repeated(block: Block) -> None:
    """Refuse a second value of what a statement has once."""
    for tag, what in ONCE.items():
        places = block.places(tag)
        if len(places) > 1:
            raise UnreadableError(f"Line {places[1]}: there is a second {what} (:{tag.decode()}:).")


def parse(block: Block) -> mt940.models.Transactions:
    """Let the package read the fields, by our patterns and without its mending of dates."""
    try:
        return parse_lines(block.lines)
    except FAULTS as error:
        place, cause = first_fault(block) or (block.line_no, error)
        raise UnreadableError(f"Line {place}: {describe(cause)}") from error


def parse_lines(lines: Sequence[bytes]) -> mt940.models.Transactions:
    """Let the package read some lines."""
    found = mt940.models.Transactions(
        processors={"pre_statement": [], "post_transaction_details": []},
        tags={number: with_pattern(number, pattern) for number, pattern in PATTERNS.items()},
        options=OPTIONS,
    )
    found.parse(decode(b"\n".join(lines)))
    return found


def first_fault(block: Block) -> tuple[int, Exception] | None:
    """Return the first field that can't be read by itself, and why; the package names no line."""
    starts = [i for i, line in enumerate(block.lines) if TAG.match(line)]
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        try:
            parse_lines(block.lines[start:end])
        except FAULTS as error:
            return block.line_no + start, error
    return None


def with_pattern(number: int | str, pattern: str) -> Tag:
    """Return a tag of the package that reads by another pattern."""
    tag: Tag = type(mt940.tags.TAG_BY_ID[number])()
    tag.re = re.compile(pattern, tag.RE_FLAGS)
    return tag


def describe(error: Exception) -> str:
    """Say what the package could not read: it puts the tag and the text into its errors."""
    if isinstance(error, RuntimeError) and len(error.args) == 3:
        _, tag, text = error.args
        return f"the field :{getattr(tag, 'id', '?')}: can't be read: {text}"
    return f"a field can't be read: {error or type(error).__name__}."


def fill(
    statement: Statement,
    block: Block,
    found: mt940.models.Transactions,
    exponents: Mapping[str, int],
) -> Statement:
    """Take over what the package has read, with amounts in minor units."""
    opening, closing = balance_of(found, "opening"), balance_of(found, "closing")
    currencies = {side.amount.currency for side in (opening, closing) if side is not None}
    if len(currencies) > 1:
        places = block.places(b"62")
        raise UnreadableError(
            f"Line {places[0]}: the balances are in {' and '.join(sorted(currencies))}."
        )
    currency = next(iter(currencies), None)
    if currency is not None and currency not in exponents:
        places = block.places(b"60") or block.places(b"62")
        raise UnreadableError(
            f"Line {places[0]}: there is no currency {currency} to keep an account in."
        )
    number = found.data.get("statement_number")
    reference = [found.data.get("transaction_reference"), number]
    exponent = exponents.get(currency or "", 2)
    return replace(
        statement,
        account=plain_text(found.data.get("account_identification")),
        currency=currency,
        opening=units_of(opening, exponent, block.places(b"60")),
        opening_date=opening and in_century(opening.date),
        closing=units_of(closing, exponent, block.places(b"62")),
        closing_date=closing and in_century(closing.date),
        reference=plain_text(" ".join(part for part in reference if part)),
        lines=read_lines(block, found, exponent),
    )


def balance_of(found: mt940.models.Transactions, side: str) -> Any:  # noqa: ANN401 - untyped there
    """Return the balance of a side, whichever of its three tags has it."""
    names = (f"final_{side}_balance", f"intermediate_{side}_balance", f"{side}_balance")
    return next((found.data[name] for name in names if name in found.data), None)


def units_of(balance: Any, exponent: int, places: Sequence[int]) -> int | None:  # noqa: ANN401
    """Count a balance in minor units; None when there is none."""
    if balance is None:
        return None
    try:
        return minor_units(balance.amount.amount, exponent, BALANCE_LIMIT)
    except UnreadableError as error:
        raise UnreadableError(f"Line {places[0]}: {error}") from error


def read_lines(block: Block, found: mt940.models.Transactions, exponent: int) -> tuple[Line, ...]:
    """Read the lines, each at its place in the file: as many as the text has."""
    places = block.places(b"61")
    if len(places) != len(found.transactions):
        read = len(found.transactions)
        raise UnreadableError(
            f"Line {block.line_no}: {len(places)} lines (:61:) follow, of which {read} can be read."
        )
    return tuple(
        read_line(place, transaction.data, exponent)
        for place, transaction in zip(places, found.transactions, strict=True)
    )


def read_line(place: int, data: Mapping[str, Any], exponent: int) -> Line:
    """Read one line. The bank books it on its entry date; some name only the value date."""
    amount: Decimal = data["amount"].amount
    try:
        units = minor_units(amount, exponent)
    except UnreadableError as error:
        raise UnreadableError(f"Line {place}: {error}") from error
    return Line(
        line_no=place,
        booked=in_century(data.get("entry_date") or data["date"]),
        amount=units,
        memo=plain_text(data.get("transaction_details")) or plain_text(data.get("extra_details")),
        reference=plain_text(data.get("bank_reference") or data.get("customer_reference")),
    )


def in_century(day: date) -> date:
    """Return the day with a year of two digits read as 1980 to 2079; the package says 2000 on."""
    return date(day.year - 100 if day.year >= 2080 else day.year, day.month, day.day)
