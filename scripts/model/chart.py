"""The chart of accounts: headings, what stands under them, and what that comes to."""

from model.state import CURRENCIES, Account, Book, Heading, World, page, require
from model.step import ANY, Outcome, Raised, RefusalError, Row, Rows, refuse

DEEPEST = 12


def missing(book: Book, heading: str | None, argument: str) -> list[Raised]:
    """Return the refusal of a heading that is named and isn't there."""
    if heading is None or heading in book.headings:
        return []
    return [Raised("LG106", {"argument": argument, "heading": heading})]


def tier(book: Book, heading: str | None) -> int:
    """Return how deep a heading stands: a root is 1."""
    return 0 if heading is None else 1 + tier(book, book.headings[heading].parent)


def below(book: Book, heading: str) -> list[str]:
    """Return a heading and all that stand under it."""
    children = [code for code, other in book.headings.items() if other.parent == heading]
    return [heading, *(code for child in children for code in below(book, child))]


def open_heading(world: World, args: Row) -> list[Outcome]:
    """Open a heading: a root, or one under another."""
    require(args, "book_id", "heading", "name")
    book = world.book(args)
    code, name, parent = args["heading"], args["name"], args.get("parent")
    row = {"heading": code, "name": name, "parent": parent}
    there = book.headings.get(code)
    raised = missing(book, parent, "parent")
    if there is not None and there.opened_with == (name, parent):
        return [Rows([{**row, "replayed": True}])]
    if there is not None:
        raised.append(Raised("LG202", {"argument": "heading"}))
    elif not raised and tier(book, parent) == DEEPEST:
        raised.append(Raised("LG209"))
    if raised:
        raise RefusalError(*raised)
    book.headings[code] = Heading((name, parent), name, parent)
    return [Rows([{**row, "replayed": False}])]


def move_heading(world: World, args: Row) -> list[Outcome]:
    """Put a heading under another one, with all that stands under it."""
    require(args, "book_id", "heading")
    book = world.book(args)
    code, parent = args["heading"], args.get("parent")
    raised = [*missing(book, code, "heading"), *missing(book, parent, "parent")]
    if raised:
        raise RefusalError(*raised)
    heading = book.headings[code]
    moved = below(book, code)
    row = {"heading": code, "parent": parent}
    if heading.parent == parent:
        told = {"tier": tier(book, code), "moved": ANY, "replayed": True}
        return [Rows([{**row, **told}])]
    deepest = max(tier(book, other) for other in moved) - tier(book, code)
    if parent in moved or tier(book, parent) + 1 + deepest > DEEPEST:
        raise refuse("LG209")
    heading.parent = parent
    told = {"tier": tier(book, code), "moved": len(moved), "replayed": False}
    return [Rows([{**row, **told}])]


def set_account_heading(world: World, args: Row) -> list[Outcome]:
    """Put an account under a heading, or take it out of the chart."""
    require(args, "book_id", "account_id")
    book = world.book(args)
    account_id, heading = args["account_id"], args.get("heading")
    raised = missing(book, heading, "heading")
    if account_id not in book.accounts:
        raised.append(Raised("LG101", {"account_id": account_id}))
    if raised:
        raise RefusalError(*raised)
    account = book.accounts[account_id]
    replayed = account.heading == heading
    account.heading = heading
    row = {"account_id": account_id, "heading": heading, "replayed": replayed}
    return [Rows([row])]


def list_headings(world: World, args: Row) -> list[Outcome]:
    """List the headings, or those that stand directly under one."""
    require({"limit": 50, **args}, "book_id", "limit")
    book = world.book(args)
    parent = args.get("parent")
    if raised := missing(book, parent, "parent"):
        raise RefusalError(*raised)
    rows = [
        {"heading": code, "name": other.name, "parent": other.parent, "tier": tier(book, code)}
        for code, other in book.headings.items()
        if parent in (None, other.parent)
    ]
    return [Rows(page(rows, "heading", args))]


def get_heading_balances(world: World, args: Row) -> list[Outcome]:
    """Add up what stands under each heading, however deep, in one currency."""
    require({"limit": 50, **args}, "book_id", "currency", "limit")
    book = world.book(args)
    root, currency = args.get("heading"), args["currency"]
    raised = missing(book, root, "heading")
    if currency not in CURRENCIES:
        raised.append(Raised("LG103", {"currency": currency}))
    if raised:
        raise RefusalError(*raised)
    codes = [*book.headings] if root is None else below(book, root)
    accounts = [a for a in book.accounts.values() if a.currency == currency]
    rows = [total(book, code, accounts) for code in codes]
    return [Rows(page(rows, "heading", args))]


def total(book: Book, code: str, accounts: list[Account]) -> Row:
    """Return what the accounts under one heading come to."""
    heading, codes = book.headings[code], below(book, code)
    inside = [account for account in accounts if account.heading in codes]
    balances = [account.balance for account in inside]
    return {
        "heading": code,
        "name": heading.name,
        "parent": heading.parent,
        "tier": tier(book, code),
        "accounts": len(inside),
        "debit_total": -sum(balance for balance in balances if balance < 0),
        "credit_total": sum(balance for balance in balances if balance > 0),
        "held": sum(account.held for account in inside),
        "balance": sum(balances),
    }
