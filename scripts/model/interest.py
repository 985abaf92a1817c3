"""On which terms an account bears interest: what the model answers."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from model.accruals import accrued_through
from model.state import InterestTerms, World, page, require
from model.step import Outcome, Raised, Row, Rows, refuse

TERMS = ("credit_rate", "debit_rate", "day_count", "counterpart_account_id", "compounding")
OTHER = "counterpart_account_id"
WORDS = {
    "day_count": ("act/365", "act/360", "30E/360"),
    "compounding": ("daily", "monthly", "quarterly", "yearly"),
}


def are_sound(args: Mapping[str, object]) -> bool:
    """Whether rates and words of terms are such; what isn't there is."""
    for side in ("credit_rate", "debit_rate"):
        rate = args.get(side)
        if isinstance(rate, Decimal) and not (-1 <= rate <= 10 and rate == round(rate, 8)):
            return False
    return all(args.get(name) in (None, *words) for name, words in WORDS.items())


def set_interest_terms(world: World, args: Row) -> list[Outcome]:
    """Set terms from a day on, or set them anew: of a day that isn't accrued yet."""
    args = {"compounding": "yearly", **args}
    require(args, "book_id", "account_id", "from_date", *TERMS)
    account_id, other_id, day = (args[name] for name in ("account_id", OTHER, "from_date"))
    if not isinstance(day, date):
        raise refuse("LG011", argument="from_date", asked=day)
    if account_id == other_id:
        raise refuse("LG001", argument=OTHER, account_id=account_id)
    book, key = world.book(args), (account_id, day)
    terms = InterestTerms(**{name: args[name] for name in TERMS})
    told = {"from_date": day, "replayed": False, "refusal": None}
    if book.terms.get(key) == terms:
        return [Rows([{**told, "replayed": True}])]
    asked, counterpart = (book.account(args[name], name).currency for name in ("account_id", OTHER))
    no: list[Outcome] = []
    last = accrued_through(book, account_id)
    if last is not None and day <= last:
        facts = {"argument": "from_date", "asked": day, "accrued_through": last}
        no.append(Raised("LG206", facts))
    if asked != counterpart:
        facts = {"argument": OTHER, "asked": asked, "counterpart": counterpart}
        no.append(Rows([{**told, "refusal": {"code": "LG302", "facts": facts}}]))
    if not no:
        book.terms[key] = terms
    return no or [Rows([told])]


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
