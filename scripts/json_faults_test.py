"""core.json_faults beside another reader of JSON Schema: ajv, which the service judges by.

What one finds the other must find: the same places, the same keywords. And a pattern that
core.is_portable_pattern lets pass is read by ECMA-262 as by PostgreSQL.
"""

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Ledger
from proof.project import ROOT

# A line in, a line out. What ajv says of an object is said here of the property itself.
READER = r"""
const Ajv = require('ajv/dist/2020').default;
const ajv = new Ajv({ allErrors: true, strict: false, addUsedSchema: false });
const step = (key) => key.replace(/~/g, '~0').replace(/\//g, '~1');
const faults = ({ schema, value }) => {
  const judge = ajv.compile(schema);
  judge(value);
  return (judge.errors ?? []).filter((fault) => fault.propertyName === undefined).map((fault) => {
    const { missingProperty, additionalProperty, propertyName } = fault.params;
    const key = missingProperty ?? additionalProperty ?? propertyName;
    const pointer = fault.instancePath + (key === undefined ? '' : `/${step(key)}`);
    return [pointer, fault.keyword];
  });
};
const matches = ({ pattern, texts }) => {
  const expression = new RegExp(pattern, 'u');
  return texts.map((text) => expression.test(text));
};
require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const asked = JSON.parse(line);
  console.log(JSON.stringify('pattern' in asked ? matches(asked) : faults(asked)));
});
"""

FAULTS = "select pointer, keyword from core.json_faults(%s::jsonb, %s::jsonb)"
JUDGED = "select pointer, keyword, reason from core.json_schema_faults(%s::jsonb)"

PORTABLE = "select core.is_portable_pattern(%s)"
MATCHES = """
select text ~ %s from unnest(%s::text[]) with ordinality as asked (text, place) order by place
"""

PIECES = [
    *"ab-,/ü😀^$|()[]{}*+?.\\:=!<0", "\n", "[ab]", "[^a]", "[a-c-]", "[]", "[[:alpha:]]",
    "{0,2}", "{1}", "{2,}", "{256}", "{2,1}", "(?:", "(?=", "(?i)", "***=", "\\d", "\\.", "\\n",
    "[\\]^]", "[\\--a]", "[b-a]", "\\1", "*?",
]  # fmt: skip
SUBJECTS = st.text("ab-,/ü😀^[].\\d0\n", max_size=5)

KEYS = st.sampled_from(["a", "b", "c/d", "e~f", "ü", "😀", ""])
PATTERNS = ["^[a-c]+$", "a|ü", r"\.", "^(?:ab?)*$", "[^a-z]", "^[^/]{2,3}$", ""]
NUMBERS = st.integers(-3, 3) | st.sampled_from([0.5, 1.0, -2.25])
TEXTS = KEYS | st.text("ab.ü😀\n", max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, min_size=1, max_size=4)
    ),
    max_leaves=8,
)
TYPES = st.sampled_from(["null", "boolean", "object", "array", "number", "string", "integer"])
COUNTS = st.integers(0, 3)


def schemas(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return what draws a schema of every keyword, each there or not."""
    within = inner | st.booleans()
    return st.fixed_dictionaries(
        {},
        optional={
            "type": TYPES | st.lists(TYPES, min_size=1, max_size=3, unique=True),
            "enum": st.lists(VALUES, min_size=1, max_size=3, unique_by=json.dumps),
            "const": VALUES,
            "properties": st.dictionaries(KEYS, within, max_size=3),
            "required": st.lists(KEYS, max_size=2, unique=True),
            "additionalProperties": within,
            "propertyNames": within,
            "items": within,
            "minLength": COUNTS,
            "maxLength": COUNTS,
            "pattern": st.sampled_from(PATTERNS),
            "minimum": NUMBERS,
            "maximum": NUMBERS,
            "minItems": COUNTS,
            "maxItems": COUNTS,
            "title": st.just("A title"),
        },
    )


SCHEMAS: st.SearchStrategy[Any] = st.recursive(st.just({}), schemas, max_leaves=4)


class Reader:
    """The other reader, in a process of its own."""

    def __init__(self) -> None:
        """Start it."""
        self.process = subprocess.Popen(
            ["node", "-e", READER],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, question: dict[str, Any]) -> object:
        """Return its answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """Give the other reader, and stop it."""
    started = Reader()
    yield started
    started.process.kill()
    started.process.wait()


def as_told(fault: tuple[str, str]) -> tuple[str, str]:
    """Return a fault in words that both have: what the schema false refuses has none in ajv."""
    pointer, keyword = fault
    return (pointer, "false schema" if keyword in ("properties", "items") else keyword)


QUIET = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@QUIET
@given(schema=SCHEMAS.filter(bool), value=VALUES)
def test_both_find_the_same(ledger: Ledger, reader: Reader, schema: object, value: object) -> None:
    texts = (json.dumps(schema), json.dumps(value))
    assert ledger.admin.execute(JUDGED, texts[:1]).fetchall() == []
    found = {as_told(fault) for fault in ledger.admin.execute(FAULTS, texts).fetchall()}
    told = reader.ask({"schema": schema, "value": value})
    assert isinstance(told, list)
    assert found == {as_told((pointer, keyword)) for pointer, keyword in told}


@QUIET
@given(pattern=st.lists(st.sampled_from(PIECES), max_size=6).map("".join), texts=st.lists(SUBJECTS))
def test_both_read_a_pattern_the_same(
    ledger: Ledger, reader: Reader, pattern: str, texts: list[str]
) -> None:
    (is_portable,) = ledger.admin.execute(PORTABLE, (pattern,)).fetchone() or (None,)
    if is_portable:
        found = [matches for (matches,) in ledger.admin.execute(MATCHES, (pattern, texts))]
        assert found == reader.ask({"pattern": pattern, "texts": texts})
