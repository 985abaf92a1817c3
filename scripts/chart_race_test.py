"""Charts, schemas and accounts under races: what a session judged still holds when all are done.

Every session asks through the routines of the api, side by side with the others; then the database
is asked what is broken.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from threading import Thread

import psycopg

from conftest import Ledger
from proof.new_id import new_id
from proof.postings import at_once, open_accounts

OPEN_HEADING = "select from api.open_heading(%s, %s, 'A name', %s)"
MOVE = "select from api.move_heading(%s, %s, %s)"
OPEN = """
select replayed, refusal from api.open_account(
    %s, %s, 'EUR', %s, null, p_heading => 'a', p_metadata => %s::jsonb
)
"""
SET_METADATA = "select from api.set_account_metadata(%s, %s, %s::jsonb)"
SET_SCHEMA = "select from api.set_metadata_schema(%s, 'liability', %s::jsonb)"
PLACE = "select from api.set_account_heading(%s, %s, %s)"
CLOSE = "select from api.close_account(%s, %s)"
POST = "select refusal ->> 'code' from api.post_transfer(%s, %s, %s, %s, 1, 'EUR')"
LIMIT = "select from api.set_account_limits(%s, %s, null, %s)"
FREEZE = "select from api.freeze_account(%s, %s, true, true)"
WAITING = "select count(*) from pg_stat_activity where %s = any(pg_blocking_pids(pid))"
STRICT, LAX = '{"required": ["owner"]}', '{"title": "Any"}'
ROUNDS = 25

Question = tuple[str, Sequence[object]]


def asked(ledger: Ledger, sessions: Iterable[Sequence[Question]]) -> Counter[str]:
    """Ask each session's questions in turn, the sessions side by side, and count the answers."""
    answers: Counter[str] = Counter()

    def session_of(questions: Sequence[Question]) -> Callable[[], None]:
        def session() -> None:
            with psycopg.connect(ledger.writer_url, autocommit=True) as writer:
                for query, values in questions:
                    try:
                        row = writer.execute(query.encode(), values).fetchone() or ()
                        answers[" ".join(str(value) for value in row) or "done"] += 1
                    except psycopg.Error as error:
                        answers[str(error.sqlstate)] += 1

        return session

    at_once([session_of(questions) for questions in sessions])
    return answers


def test_headings_that_move_under_each_other_make_no_circle(ledger: Ledger) -> None:
    book_id = ledger.open_book()
    codes = ["a", "b", "c", "d"]
    asked(ledger, [[(OPEN_HEADING, (book_id, code, None)) for code in codes]])
    accounts = open_accounts(ledger.admin, book_id, 4)
    moves = [
        [(MOVE, (book_id, code, codes[(i + n) % 4])) for n in range(1, 4)] * ROUNDS
        for i, code in enumerate(codes)
    ]
    places = [(PLACE, (book_id, account, code)) for account in accounts for code in codes] * 5
    answers = asked(ledger, [*moves, places, places[::-1]])
    assert set(answers) == {"done", "LG209"}, answers
    assert ledger.breaches() == []


def test_no_metadata_slips_past_a_schema_that_is_set_meanwhile(ledger: Ledger) -> None:
    for _ in range(ROUNDS):
        book_id = ledger.open_book()
        (account,) = open_accounts(ledger.admin, book_id, 1)
        asked(ledger, [[(OPEN_HEADING, (book_id, "a", None))]])
        schemas = [(SET_SCHEMA, (book_id, schema)) for schema in (STRICT, LAX, STRICT)]
        metadata = [(SET_METADATA, (book_id, account, text)) for text in ("{}", '{"owner": 1}')]
        openings = [(OPEN, (book_id, new_id(), None, text)) for text in ("{}", '{"owner": 1}')]
        answers = asked(ledger, [schemas, metadata * 3, openings * 2, openings[::-1]])
        assert set(answers) <= {"done", "False None", "True None", "LG009", "LG210"}, answers
        assert ledger.breaches() == []


def test_who_sets_an_account_judges_what_the_posting_before_it_left(ledger: Ledger) -> None:
    book_id = ledger.open_book()
    world, *accounts = open_accounts(ledger.admin, book_id, 4)
    setters = {CLOSE: (), LIMIT: (0,), FREEZE: ()}
    with psycopg.connect(ledger.writer_url) as poster:
        for account in accounts:
            poster.execute(POST, (book_id, new_id(), world, account))
        questions = [
            [(query, (book_id, account, *more))]
            for account, (query, more) in zip(accounts, setters.items(), strict=True)
        ]
        answers: Counter[str] = Counter()
        asking = Thread(target=lambda: answers.update(asked(ledger, questions)))
        asking.start()
        while ledger.admin.execute(WAITING, (poster.info.backend_pid,)).fetchone() != (3,):
            assert asking.is_alive(), f"They don't wait for the posting: {answers}."
        poster.commit()
        asking.join()
    assert answers == {"LG203": 1, "LG204": 1, "done": 1}
    assert ledger.breaches() == []


def test_an_account_that_is_opened_twice_at_once_has_one_answer(ledger: Ledger) -> None:
    book_id = ledger.open_book()
    asked(ledger, [[(OPEN_HEADING, (book_id, "a", None))]])
    opening = [(OPEN, (book_id, new_id(), f"name {n}", '{"n": 1}')) for n in range(ROUNDS)]
    answers = asked(ledger, [opening] * 4)
    assert answers == {"False None": ROUNDS, "True None": 3 * ROUNDS}
    assert ledger.breaches() == []
