"""Books and accounts: what the model answers, and what they become."""

from model.chart import missing
from model.judging import refusal
from model.state import CURRENCIES, DEBIT_KINDS, Account, Book, World, page, require
from model.step import ANY, Outcome, Raised, RefusalError, Row, Rows, refuse


def open_book(world: World, args: Row) -> list[Outcome]:
    """Open a book for the actor."""
    require(args, "book_id", "name")
    book_id, actor = args["book_id"], args.get("actor")
    key = {"book_id": book_id}
    book = world.books.get(book_id)
    if book is None:
        actors = set() if actor is None else {actor}
        book = world.books[book_id] = Book(book_id, args["name"], actors, world.now)
        told = {"name": book.name, "opened_at": book.opened_at, "replayed": False}
        return [Rows([{**key, **told, "refusal": None}])]
    if book.name != args["name"] or (actor is not None and actor not in book.actors):
        no = refusal("LG301", argument="book_id", book_id=book_id)
        told = {"name": None, "opened_at": None, "replayed": False}
        return [Rows([{**key, **told, "refusal": no}])]
    told = {"name": book.name, "opened_at": book.opened_at, "replayed": True}
    return [Rows([{**key, **told, "refusal": None}])]


OPENED = (
    ("currency", None),
    ("name", None),
    ("balance_floor", 0),
    ("kind", "liability"),
    ("balance_ceiling", None),
    ("transfer_limit", None),
    ("day_limit", None),
    ("heading", None),
    ("metadata", None),
)


def open_account(world: World, args: Row) -> list[Outcome]:
    """Open an account: empty, in one currency, with limits and perhaps a name."""
    require(args, "book_id", "account_id", "currency")
    asked: Row = {name: args.get(name, usual) for name, usual in OPENED}
    require(asked, "kind")
    book = world.book(args)
    account_id, name = args["account_id"], asked["name"]
    opened_with = tuple(asked.values())
    there = book.accounts.get(account_id)
    raised: list[Raised] = []
    if asked["currency"] not in CURRENCIES:
        raised.append(Raised("LG103", {"currency": asked["currency"]}))
    if there is not None:
        is_same = there.opened_with == opened_with
        no = None if is_same else refusal("LG301", account_id=account_id)
        told = asked if is_same else dict.fromkeys(asked)
        row = {"account_id": account_id, **told, "replayed": is_same, "refusal": no}
        return [Rows([row]), *raised]
    raised += missing(book, asked["heading"], "heading")
    if name is not None and book.named(name) is not None:
        raised.append(Raised("LG201", {"argument": "name", "name": name}))
    if raised:
        raise RefusalError(*raised)
    book.accounts[account_id] = Account(
        account_id,
        opened_with,
        asked["currency"],
        name,
        floor=asked["balance_floor"],
        ceiling=asked["balance_ceiling"],
        transfer_limit=asked["transfer_limit"],
        day_limit=asked["day_limit"],
        kind=asked["kind"],
        heading=asked["heading"],
    )
    return [Rows([{"account_id": account_id, **asked, "replayed": False, "refusal": None}])]


def told(world: World, account: Account) -> Row:
    """Return an account as it is read."""
    is_debit = account.kind in DEBIT_KINDS
    return {
        "account_id": account.account_id,
        "currency": account.currency,
        "kind": account.kind,
        "normal_side": "debit" if is_debit else "credit",
        "balance": account.balance,
        "normal_balance": -account.balance if is_debit else account.balance,
        "held": account.held,
        "available": account.available,
        "balance_floor": account.floor,
        "balance_ceiling": account.ceiling,
        "transfer_limit": account.transfer_limit,
        "day_limit": account.day_limit,
        "spent_today": None if account.day_limit is None else account.spent_on(world.today),
        "version": account.version,
        "state": account.state,
        "heading": account.heading,
        "metadata": None,
        "names": [] if account.name is None else [account.name],
    }


def get_account(world: World, args: Row) -> list[Outcome]:
    """Read one account."""
    require(args, "book_id", "account_id")
    account = world.book(args).account(args["account_id"])
    return [Rows([told(world, account)])]


def list_accounts(world: World, args: Row) -> list[Outcome]:
    """List the accounts that have what is named."""
    require({"limit": 50, **args}, "book_id", "limit")
    book = world.book(args)
    if raised := missing(book, args.get("heading"), "heading"):
        raise RefusalError(*raised)
    rows = [
        told(world, account)
        for account in book.accounts.values()
        if args.get("name") in (None, account.name)
        and args.get("kind") in (None, account.kind)
        and args.get("state") in (None, account.state)
        and args.get("heading") in (None, account.heading)
    ]
    return [Rows(page(rows, "account_id", args))]


def freeze_account(world: World, args: Row) -> list[Outcome]:
    """Freeze an account for debits, for credits, for both, or for neither."""
    require(args, "book_id", "account_id", "debits", "credits")
    account = world.book(args).account(args["account_id"])
    wanted = (args["debits"], args["credits"])
    replayed = wanted == (account.is_debit_frozen, account.is_credit_frozen)
    if not account.is_open and not replayed:
        raise refuse("LG208", account_id=account.account_id)
    account.is_debit_frozen, account.is_credit_frozen = wanted
    row = {"account_id": account.account_id, "debits": wanted[0], "credits": wanted[1]}
    return [Rows([{**row, "replayed": replayed}])]


def close_account(world: World, args: Row) -> list[Outcome]:
    """Close an account for good, when it is empty."""
    require(args, "book_id", "account_id")
    account = world.book(args).account(args["account_id"])
    if account.is_open and (account.balance or account.held):
        facts = {"balance": account.balance, "held": account.held}
        raise refuse("LG203", account_id=account.account_id, **facts)
    replayed = not account.is_open
    account.is_open = False
    return [Rows([{"account_id": account.account_id, "replayed": replayed}])]


def set_account_limits(world: World, args: Row) -> list[Outcome]:
    """Set floor, ceiling, and what one transfer and one day may debit."""
    require(args, "book_id", "account_id")
    account = world.book(args).account(args["account_id"])
    floor, ceiling = args.get("balance_floor", 0), args.get("balance_ceiling")
    per_transfer, per_day = args.get("transfer_limit"), args.get("day_limit")
    wanted = (floor, ceiling, per_transfer, per_day)
    now = (account.floor, account.ceiling, account.transfer_limit, account.day_limit)
    raised = []
    if not account.is_open and wanted != now:
        raised.append(Raised("LG208", {"account_id": account.account_id}))
    elif wanted != now and floor is not None and account.balance - account.held < floor:
        raised.append(Raised("LG204", {"argument": "balance_floor"}))
    elif wanted != now and ceiling is not None and account.balance > ceiling:
        raised.append(Raised("LG204", {"argument": "balance_ceiling"}))
    if raised:
        raise RefusalError(*raised)
    if account.day_limit is None:
        account.spent, account.spent_date = 0, None
    account.floor, account.ceiling, account.transfer_limit, account.day_limit = wanted
    row = {
        "account_id": account.account_id,
        "balance_floor": floor,
        "balance_ceiling": ceiling,
        "transfer_limit": per_transfer,
        "day_limit": per_day,
        "version": ANY,
    }
    return [Rows([{**row, "replayed": wanted == now}])]
