"""A second process of this program that opens and reads mails, while this one writes down and sends what was read.

It is started for a backlog, or for a mail that was tried before, and ends with it. It takes the bytes from the store itself,
so that asking costs nothing, and answers in the order in which it was asked; its clock for one mail is a signal that ends
it. A mail that ends it costs only itself a try: the others are read by whoever is free. It ends with this process, whatever
ends that.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import signal
import subprocess
import sys
from collections import deque
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

from daemon import log as logs
from daemon.service.office import Office, own_file
from daemon.service.opening.opened import Read, read_stored
from daemon.store import Store
from daemon.store.values import Message

log = logging.getLogger(__name__)

SECONDS = 90
MEMORY = 300 << 20
# How many mails it is given at once, and how much of what it has read the pipe holds while nobody asks.
MOST_ASKED = 10
PIPE = 1 << 20


class ReadingEnded(Exception):
    """The process that read a mail did not come to its end."""


class Ahead:
    """The other process, where this machine has a second processor; started when it is first asked."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._child: subprocess.Popen[bytes] | None = None
        self._asked: deque[Message] = deque()
        self._answered = False

    @property
    def room(self) -> int:
        """How many more mails it should be asked for: one until it has first answered, for it takes a second to start."""
        processors = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ()
        if len(processors) < 2:
            return 0
        return max(0, (MOST_ASKED if self._answered else 1) - len(self._asked))

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child is not None else None

    def ask(self, message: Message, today: date) -> None:
        """Have it read `message`, as the next after those that it was asked for before."""
        if self._child is None:
            self._start()
        self._asked.append(message)
        # Whether it still lives is found out where its answer is awaited.
        with contextlib.suppress(OSError):
            self._to.send((message, today))

    def answers(self, *, wait: bool) -> tuple[list[tuple[Message, Read | ReadingEnded]], list[Message]]:
        """What it has read meanwhile, or failed to read; and what it was asked for in vain. `wait` for one at least."""
        found: list[tuple[Message, Read | ReadingEnded]] = []
        while self._asked:
            waiting = wait and not found
            try:
                if not self._from.poll(SECONDS + 30 if waiting else 0):
                    if not waiting:
                        break
                    raise EOFError
                answer = self._from.recv()
            except (EOFError, OSError):
                culprit, *others = self._asked
                log.warning("the process that read message %s ended before it was done", culprit.id)
                self.close()
                return [*found, (culprit, ReadingEnded())], others
            self._answered = True
            found.append((self._asked.popleft(), answer if answer is not None else ReadingEnded()))
        return found, []

    def close(self) -> None:
        """End it; what it was asked for and has not answered is forgotten."""
        if self._child is not None:
            self._to.close()
            self._from.close()
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._child.pid, signal.SIGKILL)
            self._child.wait()
        self._child, self._answered = None, False
        self._asked.clear()

    def _start(self) -> None:
        hears, to = os.pipe()
        from_, says = os.pipe()
        # A short pipe only makes it wait for us; how much an unprivileged process may have is the kernel's to say.
        with contextlib.suppress(OSError, AttributeError):
            fcntl.fcntl(says, fcntl.F_SETPIPE_SZ, PIPE)
        try:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "daemon.service.opening.ahead"],
                stdin=hears,
                stdout=says,
                start_new_session=True,
                cwd=Path(__file__).resolve().parent.parent.parent.parent,
            )
        finally:
            os.close(hears)
            os.close(says)
        self._to, self._from = Connection(to, readable=False), Connection(from_, writable=False)
        office = self._office
        own = own_file(office.settings, "vocabulary")
        with contextlib.suppress(OSError):
            self._to.send((Path.cwd(), office.store.url, office.protocol.id, own))


def _child() -> NoReturn:
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logs.to_stderr(logging.WARNING)
    asked, told = Connection(os.dup(0), writable=False), Connection(os.dup(1), readable=False)
    # Nothing that a library prints or asks for may get between.
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    with contextlib.suppress(EOFError, OSError):
        folder, url, protocol, own = asked.recv()
        # Paths of the configuration may be meant from where the service was started.
        os.chdir(folder)
        with Store.open(url) as store:
            while True:
                message, today = asked.recv()
                signal.alarm(SECONDS)
                try:
                    answer = read_stored(store, message, today, protocol, own)
                except Exception:
                    # As in `admit`: what a message does cannot be listed, and the next one must be read.
                    log.exception("message %s could not be read", message.id)
                    answer = None
                signal.alarm(0)
                told.send(answer)
    os._exit(0)


if __name__ == "__main__":
    _child()
