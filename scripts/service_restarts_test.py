"""Tests of service_restarts: nothing is found where all holds, and what was planted where not."""

import http
import signal
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from conftest import Ledger
from import_crash_test import kill_server
from load.over_http import Payment, Told
from load.payments import missing
from match_property_test import account
from proof.project import Project, own_project
from proof.service import Service, issue_key
from service_restarts import Serving, run_restarts, serving

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


def test_matches_are_told_again_to_who_lost_the_answer(project: Project) -> None:
    """The one routine of the ledger whose requests have no id of their own."""
    url = project.url()
    pairs = 3
    with psycopg.connect(url, autocommit=True) as admin:
        made = account(
            Ledger(project.url("writer"), project.url("loader"), admin),
            [(amount, f"INV{amount}", 0) for amount in range(-pairs, 0)],
        )
        for amount in range(1, pairs + 1):
            made.post((amount, f"INV{-amount}", 0))
    key = issue_key(url, "test", ["reconciliation:write"])
    path = f"/v1/books/{made.book_id}/accounts/{made.account_id}/exact-matches"
    with serving(project) as service:
        first = asked(service, path, key, "one")
        kill_server(int(project.status()["pid"]), whole=True)
        service.stop(signal.SIGKILL)
        project.must("up")
        service.start()
        again, other = (asked(service, path, key, request) for request in ("one", "two"))
    assert first == (None, {"matched": str(pairs), "ambiguous": "0"})
    assert again == ("true", first[1])
    assert other == (None, {"matched": "0", "ambiguous": "0"})


def asked(service: Serving, path: str, key: str, request: str) -> tuple[str | None, Any]:
    """Ask for matches under a key, and return whether the answer is an old one, and the answer."""
    fields = {"Idempotency-Key": f'"{request}"'}
    place = Service(service.project, f"http://127.0.0.1:{service.port}", key, key)
    answer = place.send("POST", path, b"{}", fields)
    assert answer.status == http.HTTPStatus.OK, answer
    return answer.headers.get("idempotent-replayed"), answer.document


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
