"""The README keeps its word: its commands are there, and its answer is the one that comes."""

import json
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from proof.project import ROOT, Project, own_project

README = (ROOT / "README.md").read_text()
ROUTINE = ROOT / "sql/R/90_api/R__90_api.get_account.sql"


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands() -> list[list[str]]:
    """Return the command lines, without what is said behind them."""
    lines = "".join(blocks("sh")).splitlines()
    return [line.partition("#")[0].split() for line in lines if line]


@contextmanager
def started(project: Project) -> Iterator[dict[str, Any]]:
    """Start all in one, and give what it says when it serves."""
    with subprocess.Popen(
        project.command("start", "--json"),
        cwd=project.folder,
        env=project.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_command_is_there(words: list[str]) -> None:
    if words[0] == "npm":
        assert words[1] in json.loads((ROOT / "package.json").read_text())["scripts"]
    else:
        assert words[:2] == ["npx", "procwright"]
        assert (ROOT / "src" / "commands" / f"{words[2]}.ts").is_file()
        assert all((ROOT / path).exists() for path in words[3:])


def test_the_routine_is_the_one_that_is_shown() -> None:
    (shown,) = blocks("sql")
    assert shown in ROUTINE.read_text()


def test_the_printed_curl_works_as_pasted_and_answers_what_is_shown() -> None:
    (shown,) = blocks("json")
    with own_project() as project, started(project) as said:
        answer = subprocess.run(
            ["bash", "-c", said["curl"]], capture_output=True, text=True, check=True, timeout=60
        )
    assert json.loads(answer.stdout) == json.loads(shown)


def test_every_file_that_is_named_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
