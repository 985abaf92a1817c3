"""What the elements of a camt.053 statement mean: parts in, a statement out."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from statements.statement import (
    AMOUNT_LIMIT,
    BALANCE_LIMIT,
    Line,
    Statement,
    UnreadableError,
    minor_units,
    plain_text,
)

AMOUNT = re.compile(r"\+?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})")
DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)?")
SIGNS = {"CRDT": 1, "DBIT": -1}
NOT_BOOKED = frozenset({"PDNG", "INFO", "FUTR"})
BALANCES = frozenset({"OPBD", "PRCD", "CLBD"})
"""Opening; closing before, where there is no opening; closing. The others aren't booked."""

DETAILS = "NtryDtls"
MEMOS = (
    "NtryDtls/TxDtls/RmtInf/Ustrd",
    "AddtlNtryInf",
    "NtryDtls/TxDtls/AddtlTxInf",
    "NtryDtls/TxDtls/RltdPties/Cdtr/Nm",
    "NtryDtls/TxDtls/RltdPties/Dbtr/Nm",
)
REFERENCES = ("AcctSvcrRef", "NtryRef", "NtryDtls/TxDtls/Refs/EndToEndId")


@dataclass(slots=True)
class Part:
    """A child of a statement: its texts by their path, and the currency of its amount."""

    tag: str
    line_no: int
    texts: dict[str, list[str]] = field(default_factory=dict)
    currency: str | None = None

    def open(self, path: Sequence[str], attributes: Mapping[str, str]) -> None:
        """Note the currency of the amount, and that the element is there, if it says nothing."""
        if list(path) == ["Amt"]:
            self.texts.setdefault("Amt", [])
            self.currency = attributes.get("Ccy")

    def put(self, path: Sequence[str], text: str) -> None:
        """Keep a text; of the details of a batch, the first of each kind."""
        key = "/".join(path)
        if key not in self.texts or not key.startswith(DETAILS):
            self.texts.setdefault(key, []).append(text)

    def first(self, *keys: str) -> str | None:
        """Return the first text of the first path that has one."""
        return next((self.texts[key][0] for key in keys if self.texts.get(key)), None)

    def only(self, *keys: str) -> str:
        """Return the one text that must stand under one of the paths."""
        found = [text for key in keys for text in self.texts.get(key, [])]
        if len(found) != 1:
            name = keys[0].partition("/")[0]
            raise UnreadableError(f"{self.tag} has {len(found) or 'no'} {name}: one is needed.")
        return found[0]


@dataclass(frozen=True, slots=True)
class Money:
    """A signed amount in its currency; a balance has its day, if it's told."""

    line_no: int = field(compare=False)
    amount: Decimal
    currency: str
    day: date | None = None

    def units(self, exponent: int, limit: int = AMOUNT_LIMIT) -> int:
        """Count it in minor units."""
        try:
            return minor_units(self.amount, exponent, limit)
        except UnreadableError as error:
            raise UnreadableError(f"Line {self.line_no}: {error}") from error


@dataclass(frozen=True, slots=True)
class Entry:
    """A booked entry, whose currency is judged at the end of the statement."""

    money: Money
    booked: date
    memo: str | None
    reference: str | None


@dataclass(slots=True)
class Draft:
    """A statement of which not all is read."""

    statement_no: int
    line_no: int
    depth: int
    sha: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    identity: str | None = None
    account: str | None = None
    currency: str | None = None
    balances: dict[str, Money] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    fault: str | None = None

    def hash(self, *words: str) -> None:
        """Let words count for the digest: how the XML is laid out does not."""
        for word in words:
            self.sha.update(word.encode("utf-8", "surrogatepass") + b"\0")

    def refuse(self, line_no: int, reason: str) -> None:
        """Keep the first reason why the statement is refused."""
        self.fault = self.fault or f"Line {line_no}: {reason}"


def take(draft: Draft, part: Part) -> None:
    """Take over a part that is whole; what can't be read is the fault of the statement."""
    try:
        if part.tag == "Id":
            draft.identity = part.first("")
        elif part.tag == "Acct":
            take_account(draft, part)
        elif part.tag == "Bal":
            take_balance(draft, part)
        elif part.tag == "Ntry" and draft.fault is None:
            take_entry(draft, part)
    except UnreadableError as error:
        draft.refuse(part.line_no, str(error))


def take_account(draft: Draft, part: Part) -> None:
    """Read whose statement it is."""
    if draft.account is not None:
        raise UnreadableError("There is a second account.")
    draft.account = plain_text(part.first("Id/IBAN", "Id/Othr/Id", "Id/PrtryAcct/Id", "Id/BBAN"))
    draft.currency = part.first("Ccy")


def take_balance(draft: Draft, part: Part) -> None:
    """Read a balance, if it is one that is booked."""
    kind = part.only("Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry", "Tp/Cd")
    if kind not in BALANCES:
        return
    money = Money(part.line_no, *amount_of(part), day_of(part, "Dt/Dt", "Dt/DtTm"))
    if draft.balances.setdefault(kind, money) != money and kind != "PRCD":
        raise UnreadableError(f"There is a second balance {kind}.")


def take_entry(draft: Draft, part: Part) -> None:
    """Read an entry, if it is booked."""
    status = part.only("Sts", "Sts/Cd", "Sts/Prtry")
    if status in NOT_BOOKED:
        return
    if status != "BOOK":
        raise UnreadableError(f"The status {status} is unknown.")
    money = Money(part.line_no, *amount_of(part))
    booked = day_of(part, "BookgDt/Dt", "BookgDt/DtTm") or day_of(part, "ValDt/Dt", "ValDt/DtTm")
    if booked is None:
        raise UnreadableError("The entry has no date.")
    memo, reference = plain_text(part.first(*MEMOS)), plain_text(part.first(*REFERENCES))
    draft.entries.append(Entry(money, booked, memo, reference))


def amount_of(part: Part) -> tuple[Decimal, str]:
    """Read the amount; its sign is CdtDbtInd alone, also for a reversal."""
    text, sign = part.only("Amt"), part.only("CdtDbtInd")
    if not AMOUNT.fullmatch(text):
        raise UnreadableError(f"The amount {text} can't be read.")
    if sign not in SIGNS:
        raise UnreadableError(f"{sign} is neither credit (CRDT) nor debit (DBIT).")
    if part.currency is None:
        raise UnreadableError(f"The amount {text} has no currency.")
    return Decimal(text) * SIGNS[sign], part.currency


def day_of(part: Part, *keys: str) -> date | None:
    """Read a day as the bank writes it, whatever the zone of its time."""
    text = part.first(*keys)
    if text is None:
        return None
    found = DAY.fullmatch(text)
    try:
        return date.fromisoformat(found[1] if found else "")
    except ValueError:
        raise UnreadableError(f"The date {text} can't be read.") from None


def finish(draft: Draft, exponents: Mapping[str, int]) -> Statement:
    """Make the statement of all that was read."""
    opening = draft.balances.get("OPBD") or draft.balances.get("PRCD")
    closing = draft.balances.get("CLBD")
    currencies = sorted({side.currency for side in (opening, closing) if side})
    currency = currencies[0] if currencies else draft.currency
    lines: tuple[Line, ...] = ()
    opened: int | None = None
    closed: int | None = None
    try:
        if closing is not None and len(currencies) > 1:
            place, both = closing.line_no, " and ".join(currencies)
            raise UnreadableError(f"Line {place}: the balances are in {both}.")
        if draft.fault is None and currency is not None:
            exponent = exponent_of(draft, currency, exponents)
            opened = opening.units(exponent, BALANCE_LIMIT) if opening else None
            closed = closing.units(exponent, BALANCE_LIMIT) if closing else None
            lines = tuple(line_of(entry, currency, exponent) for entry in draft.entries)
    except UnreadableError as error:
        draft.fault = draft.fault or str(error)
    return Statement(
        statement_no=draft.statement_no,
        line_no=draft.line_no,
        digest=draft.sha.digest(),
        account=draft.account,
        currency=currency if currency in exponents and len(currencies) < 2 else None,
        opening=opened,
        opening_date=opening.day if opening else None,
        closing=closed,
        closing_date=closing.day if closing else None,
        reference=plain_text(draft.identity),
        lines=() if draft.fault else lines,
        fault=plain_text(draft.fault, 500),
    )


def exponent_of(draft: Draft, currency: str, exponents: Mapping[str, int]) -> int:
    """Return how many decimals a currency has."""
    if currency not in exponents:
        raise UnreadableError(
            f"Line {draft.line_no}: there is no currency {currency} to keep an account in."
        )
    return exponents[currency]


def line_of(entry: Entry, currency: str, exponent: int) -> Line:
    """Make the line of an entry."""
    money = entry.money
    if money.currency != currency:
        raise UnreadableError(
            f"Line {money.line_no}: the entry is in {money.currency}, "
            f"the balances are in {currency}."
        )
    return Line(money.line_no, entry.booked, money.units(exponent), entry.memo, entry.reference)
