"""Reads the euro reference rates of the European Central Bank, in the form of its CSV files.

The first line names the currencies; each other line has a day, and how many units of each currency
one euro was. A currency without a rate that day has nothing there, or N/A. The history writes days
as 2019-12-31, the file of a single day as 31 December 2019.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

CURRENCY = re.compile(r"[A-Z]{3}")
RATE = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")
NONE = ("", "N/A")
FORMS = ("%Y-%m-%d", "%d %B %Y")


@dataclass(frozen=True, slots=True)
class DayOfRates:
    """The rates of a day, by currency."""

    rate_date: date
    rates: dict[str, str]


class UnreadableRatesError(ValueError):
    """A file that isn't what the ECB writes: where, and why."""


def read_rates(lines: Iterable[str]) -> Iterator[DayOfRates]:
    """Yield the days of a file in its own order; a day without any rate is left out."""
    reader = csv.reader(lines, skipinitialspace=True)
    head = [name.strip() for name in next(reader, [])]
    columns = read_head(head)
    for row in reader:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) != len(head):
            raise UnreadableRatesError(
                f"line {reader.line_num}: {len(cells)} fields, not {len(head)}"
            )
        rates = {
            name: read_rate(cells[place], name, reader.line_num)
            for place, name in columns.items()
            if cells[place] not in NONE
        }
        day = read_day(cells[0], reader.line_num)
        if rates:
            yield DayOfRates(day, rates)


def read_head(head: list[str]) -> dict[int, str]:
    """Return the currency of each column; the last one may be without a name."""
    named = head[1:-1] if head[-1:] == [""] else head[1:]
    if head[:1] != ["Date"] or not named:
        raise UnreadableRatesError("line 1: it doesn't begin with Date and the names of currencies")
    for name in named:
        if not CURRENCY.fullmatch(name):
            raise UnreadableRatesError(f"line 1: {name!r} is no currency")
    if len(set(named)) < len(named):
        raise UnreadableRatesError("line 1: it names a currency twice")
    return dict(enumerate(named, start=1))


def read_day(text: str, line: int) -> date:
    """Return the day of a line."""
    for form in FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise UnreadableRatesError(f"line {line}: {text!r} is no day")


def read_rate(text: str, currency: str, line: int) -> str:
    """Return a rate as it's written, so that no digit is lost."""
    if not RATE.fullmatch(text) or Decimal(text) == 0:
        raise UnreadableRatesError(f"line {line}: {text!r} is no rate of {currency}")
    return text
