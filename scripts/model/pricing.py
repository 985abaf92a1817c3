"""What an amount buys: which day's rates are taken, and whole minor units by them."""

from datetime import date, timedelta
from decimal import Decimal

from model.judging import refusal, time_of
from model.state import LARGEST, Book, Exchange, World
from model.step import Raised, Row

WEEK = timedelta(days=7)
EXPONENTS = {"EUR": 2, "USD": 2, "JPY": 0}
PLACES = 12
"""As many decimals as a rate may have."""

Rates = tuple[date, Decimal, Decimal]


def value_date(args: Row) -> date:
    """Return the day that is named, or that of the id."""
    named: date | None = args.get("value_date")
    return named or time_of(args["exchange_id"]).date()


def rates_of(book: Book, args: Row) -> Rates | None:
    """Return the last day that has both rates, a week back at most, or the one that is named."""
    sold, bought, last = args["sold_currency"], args["bought_currency"], value_date(args)
    foreign = {sold, bought} - {"EUR"}
    first = last - WEEK
    if args.get("rate_date") is not None:
        first, last = args["rate_date"], min(args["rate_date"], last)
    days = {day for _, day in book.rates if first <= day <= last}
    both = [day for day in days if all((currency, day) in book.rates for currency in foreign)]
    if not both or sold == bought:
        return None
    rates = {currency: book.rates[currency, max(both)][0] for currency in foreign}
    return max(both), rates.get(sold, Decimal(1)), rates.get(bought, Decimal(1))


def no_rate(args: Row) -> Raised:
    """Refuse a day without rates."""
    told = {name: args[name] for name in ("sold_currency", "bought_currency")}
    if args.get("rate_date") is not None:
        return Raised("LG107", {"argument": "rate_date", "asked": args["rate_date"], **told})
    return Raised("LG107", {"argument": "value_date", "asked": value_date(args), **told})


def parts(rate: Decimal, exponent: int) -> int:
    """Return how many of the least parts that a rate counts a unit of its currency is."""
    return int(rate.scaleb(PLACES + exponent))


def buys(sold: int, rates: Rates, currencies: tuple[str, str]) -> tuple[int, Decimal]:
    """Return what an amount buys, rounded down, and what is left, in whole numbers throughout."""
    _, sold_rate, bought_rate = rates
    whole = parts(sold_rate, EXPONENTS[currencies[0]])
    units, left = divmod(sold * parts(bought_rate, EXPONENTS[currencies[1]]), whole)
    return units, Decimal(left).scaleb(-PLACES)


def priced(world: World, args: Row, rates: Rates) -> Exchange:
    """Return an exchange at these rates, or refused as it buys nothing, or too much."""
    currencies = (args["sold_currency"], args["bought_currency"])
    units, left = buys(args["sold"], rates, currencies)
    row = Exchange(
        exchange_id=args["exchange_id"],
        from_account_id=args["from_account_id"],
        to_account_id=args["to_account_id"],
        sold=args["sold"],
        sold_currency=currencies[0],
        bought=units,
        bought_currency=currencies[1],
        rate_date=rates[0],
        sold_rate=rates[1],
        bought_rate=rates[2],
        remainder_parts=left,
        fee=args.get("fee"),
        fee_account_id=args.get("fee_account_id"),
        value_date=value_date(args),
        memo=args.get("memo"),
        recorded_by=args.get("actor") or world.login,
        recorded_at=world.now,
    )
    asked = {"argument": "sold", "asked": row.sold}
    if units == 0:
        told = {"sold_rate": f"{row.sold_rate:f}", "bought_rate": f"{row.bought_rate:f}"}
        row.refusal = refusal("LG320", **asked, **told)
    elif units > LARGEST:
        row.refusal = refusal("LG306", **asked, bought=units)
    return row
