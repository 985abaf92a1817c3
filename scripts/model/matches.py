"""Transfers of an account that cancel out there: what the model answers, and what is taken."""

from uuid import UUID

from model.judging import refusal
from model.reading import legs
from model.state import Book, Match, World, page, require
from model.step import Outcome, Raised, RefusalError, Row, Rows, refuse

MOST = 100
ITEMS = {"argument": "transfer_ids"}


def moved_by(book: Book, account_id: UUID) -> dict[UUID, int]:
    """Return what each transfer that moved the account added to it."""
    lines = legs(book, account_id)
    return {line["transfer_id"]: line["amount"] for line in lines if line["amount"] != 0}


def match_transfers(world: World, args: Row) -> list[Outcome]:
    """Match transfers of an account, all or none; asked again, tell what was answered first."""
    require(args, "book_id", "account_id", "match_id", "transfer_ids")
    ids, key, memo = args["transfer_ids"], args["match_id"], args.get("memo")
    if None in ids:
        raise refuse("LG002", argument="transfer_ids")
    if not 2 <= len(set(ids)) == len(ids) <= MOST:
        raise refuse("LG012", argument="transfer_ids")
    book, account_id = world.book(args), args["account_id"]
    there, raised = book.matches.get(key), item_faults(book, account_id, ids)
    told = {"account_id": account_id, "transfer_ids": sorted(ids), "replayed": there is not None}
    if there is not None and there.asked == (account_id, sorted(ids), memo):
        return [Rows([{"match_id": key, **told, "refusal": None}])]
    if there is not None:
        no = refusal("LG301", argument="match_id", match_id=key)
        nothing = {"account_id": None, "transfer_ids": None, "replayed": False}
        unknown = [fault for fault in raised if fault.code == "LG101"]
        return [Rows([{"match_id": key, **nothing, "refusal": no}]), *unknown]
    if raised:
        raise RefusalError(*raised)
    moved = moved_by(book, account_id)
    items = {transfer_id: moved[transfer_id] for transfer_id in sorted(ids)}
    made_by = args.get("actor") or world.login
    book.matches[key] = Match(account_id, items, memo, made_by, world.now)
    return [Rows([{"match_id": key, **told, "refusal": None}])]


def item_faults(book: Book, account_id: UUID, ids: list[UUID]) -> list[Raised]:
    """Return all for which a match would be raised; which of them is told isn't said."""
    if account_id not in book.accounts:
        return [Raised("LG101", {"argument": "account_id", "account_id": account_id})]
    moved, taken = moved_by(book, account_id), book.taken(account_id)
    absent = [
        Raised("LG104", {**ITEMS, "account_id": account_id, "transfer_id": transfer_id})
        for transfer_id in ids
        if transfer_id not in moved
    ]
    total = sum(moved[transfer_id] for transfer_id in ids if transfer_id in moved)
    unequal = [Raised("LG012", {**ITEMS, "sum": total})] if total and not absent else []
    double = [
        Raised("LG207", {**ITEMS, "transfer_id": transfer_id, "match_id": taken[transfer_id]})
        for transfer_id in ids
        if transfer_id in taken
    ]
    return [*absent, *unequal, *double]


def unmatch_transfers(world: World, args: Row) -> list[Outcome]:
    """End a match, once: asked again, tell how it ended."""
    require(args, "book_id", "match_id", "reason")
    book, key = world.book(args), args["match_id"]
    match = book.matches.get(key)
    if match is None:
        raise refuse("LG109", argument="match_id", match_id=key)
    replayed = match.end is not None
    if match.end is None:
        match.end = (args["reason"], args.get("actor") or world.login, world.now)
    reason, ended_by, ended_at = match.end
    told = {"reason": reason, "ended_by": ended_by, "ended_at": ended_at, "replayed": replayed}
    return [Rows([{"match_id": key, **told}])]


def list_matches(world: World, args: Row) -> list[Outcome]:
    """List the matches of a book, or of one account, those that have ended among them."""
    require({"limit": 50, **args}, "book_id", "limit")
    rows = [
        listed(key, match)
        for key, match in world.book(args).matches.items()
        if args.get("account_id") in (None, match.account_id)
    ]
    return [Rows(page(rows, "match_id", args))]


def listed(key: UUID, match: Match) -> Row:
    """Return a match as it is listed."""
    reason, ended_by, ended_at = match.end or (None, None, None)
    return {
        "match_id": key,
        "account_id": match.account_id,
        "transfer_ids": [*match.moved],
        "is_automatic": match.is_automatic,
        "memo": match.memo,
        "recorded_by": match.recorded_by,
        "recorded_at": match.recorded_at,
        "end_reason": reason,
        "ended_by": ended_by,
        "ended_at": ended_at,
    }
