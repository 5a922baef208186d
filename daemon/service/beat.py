"""One beat: collect, admit, sweep, drain, file, register; then what waits for the next.

The beat remembers nothing. What is due lies in the store, so a missed beat is merely late; what went wrong with one
server is said, and the stations that do not need it go on.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from daemon.faults import CaseIntakeError
from daemon.mailbox import Mailbox
from daemon.post.smtp import Relay
from daemon.service.intake.admit import Admission
from daemon.service.intake.collect import collect
from daemon.service.intake.filing import file_handled
from daemon.service.mornings.brief import weekly_brief
from daemon.service.mornings.contacts import contacts_check
from daemon.service.mornings.sweep import alert_again, sweep
from daemon.service.office import Office
from daemon.service.outgoing.drain import drain
from daemon.service.outgoing.returned import corrected
from daemon.service.outgoing.writing import Writer
from daemon.service.shown.redraw import Drawing, redraw

log = logging.getLogger(__name__)

AWAY_BEFORE_ALARM = timedelta(minutes=30)
CLOCKS_MAY_DIFFER = timedelta(minutes=5)


@dataclass(slots=True)
class Beat:
    """The stations in their order, over connections that are kept between beats while they live."""

    office: Office
    open_mailbox: Callable[[], Mailbox]
    open_relay: Callable[[], Relay]
    check_clock: bool = True
    mailbox: Mailbox | None = None
    relay: Relay | None = None
    drawing: Drawing = field(default_factory=Drawing)
    whole: bool = True
    server_away: bool = False
    relay_away: bool = False
    admission: Admission = field(init=False)

    def __post_init__(self) -> None:
        self.admission = Admission(self.office)

    def run(self, now: datetime) -> list[str]:
        """One beat at `now`; the sentences of what went wrong, empty when all went well."""
        faults = self._read_again(now)
        self._tell_directory_faults(now)
        self.server_away = self.relay_away = False
        last = self.office.store.get("beat.last")
        if self.check_clock and last and now < datetime.fromisoformat(last) - CLOCKS_MAY_DIFFER:
            faults.append(
                f"This machine's clock ({now:%d %B %Y %H:%M} UTC) lies behind the last beat. Nothing is sent until it is set right."
            )
            return self._ended(now, faults, alarm="clock")
        self._attempt(faults, lambda: self._collected(now), self._drop_mailbox)
        self._admit_all(now)
        corrected(self.office, now)
        sweep(self.office, now)
        self._aside("the contacts check", now, lambda: contacts_check(self.office, now))
        self._aside("the weekly brief", now, lambda: weekly_brief(self.office, now))
        alert_again(self.office, now)
        self._attempt(faults, lambda: self._drained(now), self._drop_relay)
        if self.mailbox is not None:
            self._attempt(faults, self._filed, self._drop_mailbox)
        faults += redraw(self.office, self.drawing, now)
        return self._ended(now, faults)

    def _tell_directory_faults(self, now: datetime) -> None:
        """Mail the faults of contacts.xlsx to the manager, once for each version of the file."""
        office = self.office
        if office.directory_faults:
            with office.store.change() as change:
                Writer(office, change, now).alarm(f"contacts/{office.faulty_digest[:32]}", office.directory_faults)

    def _read_again(self, now: datetime) -> list[str]:
        """The directory and the partnership's own templates, if somebody has edited them; faults of these are mailed."""
        found = self.office.refresh_letters()
        if found:
            digest = hashlib.sha256("\n".join(found).encode()).hexdigest()[:16]
            with self.office.store.change() as change:
                Writer(self.office, change, now).alarm(f"templates/{self.office.today(now)}/{digest}", found)
        return [*self.office.refresh_directory(), *found]

    def close(self) -> None:
        """Leave both servers in good order."""
        self.admission.close()
        self._drop_mailbox()
        self._drop_relay()

    def _attempt(self, faults: list[str], step: Callable[[], None], after_fault: Callable[[], None]) -> None:
        """One step at a server that may be away: the sentence is kept, and the connection is made anew next time."""
        try:
            step()
        except CaseIntakeError as fault:
            faults.append(str(fault))
            self.server_away = True
            after_fault()

    def _aside(self, what: str, now: datetime, step: Callable[[], object]) -> None:
        """A step that no case waits for: whatever it meets, the letters about cases go, and the manager is told."""
        try:
            step()
        except Exception:
            # It reads every case, and what a damaged one does cannot be listed.
            log.exception("%s could not be written", what)
            key = f"aside/{self.office.today(now)}/{what.replace(' ', '-')}"
            with self.office.store.change() as change:
                told = f"{what.capitalize()} could not be written; it is tried again. See the service's log."
                Writer(self.office, change, now).alarm(key, [told])

    def _collected(self, now: datetime) -> None:
        if self.mailbox is None:
            self.mailbox = self.open_mailbox()
        collect(
            self.office,
            self.mailbox,
            now,
            whole=self.whole,
            after_batch=lambda: self._admit_all(now, more_coming=True),
        )
        self.whole = False

    def _admit_all(self, now: datetime, *, more_coming: bool = False) -> None:
        for lines in self.admission.outcomes(now, more_coming=more_coming):
            for line in lines:
                self.office.say(line)
            self._answered(now)

    def _answered(self, now: datetime) -> None:
        """Whoever sent a form hears of it before anybody is written to about it; a relay that is away is left alone."""
        if not self.relay_away:
            try:
                self._drained(now, answers_only=True)
            except CaseIntakeError:
                # The last station of the beat tries again, and says so.
                self.relay_away = True
                self._drop_relay()

    def _drained(self, now: datetime, *, answers_only: bool = False) -> None:
        if not self.office.store.letters_wait(self.office.mailbox.id, now):
            return
        try:
            if self.relay is None:
                self.relay = self.open_relay()
            drain(self.office, self.relay, now, answers_only=answers_only)
        except CaseIntakeError as fault:
            self._relay_is(str(fault))
            raise
        self._relay_is(None)

    def _relay_is(self, fault: str | None) -> None:
        """Remember whether the relay answered, for `status`."""
        if self.office.store.get("smtp.fault") != fault:
            with self.office.store.change() as change:
                change.set("smtp.fault", fault)

    def _filed(self) -> None:
        assert self.mailbox is not None
        file_handled(self.office, self.mailbox)
        copy_sent(self.office, self.mailbox)

    def _drop_mailbox(self) -> None:
        if self.mailbox is not None:
            self.mailbox.close()
            self.mailbox = None

    def _drop_relay(self) -> None:
        if self.relay is not None:
            self.relay.close()
            self.relay = None

    def _ended(self, now: datetime, faults: list[str], alarm: str | None = None) -> list[str]:
        store = self.office.store
        away = store.get("mailbox.last_seen")
        with store.change() as change:
            if alarm is None:
                change.set("beat.last", now.isoformat())
            change.set("beat.faults", faults)
            if away and now - datetime.fromisoformat(away) > AWAY_BEFORE_ALARM:
                Writer(self.office, change, now).alarm(f"mailbox/away/{away}", faults or ["The mailbox is away."])
        return faults


def copy_sent(office: Office, mailbox: Mailbox) -> int:
    """Put a copy of each sent letter into the mailbox's Sent folder, unless the server keeps its own (DESIGN 11)."""
    if not _keeps_copies(office):
        return 0
    copied = 0
    folder = None
    for letter in office.store.copies_owed(office.mailbox.id):
        folder = folder or mailbox.sent_folder()
        if letter.copy_tried and mailbox.has_message_id(folder, letter.message_id):
            how = "there already"
        else:
            with office.store.change() as change:
                change.copy_tried(letter.id)
            mailbox.append(letter.raw, letter.sent_at or letter.queued_at, folder)
            how = "appended"
            copied += 1
        with office.store.change() as change:
            change.copied([letter.id], how)
    return copied


def _keeps_copies(office: Office) -> bool:
    """True when the copies are ours to make: Exchange Online keeps what it relays for its own mailbox."""
    mode = office.settings.mailbox.sent
    if mode == "auto":
        return not office.settings.smtp.host.endswith((".office365.com", ".outlook.com"))
    return mode == "append"
