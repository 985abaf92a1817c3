"""Tests of service_restarts: nothing is found where all holds, and what was planted where not."""

from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest

from load.over_http import Payment, Told
from load.payments import missing
from proof.project import Project, own_project
from service_restarts import run_restarts

SEED = 20260214

FORGET = """
create or replace function procwright.keep_answer(
    p_actor procwright.actor, p_request_key procwright.request_key,
    p_content_hash procwright.content_hash, p_shape jsonb, p_lines text[]
)
returns text[] language sql as 'select p_lines'
"""
"""Keeps nothing: whoever asks again pays again."""


@pytest.fixture(scope="module")
def project() -> Iterator[Project]:
    """Give a project that is up."""
    with own_project() as own:
        own.must("up")
        own.must("migrate")
        yield own


def test_what_was_answered_holds_though_service_and_database_died(project: Project) -> None:
    counts, faults = run_restarts(project, 3, (4, 15), SEED)
    assert faults == []
    assert {"200", "LG001", "LG303", "repeated"} <= counts.keys(), counts


def test_a_service_that_forgets_answers_is_found(project: Project) -> None:
    with psycopg.connect(project.url(), autocommit=True) as admin:
        admin.execute(FORGET)
    _, faults = run_restarts(project, 0, (2, 60), SEED)
    assert any("when asked again" in fault for fault in faults)
    assert any("is there 2 times" in fault for fault in faults)
    assert any("answers are kept for" in fault for fault in faults)


PAID = Told(200, {"transfer_id": "a", "debit_version": "7"})
REFUSED = Told(422, {"code": "LG303"})
MALFORMED = Told(400, {"code": "LG001"})


@pytest.mark.parametrize(
    ("told", "rows"),
    [
        (PAID, [("a", 7, None)]),
        (REFUSED, [("a", None, "LG303")]),
        (MALFORMED, []),
    ],
)
def test_an_answer_that_the_ledger_does_not_bear_out_is_found(
    told: Told, rows: list[tuple[str, int | None, str | None]]
) -> None:
    payment = Payment("a", "/", "{}", None)
    assert list(missing(payment, told, rows)) == []
    other = replace(told, document={**told.document, "debit_version": "8", "code": "LG304"})
    for answer, stored in ((other, rows), (told, [*rows, ("b", 7, None)]), (PAID, [])):
        assert len(list(missing(payment, answer, stored))) == 1
