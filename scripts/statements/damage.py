"""Damages files of statements, the same way for the same seed: for tests alone."""

import random
import re
from collections.abc import Callable
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"

FILES = (
    "mt940/ASNB/mt940.txt",
    "mt940/cmxl/mt940.sta",
    "camt053/genkgo/camt053.v2.multi.statement.xml",
    "camt053/bankstatementparser/camt.053.001.02.xml",
    "ofx/checking.ofx",
    "ofx/multiple_accounts.ofx",
)

BOMBS = (
    b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x "&c;&c;&c;&c;&c;&c;&c;&c;">]>',
    b'<!DOCTYPE d [<!ENTITY x "' + b"a" * 50_000 + b'">]>',
    b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    b'<!DOCTYPE d [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
    b'<!DOCTYPE d SYSTEM "http://127.0.0.1:1/x.dtd">',
)
"""Entities that grow, and entities from outside; a text of the file then asks for &x;."""

Damage = Callable[[random.Random, bytes], bytes]


def flip(source: random.Random, data: bytes) -> bytes:
    """Put other bytes in the place of one to eight."""
    changed = bytearray(data)
    for _ in range(source.randint(1, 8)):
        changed[source.randrange(len(changed))] = source.randrange(256)
    return bytes(changed)


def change_digit(source: random.Random, data: bytes) -> bytes:
    """Put another digit in the place of one."""
    changed = bytearray(data)
    changed[source.choice([m.start() for m in re.finditer(rb"\d", data)])] = source.choice(b"0123")
    return bytes(changed)


def cut(source: random.Random, data: bytes) -> bytes:
    """Cut the file off somewhere."""
    return data[: source.randrange(len(data))]


def cut_line(source: random.Random, data: bytes) -> bytes:
    """Cut a line off, or out."""
    lines = data.split(b"\n")
    at = source.randrange(len(lines))
    keep = source.choice([0, len(lines[at]) // 2])
    return b"\n".join([*lines[:at], lines[at][:keep], *lines[at + 1 :]])


def swap_lines(source: random.Random, data: bytes) -> bytes:
    """Let two lines change their places."""
    lines = data.split(b"\n")
    i, j = source.randrange(len(lines)), source.randrange(len(lines))
    lines[i], lines[j] = lines[j], lines[i]
    return b"\n".join(lines)


def double_lines(source: random.Random, data: bytes) -> bytes:
    """Repeat some lines, there or elsewhere."""
    lines = data.split(b"\n")
    at = source.randrange(len(lines))
    some = lines[at : at + source.choice([1, 1, 2, 5, 30])]
    to = source.choice([at, source.randrange(len(lines))])
    return b"\n".join([*lines[:to], *some, *lines[to:]])


def lose_lines(source: random.Random, data: bytes) -> bytes:
    """Lose some lines."""
    lines = data.split(b"\n")
    at = source.randrange(len(lines))
    return b"\n".join(lines[:at] + lines[at + source.choice([1, 1, 2, 5, 30]) :])


def add_bomb(source: random.Random, data: bytes) -> bytes:
    """Declare entities behind the first line, and ask for one in some texts."""
    head, _, body = data.partition(b"\n")
    parts = body.split(b"</")
    at = source.randrange(len(parts))
    return b"\n".join([head, source.choice(BOMBS), b"&x;</".join([parts[at], *parts[at + 1 :]])])


PLAIN: tuple[Damage, ...] = (
    flip,
    change_digit,
    cut,
    cut_line,
    swap_lines,
    double_lines,
    lose_lines,
)


def damage(seed: int) -> tuple[str, str, bytes]:
    """Return a file's name, what was done to it, and what is left of it."""
    source = random.Random(seed)
    name = source.choice(FILES)
    data = (DATA / name).read_bytes()
    if name.startswith("camt053") and source.random() < 0.2:
        return name, "add_bomb", add_bomb(source, data)
    chosen = source.choices(PLAIN, k=source.choice([1, 1, 1, 2, 3]))
    for one in chosen:
        data = one(source, data) or b"\n"
    return name, " ".join(one.__name__ for one in chosen), data
