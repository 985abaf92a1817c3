"""Holds: what is set aside, captured, given back; what the model answers to each."""

from model.judging import Refusal, id_faults, judge, raised_of, refusal, time_of
from model.posting import MOVED, Request, carry_out, requested, settle
from model.state import Book, Hold, Transfer, World, page, require
from model.step import ANY, Outcome, Raised, RefusalError, Row, Rows, refuse

HELD = ("debit_version", "debit_balance", "value_date")


def authorise_hold(world: World, args: Row) -> list[Outcome]:
    """Set an amount of one account aside for another."""
    sides = ("debit_account_id", "credit_account_id")
    require(args, "book_id", "hold_id", *sides, "amount", "currency")
    if args["debit_account_id"] == args["credit_account_id"]:
        raise refuse("LG001", account_id=args["credit_account_id"])
    book = world.book(args)
    values = {name: args[name] for name in (*sides, "amount", "currency")}
    expires_at = args.get("expires_at")
    row = requested(
        world, args, kind="hold", transfer_id=args["hold_id"], expires_at=expires_at, **values
    )
    is_late = expires_at is not None and expires_at <= world.now
    if is_late and row.transfer_id not in book.transfers:
        late = Raised("LG007", {"argument": "expires_at"})
        raise RefusalError(late, *raised_of(world, book, row))
    rules = (lambda: judge(world, book, row),)
    return settle(world, book, Request(row, rules, HELD, key="hold_id"))


def found(world: World, book: Book, args: Row) -> Hold:
    """Return the hold that is asked for, by a request that may have an id of its own."""
    hold = book.holds.get(args["hold_id"])
    if hold is None:
        missing = Raised("LG105", {"argument": "hold_id", "hold_id": args["hold_id"]})
        transfer_id = args.get("transfer_id")
        raise RefusalError(missing, *(id_faults(world, transfer_id) if transfer_id else []))
    return hold


def judge_end(hold: Hold) -> Refusal:
    """Judge whether something is left of it."""
    if hold.state == "open":
        return None
    return refusal("LG319", hold_id=hold.transfer.transfer_id, state=hold.state)


def judge_part(hold: Hold, amount: int) -> Refusal:
    """Judge whether so much is left of it."""
    if amount <= hold.remaining:
        return None
    return refusal("LG318", asked=amount, available=hold.remaining, captured=hold.captured)


def taking(world: World, args: Row, hold: Hold, kind: str) -> Transfer:
    """Return the row of what takes from a hold, for all that is left if no amount is named."""
    amount = args.get("amount") or hold.remaining or hold.transfer.amount
    return requested(
        world,
        args,
        kind=kind,
        transfer_id=args["transfer_id"],
        debit_account_id=hold.transfer.debit_account_id,
        credit_account_id=hold.transfer.credit_account_id,
        amount=amount,
        currency=hold.transfer.currency,
        hold_transfer_id=hold.transfer.transfer_id,
        is_rest=args.get("amount") is None if kind == "capture" else None,
    )


def capture_hold(world: World, args: Row) -> list[Outcome]:
    """Move what is set aside, in part or all that is left."""
    require(args, "book_id", "hold_id", "transfer_id")
    book = world.book(args)
    hold = found(world, book, args)
    row = taking(world, args, hold, "capture")
    rules = (
        lambda: judge_end(hold),
        lambda: judge_part(hold, row.amount),
        lambda: judge(world, book, row),
    )
    names_amount = args.get("amount") is not None
    columns = ("amount", *MOVED)
    return settle(world, book, Request(row, rules, columns, names_amount=names_amount))


def void_hold(world: World, args: Row) -> list[Outcome]:
    """End a hold and give back what is left of it."""
    require(args, "book_id", "hold_id", "transfer_id")
    book = world.book(args)
    hold = found(world, book, args)
    row = taking(world, args, hold, "void")
    row.value_date = time_of(row.transfer_id).date()
    rules = (lambda: judge_end(hold),)
    columns = ("amount", *HELD)
    return settle(world, book, Request(row, rules, columns, names_amount=False))


def due(world: World, book: Book) -> list[Hold]:
    """Return the open holds whose expiry has come, in the order in which they expire."""
    holds = [
        (hold.transfer.expires_at, hold.transfer.transfer_id)
        for hold in book.holds.values()
        if hold.state == "open"
        and hold.transfer.expires_at is not None
        and hold.transfer.expires_at <= world.now
    ]
    return [book.holds[key] for _, key in sorted(holds)]


def expire_holds(world: World, args: Row) -> list[Outcome]:
    """Let what is due expire: the ids of the rows are the ledger's own, and learned from it."""
    book = world.books.get(args["book_id"])
    holds = [] if book is None else due(world, book)
    rows = [
        {"hold_id": hold.transfer.transfer_id, "transfer_id": ANY, "amount": hold.remaining}
        for hold in holds
    ]
    return [Rows(sorted(rows, key=lambda row: row["hold_id"]))]


def learn_expired(world: World, args: Row, rows: list[Row]) -> None:
    """Carry out what has expired, with the ids that the ledger made."""
    book = world.books.get(args["book_id"])
    if book is None:  # what opened it was left out by shrinking
        return
    ids = {row["hold_id"]: row["transfer_id"] for row in rows}
    for hold in due(world, book):
        told = {"transfer_id": ids[hold.transfer.transfer_id], "value_date": world.today}
        row = taking(world, {**args, **told}, hold, "expiry")
        row.recorded_at = world.now
        book.transfers[row.transfer_id] = row
        carry_out(world, book, row)


def told(hold: Hold) -> Row:
    """Return a hold as it is read."""
    first = hold.transfer
    return {
        "hold_id": first.transfer_id,
        "debit_account_id": first.debit_account_id,
        "credit_account_id": first.credit_account_id,
        "currency": first.currency,
        "amount": first.amount,
        "captured": hold.captured,
        "remaining": hold.remaining,
        "state": hold.state,
        "expires_at": first.expires_at,
        "value_date": first.value_date,
        "memo": first.memo,
        "recorded_by": first.recorded_by,
        "recorded_at": first.recorded_at,
    }


def get_hold(world: World, args: Row) -> list[Outcome]:
    """Read one hold."""
    require(args, "book_id", "hold_id")
    return [Rows([told(found(world, world.book(args), args))])]


def list_holds(world: World, args: Row) -> list[Outcome]:
    """List the holds of a book, of one debit account or of all, in one state or in any."""
    require({"limit": 50, **args}, "book_id", "limit")
    rows = [
        told(hold)
        for hold in world.book(args).holds.values()
        if args.get("debit_account_id") in (None, hold.transfer.debit_account_id)
        and args.get("state") in (None, hold.state)
    ]
    return [Rows(page(rows, "hold_id", args))]
