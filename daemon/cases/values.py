"""The nouns of a case: what it is, what can happen to it, and what may follow.

A case is the fold of its journal: `facts.evolve` turns a case and one `Fact` into the next case, and nothing else
changes one. So an undone ruling is simply left out when the facts are folded again, and every line that `explain`
prints is the very thing that moved the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from daemon.cases.rulings.values import Ruling
from daemon.protocol.values import Basis

ResponderStatus = Literal["not_passed_on", "awaiting_response", "overdue", "answered"]
Notice = Literal["none", "waiting", "queued", "sent", "had_form", "failed"]


class Status(StrEnum):
    """Where a case stands (DESIGN 5, `cases`)."""

    AWAITING_RESPONSE = "awaiting_response"
    OVERDUE = "overdue"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    PANEL = "panel"
    ON_HOLD = "on_hold"
    NEEDS_MANAGER = "needs_manager"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Responder:
    """A party whose answer the case waits for: a responding agency, or the role that the protocol names instead.

    `address` is where its letters go (the directory's, never the form's) and None while the directory does not know
    it. `due` is the policy's day, `provisional` while the notice has not gone; `chasers` counts those sent under the
    present stage, and `chased_on` is the morning of the last. `day_ruled` is true where a person set the day from
    which its clock counts. `told` is the day on which we first wrote to it at this stage: nobody is reminded or chased
    on the day on which they first hear of the case.
    """

    name: str
    address: str | None
    agency: bool = True
    notice: Notice = "none"
    counted_from: date | None = None
    due: date | None = None
    provisional: bool = False
    answered: date | None = None
    chasers: int = 0
    chased_on: date | None = None
    reminded_on: date | None = None
    day_ruled: bool = False
    told: date | None = None

    def status(self, today: date, agreed_due: date | None = None) -> ResponderStatus:
        if self.answered is not None:
            return "answered"
        if self.notice in ("none", "waiting", "failed"):
            return "not_passed_on"
        due = agreed_due or self.due
        return "overdue" if due is not None and today > due else "awaiting_response"


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only a person can settle. `blocks_clock` questions are asked again each working morning."""

    id: str
    why: str
    asked: date
    blocks_clock: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One difference between agencies, as the journal tells it.

    `named` are the responding agencies as the form has them, resolved through the directory where it knows them;
    `responders` are the parties that the present stage waits for. `answers` are the form's canonical answers as JSON
    values: for the register and the case pack, never for a letter. `stage_since` is day zero of the present stage.
    `steps_done` are the policy's own steps at this stage, by id, each with its ISO day. `confirmed_between` is the day
    on which we learned that the parties had confirmed the outcome to each other, `group_decision` what the review group
    decided about actions.
    `panel` holds what a panel's invitation says beside its day: time, place, members (name, address), sequence.
    `form` is the digest of the referrer's latest form, in which the outcome is filled in, and `form_on` the day on which
    it came in place of an earlier one. `joined` are (agency, address) of those who raised it too, in a case that was merged
    into this one.
    """

    reference: str
    protocol: str
    version: str
    stage: str
    received: date
    received_at: datetime
    message_id: str | None
    subject: str | None
    sender: str | None
    sender_listed: bool
    referring_agency: str | None
    referrer: str | None
    named: tuple[str, ...]
    stage_since: date
    last_contact: date
    answers: Mapping[str, Any] = field(default_factory=dict)
    responders: tuple[Responder, ...] = ()
    questions: tuple[Question, ...] = ()
    immediate_risk: bool = False
    seen: bool = False
    alerted_at: datetime | None = None
    agreed_due: date | None = None
    hold_until: date | None = None
    hold_why: str | None = None
    chasing_stopped: bool = False
    confirmation_asked: date | None = None
    confirmation_reminded: date | None = None
    confirmation_prompted: date | None = None
    panel_requested: date | None = None
    panel_on: date | None = None
    panel: Mapping[str, Any] = field(default_factory=dict)
    panel_prompted: date | None = None
    quiet_prompted: date | None = None
    asked_again: date | None = None
    impact_asked: date | None = None
    impact: str | None = None
    closed: date | None = None
    outcome: str | None = None
    response: Mapping[str, Any] = field(default_factory=dict)
    merged_into: str | None = None
    steps_done: Mapping[str, str] = field(default_factory=dict)
    confirmed_between: date | None = None
    group_decision: str | None = None
    form: str | None = None
    form_on: date | None = None
    joined: tuple[tuple[str, str], ...] = ()

    @property
    def due(self) -> date | None:
        """The policy's due day: the earliest among parties that have not answered, else the last one answered."""
        open_days = [one.due for one in self.responders if one.due and one.answered is None]
        all_days = [one.due for one in self.responders if one.due]
        return min(open_days) if open_days else max(all_days, default=None)

    @property
    def waiting_for(self) -> tuple[Responder, ...]:
        return tuple(one for one in self.responders if one.answered is None)

    def status(self, today: date) -> Status:
        """Where the case stands on `today`. Derived, so that it can never disagree with the facts."""
        if self.closed is not None:
            return Status.CLOSED
        if self.hold_until is not None and today <= self.hold_until:
            return Status.ON_HOLD
        if self.questions:
            return Status.NEEDS_MANAGER
        if self.panel_requested is not None:
            return Status.PANEL
        if self.confirmation_asked is not None:
            return Status.AWAITING_CONFIRMATION
        if any(one.status(today, self.agreed_due) == "overdue" for one in self.waiting_for):
            return Status.OVERDUE
        return Status.AWAITING_RESPONSE


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the journal: what happened or was decided, by whom, why, and under which clause.

    `data` is what `evolve` needs, as JSON values. `message_id` is the mail that caused it.
    """

    what: str
    by: str
    why: str
    data: Mapping[str, Any] = field(default_factory=dict)
    clause: str | None = None
    basis: Basis | None = None
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A letter that should go, before it is written (DESIGN 9).

    `key` makes asking twice harmless. `to` are addresses from the directory or of the authenticated sender. `urgent`
    letters go at any hour and in hold mode; `at_once` ones at any hour; the rest on working days in office hours.
    `needs_collect` ones wait for a complete collect on their day. `waits` says why a letter is held until a person
    releases it. `details` are what the occasion's template may use beside the case, its protocol and the partnership.
    """

    key: str
    occasion: str
    party: str
    to: tuple[str, ...]
    addressee: str
    details: Mapping[str, Any] = field(default_factory=dict)
    attach: tuple[str, ...] = ()
    at_once: bool = False
    urgent: bool = False
    needs_collect: bool = False
    waits: str | None = None
    in_reply_to: str | None = None
    clause: str | None = None
    basis: Basis | None = None
    rank: int = 5

    @property
    def what(self) -> str:
        """The letter in words, for lists and the journal."""
        if self.details.get("pack"):
            return "case pack"
        if self.occasion == "panel":
            return "cancellation of the panel" if self.details.get("cancelled") else "invitation to the panel"
        if self.occasion == "readdressed":
            return (
                "word that it is to answer after all" if self.details.get("again") else "word that it need not answer"
            )
        return self.occasion.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from an event: facts for the journal, letters to write, queued letters whose reason has ended.

    `withdraw` holds beginnings of outbox keys. `case` is the case after the facts, or None where none was opened.
    """

    case: Case | None
    facts: tuple[Fact, ...] = ()
    letters: tuple[Wanted, ...] = ()
    withdraw: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom a mail is from, as far as the directory and our own server can vouch for it.

    `agencies` are the listed agencies that the address may speak for: by its own listing, or by its domain alone
    (`by_domain`). `staff` is true for the manager and deputy.
    """

    address: str | None
    listed: bool
    agencies: tuple[str, ...] = ()
    by_domain: bool = False
    staff: bool = False


@dataclass(frozen=True, slots=True)
class FormReceived:
    """A form came: the day and instant of receipt, who sent it to whom, and what it says.

    `acknowledge` is false where a machine sent it or its sender is not known for certain; `hold` is a reason for which
    everything outbound must wait for a person (a failed DMARC check). `tracked_changes` makes the notice wait too.
    `document` is the digest of its bytes.
    """

    event: str
    answers: Mapping[str, Any]
    missing: tuple[str, ...]
    received: date
    received_at: datetime
    sender: Sender
    recipients: frozenset[str]
    message_id: str | None
    subject: str | None
    acknowledge: bool
    acknowledge_why: str
    hold: str | None = None
    tracked_changes: bool = False
    doubts: tuple[str, ...] = ()
    document: str | None = None


@dataclass(frozen=True, slots=True)
class FormFromDecider:
    """A form about a case from somebody whom its protocol names, or who sits on its panel; `who` says as what."""

    form: FormReceived
    who: str


@dataclass(frozen=True, slots=True)
class ReplyReceived:
    """Words without a form, from a party to the case. `words` are its own, without what they quote; `first_line` is
    the first of them, `answers` the occasion of the letter of ours that it replies to."""

    received: date
    sender: Sender
    first_line: str
    guess: str
    message_id: str | None
    authenticated: bool = False
    words: str = ""
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class FormAgain:
    """The same document, or a corrected one, for a case we hold: `differences` are (field, before, now) as text."""

    received: date
    sender: Sender
    message_id: str | None
    acknowledge: bool
    differences: tuple[tuple[str, str, str], ...]
    answers: Mapping[str, Any]
    doubts: tuple[str, ...] = ()
    document: str | None = None


@dataclass(frozen=True, slots=True)
class NoticeAccepted:
    """SMTP took the notice for `name` on `day`: from now on that party has had it."""

    name: str
    day: date


@dataclass(frozen=True, slots=True)
class NoticeReleased:
    """A person lets the notice to `name` go that had waited for them; `by` is who."""

    name: str
    by: str


@dataclass(frozen=True, slots=True)
class LetterBounced:
    """A letter of ours came back from `recipient`, by a report that we believe."""

    occasion: str
    key: str
    recipient: str
    why: str
    day: date
    message_id: str | None


@dataclass(frozen=True, slots=True)
class ContactCorrected:
    """contacts.xlsx now gives `address` for a party whose letter came back."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class InvitationAnswered:
    """Somebody's calendar answers a panel's invitation: `answer` is accepted, declined or tentative."""

    address: str
    answer: str
    received: date
    message_id: str | None


@dataclass(frozen=True, slots=True)
class DayBegan:
    """A morning: whatever falls on or before `day` is looked at. `unheard` are parties whose notice waits to be sent."""

    day: date
    unheard: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class HourPassed:
    """An hour since the last alert about immediate risk that nobody has answered *seen*."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class Recorded:
    """A line of the case's journal as it was written: its id there, and the fact."""

    id: int
    fact: Fact


@dataclass(frozen=True, slots=True)
class Ruled:
    """A person whom we trust has ruled: `by` is who, `key` a name for this ruling alone.

    `journal` is the case's journal so far, and `gone` the keys of its letters that somebody may have had: an undone
    ruling is found in the one, and what it cannot call back in the other. `other` is the case that it is to be merged with.
    """

    ruling: Ruling
    by: str
    key: str
    message_id: str | None = None
    journal: tuple[Recorded, ...] = ()
    gone: frozenset[str] = frozenset()
    other: Case | None = None


Event = (
    FormReceived
    | ReplyReceived
    | FormAgain
    | FormFromDecider
    | NoticeAccepted
    | NoticeReleased
    | LetterBounced
    | ContactCorrected
    | InvitationAnswered
    | DayBegan
    | HourPassed
    | Ruled
)
