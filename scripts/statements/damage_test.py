"""Damage done to real files: what is read is what the file says, or it is refused.

Every damaged file comes from a number, so a failure can be repeated. Work is bounded by counting
the calls that a file costs, not by a clock.
"""

import io
import logging
import re
import sys
from collections import Counter
from decimal import Decimal
from functools import cache
from types import FrameType

import pytest

from statements.damage import BOMBS, DATA, FILES, PLAIN, damage
from statements.read_statements import read_statements
from statements.statement import Statement

COUNT = 2000
GROUPS = 20
EXPONENTS = {"EUR": 2, "DEM": 2, "PLN": 2, "SEK": 2, "USD": 2, "JPY": 0, "KWD": 3}

NUMBER = re.compile(rb"\d+(?:[.,]\d*)?|[.,]\d+")
MARK = re.compile(rb":61:|<Ntry>|<STMTTRN>", re.IGNORECASE)

CALLS_A_BYTE = 120
CALLS_A_FILE = 20_000

logging.getLogger("mt940").addHandler(logging.NullHandler())
logging.getLogger("mt940").propagate = False


class Work:
    """Counts the calls of functions while it is open."""

    def __init__(self) -> None:
        """Begin with none."""
        self.calls = 0

    def count(self, _frame: FrameType, event: str, _argument: object) -> None:
        """Count a call."""
        self.calls += event in {"call", "c_call"}

    def __enter__(self) -> "Work":
        """Begin to count."""
        sys.setprofile(self.count)
        return self

    def __exit__(self, *_: object) -> None:
        """End to count."""
        sys.setprofile(None)


def read(data: bytes) -> list[Statement]:
    """Read a file."""
    return read_statements(io.BytesIO(data), EXPONENTS)


def said(statement: Statement) -> tuple[object, ...]:
    """Return what a statement says, whatever its place."""
    lines = [(line.booked, line.amount) for line in statement.lines]
    return statement.account, statement.currency, statement.opening, statement.closing, lines


@cache
def known() -> dict[bytes, tuple[object, ...]]:
    """Return what the whole files say, by the digests of their statements."""
    statements = [s for name in FILES for s in read((DATA / name).read_bytes())]
    assert {statement.fault for statement in statements} == {None}
    return {statement.digest: said(statement) for statement in statements}


def is_in(amount: int | None, statement: Statement, numbers: set[Decimal]) -> bool:
    """Say whether the file has the amount, written with its decimals."""
    if amount is None or statement.currency is None:
        return True
    return abs(Decimal(amount).scaleb(-EXPONENTS[statement.currency])) in numbers


def judge(name: str, data: bytes, statements: list[Statement]) -> str:
    """Hold what was read against the bytes, without a reader; return what came of it."""
    assert [s.statement_no for s in statements] == list(range(1, len(statements) + 1))
    assert statements
    numbers = {Decimal(n.decode().replace(",", ".")) for n in NUMBER.findall(data)}
    assert sum(len(s.lines) for s in statements) <= len(MARK.findall(data))
    for statement in statements:
        assert len(statement.digest) == 32
        if statement.fault is not None:
            assert 1 <= len(statement.fault) <= 500
            assert statement.lines == ()
            continue
        assert all(is_in(line.amount, statement, numbers) for line in statement.lines)
        assert is_in(statement.closing, statement, numbers)
        if name.startswith("ofx"):
            moved = sum(line.amount for line in statement.lines)
            assert statement.closing is None or statement.opening == statement.closing - moved
        else:
            assert is_in(statement.opening, statement, numbers)
        if statement.digest in known():
            assert said(statement) == known()[statement.digest]
    return "refused" if any(s.fault for s in statements) else "read"


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_damaged_file_is_read_as_it_stands_or_refused(group: int) -> None:
    outcomes: Counter[str] = Counter()
    known()
    for seed in range(group, COUNT, GROUPS):
        name, what, data = damage(seed)
        with Work() as work:
            statements = read(data)
        assert work.calls <= CALLS_A_FILE + CALLS_A_BYTE * len(data), (seed, name, what)
        outcome = judge(name, data, statements)
        if what == "add_bomb":
            assert [s.lines for s in statements] == [()], (seed, name)
            assert "declares a document type" in (statements[0].fault or ""), (seed, name)
        outcomes[outcome] += 1
    assert min(outcomes["read"], outcomes["refused"]) > COUNT // GROUPS // 20


def test_every_kind_of_damage_is_done_to_every_format() -> None:
    done = Counter(
        (name.partition("/")[0], one)
        for name, what, _ in map(damage, range(COUNT))
        for one in what.split()
    )
    assert len(done) == 3 * len(PLAIN) + 1
    assert min(done.values()) >= 50
    assert len(BOMBS) == 5


@pytest.mark.parametrize("text", ["root:", "127.0.0.1"])
def test_nothing_from_outside_comes_in(text: str) -> None:
    for bomb in BOMBS:
        data = (DATA / FILES[2]).read_bytes().replace(b"<Document", bomb + b"<Document", 1)
        assert text not in repr(read(data.replace(b"</Id>", b"&x;</Id>")))


@pytest.mark.parametrize(
    "data",
    [
        b"<" * 20_000,
        b"<!--" * 5_000,
        b"<a>" * 5_000,
        b"<a b='" + b"x" * 20_000,
        b"<OFX>" + b"<STATUS>" * 3_000,
        b"<OFX>" + b"<![CDATA[" * 3_000,
        b"<OFX>" + b"<STMTRS>" * 3_000,
        b"<OFX>" + b"<A>" * 5_000 + b"</B>" * 5_000,
        b":20:A\n" + b":61:\n" * 2_000,
        b":20:A\n" * 2_000,
        b":20:A\n:86:" + b"x\n" * 10_000,
        b":20:A\n:61:260101C" + b"1" * 20_000,
        b":20:A\n:61:260101C1,NTRF" + b"/" * 20_000,
        b":20:A\n:62F:C260101EUR" + b"9" * 20_000,
        b":20:A\n:60F:C260101EUR" + b"0" * 20_000 + b"1,\n",
    ],
    ids=lambda data: repr(data[:24]),
)
def test_work_grows_with_the_file_and_not_faster(data: bytes) -> None:
    with Work() as work:
        statements = read(data)
    assert work.calls <= CALLS_A_FILE + CALLS_A_BYTE * len(data)
    assert all(s.fault is not None or s.closing is None for s in statements)
