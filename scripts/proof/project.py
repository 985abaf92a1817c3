"""A project of a test's own: this one's sql and scripts, in a folder and a server of their own.

Killing its server hurts nobody else, and nothing of it is left behind.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

ROOT = Path(__file__).parents[2]
PARTS = ("sql", "scripts", "flyway.conf", "procwright.json")


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with a procwright.json; every verb works in it."""

    folder: Path

    def command(self, *words: str) -> list[str]:
        """Return the command line of a verb."""
        return ["node", os.environ["PROCWRIGHT_BIN"], *words]

    def environment(self) -> dict[str, str]:
        """Return the environment without what leads to the database of the other tests."""
        own = ("DATABASE_URL", "IMPORT_URL", "OPERATOR_URL", "SCRATCH_", "PG", "PORT")
        return {key: value for key, value in os.environ.items() if not key.startswith(own)}

    def run(self, *words: str, timeout: float = 180) -> subprocess.CompletedProcess[str]:
        """Run a verb to its end."""
        return subprocess.run(
            self.command(*words),
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def must(self, *words: str, timeout: float = 180) -> str:
        """Run a verb that has to succeed, and return what it printed."""
        done = self.run(*words, timeout=timeout)
        assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def status(self) -> Mapping[str, Any]:
        """Return what `status` says."""
        found: Mapping[str, Any] = json.loads(self.run("status", "--json").stdout)
        return found

    def url(self, login: str | None = None) -> str:
        """Return where a login connects to since the last start; the superuser by default."""
        status = self.status()
        parts = conninfo_to_dict(status["url"])
        user = login or str(parts["user"])
        return make_conninfo(status["url"], user=user, passfile=status["passFile"])


def ask(url: str, query: str, **values: object) -> list[tuple[Any, ...]]:
    """Ask a database."""
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(query.encode(), values).fetchall()


@contextmanager
def own_project() -> Iterator[Project]:
    """Give a project whose folder every user can reach: the server may run as another one."""
    if not os.environ.get("PROCWRIGHT_BIN"):
        pytest.fail("PROCWRIGHT_BIN is not set: run procwright check --only python")
    folder = Path(tempfile.mkdtemp(prefix="procwright-test-"))
    folder.chmod(0o755)
    for part in PARTS:
        (folder / part).symlink_to(ROOT / part)
    project = Project(folder)
    try:
        yield project
    finally:
        status = project.status()
        project.run("down")
        for place in (status["stateFolder"], status["socketFolder"], folder):
            shutil.rmtree(place, ignore_errors=True)
