"""Judges an answer by the OpenAPI document: is it told of, has it its shape, is it a problem."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jsonschema_rs

from fuzz.request import Request
from proof.service import Answer
from service_bad_input_test import INSIDE

PROBLEM = "application/problem+json"
AT_ALL = frozenset({400, 401, 403, 404, 405, 408, 413, 415, 417, 429, 431})
"""What may be answered before it is known which operation is asked."""

OWN_PAGES = re.compile(r"/(livez|readyz|metrics|openapi\.json|contract\.json|problems|docs)\b")
GATEWAY_TIMEOUT = 504
UNAVAILABLE = 503
SERVER_FAULTS = 500


@dataclass(slots=True)
class Judge:
    """The document, and its schemas as they are needed."""

    document: Mapping[str, Any]
    validators: dict[tuple[str, str], Any] = field(default_factory=dict)

    def fault_of(self, request: Request, answer: Answer | None) -> str | None:
        """Return what is wrong about an answer; None when nothing is."""
        if answer is None:
            return None if request.is_protocol else "hangs up without an answer"
        if INSIDE.search(answer.text) and answer.status >= 300:
            return f"{answer.status} tells of the inside"
        if request.must_refuse and answer.status < 400:
            return f"{answer.status} to what must be refused"
        if answer.status >= SERVER_FAULTS and not is_declared_delay(request, answer):
            return f"{answer.status} is a fault of the server"
        if answer.status >= 400:
            fault = self.fault_of_problem(request, answer)
            if fault is not None:
                return fault
        return self.fault_of_status(request, answer)

    def fault_of_problem(self, request: Request, answer: Answer) -> str | None:
        """Return what is wrong about a problem document."""
        if answer.headers.get("content-type") != PROBLEM:
            return f"{answer.status} has the content type {answer.headers.get('content-type')}"
        if request.method == "HEAD":
            return None
        schema = self.document["components"]["schemas"]["Problem"]
        if not self.is_valid(("", "problem"), schema, answer.text):
            return f"{answer.status} is no problem document"
        told = answer.document
        if told["status"] != answer.status:
            return f"{answer.status} says {told['status']}"
        if told["request"] != answer.headers.get("request-id"):
            return f"{answer.status} has another Request-Id than its document"
        if answer.status in (429, UNAVAILABLE) and "retry-after" not in answer.headers:
            return f"{answer.status} without Retry-After"
        return None

    def fault_of_status(self, request: Request, answer: Answer) -> str | None:
        """Return what is wrong about a status, and about the body of a success."""
        is_early = request.is_protocol and answer.status in AT_ALL
        if request.operation is None or is_early:
            return (
                None if self.is_elsewhere(request, answer) else f"{answer.status} to no operation"
            )
        verb, _, path = request.operation.partition(" ")
        told = self.document["paths"][path][verb.lower()]["responses"].get(str(answer.status))
        if told is None:
            return f"{answer.status} is not documented"
        kinds = told.get("content", {})
        if not kinds:
            return f"{answer.status} has a body" if answer.text else None
        kind = answer.headers.get("content-type", "").partition(";")[0]
        if kind not in kinds:
            return f"{answer.status} has the undocumented content type {kind}"
        place = (request.operation, str(answer.status))
        if not self.is_valid(place, kinds[kind]["schema"], answer.text):
            return f"{answer.status} breaks its schema"
        return None

    def is_elsewhere(self, request: Request, answer: Answer) -> bool:
        """Tell whether an answer may come of what is no operation."""
        is_page = OWN_PAGES.search(request.target) is not None or request.target == "/"
        if request.method in ("HEAD", "OPTIONS") or is_page:
            return answer.status < SERVER_FAULTS
        return answer.status in AT_ALL or answer.status in (409, 412, 422, 428, UNAVAILABLE)

    def is_valid(self, place: tuple[str, str], schema: Mapping[str, Any], text: str) -> bool:
        """Tell whether a text is JSON of a schema."""
        if place not in self.validators:
            # the schema's references lead into the document
            whole = {**schema, "components": self.document["components"]}
            self.validators[place] = jsonschema_rs.Draft202012Validator(
                whole, validate_formats=True
            )
        try:
            valid: bool = self.validators[place].is_valid(json.loads(text))
        except ValueError:
            return False
        return valid


def is_declared_delay(request: Request, answer: Answer) -> bool:
    """Tell whether the service may say so: it is busy, or the client won't wait that long."""
    if answer.status == UNAVAILABLE:
        return "retry-after" in answer.headers
    names = {name.lower() for name, _ in request.fields}
    return answer.status == GATEWAY_TIMEOUT and "prefer" in names
