"""A PostgreSQL cluster of our own in a temporary directory, run as another user where we are root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from types import TracebackType

from tests.servers.dovecot import free_port

BINARIES = next(
    (one for one in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True) if (one / "initdb").exists()), None
)


class Cluster:
    """A running cluster; `fresh_database` gives the address of an empty database."""

    def __init__(self) -> None:
        self.base = Path(tempfile.mkdtemp(prefix="postgres-"))
        self.port = free_port()
        self._numbers = count(1)
        self._as: dict[str, object] = {}
        if os.getuid() == 0:
            owner = pwd.getpwnam("nobody")
            os.chown(self.base, owner.pw_uid, owner.pw_gid)
            self._as = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}

    def _run(self, name: str, *arguments: str) -> None:
        assert BINARIES is not None
        subprocess.run(
            [str(BINARIES / name), *arguments],
            check=True,
            cwd=self.base,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self._as,  # type: ignore[call-overload]
        )

    def __enter__(self) -> Cluster:
        data = str(self.base / "data")
        self._run("initdb", "-D", data, "-U", "intake", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"-F -p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.base}"
        self._run("pg_ctl", "-D", data, "-w", "-l", str(self.base / "log"), "-o", options, "start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run("pg_ctl", "-D", str(self.base / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.base, ignore_errors=True)

    def fresh_database(self) -> str:
        name = f"intake{next(self._numbers)}"
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "intake", name)
        return f"postgresql://intake@127.0.0.1:{self.port}/{name}"
