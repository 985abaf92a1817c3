"""Let schemathesis ask every operation of /openapi.json, signed in, in a project of its own.

It goes through all of its phases: the examples of the document, every constraint at its bounds,
made-up requests, and chains of requests. A fault of the server, an answer that the document doesn't
tell of or that breaks its schema, and an invalid request that is taken are failures; so is a valid
one that is refused, but for the refusals of `fuzz/named_refusals.py`. Nothing of yours is changed.

Exit status: 0 nothing was found, 1 something.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import psycopg
import typer

from fuzz.named_refusals import NAMED
from proof.project import own_project
from proof.service import Service, served
from proof.typed_values import known
from tenants_test import Tenant, open_tenant

HOOKS = Path(__file__).parent / "fuzz" / "named_refusals.py"
MOST_TOLD = 6_000
PATIENT = "wait=5"
"""Else the document's example holds: half a second, which a busy machine may take."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What schemathesis found."""

    cases: int
    operations: int
    failures: Sequence[str]
    named: Mapping[str, Sequence[str]]
    output: str


def main(
    examples: Annotated[
        int, typer.Option(min=1, help="How many made-up requests an operation.")
    ] = 100,
    seed: Annotated[int, typer.Option(help="What all that is random follows from.")] = 1,
) -> None:
    """Let schemathesis ask every operation, signed in."""
    with own_project() as project, served(project) as service:
        with psycopg.connect(project.url(), autocommit=True) as admin:
            tenant = open_tenant(admin, service, "prove_openapi")
        proof = prove(service, tenant, ["--max-examples", str(examples), "--seed", str(seed)])
    for named in NAMED:
        name = f"{named.code} {named.fault}".strip()
        typer.echo(f"{name}: {len(proof.named.get(name, []))} operations, {named.why}")
    if proof.failures:
        typer.echo(proof.output[-MOST_TOLD:])
    typer.echo(
        f"{proof.cases} requests to {proof.operations} operations, seed {seed}: "
        f"{'; '.join(proof.failures) or 'no failure'}."
    )
    raise typer.Exit(code=1 if proof.failures else 0)


def prove(service: Service, tenant: Tenant, words: Sequence[str]) -> Proof:
    """Run schemathesis over a service; the words are options of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        document = service.send("GET", "/openapi.json").document
        (folder / "config.toml").write_text(config_of(document, tenant))
        report = folder / "report.json"
        named = folder / "named.json"
        done = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "--config-file", "config.toml"),
                *("--no-color", "run", f"{service.url}/openapi.json", "--continue-on-failure"),
                *("--workers", "1", "--report", "json", "--report-json-path", str(report)),
                *words,
            ],
            cwd=folder,
            env={**os.environ, "PROVE_KEY": tenant.key, "NAMED_REFUSALS": str(named)},
            capture_output=True,
            text=True,
            check=False,
        )
        output = done.stdout + done.stderr
        if not report.exists():
            raise RuntimeError(output[-MOST_TOLD:])
        return proof_of(json.loads(report.read_text()), named, output)


def proof_of(report: Mapping[str, Any], named: Path, output: str) -> Proof:
    """Read the report: what failed, and what ended before it was done."""
    failures = [
        f"{failure['title']}: {', '.join(failure['operations'])}"
        for failure in [*report["failures"]]
    ]
    failures += [f"{error['title']}: {error['count']} times" for error in report["errors"]]
    asked = report["operations"]
    if not report["complete"] or asked["tested"] != asked["total"]:
        failures.append(f"{asked['tested']} of {asked['total']} operations were asked")
    return Proof(
        report["test_cases"]["generated"],
        asked["tested"],
        failures,
        json.loads(named.read_text()) if named.exists() else {},
        output,
    )


def config_of(document: Mapping[str, Any], tenant: Tenant) -> str:
    """Write the configuration: the key comes from the environment, most ids are the tenant's.

    It stands in no command line, so that the list of processes tells no key.
    """
    lines = [
        f"hooks = {json.dumps(str(HOOKS))}",
        "[headers]",
        'Authorization = "${PROVE_KEY}"',
        "[checks]",
        "positive_data_acceptance.enabled = false",
    ]
    for name, ids in tenant.ids.items():
        lines += [f"[dictionaries.{name}]", f"values = {json.dumps(sorted(set(ids))[:20])}"]
    lines += ["[parameters]", f'"path.book_id" = {json.dumps(tenant.book_id)}']
    lines += [f'"header.Prefer" = "{PATIENT}"']
    for place, field in sorted(places_of(document)):
        names = [name for name in tenant.ids if known(field, name)]
        if field != "book_id" and names:
            told = f'{{ dictionary = "{max(names, key=len)}", probability = 0.7 }}'
            lines.append(f'"{place}.{field}" = {told}')
    return "\n".join(lines)


def places_of(document: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return where ids stand: the place and the name of each."""
    found: set[tuple[str, str]] = set()
    for operation in (one for methods in document["paths"].values() for one in methods.values()):
        for parameter in operation.get("parameters", []):
            if parameter["schema"].get("format") == "uuid":
                found.add((parameter["in"], parameter["name"]))
        content = operation.get("requestBody", {}).get("content", {})
        fields = content.get("application/json", {}).get("schema", {}).get("properties", {})
        found |= {("body", name) for name, of in fields.items() if of.get("format") == "uuid"}
    return found


if __name__ == "__main__":
    typer.run(main)
