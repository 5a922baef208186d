"""From a protocol's file to `Protocol`: every fault at once, each with the key that caused it.

The format is described key by key in `protocols/README.md`. Rules that several clocks share stand in the file's own
`[prompting]` table, so that nothing about a policy is hidden in code.
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

from daemon.faults import Misconfigured
from daemon.protocol.reading import Table
from daemon.protocol.values import (
    BOARD_REPRESENTATIVE,
    Ask,
    Attention,
    Clock,
    Closing,
    Exclusion,
    PlainEmail,
    Prompting,
    Protocol,
    Stage,
    Step,
    Telling,
)
from daemon.rooms import shipped

EVENTS = ("open", "next_stage", "response", "resolved_notice", "panel_request", "plain_email")
OCCASIONS = [
    "acknowledgement",
    "notice",
    "reminder",
    "chaser",
    "overdue",
    "response_received",
    "stage_moved",
    "panel",
    "outcome",
    "closure",
    "impact",
]
ATTACHMENTS = ("answer form", "form", "form unless sent", "completed form", "invitation")


def shipped_protocols() -> tuple[str, ...]:
    """The names of the protocols that come with the program."""
    return tuple(sorted(file.stem for file in shipped("protocols").glob("*.toml")))


def shipped_protocol_text(name: str, own_folder: Path | None = None) -> str:
    """The text of a protocol's file, from the partnership's own folder first. Raises `Misconfigured`."""
    for folder in (own_folder, shipped("protocols")):
        if folder is not None and (file := folder / f"{name}.toml").is_file():
            try:
                return file.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as fault:
                raise Misconfigured(f"The protocol file {file} cannot be read ({fault}).") from None
    raise Misconfigured(f"There is no protocol “{name}”; there are {', '.join(shipped_protocols())}.")


def shipped_protocol(name: str, own_folder: Path | None = None) -> Protocol:
    """The protocol of that name. Raises `Misconfigured` with every fault of its file."""
    return load_protocol(shipped_protocol_text(name, own_folder), name)


def load_protocol(text: str | None, name: str) -> Protocol:
    """A protocol from the text of its file; `name` becomes its id. Raises `Misconfigured` with every fault at once."""
    if text is None:
        raise Misconfigured(f"The text of the protocol “{name}” is not in the store any more.")
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Misconfigured(f"protocols/{name}.toml is not valid TOML: {fault}.") from None
    faults: list[str] = []
    protocol = _protocol(Table(raw, f"protocols/{name}.toml", faults), name, text)
    faults += _cross_checks(protocol)
    if faults:
        raise Misconfigured(*faults)
    return protocol


def _protocol(table: Table, name: str, text: str) -> Protocol:
    shared = table.table("prompting")
    prompting = _prompting(shared, None)
    protocol = Protocol(
        id=name,
        version=hashlib.sha256(text.encode()).hexdigest(),
        partnership=table.text("partnership"),
        source=table.text("source"),
        review_date=table.day_or_none("review_date"),
        calendar=table.text("calendar"),
        prefix=table.text("prefix"),
        form=table.text("form"),
        form_title=table.text("form_title"),
        subject_word=table.text("subject_word"),
        entry_stage=table.text("entry_stage"),
        events=table.texts("events", among=EVENTS),
        stages=tuple(
            _stage(one, prompting, table.text("pace", ""), table.text("pace_clause", ""))
            for one in table.tables("stage")
        ),
        tellings=tuple(_telling(one) for one in table.tables("letter")),
        closing=_closing(table.table("closing")),
        exclusions=tuple(_exclusion(one) for one in table.tables("exclusion", required=False)),
        plain_email=_plain_email(table.table("plain_email", required=False)),
        roles=table.texts("roles", required=False),
        urgent=table.texts("urgent", required=False),
        urgent_route=table.text("urgent_route"),
        urgent_clause=table.text("urgent_clause"),
        not_done=table.texts("not_done", required=False),
        panel_min_agencies=table.number_or_none("panel_min_agencies"),
        panel_clause=table.text("panel_clause", ""),
        panel_task=table.text("panel_task", ""),
        outcome_section=table.text("outcome_section", ""),
        impact_weeks=table.number("impact_weeks", 6),
        attentions=tuple(_attention(one) for one in table.tables("attention", required=False)),
        review_group=table.text("review_group", ""),
        review_clause=table.text("review_clause", ""),
    )
    table.done()
    return protocol


def _stage(table: Table, prompting: Prompting, pace: str, pace_clause: str) -> Stage:
    clause = table.text("clause")
    tellings = tuple(_telling(one) for one in table.tables("letter", required=False))
    stage = Stage(
        id=table.text("id"),
        label=table.text("label"),
        aliases=table.texts("aliases", required=False),
        clause=clause,
        clocks=tuple(_clock(one, prompting) for one in table.tables("clock", required=False)),
        tellings=tellings,
        next_stage=table.text_or_none("next_stage"),
        unanswered=table.text("unanswered", ""),
        unresolved=table.text("unresolved", ""),
        quiet_after=table.number("quiet_after", 10),
        quiet_clause=table.text("quiet_clause", "local practice"),
        quiet_basis=table.basis("quiet_basis", "local"),
        agreed_clock=_agreed(table.table("agreed", required=False), prompting, tellings),
        pace=table.text("pace", pace),
        pace_clause=table.text("pace_clause", pace_clause),
        steps=tuple(_step(one, clause) for one in table.tables("step", required=False)),
        asks=tuple(_ask(one, clause) for one in table.tables("ask", required=False)),
    )
    table.done()
    return stage


def _agreed(table: Table, prompting: Prompting, tellings: tuple[Telling, ...]) -> Clock:
    """The clock of a day that the managers agreed where the policy gives none: its days are counted by nobody.

    An agency that the stage's notice asks is prompted; else the agencies deal with each other, and the referrer is.
    """
    asked = any(one.occasion == "notice" and "responding agency" in one.to for one in tellings)
    clock = Clock(
        id="agreed",
        working_days=0,
        starts="receipt",
        counted_from="the day that was agreed",
        awaits="response" if asked else "form",
        who="responding agency" if asked else "referring agency",
        why=table.text("why", "The managers agreed this day; the policy gives none."),
        clause=table.text("clause", "ruling of the business manager"),
        basis=table.basis("basis", "local"),
        prompting=prompting,
    )
    table.done()
    return clock


def _step(table: Table, clause: str) -> Step:
    step = Step(
        id=table.text("id"),
        who=table.text("who"),
        words=table.text("words"),
        done=table.text("done"),
        clause=table.text("clause", clause),
        basis=table.basis("basis"),
        by_response=table.flag("by_response", False),
    )
    table.done()
    return step


def _ask(table: Table, clause: str) -> Ask:
    ask = Ask(
        words=table.text("words"),
        clause=table.text("clause", clause),
        basis=table.basis("basis", "policy"),
        kind=table.text("kind", ""),
        ruling=table.text("ruling", ""),
    )
    table.done()
    return ask


def _attention(table: Table) -> Attention:
    attention = Attention(
        id=table.text("id"),
        fields=table.texts("fields"),
        when=table.choice("when", ("named", "closed")),  # type: ignore[arg-type]
        to=table.text("to"),
        words=table.text("words"),
        ask=table.text("ask", ""),
        clause=table.text("clause"),
        basis=table.basis("basis"),
    )
    table.done()
    return attention


def _clock(table: Table, prompting: Prompting) -> Clock:
    own = table.table("prompting", required=False)
    clock = Clock(
        id=table.text("id"),
        working_days=table.number("working_days"),
        starts=table.choice("starts", ("receipt", "notice", "disagreement", "stage_ended", "clock_ended")),  # type: ignore[arg-type]
        counted_from=table.text("counted_from"),
        awaits=table.choice("awaits", ("response", "form")),  # type: ignore[arg-type]
        who=table.text("who"),
        why=table.text("why"),
        clause=table.text("clause"),
        basis=table.basis("basis"),
        prompting=_prompting(own, prompting) if own.given else prompting,
        or_less=table.flag("or_less", False),
    )
    table.done()
    return clock


def _prompting(table: Table, shared: Prompting | None) -> Prompting:
    prompting = Prompting(
        before_due=table.numbers("before_due", shared.before_due if shared else ()),
        after_start=table.number_or_none("after_start"),
        again_every=table.number_or_none("again_every"),
        chase_every=table.number("chase_every", shared.chase_every if shared else None),
        chasers=table.number("chasers", shared.chasers if shared else None),
        decision_with=table.number("decision_with", shared.decision_with if shared else None),
        clause=table.text("clause", shared.clause if shared else None),
        basis=table.basis("basis", shared.basis if shared else None),
    )
    table.done()
    return prompting


def _telling(table: Table) -> Telling:
    telling = Telling(
        occasion=table.choice("occasion", OCCASIONS),
        to=table.texts("to"),
        attach=table.texts("attach", among=ATTACHMENTS, required=False),
        clause=table.text("clause"),
        basis=table.basis("basis"),
    )
    table.done()
    return telling


def _closing(table: Table) -> Closing:
    closing = Closing(
        confirm_reminder=table.number("confirm_reminder", 5),
        confirm_prompt=table.number("confirm_prompt", 10),
        confirm_basis=table.basis("confirm_basis", "local"),
        between_parties=table.flag("between_parties", False),
        outstanding=table.flag("outstanding", False),
        debrief=table.flag("debrief", False),
        panel_final=table.flag("panel_final", False),
        tell=table.texts("tell"),
        clause=table.text("clause"),
        basis=table.basis("basis"),
    )
    table.done()
    return closing


def _exclusion(table: Table) -> Exclusion:
    exclusion = Exclusion(
        id=table.text("id"),
        words=table.texts("words", required=False),
        same_agency=table.flag("same_agency", False),
        pointer=table.text("pointer"),
        clause=table.text("clause"),
    )
    table.done()
    return exclusion


def _plain_email(table: Table) -> PlainEmail | None:
    if not table.given:
        return None
    plain = PlainEmail(
        stage=table.text("stage"),
        meaning=table.text("meaning"),
        words=table.texts("words"),
        clause=table.text("clause"),
    )
    table.done()
    return plain


def _cross_checks(protocol: Protocol) -> list[str]:
    """What no single key can show: stages that are named and do not exist, roles that nobody declares."""
    where = f"protocols/{protocol.id}.toml"
    faults = []
    ids = [stage.id for stage in protocol.stages]
    names = [name.casefold() for stage in protocol.stages for name in (stage.id, *stage.aliases)]
    for name in sorted({name for name in names if names.count(name) > 1}):
        faults.append(f"{where}: two stages answer to “{name}”; give one another alias.")
    if protocol.entry_stage not in ids:
        faults.append(f"{where}: entry_stage names “{protocol.entry_stage}”, which is no stage here.")
    for stage in protocol.stages:
        if stage.next_stage is not None and stage.next_stage not in ids:
            faults.append(f"{where}: stage {stage.id}: next_stage names “{stage.next_stage}”, which is no stage here.")
    if not (
        protocol.prefix.isascii()
        and protocol.prefix.isalpha()
        and protocol.prefix.isupper()
        and 2 <= len(protocol.prefix) <= 8
    ):
        faults.append(f"{where}: prefix must be two to eight capital letters, such as RPDE.")
    known = {"sender", "referrer", "responding agency", "referring agency", "manager", "deputy", *protocol.roles}
    tellings = [*protocol.tellings, *(one for stage in protocol.stages for one in stage.tellings)]
    named = {party for telling in tellings for party in telling.to} | set(protocol.closing.tell) | set(protocol.urgent)
    named |= {clock.who for stage in protocol.stages for clock in stage.clocks}
    named |= {step.who for stage in protocol.stages for step in stage.steps}
    named |= {one.to for one in protocol.attentions} - {BOARD_REPRESENTATIVE}
    for party in sorted(named - known):
        faults.append(f"{where}: “{party}” is told or asked, and is neither a party nor one of roles.")
    return faults
