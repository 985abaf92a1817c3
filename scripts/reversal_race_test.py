"""Two reversals of one transfer meet: together they take back no more than it moved.

What one session can't show. The second is seen to wait before the first goes on.
"""

import psycopg
import pytest

from batch_race_test import POST, Meeting
from conftest import Ledger
from proof.new_id import new_id

REVERSE = "select refusal ->> 'code' from api.reverse_transfer(%s, %s, %s)"
TAKEN = """
select count(*) from ledger.transfer where reverses_transfer_id = %s and refusal is null
"""


@pytest.mark.parametrize(("is_kept", "code"), [(True, "LG307"), (False, None)])
def test_the_second_reversal_sees_what_the_first_has_taken_back(
    ledger: Ledger, *, is_kept: bool, code: str | None
) -> None:
    meeting = Meeting(ledger)
    debit, credit, *_ = meeting.accounts
    original = new_id()
    told: list[object] = []

    def reverse(session: psycopg.Connection) -> object:
        row = session.execute(REVERSE, (meeting.book_id, original, new_id())).fetchone()
        assert row is not None
        return row[0]

    def reverse_late() -> None:
        with meeting.session() as late:
            told.append(reverse(late))

    with meeting.session() as session:
        session.execute(POST, (meeting.book_id, original, debit, credit))
    with meeting.session(autocommit=False) as first:
        assert reverse(first) is None
        with meeting.meanwhile(reverse_late):
            first.commit() if is_kept else first.rollback()
    assert told == [code]
    assert ledger.admin.execute(TAKEN, (original,)).fetchone() == (1,)
    assert ledger.breaches() == []
