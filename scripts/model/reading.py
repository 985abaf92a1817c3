"""What is read of transfers: lists, statements and balances, as the model has them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from model.state import STILL, Account, Book, Transfer, World, page, require
from model.step import Outcome, Row, Rows, refuse

EPOCH = date(2000, 1, 1)
LISTED = (
    "transfer_id",
    "kind",
    "debit_account_id",
    "debit_version",
    "debit_balance",
    "credit_account_id",
    "credit_version",
    "credit_balance",
    "amount",
    "currency",
    "value_date",
    "memo",
    "reverses_transfer_id",
    "hold_transfer_id",
    "expires_at",
    "link_id",
    "recorded_by",
    "recorded_at",
)


def listed(transfer: Transfer) -> Row:
    """Return a transfer as it is listed; a refused one has its code."""
    row = {name: getattr(transfer, name) for name in LISTED}
    code = None if transfer.refusal is None else transfer.refusal["code"]
    return {**row, "refusal_code": code}


def list_transfers(world: World, args: Row) -> list[Outcome]:
    """List the transfers of a book, refused ones among them."""
    require({"limit": 50, **args}, "book_id", "limit")
    rows = [listed(transfer) for transfer in world.book(args).transfers.values()]
    return [Rows(page(rows, "transfer_id", args))]


def legs(book: Book, account_id: UUID) -> list[Row]:
    """Return the lines of one account."""
    rows = []
    for transfer in book.posted():
        if transfer.debit_account_id == account_id:
            rows.append(debit_leg(transfer))
        elif transfer.credit_account_id == account_id and transfer.kind not in STILL:
            rows.append(credit_leg(transfer))
    return rows


SAME = (
    "transfer_id",
    "kind",
    "value_date",
    "memo",
    "reverses_transfer_id",
    "hold_transfer_id",
    "recorded_at",
)


def debit_leg(transfer: Transfer) -> Row:
    """Return the line of who gives: a hold gives nothing but sets aside."""
    taken_off = -transfer.amount if transfer.kind in ("capture", "void", "expiry") else 0
    return {
        **{name: getattr(transfer, name) for name in SAME},
        "version": transfer.debit_version,
        "amount": 0 if transfer.kind in STILL else -transfer.amount,
        "set_aside": transfer.amount if transfer.kind == "hold" else taken_off,
        "balance": transfer.debit_balance,
        "counterpart_account_id": transfer.credit_account_id,
    }


def credit_leg(transfer: Transfer) -> Row:
    """Return the line of who gets."""
    return {
        **{name: getattr(transfer, name) for name in SAME},
        "version": transfer.credit_version,
        "amount": transfer.amount,
        "set_aside": 0,
        "balance": transfer.credit_balance,
        "counterpart_account_id": transfer.debit_account_id,
    }


def days(args: Row) -> tuple[date, date]:
    """Return the first and the last day that are asked for; without them, of all days."""
    first, last = args.get("from_date"), args.get("to_date")
    if first is not None and last is not None and first > last:
        raise refuse("LG004", from_date=first, to_date=last)
    return first or date.min, last or date.max


def known_lines(world: World, args: Row) -> tuple[Account, list[Row]]:
    """Return the account that is asked for, and its lines as they were known."""
    book, known_at = world.book(args), args.get("known_at")
    account = book.account(args["account_id"])
    lines = legs(book, account.account_id)
    return account, [row for row in lines if known_at is None or row["recorded_at"] <= known_at]


def get_statement(world: World, args: Row) -> list[Outcome]:
    """Read the lines of one account, by value date and by when they were known."""
    require({"limit": 50, **args}, "book_id", "account_id", "limit")
    first, last = days(args)
    _, lines = known_lines(world, args)
    rows = [row for row in lines if first <= row["value_date"] <= last]
    return [Rows(page(rows, "version", args))]


def get_value_statement(world: World, args: Row) -> list[Outcome]:
    """Read the lines of one account by the days on which they count, with what each left."""
    require({"limit": 50, **args}, "book_id", "account_id", "limit")
    first, last = days(args)
    _, lines = known_lines(world, args)
    rows: list[Row] = []
    balance = 0
    after = args.get("after")
    behind = (-1, -1) if after is None else tuple(int(part) for part in after.split("/"))
    for row in sorted(lines, key=lambda row: (row["value_date"], row["version"])):
        balance += row["amount"]
        place = ((row["value_date"] - EPOCH).days, row["version"])
        if first <= row["value_date"] <= last and place > behind:
            rows.append({**row, "place": f"{place[0]}/{place[1]}", "balance": balance})
    return [Rows(rows[: args.get("limit", 50)])]


def get_value_balances(world: World, args: Row) -> list[Outcome]:
    """Tell what an account held before the first day and at the end of the last."""
    require(args, "book_id", "account_id")
    first, last = days(args)
    account, lines = known_lines(world, args)
    told = {
        "account_id": account.account_id,
        "currency": account.currency,
        "from_date": args.get("from_date"),
        "to_date": args.get("to_date"),
        "opening": sum(row["amount"] for row in lines if row["value_date"] < first),
        "closing": sum(row["amount"] for row in lines if row["value_date"] <= last),
    }
    return [Rows([told])]


def trial_balance(world: World, args: Row) -> list[Outcome]:
    """Add up the balances of a book, by currency."""
    require(args, "book_id")
    accounts = world.book(args).accounts.values()
    rows = []
    for currency in sorted({account.currency for account in accounts}):
        balances = [account.balance for account in accounts if account.currency == currency]
        row = {
            "currency": currency,
            "accounts": len(balances),
            "debit_total": -sum(balance for balance in balances if balance < 0),
            "credit_total": sum(balance for balance in balances if balance > 0),
            "difference": sum(balances),
        }
        rows.append(row)
    return [Rows(rows)]


def tables(world: World, args: Row) -> list[Outcome]:
    """Return what the tables of a book hold, one after the other."""
    book = world.books.get(args["book_id"])
    rows: list[Row] = []
    if book is None:
        return [Rows(rows)]
    for account in sorted(book.accounts.values(), key=lambda account: account.account_id):
        now = (account.balance, account.held, account.version)
        bounds = (
            1 if account.floor is None else account.floor,
            -1 if account.ceiling is None else account.ceiling,
            account.transfer_limit or 0,
            account.day_limit or 0,
        )
        flags = (account.is_open, account.is_debit_frozen, account.is_credit_frozen)
        words = " ".join("t" if flag else "f" for flag in flags)
        rows.append(kept(account.account_id, now, " ".join(map(str, bounds)), words))
    for transfer in sorted(book.transfers.values(), key=lambda transfer: transfer.transfer_id):
        figures = (transfer.debit_balance, transfer.amount, transfer.debit_version)
        code = transfer.kind if transfer.refusal is None else transfer.refusal["code"]
        rows.append(kept(transfer.transfer_id, figures, transfer.memo, code))
    for key in sorted(book.holds):
        hold = book.holds[key]
        rows.append(kept(key, (hold.captured, hold.remaining, None), None, hold.state))
    for first in sorted(book.periods):
        state = book.periods[first].state
        rows.append(kept(None, (None, None, None), str(first), state))
    for key, match in sorted(book.matches.items()):
        reason = None if match.end is None else match.end[0]
        rows.append(kept(key, (len(match.moved), None, None), match.memo, reason))
    for key, account_id, match_id, moved in sorted(book.items()):
        rows.append(kept(key, (moved, None, None), str(account_id), str(match_id)))
    for key, accrual in sorted(book.accruals.items()):
        total = (accrual.posted_total, accrual.amount, None)
        code = "accrual" if accrual.refusal is None else accrual.refusal["code"]
        rows.append(kept(key, total, str(accrual.through_date), code))
    return [Rows(rows)]


def kept(
    key: UUID | None, figures: Sequence[int | None], memo: str | None, code: str | None
) -> Row:
    """Return a row of a table: its key, what it holds, sets aside and counts, and its words."""
    balance, held, version = figures
    told = {"balance": balance, "held": held, "version": version}
    return {"id": key, **told, "memo": memo, "code": code}
