"""Letters: an occasion, a case and its template become a finished message (DESIGN 9). The one door to jinja2.

Templates are rendered in a sandbox that knows a letter's own names and nothing of the form. An own template that
cannot be used is named by `faults`, and the shipped one is used meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import FileSystemLoader, StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from daemon.cases.values import Case, Wanted
from daemon.faults import Misconfigured
from daemon.post.mime import Enclosure, message
from daemon.protocol.values import Protocol
from daemon.rooms import shipped

# The most that a letter is, so that a template cannot fill the memory.
MOST_TEXT = 64_000

_FRIENDLY = {
    "referring_agency": "Your agency",
    "responding_agency": "The agency that the difference is with",
    "disagreement_summary": "What the difference is about",
    "subject_name": "The child's or adult's name or number",
    "immediate_risk": "Whether anybody is at immediate risk",
}
_NONE: Mapping[str, Any] = dict.fromkeys(
    "what reference_only stage_label referring_agency agencies not_passed_on passed_on due due_why provisional "
    "clock_clause clock_basis not_done duplicate copy agency had_form confirm asked between_parties agreed_due nth is_role "
    "unanswered resolved not_resolved unclear all_answered still_waiting unresolved outstanding ask_agreed debrief outcome "
    "reasons fields blank received reason why route held_id from recipient occasion_words weeks "
    "changed refused examples card undo sent words change on at was place members minutes pack final".split()
)


@dataclass(frozen=True, slots=True)
class Partnership:
    """Whose letters these are."""

    name: str
    address: str
    emergency: str
    zone: ZoneInfo
    sender: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished letter: its subject, and its bytes as they will be sent."""

    subject: str
    raw: bytes


class Letters:
    """The templates of one partnership, compiled once."""

    def __init__(self, partnership: Partnership, own_folder: Path | None = None) -> None:
        self._partnership = partnership
        self._shipped = _environment(shipped("templates"), None)
        self._own = _environment(shipped("templates"), own_folder) if own_folder is not None else None
        self._shown = {"name": partnership.name, "address": partnership.address, "emergency": partnership.emergency}

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
    ) -> Letter:
        """The letter for `wanted`. Raises `Misconfigured` when even the shipped template cannot be used."""
        context = self._context(wanted, case, protocol, attachments)
        subject, text = self._rendered(wanted.occasion, context)
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

    def _context(
        self, wanted: Wanted, case: Case | None, protocol: Protocol | None, attachments: Sequence[Enclosure]
    ) -> dict[str, Any]:
        context: dict[str, Any] = {**_NONE, **wanted.details}
        if "occasion" in context:
            context["occasion_words"] = str(context.pop("occasion")).replace("_", " ")
        context |= {
            "partnership": self._shown,
            "protocol": {
                "partnership": protocol.partnership,
                "source": protocol.source,
                "form_title": protocol.form_title,
            }
            if protocol is not None
            else None,
            "addressee": wanted.addressee,
            "party": wanted.party,
            "clause": wanted.clause,
            "basis": wanted.basis,
            "has_form": any(one.is_form for one in attachments),
            "case": _case_view(case),
        }
        return context

    def _rendered(self, occasion: str, context: Mapping[str, Any]) -> tuple[str, str]:
        if self._own is not None:
            try:
                return _parts(self._own.get_template(f"{occasion}.txt.j2"), context)
            except (TemplateError, ValueError, TypeError, ArithmeticError, LookupError):
                # An own template may do anything wrong that a template can; `check` names it, and the letter must go.
                pass
        try:
            return _parts(self._shipped.get_template(f"{occasion}.txt.j2"), context)
        except (TemplateError, ValueError) as fault:
            raise Misconfigured(f"The shipped letter “{occasion}” cannot be written: {fault}.") from fault

    def faults(self) -> list[str]:
        """A sentence for each own template that cannot be used."""
        if self._own is None:
            return []
        found = []
        for name in sorted(self._own.list_templates()):
            if not name.endswith(".txt.j2"):
                continue
            try:
                template = self._own.get_template(name)
                if not name.startswith("_"):
                    _parts(template, {**_NONE, **_EXAMPLE, "partnership": self._shown})
            except (TemplateError, ValueError, TypeError, ArithmeticError, LookupError) as fault:
                line = getattr(fault, "lineno", None)
                place = f", line {line}" if line else ""
                found.append(f"templates/{name}{place}: {fault}. The shipped letter is used until this is mended.")
        return found


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


def _parts(template: Template, context: Mapping[str, Any]) -> tuple[str, str]:
    pieces: list[str] = []
    size = 0
    for piece in template.generate(context):
        size += len(piece)
        if size > MOST_TEXT:
            raise ValueError("the letter is longer than any letter should be")
        pieces.append(piece)
    head, _, body = "".join(pieces).lstrip().partition("\n")
    if not head.lower().startswith("subject:"):
        raise ValueError("its first line must be the subject: “Subject: …”")
    subject = " ".join(head[8:].split())
    return subject, _tidy(body)


def _tidy(text: str) -> str:
    """Blank lines as people set them: one between paragraphs, none within a list."""
    lines: list[str] = []
    for line in (one.rstrip() for one in text.strip().split("\n")):
        if line or (lines and lines[-1]):
            lines.append(line)
    kept: list[str] = []
    for position, line in enumerate(lines):
        if (
            not line
            and kept
            and kept[-1].startswith("- ")
            and lines[position + 1 : position + 2]
            and lines[position + 1].startswith("- ")
        ):
            continue
        kept.append(line)
    return "\n".join(kept) + "\n"


def _environment(shipped_folder: Path, own_folder: Path | None) -> ImmutableSandboxedEnvironment:
    folders = [own_folder, shipped_folder] if own_folder is not None else [shipped_folder]
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([str(one) for one in folders]),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.clear()
    environment.filters = {
        name: environment.filters[name]
        for name in ("join", "upper", "lower", "trim", "default", "first", "last", "length")
    }
    environment.filters |= {
        "long_date": long_date,
        "short_date": short_date,
        "long_instant": long_instant,
        "friendly": lambda name: _FRIENDLY.get(name, str(name).replace("_", " ").capitalize()),
    }
    return environment


def long_date(day: date) -> str:
    """ "Friday 17 April 2026"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_date(day: date) -> str:
    """ "Fri 17 Apr 2026"."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def long_instant(when: datetime) -> str:
    """ "Friday 17 April 2026 at 09:05"."""
    return f"{long_date(when)} at {when:%H:%M}"


_EXAMPLE: Mapping[str, Any] = {
    "addressee": "the team",
    "party": "referrer",
    "clause": "a clause",
    "basis": "policy",
    "has_form": False,
    "protocol": {"partnership": "A partnership", "source": "A policy", "form_title": "A form"},
    "case": {
        "reference": "RPDE-2026-0001",
        "stage": "formal",
        "received": date(2026, 3, 4),
        "due": date(2026, 3, 18),
        "agreed_due": None,
        "referring_agency": "An agency",
        "agencies": ("Another agency",),
    },
    "what": "form",
    "stage_label": "a stage",
    "agency": "Another agency",
    "agencies": ["Another agency"],
    "not_passed_on": [],
    "passed_on": ["Another agency"],
    "not_done": [],
    "due": date(2026, 3, 18),
    "asked": date(2026, 3, 18),
    "received": datetime(2026, 3, 4, 9, 0, tzinfo=UTC),
    "nth": 1,
    "reasons": ["A reason."],
    "fields": [],
    "still_waiting": [],
    "weeks": 6,
    "held_id": 1,
    "recipient": "team@example.org",
    "occasion_words": "notice",
    "why": "a reason",
    "route": "A route.",
    "changed": [],
    "examples": ["close outcome: joint plan agreed"],
    "card": [],
    "sent": [],
    "words": "Some words.",
    "members": [],
    "on": date(2026, 3, 18),
    "at": "10:00",
}
