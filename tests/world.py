"""A partnership's whole world in a temporary folder: Dovecot, a relay, a configuration, and the commands run on it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

from daemon.commands import main
from daemon.directory.making import make_contacts
from tests.builders import DIRECTORY, MANAGER, at
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import Listener

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Ran:
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class World:
    """Servers, files and commands of one test."""

    folder: Path
    dovecot: Dovecot
    relay: Listener
    protocol: str = "bolton"
    more: dict[str, str] = field(default_factory=dict)

    def configure(self, **more: str) -> Path:
        """Write config.toml and contacts.xlsx. `more` adds lines to sections: letters='mode = "hold"'."""
        extra = {**self.more, **more}
        zone = "Europe/Isle_of_Man" if self.protocol == "isle-of-man" else "Europe/London"
        sections = {
            "partnership": f'name = "Example Partnership"\nprotocol = "{self.protocol}"\ntime_zone = "{zone}"\naddress = "unit@example.org"',
            "mailbox": f'host = "127.0.0.1"\nport = {self.dovecot.tls_port}\nsecurity = "tls"\nca_file = "{self.dovecot.ca}"\n'
            'username = "unit@example.org"\npassword = "secret"',
            "smtp": f'host = "127.0.0.1"\nport = {self.relay.port}\nsecurity = "none"\nsender = "unit@example.org"',
            "directory": f'manager = "{MANAGER}"',
            "letters": "",
            "store": "",
        }
        if "start" not in extra.get("mailbox", ""):
            sections["mailbox"] += '\nstart = "all"'
        config = self.folder / "config.toml"
        config.write_text("\n".join(f"[{name}]\n{text}\n{extra.get(name, '')}" for name, text in sections.items()))
        if not (self.folder / "contacts.xlsx").exists():
            data = make_contacts(("Mo Hale", MANAGER), (), DIRECTORY.agencies, DIRECTORY.people)
            (self.folder / "contacts.xlsx").write_bytes(data)
        return config

    def run(self, *arguments: str) -> Ran:
        """One command in this process, as a user would see it."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([*arguments, "--config", str(self.folder / "config.toml")])
        return Ran(code, out.getvalue(), err.getvalue())

    def once(self, now: str) -> Ran:
        """One beat at `now`."""
        return self.run("once", "--now", at(now).isoformat())

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A command as a process of its own."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "CASE_INTAKE_CONFIG": str(self.folder / "config.toml")}
        return subprocess.Popen(
            [sys.executable, "-m", "daemon.commands", *arguments],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def arrives(self, raw: bytes, when: str | datetime) -> None:
        """A mail is delivered, its INTERNALDATE being `when`."""
        self.dovecot.deliver(raw, when=at(when) if isinstance(when, str) else when)

    @property
    def letters(self) -> list[Message]:
        return [message_from_bytes(one.raw) for one in self.relay.taken]

    def letters_to(self, address: str) -> list[str]:
        """The subjects of the letters that went to `address`, in their order."""
        return [str(message_from_bytes(one.raw)["Subject"]) for one in self.relay.taken if address in one.recipients]

    def message_id(self, words: str) -> str:
        """The Message-ID of the last letter whose subject holds `words`."""
        return next(str(one["Message-ID"]) for one in reversed(self.letters) if words in str(one["Subject"]))

    def cases(self, now: str) -> list[dict[str, Any]]:
        return self.run("cases", "--json", "--now", at(now).isoformat()).json


@contextlib.contextmanager
def a_world(folder: Path, protocol: str = "bolton", **more: str) -> Iterator[World]:
    """A world of its own, configured and running."""
    with Dovecot() as dovecot, Listener() as relay:
        world = World(folder, dovecot, relay, protocol, more)
        world.configure()
        yield world
