"""Many transfers in one call, each by itself or linked: what the model answers."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from model.judging import Refusal, refusal
from model.posting import MOVED, post_transfer
from model.state import Book, World, require
from model.step import ANY, Outcome, Raised, RefusalError, Row, Rows, refuse

MOST = 500
NEEDED = ("transfer_id", "debit_account_id", "credit_account_id", "amount", "currency")
ITEM = {
    "transfer_id",
    "debit_account_id",
    "credit_account_id",
    "amount",
    "currency",
    "memo",
    "value_date",
    "kind",
}


def post_transfers(world: World, args: Row) -> list[Outcome]:
    """Move many amounts: an answer an item, or all or none where they are linked."""
    require(args, "book_id", "transfers")
    items = args["transfers"]
    if not isinstance(items, list) or not 1 <= len(items) <= MOST:
        raise refuse("LG005", argument="transfers", most=MOST)
    book = world.book(args)
    require_link(book, args, items)
    before = deepcopy(book) if args.get("link_id") else None
    rows = [post_item(world, args, item) for item in items]
    no = next((place for place, row in enumerate(rows, 1) if row["refusal"]), None)
    if before is not None and no is not None:
        world.books[book.book_id] = before
        first = rows[no - 1]["refusal"]
        code = ANY if isinstance(first, list) else first["code"]
        for_it = refusal("LG310", place=no, code=code)
        rows = [
            post_item(world, args, item, row["refusal"] or for_it)
            for item, row in zip(items, rows, strict=True)
        ]
    return [Rows([{"place": place, **row} for place, row in enumerate(rows, 1)])]


def require_link(book: Book, args: Row, items: list[Any]) -> None:
    """Refuse what is new under a link that ties others, or some that are posted."""
    link_id = args.get("link_id")
    if link_id is None or all(not is_sound(item) or is_used(book, item) for item in items):
        return
    if link_id in book.exchanges:
        raise refuse("LG211", argument="link_id", link_id=link_id)
    mine = {item.get("transfer_id") for item in items if isinstance(item, Mapping)}
    for transfer in book.transfers.values():
        if transfer.link_id == link_id and (transfer.is_posted or transfer.transfer_id not in mine):
            raise refuse("LG211", argument="link_id", link_id=link_id)


def is_used(book: Book, item: Mapping[str, Any]) -> bool:
    """Whether the id of an item has a row."""
    return item["transfer_id"] in book.transfers


def is_sound(item: Any) -> bool:  # noqa: ANN401 - whatever a client sends
    """Whether an item is a transfer, whatever speaks against it."""
    if malformed(item) is not None or any(item.get(name) is None for name in NEEDED):
        return False
    return bool(item["debit_account_id"] != item["credit_account_id"])


def malformed(item: Any) -> str | None:  # noqa: ANN401 - whatever a client sends
    """Return which value of an item is not what a transfer has there; empty: it is no object."""
    if not isinstance(item, Mapping):
        return ""
    unknown = sorted(set(item) - ITEM)
    amount, memo = item.get("amount"), item.get("memo")
    faults = {
        **dict.fromkeys(unknown[:1], True),
        "amount": amount is not None and not is_amount(amount),
        "memo": memo is not None and not 1 <= len(str(memo)) <= 140,
        "kind": item.get("kind") not in (None, "transfer", "fee"),
    }
    return next((name for name, is_wrong in faults.items() if is_wrong), None)


def is_amount(value: object) -> bool:
    """Whether a value is a whole amount, or its digits as text."""
    digits = str(value)
    return digits.isascii() and digits.isdecimal() and 1 <= int(digits) <= 10**15


def post_item(world: World, args: Row, item: Any, forced: Refusal = None) -> Row:  # noqa: ANN401
    """Answer one item as a single transfer; what that would raise is its refusal.

    Where one of linked items is refused, each is judged by itself first, and then forced to that.
    """
    wrong = malformed(item)
    if wrong is not None:
        facts = {"argument": wrong} if wrong else {}
        return unanswered(ANY, [Raised("LG013", facts)])
    context = {name: args.get(name) for name in ("book_id", "actor", "link_id")}
    context["forced"] = forced
    values = {**item, **({} if item.get("amount") is None else {"amount": int(item["amount"])})}
    kind = values.pop("kind", None) or "transfer"
    try:
        outcomes = post_transfer(world, {**context, **values}, kind)
    except RefusalError as refused:
        return unanswered(item.get("transfer_id"), refused.raised)
    raised = [outcome for outcome in outcomes if isinstance(outcome, Raised)]
    row = next((outcome.rows[0] for outcome in outcomes if isinstance(outcome, Rows)), None)
    if row is None:
        return unanswered(item.get("transfer_id"), raised)
    more = [{"code": no.code, "facts": no.facts} for no in raised]
    return {**row, "refusal": [row["refusal"], *more] if more else row["refusal"]}


def unanswered(transfer_id: object, raised: list[Raised]) -> Row:
    """Return the answer to an item that leaves no row."""
    refusals = [{"code": no.code, "facts": no.facts} for no in raised]
    nothing = dict.fromkeys(MOVED)
    return {"transfer_id": transfer_id, **nothing, "replayed": False, "refusal": refusals}
