"""Damaged files through the database: an account closes as its file says, or nothing is booked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Ledger
from statements.answer import Answer
from statements.damage import damage
from statements.import_files import Book, connect, import_file
from statements.read_statements import read_statements

SEEDS = range(0, 2000, 5)


@pytest.fixture(scope="module")
def book(ledger: Ledger) -> Iterator[Book]:
    """Give a book that is open for imports."""
    book_id = ledger.open_book()
    with connect(book_id, ledger.writer_url, ledger.loader_url) as book:
        yield book


def import_damaged(seed: int, folder: Path, book: Book) -> list[Answer]:
    """Import the damaged file of a number, under a name of its own."""
    file = folder / f"{seed}.txt"
    file.write_bytes(damage(seed)[2])
    return import_file(file, file.name, book, read_statements)


def test_an_account_closes_as_its_file_says(ledger: Ledger, book: Book, tmp_path: Path) -> None:
    closings: dict[str, int] = {}
    refused = 0
    for seed in SEEDS:
        for answer in import_damaged(seed, tmp_path, book):
            if answer.outcome == "posted":
                assert None not in (answer.account_name, answer.opening, answer.closing)
                moved = (answer.credits or 0) - (answer.debits or 0) + (answer.break_amount or 0)
                assert answer.closing == (answer.opening or 0) + moved
                closings[answer.account_name or ""] = answer.closing or 0
            refused += answer.is_refused
    held = ledger.held(book.book_id)
    assert {name: held[name] for name in closings} == closings
    assert min(len(closings), refused) > 100
    assert sum(held.values()) == 0
    assert ledger.breaches() == []


def test_the_same_damage_again_changes_no_row(ledger: Ledger, book: Book, tmp_path: Path) -> None:
    for seed in SEEDS[:20]:
        import_damaged(seed, tmp_path, book)
    before = ledger.rows()
    for seed in SEEDS[:20]:
        answers = import_damaged(seed, tmp_path, book)
        assert "posted" not in {answer.outcome for answer in answers}
    assert ledger.rows() == before
