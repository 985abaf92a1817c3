"""What a euro is worth on the days that a book knows: what the model answers."""

from decimal import Decimal

from model.state import CURRENCIES, World, require
from model.step import Outcome, Row, Rows, refuse

MOST = 500


def set_rates(world: World, args: Row) -> list[Outcome]:
    """Add rates of a day, or change them; what is the same stays as it is."""
    require(args, "book_id", "rate_date", "rates", "source")
    rates = args["rates"]
    if not 1 <= len(rates) <= MOST:
        raise refuse("LG005", argument="rates", most=MOST)
    book, day = world.book(args), args["rate_date"]
    wrong = sorted(currency for currency in rates if currency not in CURRENCIES - {"EUR"})
    if wrong:
        raise refuse("LG103", argument="rates", currency=wrong[0])
    added = changed = 0
    for currency, text in rates.items():
        known, rate = book.rates.get((currency, day)), Decimal(text)
        if known is None or known[0] != rate:
            book.rates[currency, day] = (rate, args["source"])
            added += known is None
            changed += known is not None
    is_same = added + changed == 0
    told = {"rate_date": day, "added": added, "changed": changed, "replayed": is_same}
    return [Rows([told])]


def list_rates(world: World, args: Row) -> list[Outcome]:
    """List the rates of a currency by their days."""
    require({"limit": 50, **args}, "book_id", "currency", "limit")
    first, last = args.get("from_date"), args.get("to_date")
    if first is not None and last is not None and first > last:
        raise refuse("LG004", from_date=first, to_date=last)
    rows = [
        {"rate_date": day, "currency": currency, "rate": rate, "source": source}
        for (currency, day), (rate, source) in sorted(world.book(args).rates.items())
        if currency == args["currency"]
        and (first is None or first <= day)
        and (last is None or day <= last)
        and (args.get("after") is None or args["after"] < day)
    ]
    return [Rows(rows[: args.get("limit", 50)])]
