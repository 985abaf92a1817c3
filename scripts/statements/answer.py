"""What came of a statement, and how it's told: a line, a table, the rows of a report."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rich.table import Table
from rich.text import Text

REPORT = ("source", "item", "kind", "amount_minor")
"""The columns of a report; the item is the statement's number in its file, from 1."""

CUT = "LG313"
"""The code of a file that ends in the middle of a statement."""

COLUMNS = ("statements", "lines", "credits", "debits", "breaks", "gaps", "duplicate", "refused")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a statement, in minor units; statement 0 is a file that can't be read."""

    source: str
    statement_no: int
    outcome: str
    account_name: str | None = None
    currency: str | None = None
    lines: int = 0
    credits: int | None = None
    debits: int | None = None
    opening: int | None = None
    closing: int | None = None
    break_amount: int | None = None
    gap_amount: int | None = None
    refusal: Mapping[str, Any] | None = None

    @property
    def is_refused(self) -> bool:
        """True when a person must look at it."""
        return self.outcome in {"refused", "conflict"}

    @property
    def differences(self) -> dict[str, int]:
        """What had to be added to reach the balances of the bank, by its kind."""
        if self.outcome != "posted":
            return {}
        found = {"gap": self.gap_amount, "break": self.break_amount}
        return {kind: amount for kind, amount in found.items() if amount}


def refuse_file(source: str, reason: str) -> Answer:
    """Answer for a file that could not be read."""
    title = "The file can't be imported."
    return Answer(source, 0, "refused", refusal={"title": title, "facts": {"reason": reason}})


def describe(answer: Answer, exponents: Mapping[str, int]) -> str | None:
    """Return the line of a statement that a person must know of; None when all is well."""
    parts = [f"{answer.source} {answer.statement_no}: {answer.outcome}"]
    if answer.refusal is not None:
        facts = answer.refusal["facts"]
        place = f"line {facts['line_no']}: " if facts.get("line_no") else ""
        parts.append(place + " ".join(filter(None, [answer.refusal["title"], detail(facts)])))
    elif answer.differences:
        parts.append(f"closing {decimal(answer.closing or 0, answer.currency, exponents)}")
        for kind, amount in answer.differences.items():
            parts.append(f"{kind} {decimal(amount, answer.currency, exponents)}")
        parts.append(answer.currency or "")
    else:
        return None
    return ", ".join(parts)


def detail(facts: Mapping[str, Any]) -> str | None:
    """Return what of the facts a person needs beyond the title."""
    missing = facts.get("missing")
    return facts.get("reason") or (f"Missing: {', '.join(missing)}." if missing else None)


def decimal(units: int, currency: str | None, exponents: Mapping[str, int]) -> str:
    """Write minor units as an amount.

    >>> decimal(-1050, "EUR", {"EUR": 2})
    '-10.50'
    """
    exponent = exponents.get(currency or "", 0)
    return f"{Decimal(units).scaleb(-exponent):.{exponent}f}"


def report_rows(answers: Iterable[Answer]) -> Iterator[tuple[str, int, str, int | str]]:
    """Return the rows of the report of a run; a refused or known statement has no amount."""
    for answer in answers:
        item = max(answer.statement_no, 1)
        for kind, amount in answer.differences.items():
            yield answer.source, item, kind, amount
        if answer.outcome == "duplicate":
            yield answer.source, item, "duplicate", ""
        elif answer.is_refused:
            is_cut = (answer.refusal or {}).get("code") == CUT
            yield answer.source, item, "truncated" if is_cut else "refused", ""


def table(answers: Iterable[Answer], exponents: Mapping[str, int]) -> Table:
    """Lay out one row a file and currency; the sums are those of its posted statements."""
    groups: dict[tuple[str, str], list[Answer]] = {}
    for answer in answers:
        groups.setdefault((answer.source, answer.currency or ""), []).append(answer)
    layout = Table("file", box=None, pad_edge=False)
    for name in COLUMNS:
        layout.add_column(name, justify="right", no_wrap=True)
    layout.add_column("")
    for (source, currency), group in groups.items():
        posted = [answer for answer in group if answer.outcome == "posted"]
        sums = [sum(answer.credits or 0 for answer in posted)]
        sums.append(sum(answer.debits or 0 for answer in posted))
        layout.add_row(
            Text(source, overflow="fold"),
            str(len(group)),
            str(sum(answer.lines for answer in posted)),
            *(decimal(units, currency, exponents) if posted else "" for units in sums),
            str(sum("break" in answer.differences for answer in posted)),
            str(sum("gap" in answer.differences for answer in posted)),
            str(sum(answer.outcome == "duplicate" for answer in group)),
            str(sum(answer.is_refused for answer in group)),
            currency,
        )
    return layout
