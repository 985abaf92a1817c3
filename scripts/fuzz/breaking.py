"""Requests that are broken in one place: a value, the text of the body, a field, the target."""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from fuzz.draw import Drawer
from fuzz.odd import EXTRA, KEYS, MEDIA, METHODS, PROTOCOL, QUERIES, TARGETS, TEXTS, WRONG
from fuzz.request import Draft, Request


def broken(drawer: Drawer) -> Request:
    """Return a request that is broken in one place."""
    return drawer.chance.choice(BREAKERS)(drawer, drawer.draft())


def value_of_body(drawer: Drawer, draft: Draft) -> Request:
    """Give one field of the body a wrong value."""
    fields = fields_of(drawer, draft)
    if not fields:
        return text_of_body(drawer, draft)
    name = drawer.chance.choice(sorted(fields))
    return draft.with_body(**{name: drawer.chance.choice(WRONG)}).write(f"wrong {name}")


def bound_of_body(drawer: Drawer, draft: Draft) -> Request:
    """Give one field of the body a value just past a bound."""
    past = {name: beyond(schema) for name, schema in fields_of(drawer, draft).items()}
    names = sorted(name for name, values in past.items() if values)
    if not names:
        return value_of_body(drawer, draft)
    name = drawer.chance.choice(names)
    value = drawer.chance.choice(past[name])
    return draft.with_body(**{name: value}).write(f"{name} past a bound", must_refuse=True)


def beyond(schema: Mapping[str, Any]) -> list[object]:
    """Return values just past the bounds of a schema."""
    values: list[object] = []
    span = schema.get("x-range", {})
    if "max" in span:
        values.append(str(int(span["max"]) + 1))
    if "min" in span:
        values.append(str(int(span["min"]) - 1))
    if "maxLength" in schema:
        values.append("x" * (schema["maxLength"] + 1))
    if "minLength" in schema:
        values.append("x" * (schema["minLength"] - 1))
    values += [schema[bound] + step for bound, step in STEPS if bound in schema]
    return values


STEPS = (("maximum", 1), ("minimum", -1))


def names_of_body(drawer: Drawer, draft: Draft) -> Request:
    """Leave out what is required, add what is unknown, or write a name twice."""
    if draft.body is None:
        return query(drawer, draft)
    needed = sorted(needed_of(drawer, draft) & draft.body.keys())
    match drawer.chance.randrange(3):
        case 0 if needed:
            gone = drawer.chance.choice(needed)
            rest = {name: value for name, value in draft.body.items() if name != gone}
            return replace(draft, body=rest).write(f"without {gone}", must_refuse=True)
        case 1 if draft.body:
            name = drawer.chance.choice(sorted(draft.body))
            text = (
                json.dumps(draft.body)[:-1]
                + f", {json.dumps(name)}: {json.dumps(draft.body[name])}}}"
            )
            return rewritten(draft, text.encode(), f"{name} twice")
        case _:
            name = drawer.chance.choice(
                ("more", "actor", "trace", "book_id", "", "__proto__", "\u0000")
            )
            return draft.with_body(**{name: 1}).write(f"unknown {name!r}", must_refuse=True)


def text_of_body(drawer: Drawer, draft: Draft) -> Request:
    """Send a body that is no JSON, not the JSON that is taken, or cut."""
    if draft.body is None:
        return query(drawer, draft)
    whole = json.dumps(draft.body).encode()
    text = drawer.chance.choice(
        (*TEXTS, whole[: drawer.chance.randrange(len(whole))], whole + b"]")
    )
    request = rewritten(draft, text, "text of the body")
    is_nothing = text == b"" and not needed_of(drawer, draft)  # nothing is as good as {}
    return replace(request, must_refuse=not is_nothing)


def media(drawer: Drawer, draft: Draft) -> Request:
    """Send the body as another media type, or coded, or too large."""
    if draft.body is None:
        return fields(drawer, draft)
    request = draft.write("media", must_refuse=True)
    if drawer.chance.random() < 0.05:
        large = json.dumps({**draft.body, "more": "x" * 300_000}).encode()
        return replace(request, body=large, what="too large")
    if drawer.chance.random() < 0.2:
        return replace(request, fields=(*request.fields, ("Content-Encoding", "gzip")))
    kind = drawer.chance.choice(MEDIA)
    kept = tuple(one for one in request.fields if one[0] != "Content-Type")
    return replace(request, fields=(*kept, ("Content-Type", kind)), what=f"media {kind!r}")


def query(drawer: Drawer, draft: Draft) -> Request:
    """Add to the query what doesn't belong there."""
    request = draft.write("query")
    more = drawer.chance.choice(QUERIES)
    return replace(
        request,
        target=f"{request.target}{'&' if draft.query else '?'}{more}",
        what=f"query {more[:20]}",
    )


def path(drawer: Drawer, draft: Draft) -> Request:
    """Break a value of the path."""
    if not draft.path:
        return target(drawer, draft)
    name = drawer.chance.choice(sorted(draft.path))
    value = drawer.chance.choice(
        ("x", "%00", "%ff", "%zz", "0" * 300, "a%2Fb", "..", "-", "%20", "null")
    )
    request = replace(draft, path={**draft.path, name: value}).write(f"path {name}={value}")
    # dots may lead to another path, and so may nothing
    return replace(request, operation=None if value == ".." else request.operation)


def target(drawer: Drawer, draft: Draft) -> Request:
    """Ask for a path that is not there."""
    where = drawer.chance.choice(TARGETS)
    request = replace(draft.write(f"target {where[:30]}"), target=where, operation=None)
    return replace(request, is_protocol=True)


def method(drawer: Drawer, draft: Draft) -> Request:
    """Ask by another method."""
    verb = drawer.chance.choice(METHODS)
    request = replace(draft.write(f"method {verb}"), method=verb, operation=None, is_protocol=True)
    return replace(request, operation=draft.operation) if verb == draft.method else request


def key(drawer: Drawer, draft: Draft) -> Request:
    """Ask without a key, or with a wrong one, or with two."""
    kept = tuple(one for one in draft.fields if one[0] != "Authorization")
    if drawer.chance.random() < 0.5:
        return replace(draft, fields=kept).write("no key", must_refuse=True)
    if drawer.chance.random() < 0.1:
        wrong = f"Bearer pw_{drawer.chance.getrandbits(48):012x}_{'A' * 43}"
        return replace(draft, fields=(*kept, ("Authorization", wrong))).write(
            "wrong key", must_refuse=True
        )
    given = drawer.chance.choice(KEYS)
    request = replace(draft, fields=(*kept, ("Authorization", given))).write(
        f"key {given!r}", must_refuse=True
    )
    return replace(request, is_protocol="\x7f" in given)


def fields(drawer: Drawer, draft: Draft) -> Request:
    """Add fields that don't fit."""
    more = drawer.chance.choice(EXTRA)
    return replace(draft, fields=(*draft.fields, *more)).write(f"field {more[0][0]}")


def protocol(drawer: Drawer, draft: Draft) -> Request:
    """Break the rules of HTTP itself, on a connection that is not used again."""
    if drawer.chance.random() < 0.05:
        homeless = replace(draft, fields=draft.fields[1:]).write("no Host", must_refuse=True)
        return replace(homeless, is_protocol=True)
    more = drawer.chance.choice(PROTOCOL)
    request = replace(draft, fields=(*draft.fields, ("Connection", "close"), *more)).write(
        "protocol"
    )
    return replace(request, is_protocol=True, what=f"protocol {more[0][0]}")


def cursor(drawer: Drawer, draft: Draft) -> Request:
    """Tamper with a cursor, or give that of another list."""
    kept = [one for cursors in drawer.cursors.values() for one in cursors]
    if draft.method != "GET" or not kept or "cursor" not in parameters_of(drawer, draft):
        return path(drawer, draft)
    one = drawer.chance.choice(kept)
    place = drawer.chance.randrange(len(one))
    sign = drawer.chance.choice("A0_-.")
    is_same = one[place] == sign
    changed = one[:place] + sign + one[place + 1 :]
    pairs = (*(pair for pair in draft.query if pair[0] != "cursor"), ("cursor", changed))
    return replace(draft, query=pairs).write("cursor", must_refuse=not is_same)


def chunked(_: Drawer, draft: Draft) -> Request:
    """Send the body in chunks: that is right."""
    if draft.body is None:
        return draft.write()
    request = draft.write("chunked")
    body = request.body or b""
    text = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    return replace(request, fields=(*request.fields, ("Transfer-Encoding", "chunked")), body=text)


def rewritten(draft: Draft, text: bytes, what: str) -> Request:
    """Send another text as the body."""
    return replace(draft.write(what, must_refuse=True), body=text)


def operation_of(drawer: Drawer, draft: Draft) -> Mapping[str, Any]:
    """Return what the document tells of the operation."""
    verb, _, where = draft.operation.partition(" ")
    told: Mapping[str, Any] = drawer.document["paths"][where][verb.lower()]
    return told


def parameters_of(drawer: Drawer, draft: Draft) -> set[str]:
    """Return the names of its parameters."""
    return {one["name"] for one in operation_of(drawer, draft).get("parameters", [])}


def schema_of(drawer: Drawer, draft: Draft) -> Mapping[str, Any]:
    """Return the schema of its body."""
    content = operation_of(drawer, draft).get("requestBody", {}).get("content", {})
    schema: Mapping[str, Any] = content.get("application/json", {}).get("schema", {})
    return schema


def fields_of(drawer: Drawer, draft: Draft) -> Mapping[str, Any]:
    """Return the schemas of its fields."""
    found: Mapping[str, Any] = schema_of(drawer, draft).get("properties", {})
    return found


def needed_of(drawer: Drawer, draft: Draft) -> set[str]:
    """Return the fields that it must have."""
    return set(schema_of(drawer, draft).get("required", []))


Breaker = Callable[[Drawer, Draft], Request]
BREAKERS: Sequence[Breaker] = (
    *(value_of_body, value_of_body, value_of_body, bound_of_body, bound_of_body, names_of_body),
    *(names_of_body, text_of_body, text_of_body, media, query, query, path, target, method, key),
    *(fields, fields, fields, protocol, cursor, cursor, chunked),
)


def next_request(drawer: Drawer, chance: random.Random, broken_share: float = 0.5) -> Request:
    """Return the next request: valid, or broken in one place."""
    return broken(drawer) if chance.random() < broken_share else drawer.draft().write()
