"""What moved an account and is in no match: what the model answers.

What would fit an item is found by trying everything (`proof.matcher`).
"""

from dataclasses import asdict
from uuid import UUID

from model.reading import legs
from model.state import Book, World, page, require
from model.step import Outcome, Row, Rows
from proof.matcher import Item, suggest, why_open

DAYS = 5


def open_lines(book: Book, account_id: UUID) -> list[Row]:
    """Return the lines of an account that moved it and are in no match that stands."""
    taken = book.taken(account_id)
    lines = legs(book, account_id)
    return [line for line in lines if line["amount"] != 0 and line["transfer_id"] not in taken]


def item_of(line: Row) -> Item:
    """Return an open item; no bank has booked it."""
    return Item(
        line["version"],
        line["transfer_id"],
        False,
        line["amount"],
        line["value_date"],
        line["memo"],
        line["reverses_transfer_id"],
    )


def asked_lines(world: World, args: Row) -> list[Row]:
    """Return the open lines of the account that is asked for."""
    require({"limit": 50, "days": DAYS, **args}, "book_id", "account_id", "days", "limit")
    book = world.book(args)
    return open_lines(book, book.account(args["account_id"]).account_id)


def list_open_items(world: World, args: Row) -> list[Outcome]:
    """List what is open on an account, and why."""
    lines, days = asked_lines(world, args), args.get("days", DAYS)
    items = [item_of(line) for line in lines]
    lines_of_banks = [item for item in items if item.is_imported]
    rows = []
    for line, item in zip(lines, items, strict=True):
        others = items if item.is_imported else lines_of_banks
        same = ("version", "transfer_id", "kind", "amount", "counterpart_account_id")
        told = {name: line[name] for name in (*same, "value_date", "memo")}
        age = (world.today - item.value_date).days
        why = why_open(item, others, days)
        rows.append({**told, "is_imported": item.is_imported, "age_days": age, "reason": why})
    return [Rows(page(rows, "version", args))]


def match_exact(world: World, args: Row) -> list[Outcome]:
    """Match lines of a bank with what fits them without doubt; here no bank has booked any."""
    require(args, "book_id", "account_id")
    world.book(args).account(args["account_id"])
    return [Rows([{"matched": 0, "ambiguous": 0}])]


def suggest_matches(world: World, args: Row) -> list[Outcome]:
    """Tell which open items cancel out, the best first."""
    items = [item_of(line) for line in asked_lines(world, args)]
    wanted = args.get("transfer_id")
    rows = [
        asdict(suggestion)
        for suggestion in suggest(items, args.get("days", DAYS))
        if wanted is None or wanted in suggestion.transfer_ids
    ]
    return [Rows(rows[: args.get("limit", 50)])]
