"""A book for made-up calls: accounts, transfers, an import and matches, so that ids are found."""

from typing import Any

import psycopg
from psycopg.rows import dict_row

from proof.typed_values import Values, new_id

TRANSFERS = (
    *((0, credit, amount) for credit in (1, 2) for amount in (1000, 250, 250, 7)),
    (1, 0, 900_000),
    (2, 0, 250),
)
"""Debit, credit, amount; the largest is refused. Ids are made here: a writer can't call core."""

STATEMENTS = (
    "set local statement_timeout = '20s'",
    "select %(book_id)s::uuid as book_id from api.open_book(%(book_id)s, 'Typed calls', 'test')",
    *(
        f"select account_id from api.open_account(%(book_id)s, %(a{place})s, %(currency{place})s, "
        f"'name {place}', p_balance_floor => {floor})"
        for place, floor in enumerate(("null", "0", "-1000", "null", "0"))
    ),
    *(
        f"select transfer_id from api.post_transfer(%(book_id)s, %(t{place})s, %(a{debit})s, "
        f"%(a{credit})s, {amount}, 'EUR', 'INV-{credit}00{amount}')"
        for place, (debit, credit, amount) in enumerate(TRANSFERS)
    ),
    *(
        f"select %(h{place})s::uuid as hold_id from api.authorise_hold(%(book_id)s, %(h{place})s, "
        f"%(a0)s, %(a1)s, 100, 'EUR', p_expires_at => now() + interval '1 day')"
        for place in range(3)
    ),
    "select transfer_id from api.void_hold(%(book_id)s, %(h2)s, %(v)s)",
    "select * from api.set_rates(%(book_id)s, %(today)s::date - 1, "
    """'{"USD": 1.1, "JPY": 161.25}', 'typed')""",
    "select heading from api.open_heading(%(book_id)s, 'A', 'Assets')",
    "select heading from api.open_heading(%(book_id)s, 'B', 'Banks', 'A')",
    "select * from api.set_interest_terms("
    "%(book_id)s, %(a1)s, %(today)s::date - 20, 0.05, 0.1, 'act/365', %(a0)s)",
    """
    insert into ledger.staged_statement (
        book_id, import_id, statement_no, source, line_no, account, currency, opening, closing,
        digest
    )
    select %(book_id)s, import_id, 1, 'a.sta', 1, 'A', 'EUR', 0, 5, sha256(uuid_send(import_id))
    from unnest(array[%(import)s, %(staged)s]::uuid[]) as import_id
    """,
    """
    insert into ledger.staged_line (
        book_id, import_id, statement_no, place, line_no, value_date, amount, memo
    )
    select %(book_id)s, import_id, 1, 1, 1, %(today)s, 5, 'INV-1'
    from unnest(array[%(import)s, %(staged)s]::uuid[]) as import_id
    """,
    "select account_id from api.post_import(%(book_id)s, %(import)s)",
    "select %(import)s::uuid as import_id union all select %(staged)s",
    """
    select match_id, account_id, transfer_ids
    from api.match_transfers(
        %(book_id)s, %(a2)s, %(match)s, array(
            select distinct on (amount) transfer_id
            from api.get_statement(%(book_id)s, %(a2)s)
            where amount in (250, -250)
            order by amount, version
        )
    )
    """,
)

KEYS = (
    *("book_id", "a0", "a1", "a2", "a3", "a4", "import", "staged", "match", "v"),
    *("h0", "h1", "h2"),
    *(f"t{place}" for place in range(len(TRANSFERS))),
)


def prepare_book(connection: psycopg.Connection[Any], values: Values) -> Values:
    """Make a book, and learn its ids; what this login may not do is left out."""
    ((values.today,),) = connection.execute("select current_date").fetchall()
    key: dict[str, object] = {name: new_id(values.chance, values.today) for name in KEYS}
    key |= {"today": values.today, "currency3": "USD", "currency4": "JPY"}
    key |= {f"currency{place}": "EUR" for place in range(3)}
    for statement in STATEMENTS:
        try:
            with connection.transaction(), connection.cursor(row_factory=dict_row) as cursor:
                cursor.execute(statement.encode(), key)
                rows = cursor.fetchall() if cursor.description else []
        except psycopg.errors.InsufficientPrivilege:
            continue
        for row in rows:
            for name, value in row.items():
                values.learn(name, value)
    values.usual = {
        "book_id": [str(key["book_id"])],
        "actor": [None, None, "test"],
        "trace": [None, "0" * 32],
        "currency": ["EUR", "EUR", "EUR", "EUR", "USD", "JPY"],
    }
    return values
