"""Batches that are asked for: transfers, nearly transfers, and the same one twice."""

from uuid import UUID

from model.draw import Draw
from model.state import LARGEST, Transfer
from model.step import Row, thing


class DrawBatch(Draw):
    """Draws the items of a batch."""

    def item(self) -> object:
        """Return an item of a batch: a transfer, or nearly one."""
        item = self.transfer()
        if self.seldom(4):
            item["kind"] = "fee"
        if self.seldom(15):
            changes: list[Row] = [{"kind": "hold"}, {"colour": 1}, {"amount": "1.5"}, {"memo": ""}]
            item |= self.of([*changes, {"amount": 0}, {"amount": None}])
        if self.seldom(20):
            item["amount"] = str(item["amount"])
        return self.of(["x", 7, None]) if self.seldom(60) else item

    def batch(self) -> Row:
        """Return the arguments of a batch, linked or not; one may have an id twice."""
        if self.seldom(40):
            return {"transfers": self.of([[], {}, None])}
        if self.seldom(5):
            items: list[object] = self.many()
        else:
            items = [self.item() for _ in range(self.of([1, 2, 3, 5]))]
        if self.seldom(4):
            twice = self.of(items)
            is_same = isinstance(twice, dict) and not self.seldom(3)
            items.append(twice if is_same else {**self.transfer(), "amount": 3})
        if self.seldom(8) and self.book.transfers:
            items.append(as_item(self.earlier()))
        link_id = self.link_id() if self.seldom(2) else None
        return {"transfers": items, **({} if link_id is None else {"link_id": link_id})}

    def link_id(self) -> UUID:
        """Return a link, seldom one that ties others."""
        used = [t.link_id for t in self.book.transfers.values() if t.link_id is not None]
        return self.of(used) if used and self.seldom(6) else thing(self.number())

    def many(self) -> list[object]:
        """Return many small transfers, or so large ones that they fill an account soon."""
        first = self.number()
        are_large = self.seldom(4)
        to = [a.account_id for a in self.book.accounts.values() if a.currency == "EUR"][1:]
        return [
            {
                "transfer_id": thing(first + number),
                "debit_account_id": thing(1),
                "credit_account_id": to[number % len(to)],
                "amount": LARGEST if are_large else 1 + number % 3,
                "currency": "EUR",
            }
            for number in range(499 if are_large else self.of([20, 60, 200, 499]))
        ]


def as_item(transfer: Transfer) -> Row:
    """Return a transfer as an item that asks for it again."""
    names = ("transfer_id", "debit_account_id", "credit_account_id", "amount", "currency")
    more = ("memo", "value_date", "kind")
    return {name: getattr(transfer, name) for name in (*names, *more)}
