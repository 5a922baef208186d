"""What became of a message: one recorded outcome each, and the folder it is filed in (DESIGN 2, 11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from daemon.store.values import AttachmentRow, Outcome

if TYPE_CHECKING:
    from daemon.service.opening.opened import Opened

LOGGED, FILED, PERSON = "Logged", "Filed", "Needs a person"


@dataclass(frozen=True, slots=True)
class Finished:
    """The outcome's code, where the mail is filed, why in a sentence, and the line for whoever watches."""

    code: str
    folder: str
    why: str
    line: str
    case_ids: tuple[int, ...] = ()
    held: bool = False

    def outcome(self, opened: Opened) -> Outcome:
        """The outcome as the store keeps it, with what the mail's envelope and attachments were."""
        mail = opened.mail
        forms = {
            one.sha256 for one, reading in zip(opened.documents, opened.readings, strict=True) if reading.kind == "form"
        }
        return Outcome(
            state="held" if self.held else "handled",
            outcome=self.code,
            folder=self.folder,
            kind=opened.triage.kind,
            rule=opened.triage.rule,
            why=self.why,
            case_ids=self.case_ids,
            sender=mail.sender,
            subject=mail.subject,
            message_id=mail.message_id,
            in_reply_to=mail.in_reply_to,
            references=tuple(mail.references),
            attachments=tuple(
                AttachmentRow(one.sha256, one.name, one.type, one.size, "form" if one.sha256 in forms else one.is_)
                for one in mail.attachments
            ),
        )


def held(rule: str, why: str) -> Outcome:
    """The outcome of a message that could not even be opened."""
    return Outcome(state="held", outcome="held", folder=PERSON, kind="for_a_person", rule=rule, why=why)
