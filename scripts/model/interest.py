"""On which terms an account bears interest: what the model answers."""

from dataclasses import asdict
from datetime import timedelta
from itertools import pairwise

from model.state import InterestTerms, World, page, require
from model.step import Outcome, Row, Rows, refuse

TERMS = ("credit_rate", "debit_rate", "day_count", "counterpart_account_id", "compounding")


def set_interest_terms(world: World, args: Row) -> list[Outcome]:
    """Set terms from a day on; nothing is accrued here, so any day may be set anew."""
    args = {"compounding": "yearly", **args}
    require(args, "book_id", "account_id", "from_date", *TERMS)
    account_id, other_id = args["account_id"], args["counterpart_account_id"]
    if account_id == other_id:
        raise refuse("LG001", argument="counterpart_account_id", account_id=account_id)
    book, key = world.book(args), (account_id, args["from_date"])
    terms = InterestTerms(**{name: args[name] for name in TERMS})
    told = {"from_date": args["from_date"], "replayed": False, "refusal": None}
    if book.terms.get(key) == terms:
        return [Rows([{**told, "replayed": True}])]
    account = book.account(account_id)
    other = book.account(other_id, "counterpart_account_id")
    if account.currency != other.currency:
        facts = {
            "argument": "counterpart_account_id",
            "asked": account.currency,
            "counterpart": other.currency,
        }
        return [Rows([{**told, "refusal": {"code": "LG302", "facts": facts}}])]
    book.terms[key] = terms
    return [Rows([told])]


def list_interest_terms(world: World, args: Row) -> list[Outcome]:
    """List the terms of an account by their days; each ends where the next begin."""
    require({"limit": 50, **args}, "book_id", "account_id", "limit")
    book = world.book(args)
    account_id = book.account(args["account_id"]).account_id
    days = sorted(day for key, day in book.terms if key == account_id)
    through = {day: following - timedelta(days=1) for day, following in pairwise(days)}
    rows = [
        {"from_date": day, "through_date": through.get(day), **asdict(book.terms[account_id, day])}
        for day in days
    ]
    return [Rows(page(rows, "from_date", args))]
