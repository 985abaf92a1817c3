"""What the aggregates of an OFX statement mean: frames in, a statement out.

OFX has no opening balance: it is what the closing (LEDGERBAL) and the lines leave.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from statements.statement import (
    BALANCE_LIMIT,
    Line,
    Statement,
    UnreadableError,
    minor_units,
    plain_text,
)

AMOUNT = re.compile(r"[+-]?(?:\d{1,40}(?:[.,]\d{0,40})?|[.,]\d{1,40})")
DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\D.*|\d{4}(?:\D.*|\d\d(?:\D.*)?)?)?", re.DOTALL)
VALUES_OF_A_LINE = ("TRNAMT", "DTPOSTED", "FITID")


@dataclass(slots=True)
class Frame:
    """An open tag, and the values that stand in it."""

    tag: str
    line_no: int
    values: dict[str, list[str]] = field(default_factory=dict)
    currency: str | None = None

    def first(self, *tags: str) -> str | None:
        """Return the first value of the first tag that has one."""
        return next((self.values[tag][0] for tag in tags if self.values.get(tag)), None)

    def only(self, tag: str) -> str:
        """Return the one value of a tag."""
        found = self.values.get(tag, [])
        if len(found) != 1:
            raise UnreadableError(f"{self.tag} has {len(found) or 'no'} {tag}: one is needed.")
        return found[0]


@dataclass(slots=True)
class Draft:
    """A statement of which not all is read."""

    statement_no: int
    line_no: int
    sha: Any
    account: str | None = None
    currency: str | None = None
    closing: Decimal | None = None
    closing_date: date | None = None
    lines: list[tuple[Frame, Decimal, date]] = field(default_factory=list)
    fault: str | None = None

    def hash(self, *words: str) -> None:
        """Let words count for the digest: closing tags and the layout do not."""
        for word in words:
            self.sha.update(word.encode("utf-8", "surrogatepass") + b"\0")

    def refuse(self, line_no: int, reason: str) -> None:
        """Keep the first reason why the statement is refused."""
        self.fault = self.fault or f"Line {line_no}: {reason}"


def take(draft: Draft, frame: Frame, above: Frame | None) -> None:
    """Take over an aggregate that is whole; what can't be read is the statement's fault."""
    try:
        if frame.tag in {"BANKACCTFROM", "CCACCTFROM"}:
            take_account(draft, frame)
        elif frame.tag == "LEDGERBAL":
            take_balance(draft, frame)
        elif frame.tag == "CURRENCY" and above is not None:
            above.currency = frame.only("CURSYM")
        elif frame.tag == "STMTTRN":
            draft.lines.append((frame, amount_of(frame, "TRNAMT"), day_of(frame, "DTPOSTED")))
        elif frame.tag == "BANKTRANLIST":
            take_list(frame)
        elif frame.tag in {"STMTRS", "CCSTMTRS"} and "CURDEF" in frame.values:
            draft.currency = frame.only("CURDEF").upper()
    except UnreadableError as error:
        draft.refuse(frame.line_no, str(error))


def take_account(draft: Draft, frame: Frame) -> None:
    """Read whose statement it is."""
    if draft.account is not None or len(frame.values.get("ACCTID", [])) > 1:
        raise UnreadableError("There is a second account.")
    draft.account = plain_text(frame.first("ACCTID"))


def take_balance(draft: Draft, frame: Frame) -> None:
    """Read the closing balance."""
    if draft.closing is not None:
        raise UnreadableError("There is a second closing (LEDGERBAL).")
    draft.closing = amount_of(frame, "BALAMT")
    draft.closing_date = day_of(frame, "DTASOF") if "DTASOF" in frame.values else None


def take_list(frame: Frame) -> None:
    """Judge a list of lines: no part of a line stands beside a line. Some banks have several."""
    for tag in VALUES_OF_A_LINE:
        if tag in frame.values:
            raise UnreadableError(f"{tag} stands outside of a line (STMTTRN): something is cut.")


def amount_of(frame: Frame, tag: str) -> Decimal:
    """Read an amount: signed, with a point or a comma before the decimals."""
    text = frame.only(tag)
    if not AMOUNT.fullmatch(text):
        raise UnreadableError(f"The amount {text} can't be read.")
    return Decimal(text.replace(",", "."))


def day_of(frame: Frame, tag: str) -> date:
    """Read a day as the bank writes it, whatever the zone of its time."""
    text = frame.only(tag)
    found = DAY.fullmatch(text)
    try:
        return date.fromisoformat("-".join(found.groups()) if found else "")
    except ValueError:
        raise UnreadableError(f"The date {text} can't be read.") from None


def finish(draft: Draft, exponents: Mapping[str, int]) -> Statement:
    """Make the statement of all that was read."""
    currency = draft.currency if draft.currency in exponents else None
    lines: tuple[Line, ...] = ()
    opening = closing = None
    try:
        if draft.currency is not None and currency is None:
            raise UnreadableError(f"There is no currency {draft.currency} to keep an account in.")
        if draft.fault is None and currency is not None:
            exponent = exponents[currency]
            lines = tuple(line_of(*line, currency, exponent) for line in draft.lines)
            if draft.closing is not None:
                closing = minor_units(draft.closing, exponent, BALANCE_LIMIT)
                opening = closing - sum(line.amount for line in lines)
            if opening is not None and abs(opening) > BALANCE_LIMIT:
                raise UnreadableError("What the lines leave as opening is beyond the ledger.")
    except UnreadableError as error:
        draft.refuse(draft.line_no, str(error))
    return Statement(
        statement_no=draft.statement_no,
        line_no=draft.line_no,
        digest=draft.sha.digest(),
        account=draft.account,
        currency=currency,
        opening=None if draft.fault else opening,
        closing=None if draft.fault else closing,
        closing_date=draft.closing_date,
        lines=() if draft.fault else lines,
        fault=plain_text(draft.fault, 500),
    )


def line_of(frame: Frame, amount: Decimal, day: date, currency: str, exponent: int) -> Line:
    """Make the line of an STMTTRN."""
    if frame.currency is not None and frame.currency.upper() != currency:
        raise UnreadableError(
            f"Line {frame.line_no}: the entry is in {frame.currency}, the account in {currency}."
        )
    try:
        units = minor_units(amount, exponent)
    except UnreadableError as error:
        raise UnreadableError(f"Line {frame.line_no}: {error}") from error
    memo, reference = plain_text(frame.first("MEMO", "NAME")), plain_text(frame.first("FITID"))
    return Line(frame.line_no, day, units, memo, reference)
