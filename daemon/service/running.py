"""`run`: the service in the foreground. A beat every minute, at once when mail comes, until told to stop.

The scheduler only beats time (LIBRARIES, *The beat*): one thread, one job, no job store. IDLE watches the mailbox in a
thread of its own, over a connection of its own, and pokes the beat.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from daemon.faults import CaseIntakeError
from daemon.mailbox import Backoff, Mailbox
from daemon.service.beat import Beat

log = logging.getLogger(__name__)

BEAT_SECONDS = 60


class Running:
    """The life of the service between its start and a signal."""

    def __init__(self, beat: Beat, open_mailbox: Callable[[], Mailbox], folder: str) -> None:
        self._beat = beat
        self._open_mailbox = open_mailbox
        self._folder = folder
        self._stop = threading.Event()
        self._poke = threading.Event()
        self._said: tuple[str, ...] = ()

    def until_stopped(self) -> None:
        """Beat until SIGTERM or SIGINT; the beat in hand is finished first."""
        from apscheduler.schedulers.background import BackgroundScheduler

        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: self.stop())
        scheduler = BackgroundScheduler(timezone="UTC")
        scheduler.add_job(
            self._poke.set, "interval", seconds=BEAT_SECONDS, coalesce=True, max_instances=1, misfire_grace_time=None
        )
        scheduler.start()
        watcher = threading.Thread(target=self._watch, name="idle", daemon=True)
        watcher.start()
        notify("READY=1")
        try:
            while not self._stop.is_set():
                self._poke.clear()
                self._once()
                notify("WATCHDOG=1")
                self._poke.wait(BEAT_SECONDS)
        finally:
            notify("STOPPING=1")
            scheduler.shutdown(wait=False)
            self._beat.close()
            watcher.join(timeout=5)

    def stop(self) -> None:
        """Finish the beat in hand, then leave."""
        self._stop.set()
        self._poke.set()

    def _once(self) -> None:
        faults = tuple(self._beat.run(datetime.now(UTC)))
        for fault in faults:
            if fault not in self._said:
                log.error("%s", fault)
        if self._said and not faults:
            log.info("everything answers again")
        self._said = faults

    def _watch(self) -> None:
        """Wait in IDLE and poke the beat when something arrives; a lost connection is made again with back-off."""
        backoff = Backoff()
        while not self._stop.is_set():
            try:
                mailbox = self._open_mailbox()
            except CaseIntakeError:
                # The beat meets the same fault and says it; here it only means waiting longer.
                self._stop.wait(backoff.next())
                continue
            try:
                mailbox.select(self._folder)
                backoff.reset()
                self._poke.set()
                while not self._stop.is_set():
                    if mailbox.idle(BEAT_SECONDS, self._stop):
                        self._poke.set()
            except CaseIntakeError:
                self._stop.wait(backoff.next())
            finally:
                mailbox.close()


def notify(state: str) -> None:
    """Tell systemd how we are, where it asked to be told (sd_notify(3)); nothing elsewhere."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        try:
            channel.connect(address)
            channel.sendall(state.encode())
        except OSError as fault:
            log.warning("systemd could not be told %s (%s)", state, fault.strerror)
