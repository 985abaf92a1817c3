"""What a service holds while it is asked: memory, connections, statements."""

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psycopg

from proof.project import Project

SESSIONS = """
select
    count(*) as sessions,
    count(*) filter (
        where state <> 'idle' and query not ilike 'listen%%'
    ) as busy,
    (extract(epoch from pg_postmaster_start_time()) * 1000)::bigint as started
from pg_stat_activity
where backend_type = 'client backend' and pid <> pg_backend_pid()
"""

GROWTH = 1.25
SPARE_BYTES = 24 * 2**20
FEWEST_SAMPLES = 40
PATIENCE_SECONDS = 15
ESTABLISHED = "01"


@dataclass(frozen=True, slots=True)
class Held:
    """What is held at a moment."""

    sessions: int
    busy: int
    sockets: int
    started: int
    processes: frozenset[int]


@dataclass(slots=True)
class Watch:
    """Looks at a service from outside."""

    project: Project
    port: int
    pid: int
    memory: list[int] = field(default_factory=list)

    def sample(self) -> None:
        """Note how much memory its processes have."""
        self.memory.append(sum(resident(pid) for pid in family(self.pid)))

    def held(self) -> Held:
        """Return what it holds now."""
        with psycopg.connect(self.project.url(), autocommit=True) as connection:
            sessions, busy, started = connection.execute(SESSIONS).fetchall()[0]
        return Held(sessions, busy, sockets_at(self.port), started, frozenset(family(self.pid)))

    def faults_since(self, before: Held) -> Iterator[str]:
        """Return what is left behind, and whatever has died, once nobody asks any more."""
        end = time.monotonic() + PATIENCE_SECONDS
        now = self.held()
        while (now.busy > 0 or now.sockets > before.sockets) and time.monotonic() < end:
            time.sleep(0.2)
            now = self.held()
        if now.busy > 0:
            yield f"{now.busy} statements still run"
        if now.sockets > before.sockets:
            yield f"{now.sockets} connections of clients are left"
        if now.processes != before.processes:
            yield f"processes {sorted(before.processes)} became {sorted(now.processes)}"
        if now.started != before.started:
            yield "the database was started again"
        yield from faults_of_memory(self.memory)


def faults_of_memory(samples: Sequence[int]) -> Iterator[str]:
    """Return whether memory grows: the last fifth against the second, which is warm."""
    if len(samples) < FEWEST_SAMPLES:
        return
    fifth = len(samples) // 5
    warm, last = median(samples[fifth : 2 * fifth]), median(samples[-fifth:])
    if last > warm * GROWTH + SPARE_BYTES:
        yield f"memory grew from {megabytes(warm)} to {megabytes(last)}"


def megabytes(size: float) -> str:
    """Write a size."""
    return f"{size / 2**20:.0f} MiB"


def family(pid: int) -> list[int]:
    """Return a process and all below it."""
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def resident(pid: int) -> int:
    """Return the bytes that a process has in memory; none when it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGESIZE")


def sockets_at(port: int) -> int:
    """Return how many connections of clients a local port has."""
    lines = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/self/net/{table}").read_text().splitlines()[1:]
    ]
    return sum(
        int(line[1].rpartition(":")[2], 16) == port and line[3] == ESTABLISHED for line in lines
    )
