"""A person's rulings, from words to journal and confirmation: by mail or at the command line, in the same words.

Each ruling is decided, written down and confirmed on its own; what cannot be done is said and stops no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from daemon.cases.deciding import decide
from daemon.cases.facts import restored
from daemon.cases.mornings import prompts
from daemon.cases.panel import PACK_WAITS, coming
from daemon.cases.rules import in_words
from daemon.cases.rulings import merging
from daemon.cases.rulings.deciding import changes
from daemon.cases.rulings.grammar import EXAMPLES
from daemon.cases.rulings.making import said_day
from daemon.cases.rulings.undoing import last_ruling, letters_of
from daemon.cases.rulings.values import Incomplete, Refusal, Ruling, WordsRead
from daemon.cases.rulings.words import read_words
from daemon.cases.stages import steps
from daemon.cases.values import Case, Decision, Fact, Recorded, Ruled, Wanted
from daemon.service.office import Office
from daemon.service.outgoing.writing import Writer
from daemon.store.values import CaseRow, Letter
from parsers.meaning.values.dates import read_day

SHOWN_EXAMPLES = 5
# Letters of these occasions are for a day; one that was withdrawn then is not brought back later.
_FOR_A_DAY = frozenset({"reminder", "chaser", "overdue", "manager_decision"})
_HAD = frozenset({"sent", "sending", "bounced", "failed"})


@dataclass(frozen=True, slots=True)
class Done:
    """One ruling that was done: the person's words, what follows in a sentence, and what is different now, line by line."""

    said: str
    why: str
    changes: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()


@dataclass(slots=True)
class Told:
    """What a person is told of their rulings on one case; `refused` are (their words, why not).

    `pack` is true where a case pack waits for their release, which they are to read first.
    """

    reference: str | None
    done: list[Done] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    not_understood: list[str] = field(default_factory=list)
    further_down: list[str] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)
    card: list[str] = field(default_factory=list)
    due: date | None = None
    undo: bool = False
    pack: bool = False

    @property
    def heading(self) -> str:
        """What the answer is, for its subject."""
        if self.done:
            return "your ruling, in part" if self.refused or self.not_understood else "your ruling"
        return "nothing was changed" if self.refused or self.not_understood or self.further_down else "as it stands"

    @property
    def lines(self) -> list[str]:
        """The same for a terminal."""
        shown: list[str] = []
        for one in self.done:
            shown += [one.why, *(f"  {line}" for line in (*one.changes, *one.letters))]
        shown += [f"Not done: “{said}”. {why}" for said, why in self.refused]
        shown += [f"Not understood, and nothing was changed by it: “{one}”" for one in self.not_understood]
        shown += [f"Not done, because it stands below other text: “{one}”" for one in self.further_down]
        if self.card:
            shown += [f"{self.reference} now:", *(f"  {one}" for one in self.card)]
        if self.examples:
            shown += ["What can be said:", *(f"  {one}" for one in self.examples)]
        return shown


def words_read(office: Office, words: str, now: datetime) -> WordsRead:
    """What `words` ask for on their first lines, dates being read as on forms."""
    today = office.today(now)
    return read_words(words, today, lambda text: read_day(text, today))


def rule_all(
    office: Office,
    writer: Writer,
    read: WordsRead,
    reference: str | None,
    by: str,
    message_id: str | None,
    now: datetime,
) -> tuple[list[Told], list[int]]:
    """Do what was asked, line by line, in order; what to tell of each case, and the rows of the cases concerned.

    `reference` is the case that the mail or the command line names; a line that names its own is about that one.
    """
    told: dict[str | None, Told] = {}
    rows: list[int] = []
    for number, one in enumerate(read.asked):
        named = one.reference or reference
        row = office.store.case(named)
        about = told.setdefault(named if row is not None else None, Told(named if row is not None else None))
        if row is None or row.id is None:
            about.refused.append((one.said, _no_case(one, named)))
            continue
        if row.id not in rows:
            rows.append(row.id)
        if isinstance(one, Incomplete):
            about.refused.append((one.said, one.why))
        elif one.what == "status":
            about.card = card(office, restored(row.snapshot), now)
        else:
            _rule(office, writer, row, one, by, message_id, f"{number}", now, about)
    known = reference if office.store.case(reference) is not None else None
    first = next(iter(told.values()), None) or told.setdefault(known, Told(known))
    _unclear(read, first)
    for about in told.values():
        row = office.store.case(about.reference)
        if row is not None:
            case = restored(row.snapshot)
            about.due = case.agreed_due or case.due if case.closed is None else None
            about.card = about.card or card(office, case, now)
    return list(told.values()), rows


def _no_case(one: Ruling | Incomplete, named: str | None) -> str:
    if named:
        return f"There is no case {named}."
    return f"No case is named. Put its reference in the subject, or before the words: RPDE-2027-0001 {one.said}"


def _unclear(read: WordsRead, about: Told) -> None:
    about.not_understood += read.unclear
    about.further_down += read.later
    if read.unclear:
        about.examples = examples_near(read.unclear)


def examples_near(lines: Iterable[str]) -> list[str]:
    """The examples that look most like `lines`: to be shown, never to be acted upon."""
    from rapidfuzz import fuzz, process

    scores: dict[str, float] = {}
    for line in lines:
        for example, score, _ in process.extract(line.casefold(), EXAMPLES, scorer=fuzz.WRatio, limit=SHOWN_EXAMPLES):
            scores[example] = max(scores.get(example, 0), score)
    return sorted(scores, key=lambda one: -scores[one])[:SHOWN_EXAMPLES]


def _rule(
    office: Office,
    writer: Writer,
    row: CaseRow,
    ruling: Ruling,
    by: str,
    message_id: str | None,
    number: str,
    now: datetime,
    about: Told,
) -> None:
    """One ruling on one case, written down whole or not at all."""
    case = restored(row.snapshot)
    rules = office.rules(now, case)
    journal = tuple(
        Recorded(line.id, Fact(line.what, line.by, line.why, line.data, line.clause, line.basis, line.message_id))  # type: ignore[arg-type]
        for line in office.store.journal(row.id)
    )
    letters = office.store.letters_of_case(row.id)
    gone = frozenset(one.key for one in letters if one.state in _HAD or one.attempts)
    key = hashlib.sha256(f"{message_id or ''} {now.isoformat()} {number} {len(journal)}".encode()).hexdigest()[:12]
    target = last_ruling(journal) if ruling.what == "undo" else None
    other = office.store.case(ruling.name) if ruling.what == "merge with" else None
    ruled = Ruled(ruling, by, key, message_id, journal, gone, restored(other.snapshot) if other else None)
    try:
        decision = decide(case, ruled, rules)
    except Refusal as why:
        about.refused.append((ruling.said, str(why)))
        return
    withdrawn = [one for one in letters if _is_withdrawn(one, decision)]
    decision = _with_withdrawn(decision, withdrawn)
    after = decision.case
    assert after is not None
    held = {one.key: _held(one, letters, ruling) for one in decision.letters}
    writer.record(
        replace(decision, letters=tuple(one for one in decision.letters if held[one.key] is None)),
        row.id,
        rules.protocol,
    )
    for wanted in decision.letters:
        if (waited := held[wanted.key]) is not None:
            # Made anew for the day; where all letters are held it goes no further than they do.
            writer.change.withdraw_letter(waited.id, "released, and made anew")
            writer.queue(replace(wanted, key=waited.key), row.id, after, rules.protocol)
    if other is not None and ruled.other is not None:
        writer.record(
            merging.received(case, ruled.other, ruled, now), other.id, office.rules(now, ruled.other).protocol
        )
    letters_told = [_goes(one, after, writer, office) for one in decision.letters if one.to]
    if target is not None:
        _bring_back(writer, target)
        _taken_out(office, writer, case.reference, target, by, now)
        own = letters_of(journal, str(target.fact.data["ruling"]))
        had = [_letter_line(one) for one in letters if one.key in own and one.key in gone]
        letters_told += [f"Gone already, and not to be called back: {one}" for one in had]
    if withdrawn:
        letters_told.append(f"Not sent after all: {in_words([one.subject for one in withdrawn])}")
    about.done.append(
        Done(ruling.said, decision.why, tuple(changes(case, after, office.today(now))), tuple(letters_told))
    )
    about.undo = about.undo or ruling.what != "undo"
    about.pack = about.pack or any(one.waits == PACK_WAITS for one in decision.letters)


def _held(wanted: Wanted, letters: list[Letter], ruling: Ruling) -> Letter | None:
    """The letter that waits for the release which `ruling` brings, None where `wanted` is a new letter."""
    if ruling.what not in ("release", "release pack"):
        return None
    to = [one.casefold() for one in wanted.to]
    for one in letters:
        notice = one.occasion == wanted.occasion == "notice" and "/copy/" not in one.key
        if one.state == "held" and (one.key == wanted.key or (notice and [each.casefold() for each in one.to] == to)):
            return one
    return None


def _is_withdrawn(letter: Letter, decision: Decision) -> bool:
    return (
        letter.state in ("queued", "held")
        and not letter.attempts
        and not letter.urgent
        and any(letter.key.startswith(beginning) for beginning in decision.withdraw)
    )


def _with_withdrawn(decision: Decision, withdrawn: list[Letter]) -> Decision:
    """The ruling's own line says which letters it withdrew and how they stood, so that *undo* can bring them back."""
    if not withdrawn or not decision.facts:
        return decision
    first, *more = decision.facts
    stood = [{"key": one.key, "state": one.state, "why": one.why, "occasion": one.occasion} for one in withdrawn]
    return replace(decision, facts=(replace(first, data={**first.data, "withdrew": stood}), *more))


def _bring_back(writer: Writer, target: Recorded) -> None:
    """Letters that the undone ruling withdrew stand as they stood, but for those that were for a day."""
    for one in target.fact.data.get("withdrew", ()):
        if one["occasion"] not in _FOR_A_DAY:
            writer.change.put_again(one["key"], one["state"], one["why"] or "")


def _taken_out(office: Office, writer: Writer, reference: str, target: Recorded, by: str, now: datetime) -> None:
    """A merger that was undone is undone in the other case too."""
    row = office.store.case(str(target.fact.data.get("merged_into") or ""))
    if row is not None:
        other = restored(row.snapshot)
        decision = merging.taken_back(reference, other, list(target.fact.data.get("joins", ())), by)
        writer.record(decision, row.id, office.rules(now, other).protocol)


def _goes(wanted: Wanted, case: Case, writer: Writer, office: Office) -> str:
    """A letter that the ruling brought: to whom, and when it goes or what it waits for."""
    line = f"{wanted.what.capitalize()} to {wanted.addressee or wanted.party} ({', '.join(wanted.to)})"
    if wanted.waits:
        return f"{line} waits for your release: {wanted.waits}"
    if office.settings.letters.mode != "send":
        return f"{line} is held, as all letters are now"
    at = writer.goes_at(wanted, case)
    local = at.astimezone(office.settings.partnership.zone)
    return f"{line} goes now" if at <= writer.now else f"{line} goes on {said_day(local.date())} at {local:%H:%M}"


def _letter_line(letter: Letter) -> str:
    sent = f", sent {letter.sent_at:%-d %B %Y %H:%M} UTC" if letter.sent_at else ""
    return f"{letter.subject} → {', '.join(letter.to)}{sent}"


def card(office: Office, case: Case, now: datetime) -> list[str]:
    """The case on one card: where it stands, who answers by when, what comes next; nothing that a form says."""
    today = office.today(now)
    rules = office.rules(now, case)
    stage = rules.protocol.stage(case.stage)
    lines = [
        f"Status: {str(case.status(today)).replace('_', ' ')}",
        f"Stage: {stage.label if stage else case.stage}",
        f"Raised by: {case.referring_agency or 'not named'}",
        f"Raised with: {in_words(list(case.named)) if case.named else 'not named'}",
        f"Received: {said_day(case.received)}",
    ]
    if case.immediate_risk:
        lines.insert(0, f"The form says immediate risk; the alert was {'seen' if case.seen else 'not seen yet'}")
    if case.due:
        lines.append(f"Policy's due day: {said_day(case.due)}")
    if case.agreed_due:
        lines.append(f"Agreed due day: {said_day(case.agreed_due)}")
    if case.hold_until and today <= case.hold_until:
        lines.append(f"On hold through {said_day(case.hold_until)}: {case.hold_why}")
    if case.closed:
        lines.append(f"Closed: {said_day(case.closed)}; outcome: {case.outcome or 'not noted'}")
        return lines
    for one in case.responders:
        day = f", due {said_day(one.due)}" if one.due and one.answered is None else ""
        chased = f", {one.chasers} chaser{'s' if one.chasers != 1 else ''} sent" if one.chasers else ""
        lines.append(f"{one.name}: {one.status(today, case.agreed_due).replace('_', ' ')}{day}{chased}")
    lines += steps.in_lines(case, stage) if stage else []
    if case.panel_on:
        lines.append(f"Panel: {said_day(case.panel_on)} at {case.panel.get('time')}, {case.panel.get('place')}")
        if members := coming(case):
            lines.append(f"Members: {in_words(members)}")
    lines += [f"To settle: {one.why}" for one in case.questions]
    following = next((one for one in prompts(case, rules) if one.what != "due" and one.on >= today), None)
    if following is not None:
        lines.append(f"Next: {following.what.replace('_', ' ')} to {following.who}, {said_day(following.on)}")
    return lines


def confirm(office: Office, writer: Writer, told: Told, to: tuple[str, ...], key: str, message_id: str | None) -> None:
    """Queue the `ruling` letter: at once, at any hour, in hold mode too (DESIGN 9)."""
    row = office.store.case(told.reference)
    case = restored(row.snapshot) if row is not None else None
    wanted = Wanted(
        key=f"{told.reference or 'message'}/ruling/{key}",
        occasion="ruling",
        party="manager",
        to=to,
        addressee="",
        details={
            "heading": told.heading,
            "done": [
                {"why": one.why, "said": one.said, "changes": list(one.changes), "letters": list(one.letters)}
                for one in told.done
            ],
            "refused": [{"said": said, "why": why} for said, why in told.refused],
            "not_understood": told.not_understood,
            "further_down": told.further_down,
            "examples": told.examples,
            "card": told.card,
            "undo": told.undo,
            "due": told.due,
            "pack": told.pack,
        },
        attach=("case pack", "forms") if told.pack else (),
        urgent=True,
        in_reply_to=message_id,
        basis="local",
        rank=1,
    )
    protocol = office.rules(writer.now, case).protocol if case is not None else office.protocol
    writer.queue(wanted, row.id if row is not None else None, case, protocol)
