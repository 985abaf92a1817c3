"""Tests of compare_oracle: a small oracle of our own, and each fault planted and named."""

from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from compare_oracle import main

ORACLE = {
    "oracle.csv": """file,statement_no,account,currency,opening_minor,closing_minor,lines,break_minor,gap_minor,expect
a.sta,1,A,EUR,0,100,2,0,,post
a.sta,2,A,EUR,150,250,1,-5,50,either
a.sta,3,,,,,0,,,refuse
b.ofx,1,B,USD,,7,1,,,either
""",  # noqa: E501 - a row of the header is one line
    "oracle_files.csv": "file,statements\na.sta,3\nb.ofx,1\nempty.sta,0\n",
    "oracle_accounts.csv": """account,currency,rows,closing_balance_minor
h/trans.asc:9,CZK,3,-40
""",
    "berka_breaks.csv": "account_id,trans_id,date,break_minor\n9,77,1993-01-31,-10\n",
    "h/trans.asc": "header\nrow\nrow\nrow\ncut",
}
EXPORT = """account,currency,rows,closing_balance_minor
a.sta:A,EUR,3,250
b.ofx:B,USD,1,7
h/trans.asc:9,CZK,3,-40
"""
REPORTS = """source,item,kind,amount_minor
a.sta,2,gap,50
a.sta,2,break,-5
a.sta,3,refused,
empty.sta,1,refused,
h/trans.asc,77,break,-10
h/trans.asc,5,truncated,
"""
FINE = "3 booked, 2 refused, 3 accounts, 7 rows, 2 breaks, 1 gaps, 0 differences\n"

app = typer.Typer()
app.command()(main)


@pytest.fixture
def compare(tmp_path: Path) -> Callable[[str, str], tuple[int, str]]:
    """Give what compares an export with the oracle."""
    (tmp_path / "oracle" / "h").mkdir(parents=True)
    for name, text in ORACLE.items():
        (tmp_path / "oracle" / name).write_text(text)
    export, reports = tmp_path / "export.csv", tmp_path / "reports.csv"

    def run(exported: str, reported: str) -> tuple[int, str]:
        export.write_text(exported)
        reports.write_text(reported)
        words = [tmp_path / "oracle", "--export", export, "--reports", reports]
        result = CliRunner().invoke(app, [str(word) for word in words])
        return result.exit_code, result.stdout

    return run


def test_what_is_equal_is_told_in_one_line(compare: Callable[..., tuple[int, str]]) -> None:
    assert compare(EXPORT, REPORTS) == (0, FINE)


def test_what_may_be_refused_is_then_not_booked(compare: Callable[..., tuple[int, str]]) -> None:
    export = EXPORT.replace("b.ofx:B,USD,1,7\n", "").replace("A,EUR,3,250", "A,EUR,2,100")
    reports = REPORTS.replace("a.sta,2,gap,50\na.sta,2,break,-5", "a.sta,2,refused,")
    exit_code, text = compare(export, reports + "b.ofx,1,refused,\n")
    assert (exit_code, text.count("\n")) == (0, 1)


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("A,EUR,3,250", "A,EUR,3,251", "a.sta:A: closing_balance_minor 251, not 250"),
        ("A,EUR,3,250", "A,EUR,4,250", "a.sta:A: rows 4, not 3"),
        ("A,EUR,3,250", "A,USD,3,250", "a.sta:A: currency USD, not EUR"),
        ("b.ofx:B,USD,1,7\n", "", "b.ofx:B: not in the export"),
        ("h/trans.asc:9,CZK,3,-40", "h/trans.asc:9,CZK,3,-50", "closing_balance_minor -50"),
        (
            "b.ofx:B,USD,1,7\n",
            "b.ofx:B,USD,1,7\nx:Y,EUR,1,1\n",
            "x:Y: in the export, and booked by",
        ),
        ("a.sta,2,gap,50\n", "", "a.sta 2: gap none, not ['50']"),
        ("a.sta,2,gap,50", "a.sta,2,gap,51", "a.sta 2: gap ['51'], not ['50']"),
        ("a.sta,2,break,-5", "a.sta,2,break,5", "a.sta 2: break ['5'], not ['-5']"),
        ("a.sta,3,refused,\n", "", "a.sta 3 (refuse): not refused"),
        ("a.sta,3,refused,\n", "a.sta,3,refused,\n" * 2, "a.sta 3 (refuse): refused 2 times"),
        ("a.sta,3,refused,\n", "a.sta,3,refused,\na.sta,1,refused,\n", "a.sta 1 (post): refused"),
        ("empty.sta,1,refused,\n", "", "empty.sta has no statement: refused 0 times"),
        ("77,break,-10", "77,break,10", "h/trans.asc 77: break ['10'], not ['-10']"),
        ("77,break,-10\n", "77,break,-10\nh/trans.asc,78,break,1\n", "78: break ['1'], unknown"),
        ("h/trans.asc,5,truncated,\n", "", "h/trans.asc line 5: not told as truncated once"),
        ("h/trans.asc,5,truncated,\n", "h/trans.asc,4,truncated,\n", "4: truncated [''], unknown"),
        (
            "a.sta,3,refused,\n",
            "a.sta,3,refused,\na.sta,1,duplicate,\n",
            "1: duplicate [''], unknown",
        ),
    ],
)
def test_a_fault_is_named(
    compare: Callable[..., tuple[int, str]], old: str, new: str, difference: str
) -> None:
    assert (EXPORT + REPORTS).count(old) == 1
    exit_code, text = compare(EXPORT.replace(old, new), REPORTS.replace(old, new))
    assert exit_code == 1
    assert difference in text
    assert not text.endswith(" 0 differences\n")


def test_a_folder_without_an_oracle_is_wrong_usage(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_text(EXPORT)
    words = [str(tmp_path), "--export", str(file), "--reports", str(file)]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 2
    assert "oracle.csv: No such file" in result.stderr
