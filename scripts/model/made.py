"""The ids that the ledger makes itself: by a number in a test, and told with the answer."""

from typing import Any
from uuid import UUID

import psycopg

from model.step import Row, Rows, Step

NEW_ID = """
create or replace function core.new_id() returns uuid
language sql volatile
return case
    when coalesce(current_setting('model.ids', true), '') = '' then core.id_within(core.now())
    else (
        '019b76da-a800-7000-8000-' || lpad(set_config(
            'model.ids', (current_setting('model.ids')::bigint + 1)::text, false
        ), 12, '0')
    )::uuid
end;
"""

NUMBER_IDS = "select set_config('model.ids', %(ids)s, false)"

MADE = """
select
    array(
        select ledger.exchange_transfer_id(%(exchange_id)s, place)
        from generate_series(1, 3) as place
        order by place
    ),
    array(
        select array[split_part(name, ':', 2), account_id::text]
        from ledger.account_name
        where book_id = %(book_id)s and name like 'exchange:%%'
    )
"""


def first_id(step: Step) -> str:
    """Return after which number the ids are that an exchange makes."""
    exchange_id = step.args["exchange_id"]
    digits = "" if exchange_id is None else str(exchange_id)[24:]
    return f"{int(digits)}0" if digits.isdecimal() else "0"


def made_by(admin: psycopg.Connection[Any], row: Row, book_id: UUID) -> Rows:
    """Return an answer with the ids of its transfers, and of the accounts it goes through."""
    keys = {"exchange_id": row["exchange_id"], "book_id": book_id}
    ids, named = admin.execute(MADE, keys).fetchone() or ([], [])
    accounts = {name: UUID(account_id) for name, account_id in named}
    return Rows([{**row, "made": (ids, accounts)}])
