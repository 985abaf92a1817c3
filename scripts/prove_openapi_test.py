"""Tests of prove_openapi: the contract holds, and what was planted is found."""

import json
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest

from fuzz.lying import lying
from fuzz.named_refusals import NAMED, name_of
from fuzz_service_test import crashing, misshapen, undocumented
from proof.service import Answer, Service
from prove_openapi import prove
from tenants_test import Tenant, open_tenant

SHORT = ("--phases", "examples,fuzzing", "--max-examples", "1", "--seed", "1")
LIES = {"list_accounts": undocumented, "list_headings": misshapen, "list_holds": crashing}
FEW = ("--phases", "examples", "--max-examples", "1", "--seed", "1")


@pytest.fixture(scope="module")
def tenant(service: Service) -> Iterator[Tenant]:
    """Make a book to ask about."""
    with psycopg.connect(service.project.url(), autocommit=True) as admin:
        yield open_tenant(admin, service, "prover")


def test_every_operation_answers_as_its_document_says(service: Service, tenant: Tenant) -> None:
    proof = prove(service, tenant, SHORT)
    assert proof.failures == []
    assert proof.operations >= len(service.operations)
    assert proof.cases > len(service.operations)
    assert {named.partition(" ")[0] for named in proof.named} <= {named.code for named in NAMED}


def test_what_was_planted_is_found(service: Service, tenant: Tenant) -> None:
    def lie(_: str, target: str, answer: Answer) -> Answer:
        kinds = (kind for name, kind in LIES.items() if f"/{name.removeprefix('list_')}?" in target)
        return next(kinds, lambda same: same)(answer)

    chosen = [word for name in LIES for word in ("--include-operation-id", name)]
    with lying(service.url, lie) as url:
        proof = prove(replace(service, url=url), tenant, [*FEW, *chosen])
    found = " ".join(proof.failures)
    for title in ("Undocumented status code", "Response violates schema", "Server error"):
        assert f"{title}: GET " in found, proof.failures


OPERATION = {"responses": {"422": {"description": "LG303: The account has too little."}}}


@pytest.mark.parametrize(
    ("problem", "sent", "is_named"),
    [
        ({"code": "LG303", "status": 422}, "/v1", True),
        ({"code": "LG303", "status": 409}, "/v1", False),
        ({"code": "LG304", "status": 422}, "/v1", False),
        ({"code": "cursor-invalid", "status": 400, "errors": [{"code": "cursor"}]}, "/v1", True),
        ({"code": "input-invalid", "status": 400, "errors": [{"code": "x-range"}]}, "/v1", True),
        ({"code": "input-invalid", "status": 400, "errors": [{"code": "pattern"}]}, "/v1", False),
        ({"code": "input-invalid", "status": 400, "errors": [{"code": "format"}]}, "/v1", False),
        ({"code": "input-invalid", "status": 400, "errors": [{"code": "format"}]}, "/null", True),
        ({"code": "request-invalid", "status": 400, "errors": [{"code": "escape"}]}, "/v1", True),
        ({"code": "request-invalid", "status": 400, "errors": [{"code": "host"}]}, "/v1", False),
        ({"code": "idempotency-key-reused", "status": 422}, "/v1", True),
        ({"code": "route-unknown", "status": 404}, "/v1", False),
        ("text", "/v1", False),
    ],
)
def test_a_refusal_is_named_by_its_code_and_its_fault(
    problem: object, sent: str, is_named: bool
) -> None:
    assert (name_of(json.loads(json.dumps(problem)), OPERATION, sent) is not None) == is_named
