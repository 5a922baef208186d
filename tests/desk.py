"""A partnership's desk without a mailbox: mails are spooled as collect would spool them, everything after is the real thing.

For stories in which IMAP plays no part: store, admission, mornings, and letters over real SMTP, at a tenth of the time.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from daemon.commands.opening import relay_opener, settings_of, store_of
from daemon.service.intake.admit import Admission
from daemon.service.mornings.sweep import alert_again, sweep
from daemon.service.office import open_office
from daemon.service.outgoing.drain import drain
from tests.builders import at
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import Listener
from tests.world import Ran, World


@dataclass
class _NoMailbox:
    """What a configuration says of a server that nobody asks."""

    tls_port: int = 1
    ca: str = "/nowhere.pem"


@dataclass
class Desk(World):
    """The same words as `World`; `once` collects what was laid on the desk."""

    waiting: list[tuple[bytes, datetime]] = field(default_factory=list)
    uid: int = 0

    def configure(self, **more: str) -> Path:
        config = super().configure(**more)
        config.write_text("\n".join(line for line in config.read_text().split("\n") if "ca_file" not in line))
        return config

    def arrives(self, raw: bytes, when: str | datetime) -> None:
        self.waiting.append((raw, at(when) if isinstance(when, str) else when))

    def once(self, now: str) -> Ran:
        import argparse

        instant = at(now)
        settings = settings_of(argparse.Namespace(config=self.folder / "config.toml"))
        with store_of(settings) as store:
            office = open_office(settings, store, lambda _: None, "desk")
            with store.change() as change:
                for raw, when in self.waiting:
                    self.uid += 1
                    change.spool(
                        mailbox_id=office.mailbox.id,
                        folder="INBOX",
                        uidvalidity=1,
                        uid=self.uid,
                        internaldate=when,
                        chunks=[raw],
                    )
                change.set("mailbox.collected_on", office.today(instant).isoformat())
            self.waiting.clear()
            list(Admission(office).outcomes(instant))
            sweep(office, instant)
            alert_again(office, instant)
            relay = relay_opener(settings)()
            drain(office, relay, instant)
            relay.close()
        return Ran(0, "", "")


@contextlib.contextmanager
def a_desk(folder: Path, protocol: str = "bolton", **more: Any) -> Iterator[Desk]:
    """A desk of its own, configured, with a relay that listens."""
    with Listener() as relay:
        desk = Desk(folder, cast(Dovecot, _NoMailbox()), relay, protocol, more)
        desk.configure()
        yield desk
