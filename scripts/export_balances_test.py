"""Tests of export_balances, over a migrated database."""

import csv
import doctest
from pathlib import Path
from uuid import UUID, uuid4

import typer
from typer.testing import CliRunner, Result

import export_balances
from conftest import Ledger
from statements.import_files import Reader, connect, import_file
from statements.read_history import read_history
from statements.read_statements import read_statements

DATA = Path(__file__).parent / "data"
FILES: dict[str, Reader] = {
    "history/trans.asc": read_history,
    "mt940/ASNB/mt940.txt": read_statements,
    "mt940/cmxl/mt940.sta": read_statements,
    "camt053/genkgo/camt053.v2.multi.statement.xml": read_statements,
    "ofx/checking.ofx": read_statements,
}
TORN = """:20:A
:25:ACC
:28C:1
:60F:C260101EUR1,00
:61:260102C5,00NTRF
:62F:C260102EUR{closing}
-
:20:B
:25:ACC
:60F:C260102EUR9,00
-
"""

app = typer.Typer()
app.command()(export_balances.main)


def fill(ledger: Ledger, book_id: UUID, files: dict[str, Reader], base: Path = DATA) -> None:
    """Import the files in their order; the trial balance is zero after each."""
    with connect(book_id, ledger.writer_url, ledger.loader_url) as book:
        for source, read in files.items():
            import_file(base / source, source, book, read)
            assert set(trial_balance(ledger, book_id).values()) <= {0}


def trial_balance(ledger: Ledger, book_id: UUID) -> dict[str, int]:
    """Return what debits and credits of each currency differ by."""
    query = "select currency, difference from api.trial_balance(%(book_id)s)"
    return dict(ledger.admin.execute(query, {"book_id": book_id}).fetchall())


def run(ledger: Ledger, book_id: UUID, folder: Path) -> Result:
    """Run the script on a book."""
    words = ["--book", str(book_id)]
    for name in ("export", "reports"):
        words += [f"--{name}", str(folder / f"{name}.csv")]
    return CliRunner().invoke(app, words, env={"DATABASE_URL": ledger.writer_url})


def exported(ledger: Ledger, book_id: UUID, folder: Path) -> tuple[list[list[str]], ...]:
    """Return the rows of both files."""
    result = run(ledger, book_id, folder)
    assert result.exit_code == 0, result.output
    return tuple(
        list(csv.reader((folder / name).open(newline=""))) for name in ("export.csv", "reports.csv")
    )


def test_the_examples_hold() -> None:
    assert doctest.testmod(export_balances).failed == 0


def test_it_writes_what_is_in_the_book_and_what_was_amiss(ledger: Ledger, tmp_path: Path) -> None:
    book_id = ledger.open_book()
    (tmp_path / "a.sta").write_text(TORN.format(closing="6,50"))
    fill(ledger, book_id, {"a.sta": read_statements}, tmp_path)
    assert exported(ledger, book_id, tmp_path) == (
        [
            ["account", "currency", "rows", "closing_balance_minor"],
            ["a.sta:ACC", "EUR", "1", "650"],
        ],
        [
            ["source", "item", "kind", "amount_minor"],
            ["a.sta", "1", "break", "50"],
            ["a.sta", "2", "refused", ""],
        ],
    )


def test_every_order_of_the_files_gives_the_same_bytes(ledger: Ledger, tmp_path: Path) -> None:
    told = []
    for files in (FILES, dict(reversed(FILES.items()))):
        book_id = ledger.open_book()
        fill(ledger, book_id, files)
        told.append(exported(ledger, book_id, tmp_path))
        before = ledger.rows()
        fill(ledger, book_id, dict(reversed(files.items())))
        assert ledger.rows() == before
        assert exported(ledger, book_id, tmp_path) == told[-1]
    assert told[0] == told[1]
    assert ["history/trans.asc", "437", "truncated", ""] in told[0][1]
    assert len(told[0][0]) == 15
    assert ledger.breaches() == []


def test_a_refusal_that_was_mended_is_told_no_more(ledger: Ledger, tmp_path: Path) -> None:
    book_id = ledger.open_book()
    for closing in ("6,X0", "6,00"):
        (tmp_path / "a.sta").write_text(TORN.format(closing=closing))
        fill(ledger, book_id, {"a.sta": read_statements}, tmp_path)
    _, reports = exported(ledger, book_id, tmp_path)
    assert reports[1:] == [["a.sta", "2", "refused", ""]]


def test_lists_longer_than_a_page_are_read_to_their_end(ledger: Ledger, tmp_path: Path) -> None:
    book_id = ledger.open_book()
    text = "".join(
        TORN.format(closing="6,50").replace("ACC", f"ACC{number}") for number in range(501)
    )
    (tmp_path / "a.sta").write_text(text)
    fill(ledger, book_id, {"a.sta": read_statements}, tmp_path)
    export, reports = exported(ledger, book_id, tmp_path)
    assert (len(export), len(reports)) == (502, 1003)
    assert len({row[0] for row in export}) == 502


def test_a_book_that_is_not_there_is_wrong_usage(ledger: Ledger, tmp_path: Path) -> None:
    result = run(ledger, uuid4(), tmp_path)
    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "There is no such book." in result.stderr
    assert "procwright run seed" in result.stderr
