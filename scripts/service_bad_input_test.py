"""Bad input to every endpoint that /openapi.json names, over the real ledger.

Whatever is sent, the answer is a problem document that points to the field at fault, never a fault
of the server, and never a word of its inside.
"""

import json
import re
from dataclasses import replace

import psycopg

from proof.new_id import new_id
from proof.service import Answer, Operation, Service
from statements.import_files import DEMO_BOOK
from statements.stage import stage
from statements.statement import Statement

INSIDE = re.compile(r"node_modules|\bat \w+ \(|\.ts:\d|PL/pgSQL|CONTEXT|relation \"|Traceback")


def posts(service: Service) -> list[Operation]:
    """Return the operations that take a body."""
    return [operation for operation in service.operations if operation.method == "POST"]


def fault_of(answer: Answer, *statuses: int, at: str | None = None) -> str | None:
    """Return what is wrong about an answer that should be a problem; None when it is one."""
    document = answer.document
    if answer.status not in statuses:
        return f"status {answer.status}: {answer.text[:300]}"
    if answer.headers.get("content-type") != "application/problem+json":
        return f"content type {answer.headers.get('content-type')}"
    if document["status"] != answer.status or not {"type", "title", "code"} <= document.keys():
        return f"no problem document: {answer.text[:300]}"
    if at is not None and at not in answer.pointers:
        return f"points to {answer.pointers}, not to {at}: {answer.text[:300]}"
    if INSIDE.search(answer.text):
        return f"tells of the inside: {answer.text[:300]}"
    return None


class Faults:
    """What was found wrong, with the request that showed it."""

    def __init__(self) -> None:
        """Begin with none."""
        self.found: list[str] = []
        self.asked = 0

    def check(self, what: str, answer: Answer, *statuses: int, at: str | None = None) -> None:
        """Keep what is wrong about an answer."""
        self.asked += 1
        fault = fault_of(answer, *statuses, at=at)
        if fault is not None:
            self.found.append(f"{what}: {fault}")

    def assert_none(self) -> None:
        """Fail when something was found, or nothing was asked."""
        assert self.asked > 0
        assert self.found == []


def wrong_values(schema: dict[str, object]) -> list[object]:
    """Return values that no schema of this kind takes."""
    if "type" not in schema:
        return []
    values: list[object] = [7, 7.5, True, [], {}, ""]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if "null" not in kinds:
        values.append(None)
    if "boolean" in kinds:
        values = [value for value in values if not isinstance(value, bool)]
    by_format = {
        "uuid": ["x", "019b7a00", "g19b7a00-0000-7000-8000-000000000001"],
        "int64": ["x", "1.5", "01", "1e3", "9" * 19, "9" * 400],
        "date": ["2026-02-30", "26-01-01", "tomorrow"],
    }
    values += by_format.get(str(schema.get("format")), ["\u0000", "x" * 141])
    return values


def test_every_operation_answers_what_is_right(service: Service) -> None:
    assert len(service.operations) >= 10
    for operation in service.operations:
        answer = service.ask(operation)
        code = answer.document.get("code", "") if isinstance(answer.document, dict) else ""
        # What it names by chance isn't there; that is judged by the ledger, not by the service.
        assert answer.status == 200 or re.fullmatch(r"LG\d{3}", code), (operation, answer)


def test_a_field_of_a_wrong_type_is_pointed_to(service: Service) -> None:
    faults = Faults()
    for operation in posts(service):
        for name, schema in operation.fields.items():
            for value in wrong_values(dict(schema)):
                answer = service.ask(operation, **{name: value})
                what = f"{operation.method} {operation.path} {name}={json.dumps(value)[:60]}"
                faults.check(what, answer, 400, at=f"#/{name}")
    faults.assert_none()


def test_a_missing_an_unknown_and_a_doubled_field_are_pointed_to(service: Service) -> None:
    faults = Faults()
    for operation in posts(service):
        what = f"{operation.method} {operation.path}"
        body = operation.body() or {}
        faults.check(f"{what} more", service.ask(operation, more=1), 400, at="#/more")
        for context in ("actor", "trace"):
            answer = service.ask(operation, **{context: "x"})
            faults.check(f"{what} {context}", answer, 400, at=f"#/{context}")
        for name in sorted(operation.required):
            rest = {key: value for key, value in body.items() if key != name}
            answer = service.send("POST", operation.url(), json.dumps(rest).encode())
            faults.check(f"{what} without {name}", answer, 400, at=f"#/{name}")
        for name, value in body.items():
            doubled = json.dumps(body)[:-1] + f", {json.dumps(name)}: {json.dumps(value)}}}"
            answer = service.send("POST", operation.url(), doubled.encode())
            faults.check(f"{what} doubled {name}", answer, 400, at=f"#/{name}")
    faults.assert_none()


def test_a_body_that_is_no_object_is_refused(service: Service) -> None:
    faults = Faults()
    bodies = [b"{", b"[]", b"null", b"7", b'"x"', b"{'a': 1}", b'{"a": NaN}', b"\xff\xfe{}"]
    bodies += [b'{"a": 1,}', b"[" * 5000, b'{"a":' * 5000, b'{"__proto__": {"a": 1}}']
    for operation in posts(service):
        for body in bodies:
            answer = service.send("POST", operation.url(), body)
            faults.check(f"{operation.path} {body[:20]!r}", answer, 400)
        if operation.required:  # else nothing is as good as {}
            faults.check(operation.path, service.send("POST", operation.url(), b""), 400)
        large = json.dumps({"more": "x" * 256 * 1024}).encode()
        faults.check(f"{operation.path} large", service.send("POST", operation.url(), large), 413)
        answer = service.send("POST", operation.url(), b"{}", {"Content-Type": "text/plain"})
        faults.check(f"{operation.path} text", answer, 415)
    faults.assert_none()


def test_a_path_or_a_query_that_does_not_fit_is_pointed_to(service: Service) -> None:
    faults = Faults()
    for operation in service.operations:
        what = f"{operation.method} {operation.path}"
        body = None if operation.method == "GET" else json.dumps(operation.body()).encode()
        for name, schema in operation.parameters.items():
            values = ("%00", "0" * 300) + (("x", "7", "a%2Fb") if schema.get("format") else ())
            for value in values:
                answer = service.send(operation.method, operation.url(**{name: value}), body)
                faults.check(f"{what} {name}={value[:9]}", answer, 400, at=f"#/{name}")
        answer = service.send(operation.method, operation.url("more=1"), body)
        faults.check(f"{what} ?more=1", answer, 400, at="#/more")
        for name, schema in operation.queries.items():
            twice = operation.url(f"{name}=1&{name}=1")
            faults.check(f"{what} twice", service.send("GET", twice), 400, at=f"#/{name}")
            if schema.get("format") or schema.get("type") == "integer" or name == "cursor":
                for value in ("x", "", "%00", "1.5", "9" * 30):
                    answer = service.send("GET", operation.url(f"{name}={value}"))
                    faults.check(f"{what} ?{name}={value}", answer, 400, at=f"#/{name}")
    faults.assert_none()


def test_another_method_another_path_and_no_key_are_refused(service: Service) -> None:
    faults = Faults()
    known = {(operation.method, operation.path) for operation in service.operations}
    for operation in service.operations:
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            if (method, operation.path) not in known:
                body = None if method in ("GET", "DELETE") else b"{}"
                answer = service.send(method, operation.url(), body)
                faults.check(f"{method} {operation.path}", answer, 405)
        for key in ("", "Bearer x", "Basic eDp5", f"Bearer pw_{'0' * 12}_{'A' * 43}"):
            body = None if operation.method == "GET" else json.dumps(operation.body()).encode()
            headers = {"Authorization": key}
            answer = service.send(operation.method, operation.url(), body, headers)
            faults.check(f"{operation.path} key {key[:12]!r}", answer, 401)
    for path in ("/v1", "/v1/book", "/v1/books/x/y/z", "/%ff", "/v1//books"):
        faults.check(path, service.send("GET", path), 400, 404)
    faults.assert_none()


def test_the_book_of_another_tenant_is_not_there(service: Service) -> None:
    faults = Faults()
    for operation in service.operations:
        if "book_id" not in operation.parameters:
            continue
        body = None if operation.method == "GET" else json.dumps(operation.body()).encode()
        headers = {"Authorization": service.other_key}
        mine = service.send(operation.method, operation.url(), body, headers)
        none = service.send(operation.method, operation.url(book_id=str(new_id())), body)
        for what, answer in (("another's", mine), ("no", none)):
            place = f"{operation.method} {operation.path} {what} book"
            faults.check(place, answer, 404, at="#/book_id")
            if answer.document.get("code") != "LG102":
                faults.found.append(f"{place}: {answer.text[:300]}")
    faults.assert_none()


def test_an_unknown_account_is_pointed_to(service: Service) -> None:
    (post,) = [o for o in posts(service) if o.path.endswith("/transfers")]
    answer = service.ask(post)
    assert (answer.status, answer.document["code"]) == (404, "LG101")
    assert answer.pointers == ["#/debit_account_id"]


def test_an_import_tells_of_each_statement_and_its_refusal(service: Service) -> None:
    (post,) = [o for o in posts(service) if o.path.endswith("/imports/{import_id}")]
    import_id = new_id()
    whole = Statement(1, 1, b"1" * 32, "A", "EUR", opening=100, closing=100)
    lacking = replace(whole, statement_no=2, digest=b"2" * 32, closing=None)
    with psycopg.connect(service.project.url("loader"), autocommit=True) as loader:
        stage(loader, (DEMO_BOOK, import_id), "http.sta", [whole, lacking])
    for replayed in (False, True):
        answer = service.send("POST", post.url(import_id=str(import_id)), b"{}")
        assert answer.status == 200
        first, second = answer.document
        assert (first["outcome"], first["closing"], first["refusal"]) == ("posted", "100", None)
        assert (first["account_name"], first["replayed"]) == ("http.sta:A", replayed)
        assert (second["outcome"], second["refusal"]["code"]) == ("refused", "LG311")
        assert second["refusal"]["facts"]["missing"] == ["closing"]


def test_it_is_still_well_after_all_this(service: Service) -> None:
    assert service.send("GET", "/readyz").status == 200
    (balance,) = [o for o in service.operations if o.path.endswith("/trial-balance")]
    (row,) = service.ask(balance).document
    assert (row["currency"], row["difference"]) == ("EUR", "0")
