"""What a client asks next: every kind of posting, mixed by a seed."""

import json
import random

from load.book import (
    CAPTURE,
    HOLD,
    POST,
    POST_MANY,
    REVERSE,
    VOID,
    Book,
    Memory,
    Request,
    amount,
    last_month,
    pair,
)
from proof.new_id import new_id

BATCH = 10


def next_request(book: Book, memory: Memory, dice: random.Random) -> Request:
    """Return a request that was never made before."""
    kind = dice.random()
    if kind < 0.4:
        return transfer(book, dice)
    if kind < 0.55:
        return batch(book, dice)
    if kind < 0.7 and memory.transfers:
        return reversal(book, memory, dice)
    if kind < 0.85 or not memory.holds:
        return hold(book, dice)
    return end_of_hold(book, memory, dice)


def transfer(book: Book, dice: random.Random) -> Request:
    """Return a transfer, one in five of last month, which others open and close meanwhile."""
    transfer_id = new_id()
    day = last_month() if dice.random() < 0.2 else None
    values = book.values(id=transfer_id, amount=amount(dice), day=day, **pair(book, dice))
    return Request(POST, values, (transfer_id,))


def batch(book: Book, dice: random.Random) -> Request:
    """Return a batch, half of them linked; one in five has an id twice."""
    ids = [new_id() for _ in range(BATCH)]
    if dice.random() < 0.2:
        ids[-1] = ids[0]
    dice.shuffle(ids)
    items = []
    for transfer_id in ids:
        accounts = pair(book, dice)
        items.append(
            {
                "transfer_id": str(transfer_id),
                "debit_account_id": str(accounts["debit"]),
                "credit_account_id": str(accounts["credit"]),
                "amount": str(amount(dice)),
                "currency": "EUR",
            }
        )
    link = new_id() if dice.random() < 0.5 else None
    return Request(POST_MANY, book.values(items=json.dumps(items), link=link), tuple(set(ids)))


def reversal(book: Book, memory: Memory, dice: random.Random) -> Request:
    """Return a reversal, of all or of a part; the same transfer may get several."""
    reverses, transfer_id = dice.choice(memory.transfers), new_id()
    part = None if dice.random() < 0.5 else dice.randint(1, 200)
    return Request(
        REVERSE, book.values(reverses=reverses, id=transfer_id, amount=part), (transfer_id,)
    )


def hold(book: Book, dice: random.Random) -> Request:
    """Return a hold."""
    hold_id = new_id()
    values = book.values(id=hold_id, amount=amount(dice), **pair(book, dice))
    return Request(HOLD, values, (hold_id,))


def end_of_hold(book: Book, memory: Memory, dice: random.Random) -> Request:
    """Return a capture or a void of a hold that may have ended by now."""
    hold_id, transfer_id = dice.choice(memory.holds), new_id()
    values = book.values(hold=hold_id, id=transfer_id)
    if dice.random() < 0.3:
        return Request(VOID, values, (transfer_id,))
    part = None if dice.random() < 0.5 else dice.randint(1, 300)
    return Request(CAPTURE, {**values, "amount": part}, (transfer_id,))
