"""The HTTP service of a project of a test's own, and what its contract says one may send."""

import hashlib
import http.client
import json
import secrets
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from proof.new_id import new_id
from proof.project import Project, ask
from statements.import_files import DEMO_BOOK

ISSUE = "select * from procwright.issue_key(%(key_id)s, %(hash)s, %(actor)s, %(scopes)s)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service answered."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def document(self) -> Any:  # noqa: ANN401 - whatever the answer is
        """The JSON of the answer; its text when it is none."""
        try:
            return json.loads(self.text)
        except ValueError:
            return self.text

    @property
    def pointers(self) -> list[str]:
        """The fields that a problem points to."""
        return [error["pointer"] for error in self.document.get("errors", [])]


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of a path, out of the OpenAPI document."""

    method: str
    path: str
    parameters: Mapping[str, Mapping[str, Any]]
    queries: Mapping[str, Mapping[str, Any]]
    fields: Mapping[str, Mapping[str, Any]]
    required: frozenset[str]

    def url(self, query: str = "", **values: str) -> str:
        """Return the path with valid values, or these; the query gets what it needs besides."""
        good = {name: str(sample(name, schema)) for name, schema in self.parameters.items()}
        given = {pair.partition("=")[0] for pair in query.split("&")}
        needed = [
            f"{name}={sample(name, schema)}"
            for name, schema in self.queries.items()
            if name in self.required and name not in given
        ]
        whole = "&".join([*needed, query] if query else needed)
        return self.path.format(**{**good, **values}) + (f"?{whole}" if whole else "")

    def body(self) -> dict[str, Any] | None:
        """Return a valid body; None for a method that has none."""
        if self.method == "GET":
            return None
        needed = sorted(self.required & self.fields.keys())
        return {name: sample(name, self.fields[name]) for name in needed}


@dataclass(frozen=True, slots=True)
class Service:
    """A running service, the key of the demo actor, and the key of another tenant."""

    project: Project
    url: str
    key: str
    other_key: str
    operations: list[Operation] = field(default_factory=list)

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send bytes as they are; headers replace those that are usual."""
        usual = {"Authorization": self.key}
        if method == "POST":
            usual["Idempotency-Key"] = f'"{uuid4()}"'
        usual.update(headers or {})
        if body is not None:
            usual = {"Content-Type": "application/json", **usual}
        place = urlsplit(self.url)
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
        try:
            connection.request(method, path, body=body, headers=usual)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read().decode())
        finally:
            connection.close()

    def ask(self, operation: Operation, **fields: object) -> Answer:
        """Send what is valid but for these fields of the body."""
        body = operation.body()
        sent = None if body is None else json.dumps({**body, **fields}).encode()
        return self.send(operation.method, operation.url(), sent)


def sample(name: str, schema: Mapping[str, Any]) -> object:
    """Return a valid value of a schema, by its name where that has a meaning."""
    if "type" not in schema:  # any document: rates by currency, a list of one, or an object
        return {"rates": {"USD": "1.1"}, "transfers": [{}]}.get(name, {})
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema["type"] if isinstance(schema["type"], str) else schema["type"][0]
    if name == "book_id":
        return str(DEMO_BOOK)
    if name.endswith("currency"):
        return "USD" if name.startswith("bought") else "EUR"
    if kind == "boolean":
        return True
    if kind == "array":
        return [sample(name, schema["items"]) for _ in range(2)]
    by_format: Mapping[str, object] = {
        "uuid": str(new_id()),
        "int64": "1",
        "decimal": "1",
        "date": "2026-01-01",
        "date-time": "2026-01-01T00:00:00Z",
    }
    return by_format.get(schema.get("format", ""), 1 if kind == "integer" else "text")


def read_operations(document: Mapping[str, Any]) -> Iterator[Operation]:
    """Return every operation of an OpenAPI document."""
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            places: dict[str, dict[str, Any]] = {"path": {}, "query": {}, "header": {}}
            for parameter in told.get("parameters", []):
                places[parameter["in"]][parameter["name"]] = parameter["schema"]
            needed = {
                p["name"]
                for p in told.get("parameters", [])
                if p.get("required") and p["in"] != "header"
            }
            content = told.get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema", {})
            yield Operation(
                method=method.upper(),
                path=path,
                parameters=places["path"],
                queries=places["query"],
                fields=schema.get("properties", {}),
                required=frozenset(needed - places["path"].keys() | {*schema.get("required", [])}),
            )


@contextmanager
def served(project: Project) -> Iterator[Service]:
    """Start the service of a project with its demo book, and stop it at the end."""
    with subprocess.Popen(
        project.command("start", "--json"),
        cwd=project.folder,
        env=project.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as start:
        try:
            assert start.stdout is not None
            told = json.loads(start.stdout.readline() or "{}")
            assert "url" in told, f"start ended with {start.poll()}"
            key = Path(told["keyFile"]).read_text().partition(": ")[2].strip()
            first = Service(project, told["url"], key, issue_other_key(project.url()))
            document = first.send("GET", "/openapi.json").document
            yield replace(first, operations=list(read_operations(document)))
        finally:
            start.terminate()
            start.wait(timeout=60)


def issue_other_key(url: str) -> str:
    """Issue a key of another tenant that may call everything."""
    scopes = ask(url, "select scopes from procwright.api_key order by issued_at desc limit 1")
    return issue_key(url, "stranger", scopes[0][0])


def issue_key(url: str, actor: str, scopes: list[str]) -> str:
    """Issue a key, and return the field that it is sent in."""
    key_id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    digest = hashlib.sha256(secret.encode()).digest()
    ask(url, ISSUE, key_id=key_id, hash=digest, actor=actor, scopes=scopes)
    return f"Bearer pw_{key_id}_{secret}"
