"""Killed at any moment, nothing is lost and nothing happens twice (DESIGN 2, 12).

The service runs as a process and is killed before and after each durable step, at each command of either mail server,
and at random moments; then it is started again, and what must hold is counted. By default every twenty-fourth step is one of
them: `EVERY_STEP=1` takes each, and `CRASHES=1000` makes the random part long.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import re
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from email import message_from_bytes
from pathlib import Path

import pytest

from daemon.store import Store
from tests.builders import a_mail, a_word_form, at
from tests.conftest import needed
from tests.servers import dovecot as dovecot_server
from tests.servers.dovecot import Dovecot
from tests.servers.proxy import Proxy
from tests.servers.smtp import Listener
from tests.world import ROOT, World

NOW = "2026-03-04T09:10:00+00:00"
LAUNCHER = str(Path(__file__).with_name("launcher.py"))
Mails = Sequence[tuple[str, dict[str, str] | None]]
MAILS: Mails = (
    ("ann@schools.example", {"subject_name": "A. B."}),
    ("bea@health.example", {"subject_name": "C. D.", "referring_agency": "Example Health Trust"}),
    ("somebody@elsewhere.example", None),
)
EXPECTED = {
    ("ann@schools.example", "RPDE-2026-0001: received"),
    ("bea@health.example", "RPDE-2026-0002: received"),
    ("spoc@police.example", "RPDE-2026-0001: notice"),
    ("spoc@police.example", "RPDE-2026-0002: notice"),
    ("manager@unit.example", "Message N waits"),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    needed(dovecot_server.BINARY is not None, "dovecot")
    with Dovecot({f"u{number}@example.org": "secret" for number in range(3000)}) as one:
        yield one


users = iter(f"u{number}@example.org" for number in range(3000))


class Play:
    """One mailbox with three mails, one store, one relay; the service is run on it, killed, and run again."""

    def __init__(self, folder: Path, server: Dovecot, relay: Listener, mails: Mails = MAILS) -> None:
        self.user = next(users)
        self.folder = folder / self.user
        self.folder.mkdir()
        self.server, self.relay = server, relay
        self.world = World(self.folder, server, relay)
        self.configure(server.port)
        for sender, form in mails:
            raw = a_mail(sender, form=a_word_form(**form) if form else None, subject="Form" if form else "Hello")
            server.deliver(raw, user=self.user, when=at("2026-03-04 09:05"))

    def configure(self, port: int) -> None:
        file = self.world.configure()
        text = re.sub(
            r'port = \d+\nsecurity = "tls"\nca_file = "[^"]*"\nusername = "[^"]*"',
            f'port = {port}\nsecurity = "none"\nusername = "{self.user}"',
            file.read_text(),
        )
        file.write_text(text)

    def start(self, step: str | None = None) -> subprocess.Popen[bytes]:
        command = [LAUNCHER, step] if step else ["-m", "daemon.commands"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        arguments = [*command, "once", "--now", NOW, "--config", str(self.folder / "config.toml")]
        return subprocess.Popen(
            [sys.executable, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def finish(self) -> None:
        """Start it again as a supervisor would."""
        self.configure(self.server.port)
        self.start().communicate(timeout=60)

    def check(self) -> None:
        """No message without an outcome, no second case, no second letter with another Message-ID, none missing."""
        with Store.open(f"sqlite:///{self.folder / 'case-intake.db'}") as store:
            assert [one.state for one in store.messages()] == ["handled", "handled", "held"]
            assert [one.reference for one in store.cases()] == ["RPDE-2026-0001", "RPDE-2026-0002"]
            assert {one.state for one in store.letters()} == {"sent"}
        ids = self.letters()
        for address, beginning in EXPECTED:
            assert any(to == address and subject.startswith(beginning) for to, subject in ids), (address, beginning)
        maildir = self.server.maildir(self.user)
        assert not [one for name in ("new", "cur") for one in (maildir / name).iterdir()]
        logged = self.server.mails("Case intake/Logged", self.user)
        assert len(logged) == 2

    def letters(self) -> set[tuple[str, str]]:
        """(recipient, subject) of each letter that was taken; a repeat bears the Message-ID of the first."""
        ids = defaultdict(set)
        for taken in self.relay.taken:
            letter = message_from_bytes(taken.raw)
            subject = re.sub(r"Message \d+", "Message N", str(letter["Subject"]))
            for one in taken.recipients:
                ids[one, subject].add(str(letter["Message-ID"]))
        assert all(len(found) == 1 for found in ids.values()), ids
        return set(ids)


@contextlib.contextmanager
def a_play(folder: Path, server: Dovecot, mails: Mails = MAILS) -> Iterator[Play]:
    with Listener() as relay:
        yield Play(folder, server, relay, mails)


def steps() -> Iterator[int]:
    """The steps at which the service is killed, until one run goes unharmed: every twenty-fourth, or each with EVERY_STEP=1."""
    return itertools.count(1, 1 if os.environ.get("EVERY_STEP") else 24)


def killed_at(play: Play, step: str) -> bool:
    process = play.start(step)
    process.communicate(timeout=60)
    return process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("kind", ["commit", "rename"])
def test_killed_at_every_durable_step_it_loses_and_repeats_nothing(
    tmp_path: Path, server: Dovecot, kind: str, moment: str
) -> None:
    number = 0
    for number in steps():
        with a_play(tmp_path, server) as play:
            killed = killed_at(play, f"{kind}:{number}:{moment}")
            play.finish()
            play.check()
        if not killed:
            break
    assert number > (15 if kind == "commit" else 1)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_at_every_imap_command_it_loses_and_repeats_nothing(
    tmp_path: Path, server: Dovecot, moment: str
) -> None:
    number = 0
    for number in steps():
        with a_play(tmp_path, server) as play:
            killed = kill_during(play, number, moment)
            play.finish()
            play.check()
        if not killed:
            break
    assert number > 10


def kill_during(play: Play, number: int, moment: str) -> bool:
    processes: list[subprocess.Popen[bytes]] = []

    def on_command(n: int, when: str) -> None:
        if n >= number and when == moment and processes:
            processes[0].kill()

    with Proxy("127.0.0.1", play.server.port, on_command) as proxy:
        play.configure(proxy.port)
        processes.append(play.start())
        processes[0].communicate(timeout=60)
    return processes[0].returncode == -signal.SIGKILL


@pytest.mark.parametrize("point", ["recipient", "data"])
def test_killed_at_every_letter_it_repeats_none_under_another_id(tmp_path: Path, server: Dovecot, point: str) -> None:
    for number in range(1, 6):
        with a_play(tmp_path, server) as play:
            kill = _killer(play, number)
            if point == "recipient":
                play.relay.answers = lambda _address, kill=kill: kill()
            else:
                play.relay.data_answer = lambda _raw, kill=kill: kill()
            process = play.start()
            kill.processes.append(process)  # type: ignore[attr-defined]
            process.communicate(timeout=60)
            assert process.returncode == -signal.SIGKILL
            play.relay.answers = play.relay.data_answer = lambda _: None
            play.finish()
            play.check()


def _killer(play: Play, number: int) -> Callable[[], None]:
    state = {"seen": 0}

    def kill() -> None:
        state["seen"] += 1
        if state["seen"] == number and kill.processes:  # type: ignore[attr-defined]
            kill.processes[0].kill()  # type: ignore[attr-defined]

    kill.processes = []  # type: ignore[attr-defined]
    return kill


def test_killed_at_random_moments_it_loses_and_repeats_nothing(tmp_path: Path, server: Dovecot) -> None:
    chance = random.Random(20260304)
    for _ in range(int(os.environ.get("CRASHES", "4"))):
        with a_play(tmp_path, server) as play:
            process = play.start()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.communicate(timeout=chance.uniform(0.25, 2.2))
            process.kill()
            process.communicate()
            play.finish()
            play.check()


def test_killed_amid_a_backlog_that_two_processes_read_it_loses_and_repeats_nothing(
    tmp_path: Path, server: Dovecot
) -> None:
    mails = [("ann@schools.example", {"subject_name": f"Child {number}"}) for number in range(45)]
    for number in (5, 40, 60):
        with a_play(tmp_path, server, mails) as play:
            kill = _killer(play, number)
            play.relay.data_answer = lambda _raw, kill=kill: kill()
            process = play.start()
            kill.processes.append(process)  # type: ignore[attr-defined]
            process.communicate(timeout=60)
            assert process.returncode == -signal.SIGKILL
            play.finish()

            with Store.open(f"sqlite:///{play.folder / 'case-intake.db'}") as store:
                assert {one.state for one in store.messages()} == {"handled"}
                assert [one.reference for one in store.cases()] == [f"RPDE-2026-{one:04d}" for one in range(1, 46)]
                assert {one.state for one in store.letters()} == {"sent"}
            letters = play.letters()
            for one in range(1, 46):
                for address, what in (("ann@schools.example", "received"), ("spoc@police.example", "notice")):
                    assert any(
                        to == address and said.startswith(f"RPDE-2026-{one:04d}: {what}") for to, said in letters
                    )
