"""What came of a statement, and how it's told: a line, a table, the rows of a report."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rich.table import Table
from rich.text import Text

REPORT = ("source", "item", "kind", "amount_minor")
"""The columns of a report.

The item is the statement's number in its file, from 1; of a break at a line, what the bank calls
that; of what is cut, the line of the file.
"""

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
    breaks: Sequence[Mapping[str, Any]] | None = None
    refusal: Mapping[str, Any] | None = None

    @property
    def is_refused(self) -> bool:
        """True when a person must look at it."""
        return self.outcome in {"refused", "conflict"}

    @property
    def differences(self) -> list[tuple[str, str | None, int]]:
        """What had to be added to reach the balances of the bank: kind, at which line, amount.

        A line is told by the bank's own reference, where the bank states a balance with each line.
        """
        if self.outcome != "posted":
            return []
        found: list[tuple[str, str | None, int]] = []
        if self.gap_amount:
            found.append(("gap", None, self.gap_amount))
        for broken in self.breaks or ():
            line = None if broken["line_no"] is None else str(broken["reference"])
            found.append(("break", line, int(broken["amount"])))
        return found


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
        for kind, line, amount in answer.differences:
            at = f" at {line}" if line else ""
            parts.append(f"{kind} {decimal(amount, answer.currency, exponents)}{at}")
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


def report_rows(answers: Iterable[Answer]) -> Iterator[tuple[str, int | str, str, int | str]]:
    """Return the rows of the report of a run; a refused or known statement has no amount."""
    for answer in answers:
        item = max(answer.statement_no, 1)
        for kind, line, amount in answer.differences:
            yield answer.source, line or item, kind, amount
        if answer.outcome == "duplicate":
            yield answer.source, item, "duplicate", ""
        elif answer.is_refused:
            refusal = answer.refusal or {}
            if refusal.get("code") == CUT:
                yield answer.source, refusal["facts"]["line_no"], "truncated", ""
            else:
                yield answer.source, item, "refused", ""


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
            *(count_of(posted, kind) for kind in ("break", "gap")),
            str(sum(answer.outcome == "duplicate" for answer in group)),
            str(sum(answer.is_refused for answer in group)),
            currency,
        )
    return layout


def count_of(answers: Iterable[Answer], kind: str) -> str:
    """Count the breaks or the gaps."""
    return str(sum(found == kind for answer in answers for found, _, _ in answer.differences))
