"""Tests of import_history, over a migrated database."""

import csv
import json
import threading
from pathlib import Path
from uuid import UUID

import pytest
import typer
from typer.testing import CliRunner, Result

from conftest import Ledger
from import_history import main
from statements.import_files import connect, import_file
from statements.read_history import read_history

DATA = Path(__file__).parent / "data"
FILE = DATA / "history/trans.asc"
SOURCE = "history/trans.asc"
ROWS = 435

app = typer.Typer()
app.command()(main)


def run(ledger: Ledger, book_id: UUID, *words: str | Path) -> Result:
    """Run the script on a book."""
    environment = {"DATABASE_URL": ledger.writer_url, "IMPORT_URL": ledger.loader_url}
    words = ("--book", str(book_id), *words)
    return CliRunner().invoke(app, [str(word) for word in words], env=environment)


def expected() -> tuple[dict[str, int], list[list[str]]]:
    """Compute the closings and the report from the text alone, by the rule of the order."""
    accounts: dict[str, list[tuple[str, bool, int, int, int]]] = {}
    with FILE.open(newline="") as text:
        for row in list(csv.reader(text, delimiter=";"))[1:-1]:
            units, balance = (round(float(row[i]) * 100) for i in (5, 6))
            is_debit = row[3] != "PRIJEM"
            accounts.setdefault(row[1], []).append(
                (row[2], is_debit, -balance if is_debit else balance, int(row[0]), units)
            )
    closings, report = {}, []
    for account, rows in accounts.items():
        before = 0
        for _, is_debit, signed, trans_id, units in sorted(rows):
            balance = -signed if is_debit else signed
            off = balance - before - (-units if is_debit else units)
            if off:
                report.append([SOURCE, str(trans_id), "break", str(off)])
            before = balance
        closings[f"{SOURCE}:{account}"] = before
    return closings, [*report, [SOURCE, str(ROWS + 2), "truncated", ""]]


def test_each_account_closes_as_its_last_row_says(ledger: Ledger, tmp_path: Path) -> None:
    book_id = ledger.open_book()
    told = tmp_path / "reports.csv"
    result = run(ledger, book_id, "--json", "--base", DATA, "--reports", told, FILE)
    closings, report = expected()
    assert result.exit_code == 1, "a row is cut"
    answers = json.loads(result.stdout)["statements"]
    assert {a["account_name"]: a["closing"] for a in answers[:-1]} == closings
    assert sum(a["lines"] for a in answers) == ROWS
    assert (answers[-1]["outcome"], answers[-1]["refusal"]["code"]) == ("refused", "LG313")
    assert list(csv.reader(told.open()))[1:] == report
    held = ledger.held(book_id)
    assert {name: held[name] for name in closings} == closings
    assert any(line[2] == "break" for line in report)
    assert held["suspense:CZK"] == -sum(int(line[3]) for line in report if line[2] == "break")
    assert (held["opening:CZK"], held["gap:CZK"], sum(held.values())) == (0, 0, 0)
    assert ledger.breaches() == []


def test_overdrafts_are_posted_since_the_accounts_have_no_floor(ledger: Ledger) -> None:
    book_id = ledger.open_book()
    run(ledger, book_id, "--base", DATA, FILE)
    query = """
        select
            min(least(
                case when kind = 'transfer' then credit_balance::bigint end,
                case when kind = 'transfer' then debit_balance::bigint end
            )),
            (select count(*) from ledger.account where book_id = %(book_id)s
                and balance_floor is not null)
        from ledger.transfer where book_id = %(book_id)s
    """
    lowest, floors = ledger.admin.execute(query, {"book_id": book_id}).fetchone() or (0, 1)
    assert lowest < 0
    assert floors == 0


def test_a_repeat_from_anywhere_in_any_order_changes_no_row(ledger: Ledger, tmp_path: Path) -> None:
    book_id = ledger.open_book()
    run(ledger, book_id, "--base", DATA, FILE)
    before = ledger.rows()
    head, *rows = FILE.read_bytes().splitlines(keepends=True)
    other = tmp_path / "elsewhere" / "other.asc"
    other.parent.mkdir()
    other.write_bytes(b"".join([head, *sorted(rows[:-1])]))
    for base, file in ((DATA, FILE), (DATA / "history", FILE), (tmp_path, other)):
        again = run(ledger, book_id, "--base", base, file)
        assert "8 duplicate" in again.stdout
        assert "0 lines posted." in again.stdout
    (fresh,) = [line for line in ledger.rows() if line[0] == "statement"]
    (known,) = [line for line in before if line[0] == "statement"]
    assert fresh[1] == known[1] + 1, "the row that is cut is told once a source"
    assert [line for line in ledger.rows() if line[0] != "statement"] == [
        line for line in before if line[0] != "statement"
    ]


def test_two_imports_at_once_post_each_account_once(ledger: Ledger) -> None:
    book_id = ledger.open_book()
    outcomes: list[str] = []

    def import_it() -> None:
        with connect(book_id, ledger.writer_url, ledger.loader_url) as book:
            answers = import_file(FILE, SOURCE, book, read_history)
            outcomes.extend(answer.outcome for answer in answers)

    threads = [threading.Thread(target=import_it) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["duplicate"] * 16 + ["posted"] * 8 + ["refused"] * 3
    assert {name: ledger.held(book_id)[name] for name in expected()[0]} == expected()[0]
    assert ledger.breaches() == []


@pytest.mark.parametrize("words", [[], ["--json"]])
def test_a_dry_run_changes_no_row(ledger: Ledger, words: list[str]) -> None:
    book_id = ledger.open_book()
    before = ledger.rows()
    result = run(ledger, book_id, "--dry-run", "--base", DATA, *words, FILE)
    assert f"{ROWS} lines would be posted" in result.output
    assert ledger.rows() == before


def test_another_content_of_an_account_is_a_conflict(ledger: Ledger, tmp_path: Path) -> None:
    book_id = ledger.open_book()
    run(ledger, book_id, "--base", DATA, FILE)
    held = ledger.held(book_id)
    changed = tmp_path / SOURCE
    changed.parent.mkdir()
    changed.write_bytes(FILE.read_bytes().replace(b";500.00;500.00;", b";500.00;501.00;", 1))
    result = run(ledger, book_id, "--json", "--base", tmp_path, changed)
    outcomes = [a["outcome"] for a in json.loads(result.stdout)["statements"]]
    assert outcomes == ["conflict", *["duplicate"] * 7, "refused"]
    assert (result.exit_code, ledger.held(book_id)) == (1, held)
