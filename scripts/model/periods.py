"""Months and how they close: what the model answers, and what it stores of them."""

from datetime import date
from uuid import UUID

from model.judging import last_day, month_of
from model.state import STILL, Book, Period, World, page, require
from model.step import ANY, Outcome, Row, Rows, refuse


def asked_month(world: World, args: Row, *more: str) -> tuple[Book, date]:
    """Return the book and the month of a request."""
    require({"limit": 50, **args}, "book_id", "period_start", *more)
    first: date = args["period_start"]
    if first.day != 1:
        raise refuse("LG010", argument="period_start", period_start=first)
    return world.book(args), first


def shut_until(book: Book) -> date:
    """Return the last month that takes no transfer, with all before it."""
    months = [first for first, p in book.periods.items() if p.state in ("closing", "closed")]
    return max(months, default=date.min)


def state_of(book: Book, first: date) -> str:
    """Return the state of a month."""
    return book.periods[first].state if first in book.periods else "open"


def require_step(world: World, book: Book, first: date) -> None:
    """Refuse a month that is not over, or that a later one shuts."""
    if shut_until(book) > first or world.today <= last_day(first):
        raise refuse("LG205", argument="period_start", period_start=first)


def soft_close_period(world: World, args: Row) -> list[Outcome]:
    """Close a month for all but adjustments."""
    book, first = asked_month(world, args)
    require_step(world, book, first)
    state = state_of(book, first)
    if state in ("closing", "closed"):
        raise refuse("LG205", period_start=first, state=state)
    book.periods[first] = Period("soft_closed")
    row = {"period_start": first, "state": "soft_closed", "replayed": state == "soft_closed"}
    return [Rows([row])]


def close_period(world: World, args: Row) -> list[Outcome]:
    """Take the next step; whether the last one comes already depends on who else is busy."""
    book, first = asked_month(world, args)
    period = book.periods.get(first)
    if period is not None and period.state == "closed":
        return [Rows([closed_row(first, period, replayed=True)])]
    require_step(world, book, first)
    earlier = [month for month in book.periods if month < first]
    before = max(earlier, default=None)
    if before is not None and (
        state_of(book, before) != "closed" or month_of(last_day(before)) != month_before(first)
    ):
        raise refuse("LG205", argument="period_start", period_start=first)
    closing = Rows([{**closed_row(first, Period("closing"), replayed=False), "awaited": ANY}])
    if period is not None and period.state == "closing":
        closed = Period("closed", closed_at=world.now)
        return [closing, Rows([closed_row(first, closed, replayed=False)])]
    book.periods[first] = Period("closing")
    return [closing]


def month_before(first: date) -> date:
    """Return the month before."""
    return month_of(date.fromordinal(first.toordinal() - 1))


def closed_row(first: date, period: Period, *, replayed: bool) -> Row:
    """Return how far the close of a month is."""
    return {
        "period_start": first,
        "state": period.state,
        "awaited": None,
        "closed_at": period.closed_at,
        "balance_hash": hash_of(period),
        "replayed": replayed,
    }


def hash_of(period: Period) -> object:
    """Return whatever hash a closed month has."""
    return ANY if period.state == "closed" else None


def seal(world: World, book: Book, first: date) -> None:
    """Store what each account moved in a month that has closed, and held at its end."""
    known = [
        transfer.recorded_at
        for transfer in book.posted()
        if transfer.recorded_at and transfer.value_date <= last_day(first)
    ]
    period = Period("closed", closed_at=world.now, known_at=max(known, default=None))
    for account in book.accounts.values():
        lines = lines_until(book, account.account_id, last_day(first))
        if lines:
            inside = [amount for day, amount in lines if day >= first]
            period.balances[account.account_id] = {
                "account_id": account.account_id,
                "currency": account.currency,
                "debits": -sum(amount for amount in inside if amount < 0),
                "credits": sum(amount for amount in inside if amount > 0),
                "balance": sum(amount for _, amount in lines),
            }
    book.periods[first] = period


def lines_until(book: Book, account_id: UUID, last: date) -> list[tuple[date, int]]:
    """Return what an account moved until a day; a hold is a line that moves nothing."""
    lines = []
    for transfer in book.posted():
        is_still = transfer.kind in STILL
        if transfer.value_date > last:
            continue
        if transfer.debit_account_id == account_id:
            lines.append((transfer.value_date, 0 if is_still else -transfer.amount))
        elif transfer.credit_account_id == account_id and not is_still:
            lines.append((transfer.value_date, transfer.amount))
    return lines


def reopen_period(world: World, args: Row) -> list[Outcome]:
    """Open a month again; none behind it may be shut."""
    book, first = asked_month(world, args, "reason")
    if shut_until(book) > first:
        raise refuse("LG205", argument="period_start", period_start=first)
    period = book.periods.get(first)
    replayed = period is None or period.state == "open"
    if not replayed:
        book.periods[first] = Period("open")
    row = {"period_start": first, "state": "open", "balance_hash": ANY, "replayed": replayed}
    return [Rows([row])]


def list_periods(world: World, args: Row) -> list[Outcome]:
    """List the months that were ever closed, softly or wholly."""
    require({"limit": 50, **args}, "book_id", "limit")
    rows = [
        {
            "period_start": first,
            "state": period.state,
            "closed_at": period.closed_at,
            "balance_hash": hash_of(period),
        }
        for first, period in world.book(args).periods.items()
    ]
    return [Rows(page(rows, "period_start", args))]


def get_period(world: World, args: Row) -> list[Outcome]:
    """Tell how a month stands."""
    book, first = asked_month(world, args)
    period = book.periods.get(first, Period("open"))
    row = {
        "period_start": first,
        "state": period.state,
        "closed_at": period.closed_at,
        "known_at": period.known_at,
        "balance_hash": hash_of(period),
        "accounts": len(period.balances),
        "is_shut": first <= shut_until(book),
    }
    return [Rows([row])]


def list_period_balances(world: World, args: Row) -> list[Outcome]:
    """List the trial balance of a closed month."""
    book, first = asked_month(world, args, "limit")
    balances = book.periods.get(first, Period("open")).balances
    return [Rows(page([*balances.values()], "account_id", args))]
