"""The history of many accounts in one text: bytes in, one statement an account out.

The form is that of the Berka tables: one header line, `;` between fields, `"` around texts, days as
YYMMDD of the century 19, amounts above zero, and the balance of the account behind each row. The
rows are sorted by day alone. Within its day a row stands where the balances fit best: credits
before debits, credits by rising and debits by falling balance, then by trans_id. A balance that
does not follow from the row before is a break; the ledger finds it: each line has its balance.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from statements.statement import (
    BALANCE_LIMIT,
    Line,
    Statement,
    UnreadableError,
    digest_of,
    minor_units,
    plain_text,
)

COLUMNS = (
    "trans_id",
    "account_id",
    "date",
    "type",
    "operation",
    "amount",
    "balance",
    "k_symbol",
    "bank",
    "account",
)
SIGNS = {"PRIJEM": 1, "VYDAJ": -1, "VYBER": -1}
"""What a type says of the amount; VYBER is a withdrawal in cash."""

NUMBER = re.compile(r"-?\d+(\.\d+)?")
CURRENCY = "CZK"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the text, as it stands there and as a line of its account."""

    account: str
    line: Line
    text: bytes

    @property
    def place(self) -> tuple[date, bool, int, int]:
        """Where it stands among the rows of its account."""
        line, balance = self.line, self.line.balance or 0
        is_debit = line.amount < 0
        return line.booked, is_debit, -balance if is_debit else balance, int(line.reference or 0)


def read_history(lines: Iterable[bytes], exponents: Mapping[str, int]) -> Iterator[Statement]:
    """Read the whole history of each account, in the order in which the accounts first appear.

    A row that can't be read refuses its account; where not even that can be read, it is a refused
    statement of its own behind the others, as a last row is that is cut.
    """
    rows: dict[str, list[Row]] = {}
    faults: dict[str, tuple[int, str]] = {}
    known: set[str] = set()
    others: list[Statement] = []
    exponent = exponents.get(CURRENCY, 2)
    line_no, text = 0, b""
    for line_no, text in enumerate(lines, start=1):
        if line_no == 1:
            if not is_header(text):
                yield whole_fault(text, "The first line does not name the columns of a history.")
                return
        elif not text.endswith(b"\n"):
            others.append(cut(line_no, text))
        elif text.strip():
            try:
                row = read_row(line_no, text, exponent)
                refuse_repeated(row, known)
                rows.setdefault(row.account, []).append(row)
            except UnreadableError as error:
                account = account_of(text)
                if account is None:
                    others.append(refused(line_no, text, str(error)))
                else:
                    rows.setdefault(account, [])
                    faults.setdefault(account, (line_no, f"Line {line_no}: {error}"))
    if line_no == 0:
        yield whole_fault(b"", "There is no statement in the file.")
    statements = [history_of(account, rows[account], faults.get(account)) for account in rows]
    for number, statement in enumerate([*statements, *others], start=1):
        yield replace(statement, statement_no=number)


def is_header(text: bytes) -> bool:
    """Tell whether a line names the columns."""
    return tuple(fields_of(text)) == COLUMNS


def fields_of(text: bytes) -> list[str]:
    """Part a line into its fields; a quotation mark has no other meaning than to enclose one.

    >>> fields_of(b'1;"a;b";""')
    ['1', 'a;b', '']
    """
    decoded = text.decode("utf-8", errors="replace").rstrip("\r\n")
    try:
        return next(csv.reader([decoded], delimiter=";", strict=True), [])
    except csv.Error:
        return []


def account_of(text: bytes) -> str | None:
    """Return the account that a row names, however damaged the rest is."""
    parts = text.split(b";")
    is_number = len(parts) == len(COLUMNS) and re.fullmatch(rb"\d{1,18}", parts[1])
    return parts[1].decode() if is_number else None


def read_row(line_no: int, text: bytes, exponent: int) -> Row:
    """Read one row."""
    fields = fields_of(text)
    if len(fields) != len(COLUMNS):
        raise UnreadableError(f"It has {len(fields)} fields that can be read, not {len(COLUMNS)}.")
    value = dict(zip(COLUMNS, fields, strict=True))
    for name in ("trans_id", "account_id"):
        if not re.fullmatch(r"[0-9]{1,18}", value[name]):
            raise UnreadableError(f"The {name} is {value[name]!r}, not a number.")
    sign = SIGNS.get(value["type"])
    if sign is None:
        raise UnreadableError(f"The type is {value['type']!r}, not one of {', '.join(SIGNS)}.")
    amount = units_of(value["amount"], exponent)
    if amount < 0:
        raise UnreadableError(f"The amount is {value['amount']}, below zero.")
    line = Line(
        line_no=line_no,
        booked=day_of(value["date"]),
        amount=sign * amount,
        memo=plain_text(" ".join(value[name] for name in ("operation", "k_symbol"))),
        reference=value["trans_id"],
        balance=units_of(value["balance"], exponent, BALANCE_LIMIT),
    )
    return Row(value["account_id"], line, text.rstrip(b"\r\n"))


def refuse_repeated(row: Row, known: set[str]) -> None:
    """Refuse a trans_id that an earlier row has."""
    trans_id = row.line.reference or ""
    if trans_id in known:
        raise UnreadableError(f"There is an earlier row with the trans_id {trans_id}.")
    known.add(trans_id)


def units_of(text: str, exponent: int, limit: int | None = None) -> int:
    """Read an amount in minor units."""
    if not NUMBER.fullmatch(text) or not text.isascii():
        raise UnreadableError(f"The amount {text!r} can't be read.")
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise UnreadableError(f"The amount {text!r} can't be read.") from error
    return minor_units(amount, exponent) if limit is None else minor_units(amount, exponent, limit)


def day_of(text: str) -> date:
    """Read a day of the century 19.

    >>> day_of("930131")
    datetime.date(1993, 1, 31)
    """
    if not re.fullmatch(r"[0-9]{6}", text):
        raise UnreadableError(f"The day {text!r} is not of the form YYMMDD.")
    try:
        return date(1900 + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError as error:
        raise UnreadableError(f"There is no day {text}: {error}.") from error


def history_of(account: str, rows: Sequence[Row], fault: tuple[int, str] | None) -> Statement:
    """Make one statement of the rows of an account: it begins with nothing."""
    ordered = sorted(rows, key=lambda row: row.place)
    digest = digest_of([account.encode(), *(row.text for row in ordered)])
    if fault is not None:
        line_no, reason = fault
        digest = digest_of([digest, reason.encode()])
        return Statement(1, line_no, digest, account, CURRENCY, fault=plain_text(reason, 500))
    first, last = ordered[0].line, ordered[-1].line
    return Statement(
        statement_no=1,
        line_no=min(row.line.line_no for row in rows),
        digest=digest,
        account=account,
        currency=CURRENCY,
        opening=0,
        opening_date=first.booked,
        closing=last.balance,
        closing_date=last.booked,
        lines=tuple(row.line for row in ordered),
    )


def cut(line_no: int, text: bytes) -> Statement:
    """Refuse a last row without its end: no one can say what is missing."""
    return replace(refused(line_no, text, "The file ends in the middle of the row."), is_cut=True)


def refused(line_no: int, text: bytes, reason: str) -> Statement:
    """Refuse a row that names no account."""
    return Statement(1, line_no, digest_of([text]), fault=plain_text(reason, 500))


def whole_fault(text: bytes, reason: str) -> Statement:
    """Refuse a file that is no history."""
    return Statement(1, 1, digest_of([text]), fault=reason)
