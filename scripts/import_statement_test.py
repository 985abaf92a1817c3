"""Tests of import_statement, over a migrated database."""

import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
import typer
from typer.testing import CliRunner

from conftest import Ledger
from import_statement import main
from statements.import_files import connect, import_file
from statements.read_statements import read_statements
from statements.stage import source_of

DATA = Path(__file__).parent / "data"
REAL = DATA / "mt940/ASNB/mt940.txt"
ACCOUNT = "mt940/ASNB/mt940.txt:NL81ASNB9999999999"

# Of each statement of the file, as the oracle of the study has them.
CLOSINGS = [37929] * 4 + [57774] * 20 + [57609] * 4 + [40481] * 2 + [50123]
LINES = {1: 1, 5: 2, 25: 1, 29: 2, 31: 2}

SMALL = """:20:R{number}
:25:ACC
:28C:{number}
:60F:C260101EUR{opening}
:61:260102C5,00NTRF
:62F:C260102EUR{closing}
-
"""

CAMT = """<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>ACC</IBAN></Id></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp>
<Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>
<Amt Ccy="EUR">6.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Ntry><Amt Ccy="EUR">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>2026-01-02</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt></Document>"""

OFX = """OFXHEADER:100

<OFX><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>ACC</BANKACCTFROM>
<BANKTRANLIST><STMTTRN><DTPOSTED>20260102<TRNAMT>5.00<FITID>1</STMTTRN></BANKTRANLIST>
<LEDGERBAL><BALAMT>6.00<DTASOF>20260102</LEDGERBAL></STMTRS></OFX>"""

app = typer.Typer()
app.command()(main)


@dataclass(frozen=True, slots=True)
class Run:
    """How a run ended, and what it printed."""

    exit_code: int
    text: str

    @property
    def statements(self) -> list[dict[str, Any]]:
        """What it printed with --json."""
        found: list[dict[str, Any]] = json.loads(self.text)["statements"]
        return found


def run(ledger: Ledger, book_id: UUID, *words: str | Path) -> Run:
    """Run the script on a book."""
    environment = {"DATABASE_URL": ledger.writer_url, "IMPORT_URL": ledger.loader_url}
    words = ("--book", str(book_id), *words)
    result = CliRunner().invoke(app, [str(word) for word in words], env=environment)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Run(result.exit_code, result.stdout)


def small(opening: str = "1,00", closing: str = "6,00", number: int = 1) -> str:
    """Return the text of a statement of one line."""
    return SMALL.format(opening=opening, closing=closing, number=number)


def test_a_real_file_closes_as_its_bank_does(ledger: Ledger) -> None:
    book_id = ledger.open_book()
    first = run(ledger, book_id, "--json", "--base", DATA, REAL)
    assert first.exit_code == 0
    assert [answer["closing"] for answer in first.statements] == CLOSINGS
    assert {answer["outcome"] for answer in first.statements} == {"posted"}
    assert {answer["account_name"] for answer in first.statements} == {ACCOUNT}
    assert {a["statement_no"]: a["lines"] for a in first.statements if a["lines"]} == LINES
    assert sum(answer["credits"] for answer in first.statements) == 282890
    assert sum(answer["debits"] for answer in first.statements) == 277196
    held = ledger.held(book_id)
    assert held[ACCOUNT] == 50123
    assert held["opening:EUR"] == -44429
    assert held["gap:EUR"] == held["suspense:EUR"] == 0
    assert sum(held.values()) == 0
    assert ledger.breaches() == []


def test_the_same_file_again_changes_no_row_and_says_duplicate(ledger: Ledger) -> None:
    book_id = ledger.open_book()
    run(ledger, book_id, "--base", DATA, REAL)
    before = ledger.rows()
    again = run(ledger, book_id, "--base", DATA, REAL)
    assert (again.exit_code, ledger.rows()) == (0, before)
    assert "31 statements: 31 duplicate; 0 lines posted." in again.text
    elsewhere = run(ledger, book_id, "--base", DATA / "mt940", REAL)
    assert (elsewhere.exit_code, ledger.rows()) == (0, before)


def test_two_imports_of_one_file_at_once_post_it_once(ledger: Ledger) -> None:
    book_id = ledger.open_book()
    outcomes: list[str] = []

    def import_it() -> None:
        with connect(book_id, ledger.writer_url, ledger.loader_url) as book:
            answers = import_file(REAL, source_of(REAL, DATA), book, read_statements)
            outcomes.extend(answer.outcome for answer in answers)

    threads = [threading.Thread(target=import_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["duplicate"] * 93 + ["posted"] * 31
    assert ledger.held(book_id)[ACCOUNT] == 50123
    assert ledger.breaches() == []


def test_a_damaged_file_stops_no_other_and_is_not_half_in(ledger: Ledger, tmp_path: Path) -> None:
    book_id = ledger.open_book()
    torn = (
        small() + small("6,00", "11,00", 2).replace("5,00N", "5,0,0N") + small("11,00", "16,00", 3)
    )
    (tmp_path / "a.sta").write_text(torn)
    (tmp_path / "c.sta").write_text(small())
    files = [tmp_path / name for name in ("a.sta", "missing.sta", "c.sta")]
    result = run(ledger, book_id, "--json", "--base", tmp_path, *files)
    assert result.exit_code == 1
    assert [(a["source"], a["statement_no"], a["outcome"]) for a in result.statements] == [
        ("a.sta", 1, "posted"),
        ("a.sta", 2, "refused"),
        ("a.sta", 3, "posted"),
        ("missing.sta", 0, "refused"),
        ("c.sta", 1, "duplicate"),
    ]
    assert result.statements[1]["refusal"]["code"] == "LG312"
    assert ":61:" in result.statements[1]["refusal"]["facts"]["reason"]
    assert result.statements[2]["gap_amount"] == 500
    assert ledger.held(book_id)["a.sta:ACC"] == 1600
    assert ledger.breaches() == []


def test_a_break_and_a_gap_are_posted_and_told(ledger: Ledger, tmp_path: Path) -> None:
    book_id = ledger.open_book()
    (tmp_path / "a.sta").write_text(small(closing="6,10") + small("7,00", "12,00", 2))
    result = run(ledger, book_id, "--base", tmp_path, tmp_path / "a.sta")
    assert result.exit_code == 0
    first, second, head, row, last = result.text.splitlines()
    assert first == "a.sta 1: posted, closing 6.10, break 0.10, EUR"
    assert second == "a.sta 2: posted, closing 12.00, gap 0.90, EUR"
    assert head.split()[:3] == ["file", "statements", "lines"]
    assert row.split() == ["a.sta", "2", "2", "10.00", "0.00", "1", "1", "0", "0", "EUR"]
    assert last == "2 statements: 2 posted; 2 lines posted."
    held = ledger.held(book_id)
    assert (held["a.sta:ACC"], held["suspense:EUR"], held["gap:EUR"]) == (1200, -10, -90)


def test_another_text_at_the_same_place_is_a_conflict(ledger: Ledger, tmp_path: Path) -> None:
    book_id = ledger.open_book()
    (tmp_path / "a.sta").write_text(small())
    run(ledger, book_id, "--base", tmp_path, tmp_path / "a.sta")
    (tmp_path / "a.sta").write_text(small().replace("R1", "R2"))
    result = run(ledger, book_id, "--json", "--base", tmp_path, tmp_path / "a.sta")
    assert result.exit_code == 1
    (answer,) = result.statements
    assert (answer["outcome"], answer["refusal"]["code"]) == ("conflict", "LG301")
    assert ledger.held(book_id)["a.sta:ACC"] == 600


def test_equal_lines_are_two_lines(ledger: Ledger, tmp_path: Path) -> None:
    book_id = ledger.open_book()
    line = ":61:260102C5,00NTRF\n"
    (tmp_path / "a.sta").write_text(small(closing="11,00").replace(line, line + line))
    result = run(ledger, book_id, "--json", "--base", tmp_path, tmp_path / "a.sta")
    assert result.statements[0]["lines"] == 2
    assert ledger.held(book_id)["clearing:EUR"] == -1000


def test_a_dry_run_judges_and_leaves_nothing(ledger: Ledger, tmp_path: Path) -> None:
    book_id = ledger.open_book()
    texts = [small(closing="6,10"), small().replace("5,00N", "5,0,0N"), small("7,00", "12,00", 3)]
    (tmp_path / "a.sta").write_text("".join(texts))
    before = ledger.rows()
    words = ("--json", "--base", tmp_path, tmp_path / "a.sta")
    dry = run(ledger, book_id, "--dry-run", *words)
    assert (dry.exit_code, ledger.rows()) == (1, before)
    assert [answer["outcome"] for answer in dry.statements] == ["posted", "refused", "posted"]
    assert (dry.statements[0]["break_amount"], dry.statements[2]["gap_amount"]) == (10, 90)
    assert dry.statements == run(ledger, book_id, *words).statements
    assert {a["outcome"] for a in run(ledger, book_id, "--dry-run", *words).statements} == {
        "duplicate",
        "refused",
    }


def test_a_report_has_what_a_person_must_look_at(ledger: Ledger, tmp_path: Path) -> None:
    book_id = ledger.open_book()
    (tmp_path / "a.sta").write_text(small(closing="6,10") + small("7,00", "12,00", 2) + ":20:R\n")
    words = ("--base", tmp_path, "--reports", tmp_path / "reports.csv", tmp_path / "a.sta")
    run(ledger, book_id, *words)
    assert (tmp_path / "reports.csv").read_text().splitlines() == [
        "source,item,kind,amount_minor",
        "a.sta,1,break,10",
        "a.sta,2,gap,90",
        "a.sta,3,refused,",
    ]
    run(ledger, book_id, *words)
    assert (tmp_path / "reports.csv").read_text().splitlines()[1:] == [
        "a.sta,1,duplicate,",
        "a.sta,2,duplicate,",
        "a.sta,3,refused,",
    ]


def test_formats_are_told_by_their_content(ledger: Ledger, tmp_path: Path) -> None:
    book_id = ledger.open_book()
    for number, text in enumerate((small(), CAMT, OFX)):
        (tmp_path / f"{number}.txt").write_text(text)
    result = run(ledger, book_id, "--json", "--base", tmp_path, *sorted(tmp_path.iterdir()))
    assert [(a["outcome"], a["lines"], a["closing"]) for a in result.statements] == [
        ("posted", 1, 600)
    ] * 3
    assert ledger.held(book_id)["clearing:EUR"] == -1500
    assert ledger.breaches() == []


def test_an_unknown_book_is_a_usage_error(ledger: Ledger) -> None:
    assert run(ledger, uuid4(), REAL).exit_code == 2


def test_no_database_is_told_by_the_exit_status(ledger: Ledger) -> None:
    nowhere = Ledger("postgres://writer@127.0.0.1:1/none", ledger.loader_url, ledger.admin)
    assert run(nowhere, uuid4(), REAL).exit_code == 4


def test_the_loader_can_insert_and_nothing_else(ledger: Ledger) -> None:
    with psycopg.connect(ledger.loader_url, autocommit=True) as loader:
        for query in (
            "select from ledger.staged_line",
            "delete from ledger.staged_statement",
            "insert into ledger.transfer default values",
            "select * from api.post_import(gen_random_uuid(), gen_random_uuid())",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                loader.execute(query.encode())
