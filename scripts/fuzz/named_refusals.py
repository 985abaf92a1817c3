"""What schemathesis loads: the refusals of valid requests that are as they should be, by name.

JSON Schema says which requests are well formed, not which are granted. A refusal counts as named
when its code stands in the list below; one of the business must stand in the operation's own list
of answers too. Every other refusal of a valid request is a failure, as schemathesis has it.
"""

import json
import os
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import schemathesis
from schemathesis.specs.openapi.checks import positive_data_acceptance

BUSINESS = re.compile(r"[A-Z]{2}[0-9][0-9A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Named:
    """A refusal that is meant: its code, the fault it points to, and why the schema can't say."""

    code: str
    fault: str
    why: str


NAMED = (
    Named("business", "", "a declared refusal: whether it is granted depends on what is stored"),
    Named("cursor-invalid", "cursor", "a cursor is sealed: none can be made up from its pattern"),
    Named(
        "value-invalid", "", "a check that the database alone judges (x-db-check), or a document"
    ),
    Named("body-invalid", "json", "a NUL, half a surrogate pair, or a number that no double holds"),
    Named("request-invalid", "escape", "the same NUL, in a query"),
    Named("idempotency-key-reused", "", "a key that schemathesis gave to two requests"),
    Named("input-invalid", "x-range", "the bound of a number written as text"),
    Named(
        "request-invalid", "tag", "several tags, or a weak one: schemathesis has its own If-Match"
    ),
    Named("condition-failed", "", "a tag of another version: what If-Match is for"),
    Named("input-invalid", "format", "the text null: schemathesis follows a link out of a null"),
)


def name_of(document: Any, operation: Any, sent: str) -> Named | None:  # noqa: ANN401 - JSON
    """Return what names this refusal; None when nothing does.

    The operation is its object in the OpenAPI document, what was sent the path and the query.
    """
    if not isinstance(document, dict):
        return None
    code, status = str(document.get("code")), str(document.get("status"))
    if BUSINESS.fullmatch(code):
        says = operation.get("responses", {}).get(status, {}).get("description", "")
        return NAMED[0] if f"{code}: " in says else None
    faults = {error.get("code") for error in document.get("errors", [])}
    for named in NAMED[1:]:
        if named.code == code and (named.fault == "" or faults == {named.fault}):
            return named if named.fault != "format" or "/null" in sent else None
    return None


SEEN: dict[str, set[str]] = defaultdict(set)
"""The operations that were refused so, by what names it."""


@schemathesis.check
def meant_refusal(ctx: Any, response: Any, case: Any) -> None:  # noqa: ANN401 - schemathesis' own
    """Fail a refusal of a valid request, unless it is named."""
    try:
        positive_data_acceptance(ctx, response, case)
    except Exception:
        try:
            document = response.json()
        except ValueError:
            document = None
        raw = case.operation.definition.raw
        named = name_of(document, raw, str(response.request.url))
        if named is None:
            raise
        SEEN[f"{named.code} {named.fault}".strip()].add(case.operation.label)
        Path(os.environ["NAMED_REFUSALS"]).write_text(
            json.dumps({name: sorted(labels) for name, labels in SEEN.items()})
        )
