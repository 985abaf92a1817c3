"""Exchanges of one currency into another: what the model answers, and what they leave."""

from copy import deepcopy
from dataclasses import replace
from uuid import UUID

from model.judging import Refusal, id_faults, judge, refusal
from model.posting import carry_out
from model.pricing import no_rate, priced, rates_of, value_date
from model.state import CURRENCIES, Account, Book, Exchange, Transfer, World, page, require
from model.step import ANY, Outcome, Raised, RefusalError, Row, Rows, thing

NEEDED = ("from_account_id", "to_account_id", "sold", "sold_currency", "bought_currency")
SIDES = ("from_account_id", "to_account_id", "fee_account_id")
COMPARED = (*NEEDED, "rate_date", "fee", "fee_account_id", "value_date", "memo")
TOLD = ("bought", "rate_date", "sold_rate", "bought_rate", "remainder_parts", "value_date")
UNMADE = {name: thing(number) for number, name in enumerate(sorted(CURRENCIES), 9_000_001)}
"""Stand for accounts that the ledger is still to open."""
LEGS = [thing(number) for number in (9_000_011, 9_000_012, 9_000_013)]
"""Stand for the ids of transfers, which are the ledger's own."""


def exchange(world: World, args: Row) -> list[Outcome]:
    """Sell an amount for what it buys by the rates of a day; what it leaves is learned."""
    require(args, "book_id", "exchange_id", *NEEDED)
    if (args.get("fee") is None) != (args.get("fee_account_id") is None):
        require(args, "fee", "fee_account_id")
    raised: list[Outcome] = [*same_accounts(args)]
    if args["exchange_id"].version != 7:
        raised += outside(world, args)
    try:
        book = world.book(args)
    except RefusalError as refused:
        return [*raised, *refused.raised]
    raised += unknown(book, args)
    stored = book.exchanges.get(args["exchange_id"])
    if stored is not None:
        return [again(args, stored), *raised]
    return raised or judged(world, book, args)


def judged(world: World, book: Book, args: Row) -> list[Outcome]:
    """Return what may be said of a new one; in which order isn't told."""
    own = own_accounts(book, args)
    raised: list[Outcome] = [*outside(world, args), *tied(book, args)]
    rates = rates_of(book, args)
    if rates is None:
        return [no_rate(args), *raised, *own]
    row = priced(world, args, rates)
    if raised or (own and row.refusal is None):
        return [*raised, *own]
    if row.refusal is not None:
        return [Rows([answer(row)]), *own]
    refusals = [no for no in tried(world, book, row) if no is not None]
    if not refusals:
        return [Rows([{**answer(row), "transfer_ids": ANY}])]
    row.refusal = refusals[0]
    return [Rows([{**answer(row), "refusal": refusals}])]


def answer(row: Exchange, *, replayed: bool = False) -> Row:
    """Return the columns of an answer; what wasn't granted has but its id."""
    names = (*TOLD, "transfer_ids")
    told = {name: getattr(row, name) if row.refusal is None else None for name in names}
    key = {"exchange_id": row.exchange_id, "made": ANY}
    return {**key, **told, "replayed": replayed, "refusal": row.refusal}


def again(args: Row, stored: Exchange) -> Outcome:
    """Answer as at first, or refuse the id of another request; any day of rates is no day."""
    asked = {**args, "value_date": value_date(args)}
    asked["rate_date"] = args.get("rate_date") or stored.rate_date
    wrong = sorted(name for name in COMPARED if asked.get(name) != getattr(stored, name))
    if not wrong:
        return Rows([answer(stored, replayed=True)])
    key = {"argument": "exchange_id", "exchange_id": stored.exchange_id}
    return Rows([answer(replace(stored, refusal=refusal("LG301", **key, differing=wrong)))])


def same_accounts(args: Row) -> list[Raised]:
    """Refuse who gets what he gives."""
    who = args["from_account_id"]
    sides = (name for name in SIDES[1:] if args.get(name) == who)
    return [Raised("LG001", {"argument": name, "account_id": who}) for name in sides]


def outside(world: World, args: Row) -> list[Raised]:
    """Refuse an id that leads to no month."""
    exchange_id = args["exchange_id"]
    faults = id_faults(world, exchange_id)
    months = [{k: v for k, v in no.facts.items() if k != "transfer_id"} for no in faults]
    key = {"argument": "exchange_id", "exchange_id": exchange_id}
    return [Raised("LG003", {**key, **facts}) for facts in months]


def unknown(book: Book, args: Row) -> list[Raised]:
    """Refuse accounts and currencies that aren't there."""
    accounts = {name: args[name] for name in SIDES if args.get(name) is not None}
    return [
        *(
            Raised("LG101", {"argument": name, "account_id": account_id})
            for name, account_id in accounts.items()
            if account_id not in book.accounts
        ),
        *(
            Raised("LG103", {"argument": "currency", "currency": args[name]})
            for name in ("sold_currency", "bought_currency")
            if args[name] not in CURRENCIES
        ),
    ]


def clearing(book: Book, currency: str) -> Account | None:
    """Return the account through which a currency goes, once there is one."""
    return book.named(f"exchange:{currency}")


def own_accounts(book: Book, args: Row) -> list[Raised]:
    """Refuse an exchange from or to the account that it goes through."""
    sides = (("from_account_id", "sold_currency"), ("to_account_id", "bought_currency"))
    through = ((args[side], clearing(book, args[currency])) for side, currency in sides)
    return [Raised("LG001") for side, own in through if own is not None and own.account_id == side]


def tied(book: Book, args: Row) -> list[Raised]:
    """Refuse an id that links transfers already."""
    key = {"argument": "exchange_id", "link_id": args["exchange_id"]}
    links = {transfer.link_id for transfer in book.transfers.values()}
    return [Raised("LG211", key)] if args["exchange_id"] in links else []


def tried(world: World, book: Book, row: Exchange) -> list[Refusal]:
    """Return what each of its transfers would be refused for, after those before it."""
    trial = replace(book, accounts=deepcopy(book.accounts))
    open_needed(trial, row, UNMADE)
    refusals = []
    for leg in legs(trial, row, LEGS):
        refusals.append(judge(world, trial, leg))
        if refusals[-1] is None:
            carry_out(world, trial, leg)
    return refusals


def open_needed(book: Book, row: Exchange, ids: dict[str, UUID]) -> None:
    """Open the accounts that it goes through, if they were opened now: without a floor."""
    for currency in (row.sold_currency, row.bought_currency):
        if clearing(book, currency) is None and currency in ids:
            name, limits = f"exchange:{currency}", (None, None, None, None)
            account = Account(ids[currency], (), currency, name, *limits, kind="liability")
            book.accounts[account.account_id] = account


def legs(book: Book, row: Exchange, ids: list[UUID]) -> list[Transfer]:
    """Return its transfers: what is sold, what is bought, and the fee."""
    sold, bought = (clearing(book, name) for name in (row.sold_currency, row.bought_currency))
    assert sold is not None and bought is not None
    context = (row.value_date, row.memo)
    sides = [
        ("exchange", row.from_account_id, sold.account_id, row.sold, row.sold_currency),
        ("exchange", bought.account_id, row.to_account_id, row.bought, row.bought_currency),
    ]
    if row.fee is not None and row.fee_account_id is not None:
        sides.append(("fee", row.from_account_id, row.fee_account_id, row.fee, row.sold_currency))
    told: Row = {"recorded_by": row.recorded_by, "recorded_at": row.recorded_at}
    pairs = zip(ids, sides, strict=False)
    return [Transfer(key, *side, *context, link_id=row.exchange_id, **told) for key, side in pairs]


def learn_exchange(world: World, args: Row, seen: Row) -> None:
    """Carry out a new one, with the ids that the ledger made."""
    book = world.books[args["book_id"]]
    rates = rates_of(book, args)
    if args["exchange_id"] in book.exchanges or rates is None:
        return
    row = book.exchanges[args["exchange_id"]] = priced(world, args, rates)
    ids, accounts = seen["made"]
    open_needed(book, row, accounts)
    if row.refusal is not None:
        return
    refusals = tried(world, book, row)
    told = [no for no in refusals if no is not None and no["code"] == seen["refusal"]["code"]]
    row.refusal = told[0] if told else None
    transfers = legs(book, row, ids)
    for leg, no in zip(transfers, refusals, strict=True):
        leg.refusal = (no or refusal("LG310")) if told else None
        book.transfers[leg.transfer_id] = leg
        if not told:
            carry_out(world, book, leg)
    row.transfer_ids = [leg.transfer_id for leg in transfers]


def list_exchanges(world: World, args: Row) -> list[Outcome]:
    """List what was exchanged from and to an account, or any; refused ones have the rates too."""
    require({"limit": 50, **args}, "book_id", "limit")
    rows = [
        listed(row)
        for row in world.book(args).exchanges.values()
        if args.get("account_id") in (None, row.from_account_id, row.to_account_id)
    ]
    return [Rows(page(rows, "exchange_id", args))]


LISTED = ("exchange_id", *COMPARED, "sold_rate", "bought_rate", "recorded_by", "recorded_at")


def listed(row: Exchange) -> Row:
    """Return an exchange as it is listed; of a refused one nothing was bought."""
    told = {name: getattr(row, name) for name in LISTED}
    if row.refusal is not None:
        return {
            **told,
            "bought": None,
            "remainder_parts": None,
            "refusal_code": row.refusal["code"],
        }
    figures = {"bought": row.bought, "remainder_parts": row.remainder_parts}
    return {**told, **figures, "refusal_code": None}
