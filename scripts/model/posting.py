"""Transfers and what takes them back: what the model answers, and what they leave."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from model.judging import (
    Refusal,
    differing,
    id_faults,
    judge,
    judge_reversal,
    raised_of,
    refusal,
    time_of,
)
from model.state import SPENDING, STILL, Book, Hold, Transfer, World, require
from model.step import ANY, Outcome, Raised, RefusalError, Row, Rows, refuse


@dataclass(frozen=True, slots=True)
class Request:
    """A row that is asked for, the rules of its kind, and how it is answered."""

    row: Transfer
    rules: tuple[Callable[[], Refusal], ...]
    columns: tuple[str, ...]
    key: str = "transfer_id"
    names_amount: bool = True
    """False where all that is left is asked for, whatever that is."""


MOVED = ("debit_version", "debit_balance", "credit_version", "credit_balance", "value_date")


def settle(world: World, book: Book, request: Request) -> list[Outcome]:
    """Answer a request: raise, recall the first answer, refuse, or grant."""
    row = request.row
    stored = book.transfers.get(row.transfer_id)
    raised: list[Outcome] = [*raised_of(world, book, row)]
    if stored is None:
        if raised:
            return raised
        row.refusal = next((no for no in (rule() for rule in request.rules) if no), None)
        row.recorded_at = world.now
        book.transfers[row.transfer_id] = row
        if row.is_posted:
            carry_out(world, book, row)
        return [Rows([answer(request, row, replayed=False)])]
    wrong = differing(row, stored, names_amount=request.names_amount)
    if not wrong:
        return [Rows([answer(request, stored, replayed=True)])]
    takes_from_hold = row.hold_transfer_id or stored.hold_transfer_id
    told = ANY if takes_from_hold else sorted(wrong)  # what was left open is told in two ways
    row.refusal = refusal("LG301", differing=told, transfer_id=row.transfer_id)
    return [Rows([answer(request, row, replayed=False)]), *raised]


def answer(request: Request, row: Transfer, *, replayed: bool) -> Row:
    """Return the columns of an answer; what wasn't granted has but its id."""
    values = {name: getattr(row, name) if row.is_posted else None for name in request.columns}
    key = {request.key: row.transfer_id}
    return {**key, **values, "replayed": replayed, "refusal": row.refusal}


def carry_out(world: World, book: Book, row: Transfer) -> None:
    """Change what is now, and note in the row what it left behind."""
    debit = book.accounts[row.debit_account_id]
    credit = book.accounts[row.credit_account_id]
    debit.version += 1
    if row.kind == "hold":
        debit.held += row.amount
        book.holds[row.transfer_id] = Hold(row, remaining=row.amount)
    if row.hold_transfer_id is not None:
        take_from_hold(book.holds[row.hold_transfer_id], row)
        debit.held -= row.amount
    if row.kind not in STILL:
        debit.balance -= row.amount
        credit.balance += row.amount
        credit.version += 1
        row.credit_version, row.credit_balance = credit.version, credit.balance
    row.debit_version, row.debit_balance = debit.version, debit.balance
    if row.kind in SPENDING and debit.day_limit is not None:
        debit.count(row.amount, world.today)


def take_from_hold(hold: Hold, row: Transfer) -> None:
    """Capture a part of it, or end it."""
    if row.kind == "capture":
        hold.captured += row.amount
        hold.remaining -= row.amount
        hold.state = "open" if hold.remaining else "captured"
        return
    hold.remaining = 0
    hold.state = {"void": "voided", "expiry": "expired"}[row.kind]


def requested(world: World, args: Row, **values: Any) -> Transfer:  # noqa: ANN401
    """Return the row of a request, with the day and the actor that it has when none is named."""
    told = {"memo": args.get("memo"), **values}
    transfer_id = told["transfer_id"]
    day = args.get("value_date") or time_of(transfer_id).date()
    return Transfer(**{"value_date": day, "recorded_by": args.get("actor") or world.login, **told})


def post_transfer(world: World, args: Row, kind: str = "transfer") -> list[Outcome]:
    """Move an amount from one account to another of the same book."""
    sides = ("debit_account_id", "credit_account_id")
    require(args, "book_id", "transfer_id", *sides, "amount", "currency")
    if args["debit_account_id"] == args["credit_account_id"]:
        raise refuse("LG001", account_id=args["credit_account_id"])
    book = world.book(args)
    values = {name: args[name] for name in ("transfer_id", *sides, "amount", "currency")}
    row = requested(world, args, kind=kind, link_id=args.get("link_id"), **values)
    forced: Refusal = args.get("forced")
    rules = (lambda: forced, lambda: judge(world, book, row))
    return settle(world, book, Request(row, rules, MOVED))


def post_adjustment(world: World, args: Row) -> list[Outcome]:
    """As a transfer, also into a month that is closed softly."""
    return post_transfer(world, args, "adjustment")


def reverse_transfer(world: World, args: Row) -> list[Outcome]:
    """Take back a transfer, wholly or in part."""
    require(args, "book_id", "reverses_transfer_id", "transfer_id")
    book = world.book(args)
    original = book.transfers.get(args["reverses_transfer_id"])
    if original is None:
        asked = args["reverses_transfer_id"]
        missing = Raised("LG104", {"argument": "reverses_transfer_id", "transfer_id": asked})
        raise RefusalError(missing, *id_faults(world, args["transfer_id"]))
    row = requested(
        world,
        args,
        kind="reversal",
        transfer_id=args["transfer_id"],
        debit_account_id=original.credit_account_id,
        credit_account_id=original.debit_account_id,
        amount=args.get("amount") or original.amount,
        currency=original.currency,
        reverses_transfer_id=original.transfer_id,
    )
    rules = (lambda: judge_reversal(book, row), lambda: judge(world, book, row))
    return settle(world, book, Request(row, rules, ("amount", *MOVED)))
