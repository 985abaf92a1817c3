"""Tests of fuzz_service: nothing is found in what holds, and what was planted where not."""

import json
import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fuzz.breaking import beyond, next_request
from fuzz.draw import Drawer
from fuzz.judge import Judge
from fuzz.lying import lying
from fuzz.request import Request
from fuzz.shrink import smallest
from fuzz.watch import family, faults_of_memory, resident
from fuzz_service import Place, placed, run_clients, watch_of
from proof.service import Answer, Service

SEED = 20260214
SHORT = 600
PLANTED = 60


@pytest.fixture(scope="module")
def place(service: Service) -> Iterator[Place]:
    """Give a book of the service to ask about."""
    with placed(service) as made:
        yield made


def test_what_is_asked_at_random_is_answered_as_documented(service: Service, place: Place) -> None:
    watch = watch_of(service)
    before = watch.held()
    found = run_clients(place, SHORT, (SEED, 2), watch)
    assert found.faults == {}
    assert sum(found.statuses.values()) == SHORT
    assert len(found.operations) >= len(place.document["paths"])
    assert {200, 304, 400, 401, 404, 405, 409, 422} <= found.statuses.keys()
    answered = sum(n for status, n in found.valid.items() if status in (200, 304))
    assert answered > sum(found.valid.values()) / 3, "most of it is refused before it is judged"
    watch.memory.clear()  # so few requests say nothing of it
    assert list(watch.faults_since(before)) == []


def undocumented(answer: Answer) -> Answer:
    """Say Accepted instead of OK."""
    return replace(answer, status=202) if answer.status == 200 else answer


def misshapen(answer: Answer) -> Answer:
    """Give a list for a row, and a row for a list."""
    wrong = {"x": 1} if answer.text.startswith("[") else [1]
    return replace(answer, text=json.dumps(wrong)) if answer.status == 200 else answer


def crashing(answer: Answer) -> Answer:
    """Be at fault."""
    problem = {"type": "/problems/internal", "title": "x", "status": 500, "code": "internal"}
    problem |= {"request": answer.headers.get("request-id", ""), "retryable": False}
    fields = {**answer.headers, "content-type": "application/problem+json"}
    return Answer(500, fields, json.dumps(problem))


def test_what_was_planted_is_found(service: Service, place: Place) -> None:
    kinds = {"GET": undocumented, "POST": misshapen}

    def lie(method: str, target: str, answer: Answer) -> Answer:
        return crashing(answer) if "limit=" in target else kinds.get(method, lambda x: x)(answer)

    with lying(service.url, lie) as url:
        port = int(url.rpartition(":")[2])
        found = run_clients(replace(place, port=port), PLANTED, (SEED, 1))
    for fault in ("202 is not documented", "200 breaks its schema", "500 is a fault of the server"):
        shown = [told for name, told in found.faults.items() if name.endswith(fault)]
        assert shown, (fault, list(found.faults))
        assert all(place.tenant.key not in told and str(SEED) in told for told in shown)


def test_the_same_seed_draws_the_same_requests(place: Place) -> None:
    def drawn(seed: int) -> list[Request]:
        chance = random.Random(seed)
        ids = {name: list(values) for name, values in place.tenant.ids.items()}
        drawer = Drawer(chance, place.document, ids, place.tenant.book_id, "key", date(2026, 1, 1))
        return [next_request(drawer, chance) for _ in range(300)]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


GOOD = Request("GET", "/v1/hello?a=1&b=2", (("Host", "x"), ("X", "y")), None, "GET /v1/hello")
ROW = {"type": "object", "required": ["a"]}
DOCUMENT = {
    "paths": {
        "/v1/hello": {
            "get": {
                "responses": {
                    "200": {"content": {"application/json": {"schema": ROW}}},
                    "304": {},
                    "503": {"content": {"application/problem+json": {"schema": {}}}},
                }
            }
        }
    },
    "components": {"schemas": {"Problem": {"type": "object", "required": ["code"]}}},
}
JSON = {"content-type": "application/json; charset=utf-8"}


@pytest.mark.parametrize(
    ("request_", "answer", "fault"),
    [
        (GOOD, Answer(200, JSON, '{"a": 1}'), None),
        (GOOD, Answer(200, JSON, "{}"), "200 breaks its schema"),
        (GOOD, Answer(200, JSON, "{"), "200 breaks its schema"),
        (GOOD, Answer(200, {"content-type": "text/html"}, "x"), "undocumented content type"),
        (GOOD, Answer(304, {}, "x"), "304 has a body"),
        (GOOD, Answer(201, JSON, "{}"), "201 is not documented"),
        (GOOD, Answer(404, {"content-type": "text/html"}, ""), "content type text/html"),
        (GOOD, Answer(503, {}, ""), "503 is a fault of the server"),
        (GOOD, Answer(504, {}, ""), "504 is a fault of the server"),
        (GOOD, None, "hangs up"),
        (replace(GOOD, is_protocol=True), None, None),
        (replace(GOOD, must_refuse=True), Answer(200, JSON, '{"a": 1}'), "must be refused"),
        (replace(GOOD, operation=None), Answer(200, JSON, "{}"), "200 to no operation"),
    ],
)
def test_an_answer_is_judged_by_the_document(
    request_: Request, answer: Answer | None, fault: str | None
) -> None:
    found = Judge(DOCUMENT).fault_of(request_, answer)
    assert found is None if fault is None else fault in (found or "")


def test_only_what_shows_the_fault_is_told() -> None:
    least = smallest(GOOD, lambda smaller: "b=2" in smaller.target)
    assert (least.target, least.fields) == ("/v1/hello?b=2", (("Host", "x"),))
    body = replace(GOOD, body=b'{"a": 1, "b": [2]}', target="/v1")
    assert smallest(body, lambda smaller: b"b" in (smaller.body or b"")).body == b'{"b": [2]}'


def test_values_past_a_bound_are_just_past_it() -> None:
    schema = {"x-range": {"min": "1", "max": "9"}, "maxLength": 1, "minLength": 1}
    assert beyond(schema) == ["10", "0", "xx", ""]
    assert beyond({"type": "integer", "minimum": 1, "maximum": 500}) == [501, 0]


def test_memory_that_grows_is_found() -> None:
    mebi = 2**20
    flat = [100 * mebi + (n % 7) * mebi for n in range(100)]
    assert list(faults_of_memory(flat)) == []
    assert list(faults_of_memory([100 * mebi + n * mebi for n in range(100)])) != []
    assert resident(os.getpid()) > mebi
    assert family(os.getpid())[0] == os.getpid() and not Path("/proc/0").exists()
