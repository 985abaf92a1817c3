"""Tests of import_rates, over a migrated database and a quarter of real rates."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import typer
from typer.testing import CliRunner, Result

from conftest import Ledger
from import_rates import main
from statements.read_rates import DayOfRates, UnreadableRatesError, read_rates

FILE = Path(__file__).parent / "data/ecb/eurofxref-hist-2019q4.csv"
KNOWN = """
select currency::text, rate_date, rate::numeric from ledger.exchange_rate where book_id = %s
"""

app = typer.Typer()
app.command()(main)


def run(ledger: Ledger, book_id: UUID, *words: str | Path) -> Result:
    """Run the script on a book."""
    environment = {"DATABASE_URL": ledger.writer_url}
    return CliRunner().invoke(app, ["--book", str(book_id), *map(str, words)], env=environment)


def known(ledger: Ledger, book_id: UUID) -> dict[tuple[str, date], Decimal]:
    rows = ledger.admin.execute(KNOWN, (book_id,)).fetchall()
    return {(currency, day): rate for currency, day, rate in rows}


def written() -> dict[tuple[str, date], Decimal]:
    """Read the file once more, by its columns' names."""
    with FILE.open(newline="") as text:
        return {
            (name, date.fromisoformat(row["Date"])): Decimal(value)
            for row in csv.DictReader(text)
            for name, value in row.items()
            if name not in ("Date", "") and value != "N/A"
        }


def test_all_rates_are_in_the_book_and_a_second_run_changes_nothing(ledger: Ledger) -> None:
    book_id = ledger.open_book()
    result = run(ledger, book_id, FILE)
    assert (result.exit_code, result.output) == (
        0,
        f"{FILE.name}: 64 days; {len(written())} rates added, 0 changed.\n",
    )
    assert known(ledger, book_id) == written()
    assert known(ledger, book_id)["USD", date(2019, 12, 31)] == Decimal("1.1234")
    before = ledger.rows()
    result = run(ledger, book_id, FILE)
    assert "64 days; 0 rates added, 0 changed." in result.output
    assert ledger.rows() == before


def test_a_rate_that_differs_is_set_anew_and_told(ledger: Ledger, tmp_path: Path) -> None:
    book_id = ledger.open_book()
    run(ledger, book_id, "--since", "2019-12-31", FILE)
    assert {day for _, day in known(ledger, book_id)} == {date(2019, 12, 31)}
    file = tmp_path / "eurofxref.csv"
    file.write_text("Date, USD, JPY, \n31 December 2019, 1.1235, 121.94, \n")
    result = run(ledger, book_id, file)
    assert (result.exit_code, "1 days; 0 rates added, 1 changed." in result.output) == (0, True)
    assert known(ledger, book_id)["USD", date(2019, 12, 31)] == Decimal("1.1235")


def test_a_dry_run_changes_no_row(ledger: Ledger) -> None:
    book_id = ledger.open_book()
    before = ledger.rows()
    result = run(ledger, book_id, "--dry-run", FILE)
    assert "rates would be added" in result.output
    assert (ledger.rows(), known(ledger, book_id)) == (before, {})


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "line 1: it doesn't begin with Date"),
        ("Date,\n", "line 1: it doesn't begin with Date"),
        ("Day,USD,\n", "line 1: it doesn't begin with Date"),
        ("Date,usd,\n", "line 1: 'usd' is no currency"),
        ("Date,USD,USD,\n", "line 1: it names a currency twice"),
        ("Date,USD,\n2019-12-31,1.1,\n2019-12-30,1.1\n", "line 3: 2 fields, not 3"),
        ("Date,USD,\n2019-02-29,1.1,\n", "line 2: '2019-02-29' is no day"),
        ("Date,USD,\n2019-12-31,1.1.1,\n", "line 2: '1.1.1' is no rate of USD"),
        ("Date,USD,\n2019-12-31,-1,\n", "line 2: '-1' is no rate of USD"),
        ("Date,USD,\n2019-12-31,0.0,\n", "line 2: '0.0' is no rate of USD"),
        ("Date,USD,\n2019-12-31,NaN,\n", "line 2: 'NaN' is no rate of USD"),
    ],
)
def test_a_file_of_another_form_is_refused_as_a_whole(
    ledger: Ledger, tmp_path: Path, text: str, fault: str
) -> None:
    with pytest.raises(UnreadableRatesError, match="line"):
        list(read_rates(text.splitlines(keepends=True)))
    book_id = ledger.open_book()
    file = tmp_path / "rates.csv"
    file.write_text(text)
    result = run(ledger, book_id, file)
    assert (result.exit_code, known(ledger, book_id)) == (1, {})
    assert fault in result.output
    assert "Nothing is imported" in result.output


def test_an_unknown_currency_or_book_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "rates.csv"
    file.write_text("Date,USD,XXY,\n2019-12-31,1.1,2,\n")
    book_id = ledger.open_book()
    result = run(ledger, book_id, file)
    assert (result.exit_code, known(ledger, book_id)) == (1, {})
    assert "There is no such currency" in result.output
    result = run(ledger, uuid4(), FILE)
    assert (result.exit_code, "There is no such book" in result.output) == (1, True)


def test_a_day_without_rates_is_left_out() -> None:
    lines = ["Date,USD,JPY\n", "\n", "2019-12-31,N/A,\n", "2019-12-30,N/A,120\n"]
    assert list(read_rates(lines)) == [DayOfRates(date(2019, 12, 30), {"JPY": "120"})]
