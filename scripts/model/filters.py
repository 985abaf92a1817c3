"""The lists that are read, and values of their filters: some that are there, and one that isn't."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

from model.state import Account, Book, World
from model.step import Row, thing

KEYS = {
    "list_accounts": "account_id",
    "list_transfers": "transfer_id",
    "get_statement": "version",
    "get_value_statement": "place",
    "list_rates": "rate_date",
    "list_exchanges": "exchange_id",
    "list_interest_terms": "from_date",
    "list_holds": "hold_id",
    "list_periods": "period_start",
    "list_period_balances": "account_id",
    "list_headings": "heading",
    "get_heading_balances": "heading",
    "list_matches": "match_id",
    "list_open_items": "version",
}
OF_ACCOUNT = (
    "get_account",
    "get_statement",
    "get_value_statement",
    "get_value_balances",
    "list_interest_terms",
    "preview_interest",
    "list_open_items",
    "suggest_matches",
)
OF_CURRENCY = ("get_heading_balances", "list_rates")
OF_MONTH = ("get_period", "list_period_balances")
STATES = {
    "list_accounts": ["open", "closed", "debits_frozen", "credits_frozen", "frozen"],
    "list_holds": ["open", "captured", "voided", "expired"],
}
HEADINGS = ["1", "10", "2", "A", "A.1"]
NAMES = ["rent", "till", "NL00 0001", "x" * 140]
DAYS = [
    date(2025, 12, 31),
    date(2026, 1, 1),
    date(2026, 1, 14),
    date(2026, 1, 31),
    date(2026, 2, 1),
    date(2026, 2, 28),
]
MONTHS = [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


def filter_values(world: World, name: str, arguments: Sequence[str]) -> dict[str, Sequence[object]]:
    """Return values for each filter that a list has."""
    book = next(iter(world.books.values()))
    known = sorted({t.recorded_at for t in book.posted() if t.recorded_at is not None})
    values: dict[str, Sequence[object]] = {
        "name": [*sorted(a.name for a in book.accounts.values() if a.name), "none"],
        "kind": [*sorted({a.kind for a in book.accounts.values()}), "equity"],
        "state": STATES.get(name, []),
        "debit_account_id": [*book.accounts, thing(99)],
        "heading": [*book.headings, "none"],
        "parent": [*book.headings, "none"],
        "from_date": DAYS,
        "to_date": DAYS,
        "known_at": [*known, world.now],
        "days": [0, 5, 31, 92, 93],
    }
    if name in ("list_exchanges", "list_matches"):
        values["account_id"] = [*book.accounts, thing(99)]
    return {key: choices for key, choices in values.items() if key in arguments}


def busiest(book: Book) -> Account:
    """Return the account that was moved most often."""
    return max(book.accounts.values(), key=lambda account: account.version)


def needed(world: World, name: str, turn: int) -> Row:
    """Return what a read can't do without; the turn says which values."""
    row: Row = {}
    if name in OF_ACCOUNT:
        row["account_id"] = busiest(next(iter(world.books.values()))).account_id
    if name in OF_CURRENCY:
        row["currency"] = ["EUR", "USD"][turn % 2]
    if name in OF_MONTH:
        row["period_start"] = MONTHS[turn % len(MONTHS)]
    if name == "preview_interest":
        row["through_date"] = DAYS[turn % len(DAYS)]
    if name == "get_hold":
        row["hold_id"] = thing(99)
    return row


def sweep(world: World, name: str, arguments: Sequence[str], turn: int) -> Iterator[Row]:
    """Return every combination of a list's filters; the turn says which values they have."""
    values = filter_values(world, name, arguments)
    for number, chosen in enumerate(product([False, True], repeat=len(values))):
        row: Row = {}
        for place, (key, choices) in enumerate(values.items()):
            if chosen[place]:
                row[key] = choices[(turn + number // (place + 1)) % len(choices)]
        yield row | needed(world, name, turn)
