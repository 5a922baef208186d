"""A partnership's protocol as plain values: what the file in `protocols/` says, checked and typed.

Every rule carries the clause it comes from and whether it is the policy's own or merely our local habit, so that a
person can hold it against the printed page. Nothing here counts or decides; `counting` and `cases` do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Basis = Literal["policy", "local"]
Starts = Literal["receipt", "notice", "disagreement", "stage_ended", "clock_ended"]


@dataclass(frozen=True, slots=True)
class Prompting:
    """How the party that must act is reminded and chased under one clock (DESIGN 7).

    `before_due` are working days before the due day; `after_start` is the first working day, and `again_every` the
    step, of prompts counted from the start instead (the Isle of Man's Director). `chase_every` and `chasers` are the
    distance in working days between chasers and how many there are; with chaser number `decision_with` the manager is
    asked to decide.
    """

    before_due: tuple[int, ...]
    after_start: int | None
    again_every: int | None
    chase_every: int
    chasers: int
    decision_with: int
    clause: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the policy has somebody do at a stage, in its order: asked for in `words`, recorded as `done`.

    `by_response` is true where a filled response part shows that it was done; the others are told to us.
    """

    id: str
    who: str
    words: str
    done: str
    clause: str
    basis: Basis
    by_response: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that the policy asks of the parties at a stage: letters say it, and nobody is chased for it.

    `kind` limits it to agencies that the directory lists as of that kind ("school"). `ruling` names a command of a
    person's rulings that it is to be remembered after ("rang": a verbal report).
    """

    words: str
    clause: str
    basis: Basis
    kind: str = ""
    ruling: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """A timescale of one stage: so many working days from a named beginning.

    `awaits` tells what stops it: `response` clocks an answer, `form` clocks the next form of the agency that raised the
    difference (`moves_on`). `who` is the party that must act: `responding agency`, `referring agency`, or a role of the
    directory. `starts` is what begins it (`clock_ended`: the last day that the stage before could have had), `counted_from`
    the same in words.
    `or_less` is true where the policy says "whichever is less": the earlier of the rule and a day the manager sets.
    """

    id: str
    working_days: int
    starts: Starts
    counted_from: str
    awaits: Literal["response", "form"]
    who: str
    why: str
    clause: str
    basis: Basis
    prompting: Prompting
    or_less: bool = False

    @property
    def moves_on(self) -> bool:
        """True where the parties have so long to settle it between them before it moves to the next stage."""
        return self.awaits == "form"


@dataclass(frozen=True, slots=True)
class Telling:
    """Who hears of one occasion, and with what.

    `to` holds parties: `sender`, `referrer`, `responding agency`, `manager`, `deputy`, or a role of the directory.
    `attach` holds `answer form` (a part-filled form to answer in), `form` (the form itself) and
    `form unless sent` (only if that party was not among the form's own recipients), `completed form`, `invitation`.
    """

    occasion: str
    to: tuple[str, ...]
    attach: tuple[str, ...]
    clause: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its name as `--stage` takes it, its other names on forms, its clocks and who hears what.

    `unanswered` is what the referrer may ask for when the due day has passed, `unresolved` what follows when the
    answer is "not resolved" (`next_stage` names it), `confirmation` asks the parties to confirm to each other in
    writing. `quiet_after` is the number of working days without contact after which the manager is prompted. `pace` is
    what the policy says of haste where it gives no number. `agreed_clock` is followed where the managers have agreed a
    day and the policy has none.
    """

    id: str
    label: str
    aliases: tuple[str, ...]
    clause: str
    clocks: tuple[Clock, ...]
    tellings: tuple[Telling, ...]
    next_stage: str | None
    unanswered: str
    unresolved: str
    quiet_after: int
    quiet_clause: str
    quiet_basis: Basis
    agreed_clock: Clock
    pace: str
    pace_clause: str
    steps: tuple[Step, ...] = ()
    asks: tuple[Ask, ...] = ()

    @property
    def answer_clock(self) -> Clock | None:
        """The clock that this mailbox follows while a case stands in the stage, or None where the policy has none.

        An answer's clock comes first: where the stage has one, a `form` clock ended when the form came.
        """
        return next((clock for clock in self.clocks if not clock.moves_on), next(iter(self.clocks), None))


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A matter that the policy sends elsewhere: the words that suggest it, and the policy's own pointer.

    A case that looks like one is logged and acknowledged all the same; a person rules (DESIGN 8, *Out of scope*).
    """

    id: str
    words: tuple[str, ...]
    same_agency: bool
    pointer: str
    clause: str


@dataclass(frozen=True, slots=True)
class Closing:
    """What closes a case under this protocol, and whom closure is told to.

    `confirm_reminder` and `confirm_prompt` are working days after the referrer was asked to confirm;
    `between_parties` is true where the policy wants written confirmation between the parties, `outstanding` where it
    wants outstanding issues pursued, `debrief` where a debrief is offered. `tell` holds parties as in `Telling`.
    """

    confirm_reminder: int
    confirm_prompt: int
    confirm_basis: Basis
    between_parties: bool
    outstanding: bool
    debrief: bool
    panel_final: bool
    tell: tuple[str, ...]
    clause: str
    basis: Basis


# The one role that each agency has for itself, in a column of contacts.xlsx.
BOARD_REPRESENTATIVE = "Board representative"


@dataclass(frozen=True, slots=True)
class Attention:
    """What the policy wants brought to somebody's attention (gaps in policies, general issues), and whose.

    The manager is told where one of `fields` is filled: as soon as it is `named`, or when the case is `closed`. `to` is a
    role, or `Board representative` for the one of either agency. `ask` asks the parties for it at closure.
    """

    id: str
    fields: tuple[str, ...]
    when: Literal["named", "closed"]
    to: str
    words: str
    ask: str
    clause: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class PlainEmail:
    """A plain email, without a form, that the policy itself foresees (Gloucestershire, stage 4)."""

    stage: str
    meaning: str
    words: tuple[str, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Protocol:
    """One partnership's protocol, whole.

    `id` is the file's name, `version` a digest of its text (a case keeps the version it opened under), `prefix` begins
    its references ("RPDE-2026-0042"), `calendar` names its working days, `entry_stage` is the stage a form without one
    opens at, `roles` are the people that the directory must name, `attention` to whom letters of the protocol's own
    decider go. `events` are the inbound events that the protocol has; `not_done` is what this mailbox does not do.
    `outcome_section` is what the policy calls the part of the form that the outcome is recorded in.
    `review_group` decides once a year, under `review_clause`, whether what was learned needs actions.
    `urgent` tells who is alerted at immediate risk beside manager and deputy, and `urgent_route` the policy's own route.
    """

    id: str
    version: str
    partnership: str
    source: str
    review_date: date | None
    calendar: str
    prefix: str
    form: str
    form_title: str
    subject_word: str
    entry_stage: str
    events: tuple[str, ...]
    stages: tuple[Stage, ...]
    tellings: tuple[Telling, ...]
    closing: Closing
    exclusions: tuple[Exclusion, ...]
    plain_email: PlainEmail | None
    roles: tuple[str, ...]
    urgent: tuple[str, ...]
    urgent_route: str
    urgent_clause: str
    not_done: tuple[str, ...]
    panel_min_agencies: int | None
    panel_clause: str
    panel_task: str
    outcome_section: str
    impact_weeks: int
    attentions: tuple[Attention, ...] = ()
    review_group: str = ""
    review_clause: str = ""

    def stage(self, stage_id: str) -> Stage | None:
        """The stage of that id or alias, whatever its capitals; None when the protocol has no such stage."""
        wanted = stage_id.strip().casefold()
        for stage in self.stages:
            if wanted == stage.id.casefold() or wanted in (alias.casefold() for alias in stage.aliases):
                return stage
        return None

    def telling(self, stage: Stage | None, occasion: str) -> Telling | None:
        """Who hears of `occasion`: the stage's own rule first, else the protocol's, else None."""
        for telling in (*(stage.tellings if stage else ()), *self.tellings):
            if telling.occasion == occasion:
                return telling
        return None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that was passed over in counting, and why ("Saturday", "Easter Monday")."""

    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A day arrived at by counting: where counting began, how many working days, which days were skipped and why.

    `provisional` is true when the count runs through a year whose holidays are not yet announced.
    """

    on: date
    counted_from: date
    working_days: int
    skipped: tuple[Skipped, ...]
    provisional: bool


@dataclass(frozen=True, slots=True)
class Milestone:
    """One date of a timeline (DESIGN 5, `timeline`): what happens on it, under which clause, and the reason in words."""

    what: Literal["acknowledgement", "notice", "reminder", "due", "chaser", "manager_decision"]
    counted: Counted
    clause: str
    basis: Basis
    why: str

    def as_json(self) -> dict[str, object]:
        return {
            "what": self.what,
            "on": self.counted.on.isoformat(),
            "clause": self.clause,
            "basis": self.basis,
            "counted_from": self.counted.counted_from.isoformat(),
            "working_days": self.counted.working_days,
            "skipped": [{"day": skipped.day.isoformat(), "why": skipped.why} for skipped in self.counted.skipped],
            "provisional": self.counted.provisional,
            "why": self.why,
        }
