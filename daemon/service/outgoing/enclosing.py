"""What a letter encloses: the form to answer in, the form itself, the form with its outcome filled in, an invitation.

A part that cannot be made is left out and the letter goes; which parts a letter has is decided in `cases`, under the
protocol. File names carry the reference only (DESIGN 2, promise 5).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import PurePath
from typing import Any

from daemon.cases.papers.outcome import outcome_paper
from daemon.cases.values import Case, Wanted
from daemon.mail import Attachment
from daemon.post.invitation import Meeting, invitation
from daemon.post.mime import Enclosure
from daemon.post.paper import paper_document
from daemon.service.office import Office, own_file
from daemon.service.opening.opened import documents_of
from daemon.service.outgoing.packing import gathered, labels_of, received_forms
from parsers import Vocabulary
from parsers.blank.filling import part_filled_answer_form
from parsers.blank.opening import NotFillable
from parsers.blank.outcome import fill_outcome
from parsers.limits import needs_child

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

log = logging.getLogger(__name__)

# The form that came in, as (suffix, bytes).
Form = tuple[str, bytes]
_CAME_AS = {
    ".docx": "a Word document",
    ".doc": "an older Word document (.doc)",
    ".odt": "an OpenDocument text (.odt)",
    ".rtf": "a rich text file (.rtf)",
    ".pdf": "a PDF",
}
_OUTCOME = ("response_date", "response_author", "resolved", "agreed_actions", "outstanding_issues")


def enclosures(
    office: Office, wanted: Wanted, case: Case | None, form: Attachment | None, now: datetime
) -> list[Enclosure]:
    """The documents that go with `wanted`. `form` is the one that the message at hand carried."""
    found: list[Enclosure] = []
    if case is None:
        return [one for one in (_register(office),) if one] if "register" in wanted.attach else []
    for name in wanted.attach:
        match name:
            case "answer form":
                found.append(_answer_form(wanted, case))
            case "form":
                whole = _as_form(form) if form is not None else form_of(office, case, now)
                if whole is not None:
                    found.append(_form(case, whole))
            case "completed form":
                # Theirs is the form that the referrer sent, not the answer at hand.
                words = Vocabulary.load(own_file(office.settings, "vocabulary"))
                theirs, owner = form_of(office, case, now), office.settings.partnership.name
                found.append(completed(case, wanted.details, theirs, office.today(now), words, owner))
            case "outcome document":
                owner = office.settings.partnership.name
                found.append(completed(case, wanted.details, None, office.today(now), owner=owner))
            case "case pack":
                pack = paper_document(gathered(office, case, received_forms(office, case), now))
                found.append(Enclosure(f"{case.reference} case pack.docx", WORD, pack))
            case "forms":
                for one in received_forms(office, case):
                    if one.data is not None:
                        kind = WORD if one.suffix == ".docx" else "application/octet-stream"
                        found.append(Enclosure(one.name, kind, one.data, is_form=True))
            case "invitation":
                found.append(_invitation(office, wanted, case, now))
            case _:
                continue
    return found


def form_of(office: Office, case: Case, now: datetime) -> Form | None:
    """The referrer's form as it came, the latest where there are several; None where it is too large to be enclosed."""
    document = carried(office, case, case.form, now) if case.form is not None else None
    return _as_form(document) if document is not None else None


def carried(office: Office, case: Case, sha256: str, now: datetime) -> Attachment | None:
    """The document of that digest, as the latest message of the case that has it carried it."""
    row = office.store.case(case.reference)
    if row is None or row.id is None:
        return None
    for message in reversed(office.store.messages_of_case(row.id)):
        for document in documents_of(office, message, now):
            if document.sha256 == sha256:
                return document
    return None


def _as_form(document: Attachment) -> Form | None:
    return (PurePath(document.name or "").suffix.lower() or ".docx", document.data) if document.data else None


def _register(office: Office) -> Enclosure | None:
    """The register as it was last drawn, or None while there is none."""
    file = office.settings.register_.file
    try:
        return Enclosure("register.xlsx", EXCEL, file.read_bytes())
    except OSError:
        return None


def _answer_form(wanted: Wanted, case: Case) -> Enclosure:
    filled = part_filled_answer_form(
        case.protocol,
        reference=case.reference,
        referring_agency=case.referring_agency,
        responding_agency=wanted.details.get("agency"),
        stage=case.stage,
        due=wanted.details.get("due"),
        received=case.received,
    )
    return Enclosure(f"{case.reference} answer form.docx", WORD, filled)


def _form(case: Case, form: Form) -> Enclosure:
    suffix, data = form
    kind = WORD if suffix == ".docx" else "application/octet-stream"
    return Enclosure(f"{case.reference} form{suffix}", kind, data, is_form=True)


def completed(
    case: Case,
    told: Mapping[str, Any],
    theirs: Form | None,
    today: date,
    words: Vocabulary | None = None,
    owner: str = "",
) -> Enclosure:
    """The form with its outcome filled in: `theirs` for whoever may have it, else a paper of our own with nothing of the
    referrer's in it. A form that is no small Word document, or cannot be filled in, is answered with the paper as well.
    """
    answers = outcome_answers(case, told)
    if theirs is not None and not needs_child(theirs[1]):
        try:
            whole = fill_outcome(theirs[1], answers, today=today, vocabulary=words, protocol=case.protocol)
        except NotFillable:
            pass
        except Exception:
            # Broad: what foreign bytes do to a library cannot be listed, and the outcome must go out all the same.
            log.exception(
                "%s: the form that was sent could not be filled in; our own paper goes instead", case.reference
            )
        else:
            return Enclosure(f"{case.reference} form with outcome.docx", WORD, whole.data, theirs=True)
    paper = outcome_paper(case, answers, told, labels_of(case.protocol), partnership=owner, today=today)
    came_as = _CAME_AS.get(theirs[0], "a file") if theirs is not None else ""
    return Enclosure(f"{case.reference} outcome.docx", WORD, paper_document(paper), came_as=came_as)


def outcome_answers(case: Case, told: Mapping[str, Any]) -> dict[str, Any]:
    """What the outcome section of a form says: the answer as it came, and the outcome as it was ruled."""
    answers: dict[str, Any] = {
        name: _day(case.response[name]) for name in _OUTCOME if case.response.get(name) is not None
    }
    outcome, by_panel = told.get("outcome"), told.get("decided_by") == "panel"
    # An answer that it was not resolved is not what was ruled afterwards.
    overruled = bool(outcome) and not by_panel and case.response.get("resolved") is False
    answered = None if overruled else case.response.get("response_summary")
    words = [str(one) for one in (answered, None if by_panel else outcome) if one]
    if words:
        answers["response_summary"] = "\n".join(dict.fromkeys(words))
    if overruled:
        answers.pop("resolved", None)
    if outcome and by_panel:
        answers["panel_decision"] = str(outcome)
        answers["panel_date"] = told.get("decided_on")
    return {name: value for name, value in answers.items() if value is not None}


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _invitation(office: Office, wanted: Wanted, case: Case, now: datetime) -> Enclosure:
    told = wanted.details
    partnership = office.settings.partnership
    meeting = Meeting(
        case.reference,
        told["date"],
        time.fromisoformat(str(told["time"])),
        str(told.get("place") or ""),
        int(told.get("sequence") or 0),
        bool(told.get("cancelled")),
    )
    data = invitation(
        meeting,
        organizer=partnership.address,
        organizer_name=partnership.name,
        attendee=wanted.to[0],
        zone=partnership.zone,
        now=now,
    )
    method = "CANCEL" if meeting.cancelled else "REQUEST"
    return Enclosure(f"{case.reference} panel.ics", "application/ics", data, method=method)
