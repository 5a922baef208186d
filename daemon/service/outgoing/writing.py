"""Writing a decision down: case, journal and letters, inside one transaction (DESIGN 4).

A letter's words are rendered here, before the commit, so that what cannot be written is found before the case depends on
it. One that encloses documents is finished when it goes (`drain`): acknowledgements and alerts do not wait for Word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from daemon.cases.belonging import keys_of
from daemon.cases.facts import snapshot
from daemon.cases.mornings import next_look
from daemon.cases.rules import Rules
from daemon.cases.telling.restating import packed, restated, unpacked
from daemon.cases.telling.whom import whom_to_ring
from daemon.cases.values import Case, Decision, Fact, Wanted
from daemon.mail import Attachment
from daemon.post.letters import Letter
from daemon.post.mime import Enclosure
from daemon.protocol.values import Protocol
from daemon.service.office import Office
from daemon.service.outgoing.enclosing import carried, enclosures
from daemon.service.outgoing.hours import office_hours_from
from daemon.service.outgoing.loops import Answering, class_of, told_enough, too_many
from daemon.store import Change
from daemon.store.values import CaseRow, NewLetter, WaitingLetter

HELD_LETTERS_AN_HOUR = 20
# A hold silences the letters to both sides; that a form has come is acknowledged all the same.
_SPEAKS_DURING_A_HOLD = frozenset({"acknowledgement", "missing_answers", "unreadable", "urgent", "ruling", "panel"})


class Writer:
    """One transaction's pen.

    `form` is the document that the message at hand carried, which letters may have to enclose; `thread` are the ids that
    the message referred to, for letters that answer it; `answering` is that message, so that two machines do not answer
    each other for ever.
    """

    def __init__(
        self,
        office: Office,
        change: Change,
        now: datetime,
        form: Attachment | None = None,
        thread: tuple[str, ...] = (),
        answering: Answering | None = None,
    ) -> None:
        self._office = office
        self.change = change
        self._now = now
        self._form = form
        self._answering = answering
        self._thread = thread

    @property
    def now(self) -> datetime:
        """The instant at which this transaction's decisions are taken."""
        return self._now

    def with_form(self, form: Attachment) -> Writer:
        """The same pen, with the document that letters may have to enclose."""
        return Writer(self._office, self.change, self._now, form, self._thread, self._answering)

    def next_reference(self, year: int) -> str:
        """The next reference of the office's protocol."""
        return self.change.next_reference(self._office.protocol.prefix, year)

    def record(self, decision: Decision, row_id: int | None, protocol: Protocol) -> int | None:
        """Write `decision` down; the id of its case's row."""
        case = decision.case
        if case is None:
            return None
        case_id = self.change.save_case(self._row(case, row_id))
        self.change.match_keys(case_id, self._office.mailbox.id, keys_of(case.answers, case.referring_agency))
        self.journal(decision.facts, case_id, case)
        for beginning in decision.withdraw:
            self.change.withdraw(beginning, "its reason has ended")
        for wanted in decision.letters:
            self.queue(wanted, case_id, case, protocol, opens=row_id is None)
        if case.hold_until is None and any(one.what in ("resumed", "undone") for one in decision.facts):
            # What waited for the end of a hold need not wait longer.
            zone = self._office.settings.partnership.zone
            self.change.not_before(case_id, office_hours_from(self._now, zone, self._office.calendar))
        if case.immediate_risk:
            self._watch_urgent(case)
        return case_id

    def _row(self, case: Case, row_id: int | None) -> CaseRow:
        office = self._office
        rules = office.rules(self._now, case)
        today = office.today(self._now)
        return CaseRow(
            id=row_id,
            mailbox_id=office.mailbox.id,
            reference=case.reference,
            protocol=case.protocol,
            version=case.version,
            stage=case.stage,
            status=str(case.status(today)),
            received=case.received,
            due=case.due,
            agreed_due=case.agreed_due,
            next_look=next_look(case, rules),
            closed=case.closed,
            message_id=case.message_id,
            referring_agency=case.referring_agency,
            snapshot=snapshot(case),
        )

    def journal(self, facts: Sequence[Fact], case_id: int | None, case: Case) -> None:
        """Append `facts` to the case's journal."""
        self.change.journal(
            [
                {
                    "case_id": case_id,
                    "mailbox_id": self._office.mailbox.id,
                    "at": self._now,
                    "what": fact.what,
                    "by": fact.by,
                    "why": fact.why,
                    "clause": fact.clause,
                    "basis": fact.basis,
                    "message_id": fact.message_id or case.message_id,
                    "data": dict(fact.data),
                    "undoes": fact.data.get("undoes") if fact.what == "undone" else None,
                }
                for fact in facts
            ]
        )

    def queue(
        self, wanted: Wanted, case_id: int | None, case: Case | None, protocol: Protocol | None, *, opens: bool = False
    ) -> None:
        """Put `wanted` in the outbox; asking twice with one key queues it once.

        `opens` says that the letter belongs to a case which this very mail opens.
        """
        if not wanted.to:
            return
        office = self._office
        references = self._references(wanted)
        if wanted.attach and not wanted.urgent and wanted.rank:
            subject, raw, enclosed = (
                office.letters.subject(wanted, case, protocol, ring=self._ring(wanted, case)),
                None,
                [],
            )
        else:
            letter, enclosed = self._written(wanted, case, protocol, references, self._form)
            subject, raw = letter.subject, letter.raw
        held = (
            wanted.waits
            or self._loop_feared(wanted, opens)
            or (None if wanted.urgent or office.settings.letters.mode == "send" else "letters are held: [letters] mode")
        )
        self.change.queue(
            NewLetter(
                key=wanted.key,
                mailbox_id=office.mailbox.id,
                case_id=case_id,
                occasion=wanted.occasion,
                message_id=self._message_id(wanted),
                subject=subject,
                to=wanted.to,
                cc=(),
                raw=raw,
                queued_at=self._now,
                not_before=self.goes_at(wanted, case),
                in_reply_to=wanted.in_reply_to,
                state="held" if held else "queued",
                urgent=wanted.urgent,
                needs_collect=wanted.needs_collect,
                rank=wanted.rank,
                why=held or "",
                documents=_ours(enclosed),
                wanted=self._kept(wanted, references, self._form.sha256 if self._form else None),
                written_on=office.today(self._now),
            )
        )

    def goes_at(self, wanted: Wanted, case: Case | None) -> datetime:
        """When a letter may go: office hours unless it goes at once; during a hold, to a side, the morning after it."""
        office = self._office
        zone = office.settings.partnership.zone
        silent = case.hold_until if case is not None and case.closed is None else None
        to_staff = wanted.party in ("manager", "deputy")
        if silent is None or silent < office.today(self._now) or to_staff or wanted.occasion in _SPEAKS_DURING_A_HOLD:
            at_once = wanted.urgent or wanted.at_once
            return self._now if at_once else office_hours_from(self._now, zone, office.calendar)
        after = datetime.combine(silent + timedelta(days=1), time(), zone).astimezone(UTC)
        return office_hours_from(after, zone, office.calendar)

    def _references(self, wanted: Wanted) -> tuple[str, ...]:
        """The thread of a letter that answers a mail: what that mail referred to, and the mail itself (RFC 5322, 3.6.4)."""
        return (*self._thread, wanted.in_reply_to) if wanted.in_reply_to else ()

    def _message_id(self, wanted: Wanted) -> str:
        """A letter's Message-ID is made from its key, so that a repeat bears the same one."""
        digest = hashlib.sha256(wanted.key.encode()).hexdigest()[:32]
        return f"<{digest}@{self._office.settings.smtp.sender.rpartition('@')[2]}>"

    def _written(
        self,
        wanted: Wanted,
        case: Case | None,
        protocol: Protocol | None,
        references: Sequence[str],
        form: Attachment | None,
    ) -> tuple[Letter, list[Enclosure]]:
        """The finished letter and what it encloses."""
        enclosed = enclosures(self._office, wanted, case, form, self._now)
        letter = self._office.letters.write(
            wanted,
            case,
            protocol,
            message_id=self._message_id(wanted),
            date=self._now,
            attachments=enclosed,
            references=references,
            ring=self._ring(wanted, case),
        )
        return letter, enclosed

    def _kept(self, wanted: Wanted, references: Sequence[str], form: str | None) -> dict[str, Any]:
        """What a letter is made from, as the store keeps it; `form` is the digest of the document at hand."""
        return {"wanted": packed(wanted), "references": list(references), "form": form}

    def _ring(self, wanted: Wanted, case: Case | None) -> list[str]:
        """Whom the letter's reader may ring: the other side, and the business unit. An unlisted sender reads the unit alone."""
        office = self._office
        alone = wanted.details.get("reference_only")
        lines = [] if alone else whom_to_ring(wanted.party, case, office.directory, wanted.to)
        unit = office.settings.partnership
        if wanted.party not in ("manager", "deputy"):
            lines.append(f"The business unit: {unit.phone or unit.address}")
        return lines

    def rewrite(self, wanted: Wanted, case: Case | None, protocol: Protocol) -> None:
        """Write a letter that waited anew, as it must read today, and let it go."""
        self._rewrite(wanted, case, protocol, self._references(wanted), None, self._now)

    def _rewrite(
        self,
        wanted: Wanted,
        case: Case | None,
        protocol: Protocol | None,
        references: Sequence[str],
        form: Attachment | None,
        not_before: datetime,
    ) -> None:
        letter, enclosed = self._written(wanted, case, protocol, references, form)
        self.change.rewrite(
            wanted.key,
            subject=letter.subject,
            raw=letter.raw,
            to=wanted.to,
            not_before=not_before,
            documents=_ours(enclosed),
            wanted=self._kept(wanted, references, form.sha256 if form else None),
            written_on=self._office.today(self._now),
        )

    def as_it_reads(self, kept: Mapping[str, Any], case: Case | None, rules: Rules) -> bytes:
        """The bytes of a letter that waits and has none yet, as it would go now; `kept` is what it is made from."""
        wanted, references = unpacked(kept["wanted"]), tuple(kept.get("references", ()))
        form = carried(self._office, case, kept["form"], self._now) if kept.get("form") and case is not None else None
        return self._written(wanted, case, rules.protocol, references, form)[0].raw

    def restate(self, waiting: WaitingLetter, case: Case | None, rules: Rules) -> None:
        """Write a letter that goes now, or has waited since an earlier day; withdraw it when its reason has ended."""
        wanted = unpacked(waiting.wanted["wanted"])
        anew = restated(wanted, case, rules) if case is not None else wanted
        if anew is None:
            self.change.withdraw_letter(waiting.id, "its reason had ended before it could go")
            return
        references = tuple(waiting.wanted.get("references", ()))
        digest = waiting.wanted.get("form")
        form = carried(self._office, case, digest, self._now) if digest and case is not None and anew.attach else None
        self._rewrite(anew, case, rules.protocol, references, form, waiting.not_before)

    def _loop_feared(self, wanted: Wanted, opens: bool) -> str | None:
        answering = self._answering
        name = class_of(wanted, answering.sender, opens_a_case=opens) if answering else None
        if answering is None or name is None:
            return None
        why = too_many(self._office, self.change, answering, name, self._now)
        if why is not None:
            day = self._office.today(self._now).isoformat()
            tell = f"Letters to {answering.sender} are held: {why}. `case-intake outbox` lists them, `case-intake release ID` lets one go."
            self.alarm(f"loop/{answering.sender.casefold()}/{day}", [tell])
        return why

    def tell_held(self, message_id: int, received: datetime, sender: str | None, why: str) -> None:
        """Tell manager and deputy that a message waits for a person: an alert, a line each (DESIGN 9, `held`)."""
        since = self._now - timedelta(hours=1)
        if self._office.store.letters_queued_since(self._office.mailbox.id, "held", since) >= HELD_LETTERS_AN_HOUR:
            return
        rules = self._office.rules(self._now)
        staff = sender is not None and sender.casefold() in {one.casefold() for one in rules.alert_addresses}
        if sender is not None and told_enough(self._office, self.change, sender, staff, self._now):
            return
        details = {
            "held_id": message_id,
            "from": sender,
            "received": received.astimezone(self._office.settings.partnership.zone),
            "why": why,
        }
        self._to_staff("held", f"message/{message_id}/held", details)

    def note(self, what: str, by: str, why: str, key: str, message_id: str | None) -> None:
        """A journal line that belongs to no case; `key` is that of the letter it is about."""
        line = {
            "case_id": None,
            "mailbox_id": self._office.mailbox.id,
            "at": self._now,
            "what": what,
            "by": by,
            "why": why,
        }
        more = {"clause": None, "basis": "local", "message_id": message_id, "data": {"key": key}, "undoes": None}
        self.change.journal([{**line, **more}])

    def alarm(self, key: str, reasons: list[str], *, at_any_hour: bool = True) -> None:
        """Tell manager and deputy that the service itself needs attention; once for each `key`."""
        self._to_staff("alarm", f"{key}/alarm", {"reasons": reasons}, at_any_hour=at_any_hour)

    def _to_staff(self, occasion: str, key: str, details: Mapping[str, Any], *, at_any_hour: bool = True) -> None:
        """A letter about no case, to manager and deputy."""
        wanted = Wanted(
            key=key,
            occasion=occasion,
            party="manager",
            to=self._office.rules(self._now).alert_addresses,
            addressee="",
            details=details,
            urgent=at_any_hour,
            basis="local",
            rank=1,
        )
        self.queue(wanted, None, None, None)

    def _watch_urgent(self, case: Case) -> None:
        """Keep the list of cases whose alert nobody has seen, so that the beat need not look at every case."""
        unseen: dict[str, Any] = dict(self._office.store.get("urgent") or {})
        if case.seen or (case.closed is not None and not case.questions):
            unseen.pop(case.reference, None)
        elif case.alerted_at is not None:
            unseen[case.reference] = case.alerted_at.isoformat()
        self.change.set("urgent", unseen)


def _ours(enclosed: Sequence[Enclosure]) -> tuple[str, ...]:
    """Digests of what we made: the referrer's own form is theirs, and counts when they send it again."""
    return tuple(hashlib.sha256(one.data).hexdigest() for one in enclosed if not one.is_form)
