"""The rules that may say no to a transfer, cheapest first, each with its key figures."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from model.state import (
    COMPARED,
    CURRENCIES,
    LIMIT,
    SPENDING,
    STILL,
    Account,
    Book,
    Transfer,
    World,
)
from model.step import Raised

Refusal = dict[str, Any] | None


def refusal(code: str, /, **facts: object) -> dict[str, Any]:
    """Return a refusal as it is stored."""
    return {"code": code, "facts": facts}


def month_of(day: date) -> date:
    """Return the first day of a month."""
    return day.replace(day=1)


def time_of(transfer_id: UUID) -> datetime:
    """Return when an id was made, by the clock of who asked."""
    return datetime.fromtimestamp((transfer_id.int >> 80) / 1000, UTC)


def is_kept(world: World, transfer_id: UUID) -> bool:
    """Whether an id is one of version 7 that leads to a month."""
    is_v7 = transfer_id.version == 7
    return is_v7 and month_of(time_of(transfer_id).date()) in world.months


def id_faults(world: World, transfer_id: UUID) -> list[Raised]:
    """Return the refusal of an id that leads to no month."""
    if is_kept(world, transfer_id):
        return []
    facts = {
        "transfer_id": transfer_id,
        "first_month": f"{min(world.months):%Y-%m}",
        "last_month": f"{max(world.months):%Y-%m}",
    }
    return [Raised("LG003", facts)]


def raised_of(world: World, book: Book, request: Transfer) -> list[Raised]:
    """Return all for which a request would be raised; which of them is told isn't said."""
    raised = id_faults(world, request.transfer_id)
    for argument in ("debit_account_id", "credit_account_id"):
        account_id = getattr(request, argument)
        if account_id not in book.accounts:
            raised.append(Raised("LG101", {"argument": argument, "account_id": account_id}))
    if request.currency not in CURRENCIES:
        facts = {"argument": "currency", "currency": request.currency}
        raised.append(Raised("LG103", facts))
    return raised


def differing(request: Transfer, stored: Transfer, *, names_amount: bool) -> list[str]:
    """Return in what another request of the same id differs."""
    names = (name for name in COMPARED if name != "amount" or names_amount)
    return [name for name in names if getattr(request, name) != getattr(stored, name)]


def judge(world: World, book: Book, request: Transfer) -> Refusal:
    """Judge what depends on the accounts and the month, then what depends on the amount."""
    debit = book.accounts[request.debit_account_id]
    credit = book.accounts[request.credit_account_id]
    if {debit.currency, credit.currency} != {request.currency}:
        return refusal(
            "LG302", asked=request.currency, debit=debit.currency, credit=credit.currency
        )
    for account in (debit, credit):
        if not account.is_open:
            return refusal("LG304", account_id=account.account_id)
    if debit.is_debit_frozen:
        return refusal("LG316", account_id=debit.account_id)
    if credit.is_credit_frozen and request.kind not in STILL:
        return refusal("LG317", account_id=credit.account_id)
    return (
        judge_period(book, request)
        or judge_spending(world, debit, request)
        or judge_debit(debit, request)
        or judge_ceiling(credit, request)
        or judge_range(debit, credit, request)
    )


def judge_period(book: Book, request: Transfer) -> Refusal:
    """Judge the month of the value date; a closed one shuts all before it."""
    first = month_of(request.value_date)
    state = book.periods[first].state if first in book.periods else "open"
    shut = [m for m, p in book.periods.items() if p.state in ("closing", "closed")]
    is_shut = bool(shut) and first <= max(shut)
    if is_shut or (state == "soft_closed" and request.kind != "adjustment"):
        return refusal("LG305", argument="value_date", asked=request.value_date)
    return None


def judge_spending(world: World, debit: Account, request: Transfer) -> Refusal:
    """Judge what one transfer and what one day may debit."""
    if request.kind not in SPENDING:
        return None
    asked = {"asked": request.amount, "account_id": debit.account_id}
    if debit.transfer_limit is not None and request.amount > debit.transfer_limit:
        return refusal("LG314", transfer_limit=debit.transfer_limit, **asked)
    spent = debit.spent_on(world.today)
    if debit.day_limit is not None and spent + request.amount > debit.day_limit:
        left = max(debit.day_limit - spent, 0)
        return refusal("LG315", day_limit=debit.day_limit, spent=spent, available=left, **asked)
    return None


def judge_debit(debit: Account, request: Transfer) -> Refusal:
    """Judge the floor; what a capture takes was set aside above it."""
    if request.kind == "capture":
        return None
    asked = {"asked": request.amount, "account_id": debit.account_id}
    if debit.available is not None and request.amount > debit.available:
        figures = {"balance": debit.balance, "held": debit.held, "balance_floor": debit.floor}
        return refusal("LG303", available=debit.available, **figures, **asked)
    return None


def judge_ceiling(credit: Account, request: Transfer) -> Refusal:
    """Judge what the account that gets it may have."""
    room = None if credit.ceiling is None else credit.ceiling - credit.balance
    if room is None or request.amount <= room or request.kind in STILL:
        return None
    return refusal(
        "LG309",
        account_id=credit.account_id,
        asked=request.amount,
        available=room,
        balance=credit.balance,
        balance_ceiling=credit.ceiling,
    )


def judge_range(debit: Account, credit: Account, request: Transfer) -> Refusal:
    """Judge what a balance can hold, either way; what a capture takes is off already."""
    asked = {"asked": request.amount}
    lowest = debit.balance - debit.held - request.amount
    is_too_low = lowest < -LIMIT and request.kind != "capture"
    if is_too_low or (request.kind == "hold" and debit.held + request.amount > LIMIT):
        figures = {"balance": debit.balance, "held": debit.held}
        return refusal("LG306", account_id=debit.account_id, **figures, **asked)
    if credit.balance + request.amount > LIMIT and request.kind not in STILL:
        figures = {"balance": credit.balance, "available": LIMIT - credit.balance}
        return refusal("LG306", account_id=credit.account_id, **figures, **asked)
    return None


def judge_reversal(book: Book, request: Transfer) -> Refusal:
    """Judge whether there is something left to take back."""
    assert request.reverses_transfer_id is not None
    original = book.transfers[request.reverses_transfer_id]
    if not original.is_posted or original.kind in STILL | {"reversal"}:
        return refusal(
            "LG308",
            reverses_transfer_id=original.transfer_id,
            kind=original.kind,
            was_refused=not original.is_posted,
        )
    reversed_ = sum(
        transfer.amount
        for transfer in book.posted()
        if transfer.reverses_transfer_id == original.transfer_id
    )
    left = original.amount - reversed_
    if request.amount > left:
        return refusal("LG307", asked=request.amount, available=left, reversed=reversed_)
    return None


def last_day(first: date) -> date:
    """Return the last day of a month."""
    return month_of(first + timedelta(days=31)) - timedelta(days=1)
