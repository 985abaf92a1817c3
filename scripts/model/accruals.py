"""What an account bears by its terms, and what of it is posted: what the model answers."""

from collections import Counter
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from uuid import UUID

from model.judging import id_faults, judge, refusal
from model.posting import Request, requested, settle
from model.reading import legs
from model.state import Accrual, Book, Transfer, World, require
from model.step import Outcome, Raised, RefusalError, Row, Rows
from proof.interest_model import PARTS, InterestModel, Terms

TOLD = ("through_date", "amount", "posted_total", "remainder_parts")


def accrue_interest(world: World, args: Row) -> list[Outcome]:
    """Post what an account has borne through a day, in whole units, but for what was posted."""
    require(args, "book_id", "account_id", "transfer_id", "through_date")
    raised = id_faults(world, args["transfer_id"])
    book = visible_book(world, args, raised)
    raised += judged(world, book, args)
    stored = book.accruals.get(args["transfer_id"])
    if stored is not None or args["transfer_id"] in book.transfers:
        names = ("account_id", "through_date")
        wrong = ["kind"] if stored is None else [n for n in names if getattr(stored, n) != args[n]]
        if stored is not None and not wrong:
            return [Rows([told(stored, replayed=True)])]
        no = refusal("LG301", transfer_id=args["transfer_id"], differing=wrong)
        row = {"transfer_id": args["transfer_id"], **dict.fromkeys(TOLD)}
        return [Rows([{**row, "replayed": False, "refusal": no}]), *raised]
    if raised:
        return [*raised]
    accrual = book.accruals[args["transfer_id"]] = carried_out(world, book, args)
    return [Rows([told(accrual, replayed=False)])]


def preview_interest(world: World, args: Row) -> list[Outcome]:
    """Tell what an accrual would post, and post nothing."""
    require(args, "book_id", "account_id", "through_date")
    book = world.book(args)
    if raised := judged(world, book, args):
        return [*raised]
    figures = weighed(book, args["account_id"], args["through_date"])
    return [Rows([dict(zip(TOLD, (args["through_date"], *figures), strict=True))])]


def visible_book(world: World, args: Row, raised: list[Raised]) -> Book:
    """Return the book; where it may not be seen, what else speaks against it may be told."""
    try:
        return world.book(args)
    except RefusalError as refused:
        raise RefusalError(*refused.raised, *raised) from refused


def accrued_through(book: Book, account_id: UUID) -> date | None:
    """Return the last day that is accrued."""
    accruals = (a for a in book.accruals.values() if a.account_id == account_id)
    return max((a.through_date for a in accruals if a.refusal is None), default=None)


def judged(world: World, book: Book, args: Row) -> list[Raised]:
    """Return all for which nothing can be reckoned; which of them is told isn't said."""
    account_id, day = args["account_id"], args["through_date"]
    asked = {"argument": "through_date", "asked": day}
    if not isinstance(day, date):
        return [Raised("LG011", asked)]
    raised = []
    if day > world.today:
        raised.append(Raised("LG011", {**asked, "last_date": world.today}))
    if account_id not in book.accounts:
        return [*raised, Raised("LG101", {"argument": "account_id", "account_id": account_id})]
    if all(key != account_id or first > day for key, first in book.terms):
        raised.append(Raised("LG108", asked))
    last = accrued_through(book, account_id)
    if last is not None and day <= last:
        raised.append(Raised("LG206", {**asked, "accrued_through": last}))
    return raised


def weighed(book: Book, account_id: UUID, through: date) -> tuple[int, int, int]:
    """Return what would be posted, what would be posted in all, and what parts would be left."""
    accruals = [
        accrual
        for accrual in book.accruals.values()
        if accrual.account_id == account_id and accrual.refusal is None
    ]
    own = {accrual.transfer_id for accrual in accruals}
    moved: Counter[date] = Counter()
    for leg in legs(book, account_id):
        if leg["kind"] != "interest" or leg["transfer_id"] not in own:
            moved[leg["value_date"]] += leg["amount"]
    posted = [(accrual.through_date, accrual.amount or 0) for accrual in accruals]
    model = InterestModel(terms_of(book, account_id), [*moved.items()], posted)
    amount, left = model.due(through)
    parts = left * PARTS
    assert parts.denominator == 1, parts
    return amount, sum(amount for _, amount in posted) + amount, int(parts)


def terms_of(book: Book, account_id: UUID) -> list[Terms]:
    """Return the terms of an account, as who reckons has them."""
    return [
        Terms(
            first,
            Fraction(terms.credit_rate),
            Fraction(terms.debit_rate),
            terms.day_count,
            terms.compounding,
        )
        for (key, first), terms in book.terms.items()
        if key == account_id
    ]


def carried_out(world: World, book: Book, args: Row) -> Accrual:
    """Return what comes of an accrual; what is nothing is posted by no transfer."""
    account_id, through = args["account_id"], args["through_date"]
    amount, total, left = weighed(book, account_id, through)
    key = (args["transfer_id"], account_id, through)
    row = transfer_of(world, book, args, amount)
    if amount != 0:
        settle(world, book, Request(row, (lambda: judge(world, book, row),), ()))
    if row.refusal is not None:
        return Accrual(*key, None, None, None, row.refusal)
    return Accrual(*key, amount, total, left, None)


def transfer_of(world: World, book: Book, args: Row, amount: int) -> Transfer:
    """Return the transfer that would post an amount: from the counterpart, or to it."""
    account_id, through = args["account_id"], args["through_date"]
    first = max(day for key, day in book.terms if key == account_id and day <= through)
    other_id = book.terms[account_id, first].counterpart_account_id
    debit_id, credit_id = (other_id, account_id) if amount > 0 else (account_id, other_id)
    return requested(
        world,
        {"value_date": through, "actor": args.get("actor")},
        kind="interest",
        transfer_id=args["transfer_id"],
        debit_account_id=debit_id,
        credit_account_id=credit_id,
        amount=abs(amount),
        currency=book.accounts[account_id].currency,
    )


def told(accrual: Accrual, *, replayed: bool) -> Row:
    """Return an accrual as it is answered; a refused one has but its id."""
    row = {name: value for name, value in asdict(accrual).items() if name != "account_id"}
    if accrual.refusal is not None:
        row["through_date"] = None
    return {**row, "replayed": replayed}
