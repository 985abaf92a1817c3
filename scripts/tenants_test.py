"""Every endpoint of /openapi.json, asked with the ids of another tenant.

The list of endpoints comes from the contract, so a new one is tried too. Three things must hold:
the book of another is not there; an id of another is answered as one that is nowhere; and whatever
was asked, the other's rows are as they were, and none of his ids is told.
"""

import json
import random
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import psycopg
import pytest

from proof.new_id import new_id
from proof.service import Answer, Operation, Service, issue_key, read_operations, sample
from proof.typed_book import prepare_book
from proof.typed_values import Values, known

WITHOUT_BOOK = {"GET /v1/currencies", "POST /v1/books"}
"""What belongs to nobody, and what makes a book: all others are of a book that is there."""

NOT_THERE = "LG102"
UUID_FORM = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

TABLES = """
select a.attrelid::regclass::text
from pg_catalog.pg_attribute as a
inner join pg_catalog.pg_class as c on c.oid = a.attrelid
where
    a.attname = 'book_id' and c.relkind in ('r', 'p') and not c.relispartition
    and c.relnamespace::regnamespace::text in ('core', 'audit', 'ledger')
order by 1
"""

SCOPES = """
select scopes from procwright.api_key where actor = 'stranger' order by issued_at desc limit 1
"""

ROWS = """
select count(*), sum(hashtextextended(t::text, 0)) from {} as t where book_id = %s
"""

PLANTED = """
create function api.planted_account(p_book_id uuid, p_account_id uuid,
    p_actor core.actor default null, p_trace core.trace default null)
returns table (account_id uuid, heading text) language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
    perform core.require_book(p_actor, p_book_id);
    return query select account_id, heading::text
        from ledger.account_detail where account_id = p_account_id;
end $$;
comment on function api.planted_account is $$Read an account of whoever.

@http    GET /v1/books/{book_id}/planted/{account_id}
@scope   account:read
@timeout 2s
@single$$;
create function api.planted_book(p_book_id uuid,
    p_actor core.actor default null, p_trace core.trace default null)
returns table (account_id uuid) language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
    select a.account_id from ledger.account as a where a.book_id = p_book_id limit 1
$$;
comment on function api.planted_book is $$Read an account of a book of whoever.

@http    GET /v1/books/{book_id}/planted-book
@scope   account:read
@timeout 2s
@single$$;
grant execute on function api.planted_account, api.planted_book to api_read;
notify procwright_contract
"""


@dataclass(frozen=True, slots=True)
class Tenant:
    """Who has a book, and the ids that are in it, by what they name."""

    key: str
    book_id: str
    ids: Mapping[str, list[str]]

    def value(self, name: str, schema: Mapping[str, Any]) -> object:
        """Return a value of a field: an id of this tenant where the name is one's."""
        if "items" in schema:
            one = name.removesuffix("s")
            return (
                [*dict.fromkeys(self.ids[one][:2])]
                if one in self.ids
                else [sample(one, schema["items"])]
            )
        if name == "transfers":
            sides = {side: self.id(f"{side}_account_id") for side in ("debit", "credit")}
            fields = {f"{side}_account_id": value for side, value in sides.items()}
            return [
                {"transfer_id": self.id("transfer_id"), "amount": "1", "currency": "EUR"} | fields
            ]
        return self.id(name) if schema.get("format") == "uuid" else sample(name, schema)

    def id(self, name: str) -> str:
        """Return an id by the longest name that this one ends with; a new one for others."""
        names = sorted((each for each in self.ids if known(name, each)), key=len)
        own = self.ids[names[-1]] if names else [str(new_id())]
        side = 1 if name.startswith("fee") and len(own) > 2 else 0
        return own[-1] if name.startswith(("credit", "counterpart", "to_")) else own[side]


def nowhere(tenant: Tenant) -> Tenant:
    """Return a tenant whose ids are in no book."""
    return replace(tenant, ids={name: [str(new_id())] for name in tenant.ids})


@dataclass(frozen=True, slots=True)
class Tenants:
    """Two tenants of one service, and a look at what is stored."""

    service: Service
    admin: psycopg.Connection[Any]
    alice: Tenant
    bob: Tenant

    def ask(self, operation: Operation, ids: Tenant, book_id: str) -> tuple[Answer, str]:
        """Ask as Bob, with these ids; return the answer, and all that was sent."""
        path = {name: ids.value(name, schema) for name, schema in operation.parameters.items()}
        path["book_id"] = book_id
        query = "&".join(
            f"{name}={ids.value(name, schema)}"
            for name, schema in operation.queries.items()
            if schema.get("format") == "uuid"
        )
        url = operation.url(query, **{name: str(value) for name, value in path.items()})
        body = operation.body()
        if body is not None:
            wanted = {
                name: schema
                for name, schema in operation.fields.items()
                if name in body or schema.get("format") == "uuid" or "items" in schema
            }
            body |= {name: ids.value(name, schema) for name, schema in wanted.items()}
            body |= {"fee": "1"} if "fee_account_id" in body else {}  # one needs the other
        sent = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": self.bob.key}
        answer = self.service.send(operation.method, url, sent, headers)
        return answer, f"{url} {sent!r}"

    def rows(self) -> list[tuple[Any, ...]]:
        """Return a sum over every row of Alice's in every table."""
        tables = self.admin.execute(TABLES).fetchall()
        return [
            (table, *row)
            for (table,) in tables
            for row in self.admin.execute(ROWS.format(table).encode(), [self.alice.book_id])
        ]


@pytest.fixture(scope="module")
def tenants(service: Service) -> Iterator[Tenants]:
    """Make two books that are alike."""
    with psycopg.connect(service.project.url(), autocommit=True) as admin:
        alice, bob = (open_tenant(admin, service, actor) for actor in ("alice", "bob"))
        yield Tenants(service, admin, alice, bob)


def open_tenant(admin: psycopg.Connection[Any], service: Service, actor: str) -> Tenant:
    """Make a book that is this actor's alone, and a key for it."""
    values = prepare_book(admin, Values(random.Random(actor)))
    (book_id,) = values.usual["book_id"]
    admin.execute("update core.book_actor set actor = %s where book_id = %s", [actor, book_id])
    assert {"account_id", "transfer_id", "hold_id", "match_id", "import_id"} <= values.ids.keys()
    ((scopes,),) = admin.execute(SCOPES).fetchall()
    key = issue_key(service.project.url(), actor, scopes)
    return Tenant(key, str(book_id), values.ids)


def breaches_of(tenants: Tenants, operations: list[Operation]) -> list[str]:
    """Return what each endpoint tells or does that it must not."""
    alice, bob = tenants.alice, tenants.bob
    theirs = {alice.book_id, *(each for ids in alice.ids.values() for each in ids)}
    found: list[str] = []

    def told(place: str, answer: Answer, sent: str) -> None:
        seen = set(UUID_FORM.findall(answer.text)) & theirs
        found.extend(f"{place} tells {each}" for each in sorted(seen) if each not in sent)

    reads_first = sorted(
        operations, key=lambda each: each.method
    )  # what Bob writes may bear the id
    for operation in reads_first:
        place = f"{operation.method} {operation.path}"
        if place in WITHOUT_BOOK:
            continue
        if "book_id" not in operation.parameters:
            found.append(f"{place} is of no book: judge it, and name it in WITHOUT_BOOK")
            continue
        answer, sent = tenants.ask(operation, alice, alice.book_id)
        told(place, answer, sent)
        code = answer.document.get("code") if isinstance(answer.document, dict) else None
        if (answer.status, code) != (404, NOT_THERE):
            found.append(f"{place} lets Bob into the book: {answer.status} {answer.text[:200]}")
        foreign, sent = tenants.ask(operation, alice, bob.book_id)
        told(place, foreign, sent)
        if operation.method != "GET":
            continue  # what it writes is Bob's; that Alice's rows stay is seen in the end
        absent, _ = tenants.ask(operation, nowhere(alice), bob.book_id)
        if shape_of(foreign) != shape_of(absent):
            found.append(
                f"{place} knows an id of Alice's: {foreign.text[:200]} {absent.text[:200]}"
            )
    return found


def shape_of(answer: Answer) -> tuple[int, str]:
    """Return what an answer says but for ids, those of requests too."""
    return answer.status, re.sub(r"[0-9a-f]{32}", "trace", UUID_FORM.sub("id", answer.text))


def test_no_endpoint_lets_one_tenant_see_or_change_what_is_anothers(tenants: Tenants) -> None:
    assert len(tenants.service.operations) >= 50
    before = tenants.rows()
    told = breaches_of(tenants, tenants.service.operations)
    assert told == [], "\n".join(told)
    assert tenants.rows() == before
    assert sum(count for _, count, _ in before) > 20


def test_alice_is_answered_where_bob_is_not(tenants: Tenants) -> None:
    """Without it, a service that refuses everybody would pass."""
    answered = 0
    own = replace(tenants, bob=tenants.alice)
    for operation in tenants.service.operations:
        if operation.method == "GET" and "book_id" in operation.parameters:
            answer, _ = own.ask(operation, tenants.alice, tenants.alice.book_id)
            answered += answer.status == 200
    assert answered >= 15


def test_an_endpoint_that_forgets_to_ask_whose_it_is_is_found(tenants: Tenants) -> None:
    tenants.admin.execute(PLANTED.encode())
    planted: list[Operation] = []
    for _ in range(300):
        document = tenants.service.send("GET", "/openapi.json").document
        planted = [each for each in read_operations(document) if "/planted" in each.path]
        if planted:
            break
        time.sleep(0.1)  # the service learns of a new contract by itself
    assert len(planted) == 2
    told = breaches_of(tenants, planted)
    assert any("planted/{account_id} knows an id of Alice's" in each for each in told), told
    assert any("planted-book lets Bob into the book" in each for each in told), told
    assert any("planted-book tells" in each for each in told), told


def test_an_id_of_alices_is_an_id(tenants: Tenants) -> None:
    for ids in tenants.alice.ids.values():
        assert all(str(UUID(each)) == each for each in ids)
