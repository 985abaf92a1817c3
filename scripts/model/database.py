"""The real ledger: asked through schema api alone, by the login that writes.

The clock stands where the test sets it, and months are made as they would be by then: both by the
superuser of a scratch database, which a service never is.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from model.made import NEW_ID, NUMBER_IDS, first_id, made_by
from model.state import World
from model.step import Outcome, Raised, Row, Rows, Step, thing

START = datetime(2026, 1, 15, 12, tzinfo=UTC)
MONTHS = [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]

CLOCK = """
create or replace function core.now() returns timestamptz
language sql stable parallel safe
return coalesce(
    nullif(current_setting('model.now', true), '')::timestamptz, pg_catalog.now()
)
"""

ADD_MONTH = "select ledger.add_month(%(month)s)"

KEPT = """
select to_date(right(relname, 7), 'YYYY_MM')
from pg_inherits inner join pg_class on oid = inhrelid
where inhparent = 'ledger.transfer'::regclass
"""

ROUTINES = """
select proname, proargnames[1:pronargs], proargnames[pronargs + 1:]
from pg_proc where pronamespace = 'api'::regnamespace
"""

VERIFY = """
select invariant, book_id, place from report.verify(%(since)s::xid8)
where book_id is null or book_id = any(%(books)s)
"""

BEGUN = "select pg_snapshot_xmin(pg_current_snapshot())::text"

VERIFY_ALL = "select invariant, book_id, place from report.verify()"

TABLES = """
select
    account_id as id, balance::bigint, held::bigint, version,
    concat_ws(
        ' ', coalesce(balance_floor, 1), coalesce(balance_ceiling, -1),
        coalesce(transfer_limit, 0), coalesce(day_limit, 0)
    ) as memo,
    concat_ws(' ', is_open, is_debit_frozen, is_credit_frozen) as code,
    1 as part
from ledger.account where book_id = %(book_id)s
union all
select
    transfer_id, debit_balance::bigint, amount::bigint, debit_version, memo,
    coalesce(refusal ->> 'code', kind), 2
from ledger.transfer where book_id = %(book_id)s
union all
select hold_id, captured::bigint, remaining::bigint, null, null, state, 3
from ledger.hold where book_id = %(book_id)s
union all
select null, null, null, null, period_start::text, state, 4
from ledger.period where book_id = %(book_id)s
union all
select match_id, cardinality(transfer_ids), null, null, match.memo, ended.reason, 5
from ledger.match left join ledger.match_end as ended using (book_id, match_id)
where book_id = %(book_id)s
union all
select transfer_id, moved::bigint, null, null, account_id::text, match_id::text, 6
from ledger.match_item where book_id = %(book_id)s
union all
select
    transfer_id, posted_total::bigint, amount::bigint, null, through_date::text,
    coalesce(refusal ->> 'code', 'accrual'), 7
from ledger.interest_accrual where book_id = %(book_id)s
order by part, id, memo
"""

KEPT_COLUMNS = ("id", "balance", "held", "version", "memo", "code")

EXPIRE = "select expired from api.expire_holds(p_actor => %(actor)s)"

EXPIRIES = """
select hold_transfer_id, transfer_id, amount::bigint from ledger.transfer
where book_id = %(book_id)s and kind = 'expiry' order by hold_transfer_id
"""

NAMES = count(900)


@contextmanager
def scratch_database(template: str, admin_url: str, beside: str) -> Iterator[str]:
    """Give a clone of the template; by its name it goes when the run that it belongs to has."""
    name = f"{beside.rpartition('_')[0]}_{next(NAMES)}"
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(
            f'create database "{name}" template "{template}" owner procwright_owner'.encode()
        )
        try:
            yield name
        finally:
            admin.execute(f'drop database if exists "{name}" with (force)'.encode())


class Real:
    """A database, and which of its books stands for which of the model's."""

    def __init__(self, writer_url: str, admin_url: str) -> None:
        """Connect, set the clock going by the test, and make its months."""
        self.writer_url, self.admin_url = writer_url, admin_url
        self.login = str(conninfo_to_dict(writer_url)["user"])
        self.books: dict[UUID, UUID] = {}
        self.since = "0"
        self.connect()
        self.admin.execute(CLOCK)
        self.admin.execute(NEW_ID)
        for month in MONTHS:
            self.admin.execute(ADD_MONTH, {"month": month})
        self.months = frozenset(month for (month,) in self.admin.execute(KEPT))
        self.routines: dict[str, list[str]] = {}
        self.results: dict[str, list[str]] = {}
        for name, arguments, results in self.admin.execute(ROUTINES):
            self.routines[name] = [argument.removeprefix("p_") for argument in arguments or []]
            self.results[name] = results or []

    def connect(self) -> None:
        """Connect again, to what the server is by now."""
        self.admin = psycopg.connect(self.admin_url, autocommit=True)
        self.writer = psycopg.connect(self.writer_url, autocommit=True, row_factory=dict_row)
        self.operator = psycopg.connect(
            make_conninfo(self.writer_url, user="operator"), autocommit=True
        )
        for connection in (self.admin, self.writer, self.operator):
            connection.execute("set timezone = 'UTC'")

    def reconnect(self, writer_url: str, admin_url: str) -> None:
        """Connect to a server that was started again."""
        self.writer_url, self.admin_url = writer_url, admin_url
        self.close()
        self.connect()

    def close(self) -> None:
        """Let go."""
        self.admin.close()
        self.writer.close()
        self.operator.close()

    def begin(self) -> World:
        """Begin anew: a model in which nothing is, and books that nobody has seen."""
        self.books = {thing(number): uuid4() for number in (1, 2, 3)}
        (self.since,) = self.admin.execute(BEGUN).fetchone() or ("0",)
        world = World(START, self.months, self.login)
        self.set_clock(world.now)
        return world

    def breaches(self) -> list[tuple[Any, ...]]:
        """Return all that is broken, in books of earlier examples too."""
        return self.admin.execute(VERIFY_ALL).fetchall()

    def set_clock(self, now: datetime) -> None:
        """Let it be another time, for whoever asks over this connection."""
        for connection in (self.writer, self.operator):
            connection.execute("select set_config('model.now', %(now)s, false)", {"now": str(now)})

    def answer(self, step: Step) -> Outcome:
        """Ask the ledger, and put its answer into the model's words."""
        if step.what == "clock":
            self.set_clock(step.args["now"])
            return Rows([])
        if step.what == "verify":
            mine = {"since": self.since, "books": [*self.books.values()]}
            return Rows([{"breach": str(row)} for row in self.admin.execute(VERIFY, mine)])
        if step.what == "tables":
            key = {"book_id": self.books[step.args["book_id"]]}
            rows = self.admin.execute(TABLES, key).fetchall()
            return Rows([dict(zip(KEPT_COLUMNS, row[:6], strict=True)) for row in rows])
        if step.what == "expire_holds":
            return self.expire(step.args)
        if step.what == "exchange":
            return self.exchange(step)
        return self.call(step)

    def expire(self, args: Mapping[str, Any]) -> Outcome:
        """Let all holds expire that are due, as who operates the ledger; return this book's."""
        key = {"book_id": self.books[args["book_id"]]}
        before = self.admin.execute(EXPIRIES, key).fetchall()
        while self.operator.execute(EXPIRE, {"actor": args.get("actor")}).fetchone() != (0,):
            pass
        names = ("hold_id", "transfer_id", "amount")
        rows = [row for row in self.admin.execute(EXPIRIES, key) if row not in before]
        return Rows([dict(zip(names, row, strict=True)) for row in rows])

    def exchange(self, step: Step) -> Outcome:
        """Exchange, with ids that are the same each time; tell which the ledger made."""
        self.writer.execute(NUMBER_IDS, {"ids": first_id(step)})
        outcome = self.call(step)
        self.writer.execute(NUMBER_IDS, {"ids": ""})
        if isinstance(outcome, Raised):
            return outcome
        return made_by(self.admin, outcome.rows[0], self.books[step.args["book_id"]])

    def call(self, step: Step) -> Outcome:
        """Call a routine of schema api."""
        names = ", ".join(f"p_{name} => %({name})s" for name in step.args)
        query = f"select * from api.{step.what}({names})"
        try:
            rows = self.writer.execute(query.encode(), self.sent(step.args)).fetchall()
        except psycopg.Error as error:
            if error.sqlstate is None or error.sqlstate.startswith(("57", "08")):
                raise
            detail = error.diag.message_detail
            facts = json.loads(detail) if error.sqlstate.startswith("LG") and detail else {}
            return Raised(error.sqlstate, self.known(facts))
        return Rows([self.known(row) for row in rows])

    def sent(self, args: Any) -> Row:  # noqa: ANN401
        """Return arguments with the books of this database."""
        values = {**args}
        if "book_id" in values:
            values["book_id"] = self.books.get(values["book_id"], values["book_id"])
        return {name: sent_value(value) for name, value in values.items()}

    def known(self, value: Any) -> Any:  # noqa: ANN401
        """Return an answer with the books of the model."""
        if isinstance(value, dict):
            return {name: self.known(part) for name, part in value.items()}
        for number, book_id in self.books.items():
            if value == book_id:
                return number
            if value == str(book_id):
                return str(number)
        return value


def sent_value(value: Any) -> Any:  # noqa: ANN401
    """Return a value as it is sent: a tuple is an array."""
    if isinstance(value, tuple):
        return [*value]
    return Jsonb(value, dumps=as_json) if isinstance(value, list | dict) else value


def as_json(value: Any) -> str:  # noqa: ANN401
    """Write JSON in which ids and days are text."""
    return json.dumps(value, default=str)


def url_of(url: str, database: str) -> str:
    """Return the same server's URL of another database."""
    return make_conninfo(url, dbname=database)
