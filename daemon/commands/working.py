"""`run` and `once`: the service itself."""

from __future__ import annotations

import argparse
import logging
import os
import socket
import sys
from datetime import UTC, datetime

from daemon import log
from daemon.commands.opening import mailbox_opener, relay_opener, serving_settings_of, store_of


def once(chosen: argparse.Namespace) -> int:
    """One beat, then stop. Exit 69 when a server was away; everything else was done all the same."""
    from daemon.service.beat import Beat
    from daemon.service.office import open_office

    settings = serving_settings_of(chosen)
    log.to_stderr(logging.WARNING)
    with store_of(settings) as store, store.served():
        office = open_office(settings, store, print, worker_name())
        beat = Beat(office, mailbox_opener(settings), relay_opener(settings), check_clock=chosen.now is None)
        try:
            faults = beat.run(chosen.now.astimezone(UTC) if chosen.now else datetime.now(UTC))
        finally:
            beat.close()
    for fault in faults:
        print(fault, file=sys.stderr)
    return 69 if beat.server_away else 0


def run(chosen: argparse.Namespace) -> int:
    """The service in the foreground, until SIGTERM or Ctrl-C."""
    from daemon.service.beat import Beat
    from daemon.service.office import open_office
    from daemon.service.running import Running

    settings = serving_settings_of(chosen)
    log.to_stderr(logging.INFO)
    lines = logging.getLogger("case-intake")
    with store_of(settings) as store, store.served():
        office = open_office(settings, store, lines.info, worker_name())
        beat = Beat(office, mailbox_opener(settings), relay_opener(settings))
        lines.info("watching %s", settings.mailbox.folder)
        Running(beat, mailbox_opener(settings), settings.mailbox.folder).until_stopped()
    lines.info("stopped in good order")
    return 0


def worker_name() -> str:
    """Who holds a lease: this process on this machine."""
    return f"{socket.gethostname()}:{os.getpid()}"
