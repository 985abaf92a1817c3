"""What can be matched among a few open items, found by trying everything.

It is written from the words of docs/adr/0023-matching-on-one-account.md and shares no code with the
routines: the tests hold the answers of the database against it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from uuid import UUID

NEIGHBOURS = 3
TRIED, MOST_PARTS, TOLD = 10, 5, 3


@dataclass(frozen=True, slots=True)
class Item:
    """An open item, in the order of versions."""

    version: int
    transfer_id: UUID
    is_imported: bool
    amount: int
    value_date: date
    memo: str | None
    reverses: UUID | None = None

    @property
    def references(self) -> frozenset[str]:
        """The words of the memo that may be references."""
        words = re.split(r'[\s+?:;,|()"\']+', (self.memo or "").upper())
        parts = (part for word in words for part in split_fields(word))
        plain = (re.sub(r"[-._#*/]", "", part) for part in parts)
        return frozenset(part for part in plain if is_reference(part))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What could be matched; of its items, the first is what the others cancel."""

    score: int
    reason: str
    days: int
    candidates: int
    amount: int
    transfer_ids: list[UUID]


def split_fields(word: str) -> list[str]:
    """Split a list of fields, /EREF/4711/, and nothing else."""
    return word.split("/") if word.startswith("/") else [word]


def is_reference(word: str) -> bool:
    """Tell whether a word is four signs or more, has a digit, and is no year."""
    return (
        re.fullmatch(r"[A-Z0-9]{4,}", word) is not None
        and re.search(r"\d", word) is not None
        and re.fullmatch(r"[A-Z]*(19|20)\d\d", word) is None
    )


def days_between(one: Item, other: Item) -> int:
    """Count the days between two value dates."""
    return abs((one.value_date - other.value_date).days)


def reversals(items: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Find what is taken back as a whole, with what takes it back."""
    by_id = {item.transfer_id: item for item in items}
    found = [(by_id[i.reverses], i) for i in items if i.reverses in by_id]
    return [(item, back) for item, back in found if item.amount == -back.amount]


def neighbours(line: Item, own: Sequence[Item]) -> list[Item]:
    """Return those of our own nearest to a line: three up to its day, three behind it."""
    ordered = sorted(own, key=lambda item: (item.value_date, item.version))
    before = [item for item in ordered if item.value_date <= line.value_date]
    behind = [item for item in ordered if item.value_date > line.value_date]
    return before[-NEIGHBOURS:] + behind[:NEIGHBOURS]


def pairs(items: Sequence[Item], window: int) -> Iterator[tuple[str, int, Item, Item]]:
    """Find two items that cancel out: the reason, the days, and both."""
    taken_back = {item.transfer_id for pair in reversals(items) for item in pair}
    for item, back in reversals(items):
        yield "reversal", days_between(item, back), item, back
    for line in items:
        if not line.is_imported or line.transfer_id in taken_back:
            continue
        equal = [
            own
            for own in items
            if not own.is_imported
            and own.transfer_id not in taken_back
            and own.amount == -line.amount
        ]
        met = {own.version: False for own in neighbours(line, equal)}
        for word in line.references:
            named = [own for own in equal if word in own.references]
            met |= {own.version: True for own in neighbours(line, named)}
        for own in equal:
            days = days_between(line, own)
            if met.get(own.version):
                yield ("exact" if days == 0 else "reference"), days, line, own
            elif own.version in met and days <= window:
                yield "amount", days, line, own


def sums(
    item: Item, items: Sequence[Item], window: int
) -> list[tuple[bool, int, tuple[Item, ...]]]:
    """Find the best sums of the other side that cancel an item: all named, the days, the parts."""
    near = [
        other
        for other in items
        if other.is_imported != item.is_imported
        and other.amount * item.amount < 0
        and abs(other.amount) < abs(item.amount)
        and days_between(item, other) <= window
    ]
    near.sort(key=lambda o: (not is_named(item, o), days_between(item, o), o.version))
    tried = sorted(near[:TRIED], key=lambda o: (-abs(o.amount), o.version))
    found = [
        (all(is_named(item, p) for p in parts), max(days_between(item, p) for p in parts), parts)
        for count in range(2, MOST_PARTS + 1)
        for parts in combinations(tried, count)
        if sum(part.amount for part in parts) == -item.amount
    ]
    found.sort(key=lambda f: (not f[0], len(f[2]), f[1], [p.transfer_id.bytes for p in f[2]]))
    return found[:TOLD]


def is_named(one: Item, other: Item) -> bool:
    """Tell whether two items have a reference in common."""
    return bool(one.references & other.references)


def score_of(reason: str, days: int) -> int:
    """Score a pair."""
    match reason:
        case "exact":
            return 100
        case "reversal":
            return 95
        case "reference":
            return 90 - min(days, 25)
        case _:
            return 60 - min(days, 20)


def suggest(items: Sequence[Item], window: int) -> list[Suggestion]:
    """Return all that could be matched, the best first."""
    found = list(pairs(items, window))
    ranked: list[tuple[int, Suggestion]] = []
    for reason, days, one, other in found:
        rivals = max(
            sum(r == reason and o.version == one.version for r, _, o, _ in found),
            sum(r == reason and o.version == other.version for r, _, _, o in found),
        )
        ids = [one.transfer_id, other.transfer_id]
        told = Suggestion(score_of(reason, days), reason, days, rivals, one.amount, ids)
        ranked.append((one.version, told))
    paired = {i.version for _, _, *both in found for i in both}
    sure = {i.version for reason, _, *both in found if reason != "amount" for i in both}
    parts = [item for item in items if item.version not in sure]
    for item in items:
        told_sums = [] if item.version in paired else sums(item, parts, window)
        for named, days, chosen in told_sums:
            score = (70 if named else 39) - len(chosen) - min(days, 20)
            ids = [item.transfer_id, *(part.transfer_id for part in chosen)]
            told = Suggestion(score, "sum", days, len(told_sums), item.amount, ids)
            ranked.append((item.version, told))
    ranked.sort(
        key=lambda r: (-r[1].score, r[1].candidates, r[0], [i.bytes for i in r[1].transfer_ids])
    )
    return [suggestion for _, suggestion in ranked]


def why_open(item: Item, items: Sequence[Item], window: int) -> str:
    """Return why an item is open."""
    other = [o for o in items if o.is_imported != item.is_imported]
    equal = [o for o in other if o.amount == -item.amount]
    if any(is_named(item, o) or days_between(item, o) <= window for o in equal):
        return "matchable"
    if equal:
        return "outside_window"
    return "amount_differs" if any(is_named(item, o) for o in other) else "no_counterpart"
