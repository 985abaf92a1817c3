"""What a bank statement says, whatever format it came in.

Amounts are minor units of the statement's currency, credits above zero. A statement that can't be
read has a fault and no line; what is known of it stays for the report.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, Inexact

AMOUNT_LIMIT = 10**15
"""Of the domain core.signed_amount, either way."""

BALANCE_LIMIT = 9 * 10**17
"""Of the domain core.balance, either way."""

TEXT_LIMIT = 140
"""Of every text that staging takes but a fault."""


EXACT = Context(prec=1000, traps=[Inexact])
"""No digit is lost without an error."""


class UnreadableError(ValueError):
    """What stands in a statement can't be read; the text says why, for a person."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry that the bank has booked."""

    line_no: int
    booked: date
    amount: int
    memo: str | None = None
    reference: str | None = None
    balance: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement by its place in the file; line_no is the line of the file where it begins.

    Its lines are in the order in which the bank has booked them, whatever the file has. One that
    is cut has a fault too: the file ends in the middle of it.
    """

    statement_no: int
    line_no: int
    digest: bytes
    account: str | None = None
    currency: str | None = None
    opening: int | None = None
    opening_date: date | None = None
    closing: int | None = None
    closing_date: date | None = None
    reference: str | None = None
    lines: tuple[Line, ...] = ()
    fault: str | None = None
    is_cut: bool = False


def digest_of(lines: Iterable[bytes]) -> bytes:
    r"""Return what the content is known by: how its lines end, and blank ones behind, don't count.

    >>> digest_of([b"a", b"b"]) == digest_of([b"a\r", b"b\r", b""])
    True
    """
    text = b"\n".join(line.rstrip(b"\r\n") for line in lines)
    return hashlib.sha256(text.rstrip(b"\n")).digest()


def minor_units(amount: Decimal, exponent: int, limit: int = AMOUNT_LIMIT) -> int:
    """Count an amount in minor units.

    >>> minor_units(Decimal("-10.5"), 2)
    -1050
    """
    if not amount.is_finite() or amount.adjusted() > 30:
        raise UnreadableError(f"{amount} is beyond what the ledger can hold.")
    units = abs(amount).scaleb(exponent, EXACT)
    if units != units.to_integral_value():
        raise UnreadableError(f"{amount} is finer than its currency: that has {exponent} decimals.")
    if units > limit:
        raise UnreadableError(f"{amount} is beyond what the ledger can hold.")
    return -int(units) if amount < 0 else int(units)


def plain_text(text: str | None, limit: int = TEXT_LIMIT) -> str | None:
    r"""Return one line of printable text, cut to the limit with a mark; None when nothing is left.

    >>> plain_text(" a\x01\n b ")
    'a b'
    """
    printable = "".join(sign if sign.isprintable() else " " for sign in text or "")
    line = " ".join(printable.split())
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return line or None
