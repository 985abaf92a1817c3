"""Compare the two files of export_balances with a folder of oracle files.

The oracle says of each statement what it must come to: `post` is booked exactly, `refuse` is
refused once and not booked, `either` is one of the two. What is booked has its break and its gap
told with the oracle's amounts; what is told and not in the oracle is a difference.
Only the four oracle files count, and of a history that lies beside them the last line: where it has
no end, one line is told as truncated. Nothing is asked of a database.

Exit status: 0 no difference, 1 a difference (each is printed), 2 a file is missing.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

STATEMENTS, FILES = "oracle.csv", "oracle_files.csv"
ACCOUNTS, BREAKS = "oracle_accounts.csv", "berka_breaks.csv"

Row = Mapping[str, str]
Place = tuple[str, str]
"""A source and an item in it."""


@dataclass(frozen=True, slots=True)
class Oracle:
    """What must be: rows of statements, of files, of accounts, of breaks."""

    folder: Path
    statements: Sequence[Row]
    files: Sequence[Row]
    accounts: Sequence[Row]
    breaks: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Told:
    """What is: accounts by name, and the amounts that were reported for each kind and place."""

    accounts: Mapping[str, Row]
    reports: Mapping[str, Mapping[Place, Sequence[str]]]

    def amounts(self, kind: str, place: Place) -> Sequence[str]:
        """Return what was reported of a kind at a place."""
        return self.reports.get(kind, {}).get(place, [])


def read(file: Path) -> list[Row]:
    """Read a CSV file with a header."""
    with file.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def read_oracle(folder: Path) -> Oracle:
    """Read the four files of a folder."""
    return Oracle(folder, *(read(folder / name) for name in (STATEMENTS, FILES, ACCOUNTS, BREAKS)))


def read_told(export: Path, reports: Path) -> Told:
    """Read the two files of an export."""
    kinds: dict[str, dict[Place, list[str]]] = {}
    for row in read(reports):
        places = kinds.setdefault(row["kind"], {})
        places.setdefault((row["source"], row["item"]), []).append(row["amount_minor"])
    return Told({row["account"]: row for row in read(export)}, kinds)


class Comparison:
    """Compares in the order of the oracle, and keeps what is left unexplained."""

    def __init__(self, oracle: Oracle, told: Told) -> None:
        """Begin with nothing explained."""
        self.oracle, self.told = oracle, told
        self.figures: Counter[str] = Counter()
        self.differences: list[str] = []
        self.expected: dict[str, dict[str, int | str]] = {}
        self.explained: set[tuple[str, Place]] = set()

    def run(self) -> None:
        """Compare all."""
        for row in self.oracle.statements:
            self.compare_statement(row)
        for row in self.oracle.files:
            self.compare_file(row)
        self.compare_history()
        self.compare_accounts()
        self.differences.extend(self.unexplained())

    def compare_statement(self, row: Row) -> None:
        """Compare one statement, and add it to what its account must hold when it is booked."""
        place = (row["file"], row["statement_no"])
        refusals = len(self.told.amounts("refused", place))
        self.explained.add(("refused", place))
        where = f"{row['file']} {row['statement_no']} ({row['expect']})"
        if refusals > 1:
            self.differences.append(f"{where}: refused {refusals} times")
        if row["expect"] == "post" and refusals:
            self.differences.append(f"{where}: refused")
        if row["expect"] == "refuse" and not refusals:
            self.differences.append(f"{where}: not refused")
        if refusals or row["expect"] == "refuse":
            self.figures["refused"] += 1
            return
        self.figures["booked"] += 1
        self.compare_amount("break", place, row["break_minor"])
        self.compare_amount("gap", place, self.gap_of(row))
        account = self.expected.setdefault(f"{row['file']}:{row['account']}", {"rows": 0})
        account["currency"] = row["currency"]
        account["rows"] = int(account["rows"]) + int(row["lines"])
        account["closing_balance_minor"] = int(row["closing_minor"])

    def gap_of(self, row: Row) -> str:
        """Return the gap behind the last statement of the account that is booked."""
        before = self.expected.get(f"{row['file']}:{row['account']}")
        if before is None or not row["opening_minor"]:
            return ""
        return str(int(row["opening_minor"]) - int(before["closing_balance_minor"]))

    def compare_amount(self, kind: str, place: Place, amount: str) -> None:
        """Compare a gap or a break, where the oracle has one other than zero."""
        expected = [amount] if amount not in ("", "0") else []
        found = list(self.told.amounts(kind, place))
        self.explained.add((kind, place))
        self.figures[f"{kind}s"] += len(expected)
        if found != expected:
            where = " ".join(place)
            self.differences.append(f"{where}: {kind} {found or 'none'}, not {expected or 'none'}")

    def compare_file(self, row: Row) -> None:
        """Compare a file of no statement: it is refused once, whatever item it is told as."""
        source = row["file"]
        refused = self.told.reports.get("refused", {})
        places = [place for place in refused if place[0] == source]
        told = sum(len(refused[place]) for place in places)
        if row["statements"] == "0":
            self.explained.update(("refused", place) for place in places)
            self.figures["refused"] += 1
            if told != 1:
                self.differences.append(f"{source} has no statement: refused {told} times")

    def compare_history(self) -> None:
        """Compare the accounts of histories, their breaks, and the line that is cut."""
        sources: dict[str, str] = {}
        for row in self.oracle.accounts:
            source, _, account_id = row["account"].rpartition(":")
            sources[account_id] = source
            self.expected[row["account"]] = {
                "currency": row["currency"],
                "rows": int(row["rows"]),
                "closing_balance_minor": int(row["closing_balance_minor"]),
            }
        for row in self.oracle.breaks:
            place = (sources[row["account_id"]], row["trans_id"])
            self.compare_amount("break", place, row["break_minor"])
        for source in sorted(set(sources.values())):
            for line_no in cut_lines(self.oracle.folder / source):
                place = (source, line_no)
                self.explained.add(("truncated", place))
                if len(self.told.amounts("truncated", place)) != 1:
                    self.differences.append(f"{source} line {line_no}: not told as truncated once")

    def compare_accounts(self) -> None:
        """Compare what each account holds and how many lines it has, in both directions."""
        self.figures["accounts"] = len(self.expected)
        self.figures["rows"] = sum(int(row["rows"]) for row in self.expected.values())
        for name, expected in self.expected.items():
            found = self.told.accounts.get(name)
            if found is None:
                self.differences.append(f"{name}: not in the export")
                continue
            for column, value in expected.items():
                if found[column] != str(value):
                    self.differences.append(f"{name}: {column} {found[column]}, not {value}")
        for name in sorted(set(self.told.accounts) - set(self.expected)):
            self.differences.append(f"{name}: in the export, and booked by no statement")

    def unexplained(self) -> Iterator[str]:
        """Name what was reported without the oracle having it."""
        for kind, places in sorted(self.told.reports.items()):
            for place in sorted(places):
                if (kind, place) not in self.explained:
                    yield f"{' '.join(place)}: {kind} {places[place]}, unknown to the oracle"


def cut_lines(file: Path) -> list[str]:
    """Return the number of the last line when it has no end; none where there is no file."""
    if not file.is_file():
        return []
    lines = file.read_bytes().splitlines(keepends=True)
    return [str(len(lines))] if lines and not lines[-1].endswith(b"\n") else []


def main(
    folder: Annotated[Path, typer.Argument(help="Where the oracle files lie.")],
    export: Annotated[Path, typer.Option(help="The accounts of export_balances.")],
    reports: Annotated[Path, typer.Option(help="The reports of export_balances.")],
) -> None:
    """Compare an export with oracle files."""
    try:
        comparison = Comparison(read_oracle(folder), read_told(export, reports))
    except OSError as error:
        typer.echo(f"{error.filename}: {error.strerror}", err=True)
        raise typer.Exit(code=2) from error
    comparison.run()
    for difference in comparison.differences:
        typer.echo(difference)
    order = ("booked", "refused", "accounts", "rows", "breaks", "gaps")
    figures = ", ".join(f"{comparison.figures[name]} {name}" for name in order)
    typer.echo(f"{figures}, {len(comparison.differences)} differences")
    raise typer.Exit(code=1 if comparison.differences else 0)


if __name__ == "__main__":
    typer.run(main)
