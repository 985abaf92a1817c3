"""A request as it goes over the wire, and the parts of one that is still right."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

Field = tuple[str, str]

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Request:
    """A request, byte for byte, and what may come of it."""

    method: str
    target: str
    fields: tuple[Field, ...]
    body: bytes | None
    operation: str | None
    """The operation that is asked, METHOD /path/{name}; None when it is none."""
    what: str = "valid"
    """What was done to it."""
    must_refuse: bool = False
    """True when no success may come of it."""
    is_protocol: bool = False
    """True when the parser of HTTP may answer, or hang up, before there is a request."""

    def bytes(self) -> bytes:
        """Return what is sent."""
        fields = list(self.fields)
        if self.body is not None and not self.frames_itself():
            fields.append(("Content-Length", str(len(self.body))))
        head = "\r\n".join([f"{self.method} {self.target} HTTP/1.1", *map(": ".join, fields)])
        return f"{head}\r\n\r\n".encode("latin-1", "replace") + (self.body or b"")

    def frames_itself(self) -> bool:
        """Tell whether its own fields say where its body ends."""
        names = {name.strip().lower() for name, _ in self.fields}
        return not names.isdisjoint({"content-length", "transfer-encoding"})

    def curl(self) -> str:
        """Return it as one line for a person, without its key."""
        shown = [
            f"-H {name + ': ' + value!r}"[:200]
            for name, value in self.fields
            if name.lower() not in ("authorization", "host")
        ]
        body = [] if self.body is None else [f"--data-binary {self.body[:600]!r}"]
        return " ".join(["curl", "-X", repr(self.method), *shown, *body, repr(self.target[:600])])


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts of a request that is right, before it is written."""

    operation: str
    path: Mapping[str, str]
    query: tuple[Field, ...]
    fields: tuple[Field, ...]
    body: Mapping[str, Any] | None

    @property
    def method(self) -> str:
        """The method of the operation."""
        return self.operation.partition(" ")[0]

    def write(self, what: str = "valid", *, must_refuse: bool = False) -> Request:
        """Write it."""
        _, _, template = self.operation.partition(" ")
        values = {name: quote(value, safe="%") for name, value in self.path.items()}
        target = template.format(**values)
        if self.query:
            pairs = (f"{quote(name)}={quote(value, safe='%')}" for name, value in self.query)
            target += "?" + "&".join(pairs)
        body = None if self.body is None else json.dumps(self.body).encode()
        fields = self.fields if body is None else (*self.fields, ("Content-Type", JSON))
        return Request(
            self.method, target, fields, body, self.operation, what, must_refuse=must_refuse
        )

    def with_body(self, **values: object) -> "Draft":
        """Return it with these values in its body."""
        return replace(self, body={**(self.body or {}), **values})
