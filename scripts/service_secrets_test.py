"""No secret of a running service is told: not in its log, its answers, doctor, or process lists."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from proof.project import Project
from proof.service import Service

LANES = {"read": "reader", "write": "writer", "ops": "operator"}


def passwords_of(project: Project) -> dict[str, str]:
    """Return the password of each login, out of the project's pass file."""
    lines = Path(str(project.status()["passFile"])).read_text().splitlines()
    entries = (line.rsplit(":", 2) for line in lines if line and not line.startswith("#"))
    return {login: password for _, login, password in entries}


def command_lines() -> list[str]:
    """Return the arguments of every process that can be seen."""
    lines = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(place.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue  # it has ended meanwhile
    return lines


def leaks(secrets: Mapping[str, str], texts: Mapping[str, str]) -> list[str]:
    """Return where a secret stands; never the secret."""
    return [
        f"{name} stands in {place}"
        for place, text in texts.items()
        for name, secret in secrets.items()
        if secret in text
    ]


@contextmanager
def serving(project: Project, environment: Mapping[str, str], log: Path) -> Iterator[str]:
    """Start one more service of a project with the loudest log, and give its URL."""
    with log.open("w") as sink:
        process = subprocess.Popen(
            project.command("serve", "--json", "--workers", "1"),
            cwd=project.folder,
            env={**project.environment(), **environment, "PORT": "0", "LOG_LEVEL": "silly"},
            stdout=subprocess.PIPE,
            stderr=sink,
            text=True,
        )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, log.read_text()
        yield str(json.loads(line)["url"])
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture
def told(service: Service, tmp_path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Give the secrets of the lanes, and an environment that tells them in each of three ways."""
    passwords = passwords_of(service.project)
    secrets = {lane: passwords[login] for lane, login in LANES.items()}
    file = tmp_path / "secret"
    file.write_text(secrets["write"])
    other = tmp_path / "other"
    other.write_text(secrets["ops"])
    return secrets, {
        "PROCWRIGHT_READ_PASSWORD": secrets["read"],
        "PROCWRIGHT_WRITE_PASSWORD_FILE": str(file),
        "PROCWRIGHT_OPS_PASSWORD_COMMAND": f"cat {other}",
    }


def test_no_password_is_told_by_a_service_that_runs(
    service: Service, told: tuple[dict[str, str], dict[str, str]], tmp_path: Path
) -> None:
    secrets, environment = told
    key = service.key.partition(" ")[2]
    log = tmp_path / "log"
    texts: dict[str, str] = {}
    with serving(service.project, environment, log) as url:
        here = replace(service, url=url)
        wrong = {"Authorization": f"Bearer pw_{'0' * 12}_{'0' * 43}"}
        for path in ("/readyz", "/metrics", "/openapi.json", "/contract.json", "/docs", "/nowhere"):
            texts[path] = repr(here.send("GET", path))
        for operation in service.operations[:8]:
            texts[operation.path] = repr(here.ask(operation))
            texts[f"{operation.path}, wrong key"] = repr(
                here.send(operation.method, operation.url(), None, wrong)
            )
            texts[f"{operation.path}, bad body"] = repr(
                here.send("POST", operation.url(), b'{"password": 1')
            )
        texts["the processes"] = "\n".join(command_lines())
    texts["the log"] = log.read_text()
    assert "/v1/" in texts["the log"]
    assert "serve --json" in texts["the processes"]
    assert leaks({**secrets, "the key": key.rpartition("_")[2]}, texts) == []


def test_no_password_is_told_by_doctor(
    service: Service, told: tuple[dict[str, str], dict[str, str]]
) -> None:
    secrets, environment = told
    done = subprocess.run(
        service.project.command("doctor", "--json"),
        cwd=service.project.folder,
        env={**service.project.environment(), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "PROCWRIGHT_OPS_PASSWORD" in done.stdout
    assert leaks(secrets, {"doctor": done.stdout + done.stderr}) == []


def test_no_password_is_told_when_it_opens_nothing(
    service: Service, told: tuple[dict[str, str], dict[str, str]]
) -> None:
    secrets, environment = told
    wrong = {"wrong": "planted-and-wrong", "in a URL": "planted-in-a-url"}
    status = service.project.status()["url"]
    place = str(status).partition("@")[2]
    told_here = {
        **environment,
        "PROCWRIGHT_READ_PASSWORD": wrong["wrong"],
        "PROCWRIGHT_DATABASE_URL": f"postgres://me:{wrong['in a URL']}@{place}?sslmode=disable",
        "LOG_LEVEL": "silly",
        "PORT": "0",
    }
    texts = {}
    for words in (["serve", "--json", "--workers", "1"], ["doctor"], ["migrate", "--json"]):
        process = subprocess.Popen(
            service.project.command(*words),
            cwd=service.project.folder,
            env={**service.project.environment(), **told_here},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if words[0] == "serve":  # it reads as the operator alone until it is asked something
            assert process.stdout is not None
            line = next(line for line in process.stdout if line.startswith('{"url"'))
            url = json.loads(line)["url"]
            texts["the answer"] = repr(replace(service, url=url).send("GET", "/v1/currencies"))
            process.terminate()
        said, _ = process.communicate(timeout=120)
        texts[" ".join(words)] = said
    assert "28P01" in texts["doctor"]
    assert leaks({**secrets, **wrong}, texts) == []


def test_a_secret_that_is_told_is_found() -> None:
    secret = "planted-in-an-argument"
    command = [sys.executable, "-c", "print(flush=True); import time; time.sleep(60)", secret]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        found = leaks({"it": secret}, {"the processes": "\n".join(command_lines())})
        process.kill()
    assert found == ["it stands in the processes"]
    assert leaks({"it": secret}, {"an answer": f'{{"x": "{secret}"}}', "other": "x"}) == [
        "it stands in an answer"
    ]
