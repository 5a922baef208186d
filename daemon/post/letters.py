"""Letters: an occasion, a case and its template become a finished message (DESIGN 9). A door to jinja2, with `checking`.

Templates are rendered in a sandbox that knows a letter's own names and nothing of the form. An own template that
cannot be used is named by `faults`, with file and line, and the shipped one is used meanwhile.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import FunctionLoader, StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from daemon.cases.values import Case, Wanted
from daemon.faults import Misconfigured
from daemon.post.checking import FILTERS, faults_of
from daemon.post.mime import Enclosure, message
from daemon.post.names import OCCASIONS, example
from daemon.protocol.values import Protocol
from daemon.rooms import shipped

# The most that a letter is, so that a template cannot fill the memory.
MOST_TEXT = 64_000
_ENDING = ".txt.j2"
# Whatever an own template does wrong while it is written; `check` names it, and the shipped letter goes.
_WRONG = (TemplateError, ValueError, TypeError, ArithmeticError, LookupError, AttributeError, RecursionError)

_FRIENDLY = {
    "referring_agency": "Your agency",
    "responding_agency": "The agency that the difference is with",
    "disagreement_summary": "What the difference is about",
    "subject_name": "The child's or adult's name or number",
    "immediate_risk": "Whether anybody is at immediate risk",
}


@dataclass(frozen=True, slots=True)
class Partnership:
    """Whose letters these are. `phone` is the business unit's telephone number, where the configuration has it.

    `rules_by_mail` is false where no trusted server is named, so that rulings are taken at the command line only.
    """

    name: str
    address: str
    emergency: str
    zone: ZoneInfo
    sender: str
    phone: str | None = None
    rules_by_mail: bool = True


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished letter: its subject, and its bytes as they will be sent."""

    subject: str
    raw: bytes


class Letters:
    """The templates of one partnership, compiled once and again when somebody has edited them."""

    def __init__(self, partnership: Partnership, own_folder: Path | None = None) -> None:
        self._partnership = partnership
        self._folder = own_folder
        self._shipped_sources = _sources(shipped("templates"))
        self._shipped = _environment(self._shipped_sources)
        self._own = self._shipped
        self._faults: tuple[str, ...] = ()
        self._state: object = None
        self.refresh()

    def write(
        self,
        wanted: Wanted,
        case: Case | None,
        protocol: Protocol | None,
        *,
        message_id: str,
        date: datetime,
        attachments: Sequence[Enclosure] = (),
        references: Sequence[str] = (),
        ring: Sequence[str] = (),
    ) -> Letter:
        """The letter for `wanted`. `ring` says whom its reader may ring, a line each.

        Raises `Misconfigured` when even the shipped template cannot be used.
        """
        subject, text = self._rendered(wanted.occasion, self._context(wanted, case, protocol, attachments, ring))
        raw = message(
            sender_name=self._partnership.name,
            sender=self._partnership.sender,
            reply_to=self._partnership.address,
            to=wanted.to,
            subject=subject,
            text=text,
            when=date.astimezone(self._partnership.zone),
            message_id=message_id,
            in_reply_to=wanted.in_reply_to,
            references=references,
            replied=wanted.occasion == "acknowledgement",
            mark=case.reference if case is not None else wanted.key.partition("/")[0],
            enclosures=attachments,
        )
        return Letter(subject, raw)

    def subject(self, wanted: Wanted, case: Case | None, protocol: Protocol | None, *, ring: Sequence[str] = ()) -> str:
        """The subject of a letter that is written when it goes. Its words are tried: raises as `write` does."""
        return self._rendered(wanted.occasion, self._context(wanted, case, protocol, (), ring))[0]

    def _context(
        self,
        wanted: Wanted,
        case: Case | None,
        protocol: Protocol | None,
        attachments: Sequence[Enclosure],
        ring: Sequence[str],
    ) -> dict[str, Any]:
        known = OCCASIONS.get(wanted.occasion, {})
        context: dict[str, Any] = {**dict.fromkeys(known), **{k: v for k, v in wanted.details.items() if k in known}}
        if "occasion_words" in known and "occasion" in wanted.details:
            context["occasion_words"] = str(wanted.details["occasion"]).replace("_", " ")
        if "own_form" in known:
            context["own_form"] = any(one.theirs for one in attachments)
            context["came_as"] = next((one.came_as for one in attachments if one.came_as), "")
        context |= {
            "partnership": self._shown(),
            "protocol": {
                "partnership": protocol.partnership,
                "source": protocol.source,
                "form_title": protocol.form_title,
                "subject_word": protocol.subject_word,
            }
            if protocol is not None
            else None,
            "addressee": wanted.addressee,
            "party": wanted.party,
            "clause": wanted.clause,
            "basis": wanted.basis,
            "has_form": any(one.is_form for one in attachments),
            "ring": list(ring),
            "case": _case_view(case),
        }
        return context

    def _shown(self) -> dict[str, Any]:
        one = self._partnership
        return {
            "name": one.name,
            "address": one.address,
            "phone": one.phone,
            "emergency": one.emergency,
            "rules_by_mail": one.rules_by_mail,
        }

    def _rendered(self, occasion: str, context: Mapping[str, Any]) -> tuple[str, str]:
        if self._own is not self._shipped:
            try:
                return self._parts(self._own.get_template(occasion + _ENDING), context)
            except _WRONG:
                pass
        try:
            return self._parts(self._shipped.get_template(occasion + _ENDING), context)
        except _WRONG as fault:
            raise Misconfigured(f"The shipped letter “{occasion}” cannot be written: {fault}.") from fault

    def _parts(self, template: Template, context: Mapping[str, Any]) -> tuple[str, str]:
        subject, body = _parts(template, context)
        if self._partnership.emergency not in body:
            # Every letter carries the emergency paragraph, whatever a template leaves out (DESIGN 2, promise 6).
            body += f"\n! This mailbox is not monitored for emergencies. Do not wait for us: {self._partnership.emergency}\n"
        return subject, body

    # Own templates

    def refresh(self) -> bool:
        """Read the partnership's own templates again if somebody has edited them; True when something changed."""
        own = _sources(self._folder) if self._folder is not None else {}
        if own == self._state:
            return False
        self._state = own
        faults: list[str] = []
        good = dict(self._shipped_sources)
        # Parts first, because letters include them.
        for name in sorted(own, key=lambda one: (not one.startswith("_"), one)):
            found = self._tried(name, own[name], good)
            if found:
                faults += [
                    f"templates/{name}, line {line}: {said} The shipped one is used until this is mended."
                    for line, said in found
                ]
            else:
                good[name] = own[name]
        self._faults = tuple(faults)
        self._own = _environment(good) if good != self._shipped_sources else self._shipped
        return True

    def faults(self) -> list[str]:
        """A sentence for each thing in an own template that cannot be used, with its file and line."""
        return list(self._faults)

    def _tried(self, name: str, source: str | None, good: Mapping[str, str]) -> list[tuple[int, str]]:
        """What is wrong with one own template, by reading its tree and by writing it with everything and with least."""
        if source is None:
            return [(1, "It is not text in UTF-8, or it is longer than a letter should be.")]
        if name.startswith("_") and name not in self._shipped_sources:
            return faults_of(self._shipped, name, source)
        found = faults_of(self._shipped, name, source)
        if found:
            return found
        environment = _environment({**good, name: source})
        for occasion in ("closure",) if name.startswith("_") else (name.removesuffix(_ENDING),):
            for full in (True, False):
                try:
                    context = {**example(occasion, full=full), "partnership": self._shown()}
                    _parts(environment.get_template(occasion + _ENDING), context)
                except _WRONG as fault:
                    return [(_line_of(fault, name), f"{str(fault).strip().rstrip('.') or type(fault).__name__}.")]
        return []


def _case_view(case: Case | None) -> dict[str, Any] | None:
    """What a letter may know of a case: never what its form says."""
    if case is None:
        return None
    return {
        "reference": case.reference,
        "stage": case.stage,
        "received": case.received,
        "due": case.due,
        "agreed_due": case.agreed_due,
        "referring_agency": case.referring_agency,
        "agencies": case.named,
    }


def _sources(folder: Path) -> dict[str, Any]:
    """The text of each template in a folder by its file name; None for one that cannot be read as text."""
    found: dict[str, Any] = {}
    for file in sorted(folder.glob(f"*{_ENDING}")):
        try:
            data = file.read_bytes()
            found[file.name] = data.decode("utf-8-sig").replace("\r\n", "\n") if len(data) <= MOST_TEXT else None
        except (OSError, UnicodeDecodeError):
            found[file.name] = None
    return found


def _parts(template: Template, context: Mapping[str, Any]) -> tuple[str, str]:
    pieces: list[str] = []
    size = 0
    for piece in template.generate(context):
        size += len(piece)
        if size > MOST_TEXT:
            raise ValueError("The letter is longer than any letter should be")
        pieces.append(piece)
    head, _, body = "".join(pieces).lstrip().partition("\n")
    if not head.lower().startswith("subject:"):
        raise ValueError("Its first line must be the subject: “Subject: …”")
    subject = " ".join(head[8:].split())
    return subject, _tidy(body)


def _tidy(text: str) -> str:
    """Blank lines as people set them: one between paragraphs, none within a list."""
    lines: list[str] = []
    for line in ("-- " if one.rstrip() == "--" else one.rstrip() for one in text.strip().split("\n")):
        if line or (lines and lines[-1]):
            lines.append(line)
    kept: list[str] = []
    for position, line in enumerate(lines):
        follows = lines[position + 1 : position + 2]
        if not line and kept and kept[-1].startswith("- ") and follows and follows[0].startswith("- "):
            continue
        kept.append(line)
    return "\n".join(kept) + "\n"


def _environment(sources: Mapping[str, str | None]) -> ImmutableSandboxedEnvironment:
    def load(name: str) -> tuple[str, str, None] | None:
        source = sources.get(name)
        return (source, f"templates/{name}", None) if source is not None else None

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        keep_trailing_newline=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.clear()
    ours = {
        "long_date": long_date,
        "short_date": short_date,
        "long_instant": long_instant,
        "friendly": lambda name: _FRIENDLY.get(name, str(name).replace("_", " ").capitalize()),
    }
    environment.filters = {name: ours.get(name) or environment.filters[name] for name in FILTERS}
    return environment


def _line_of(fault: BaseException, name: str) -> int:
    """The line of a template at which writing it failed: jinja puts it into the traceback."""
    lines = [
        frame.lineno for frame in traceback.extract_tb(fault.__traceback__) if frame.filename == f"templates/{name}"
    ]
    return (lines[-1] if lines else None) or 1


def long_date(day: date) -> str:
    """ "Friday 17 April 2026"."""
    return f"{_known(day):%A} {day.day} {day:%B %Y}"


def short_date(day: date) -> str:
    """ "Fri 17 Apr 2026"."""
    return f"{_known(day):%a} {day.day} {day:%b %Y}"


def long_instant(when: datetime) -> str:
    """ "Friday 17 April 2026 at 09:05"."""
    return f"{long_date(when)} at {when:%H:%M}"


def _known(day: date) -> date:
    if not isinstance(day, date):
        raise ValueError("A day is written that is not always known: put “{% if … %}” and “{% endif %}” around it")
    return day
