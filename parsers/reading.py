"""What a reader says of one document: the values that leave this package.

You will see a `Reading` for every document that ever came in, whatever was wrong with it: an unreadable one has a
`reason`, a form that nobody knows is a `document` with its labelled values as findings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Kind = Literal["form", "document", "blank-form", "unreadable"]
Event = Literal["open", "next_stage", "response", "resolved_notice", "panel_request"]
Reason = Literal["encrypted", "corrupt", "image-only", "too-large", "unsupported"]
FindingKind = Literal["missing", "unread", "conflict", "doubtful"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should see: an answer that is missing, that no field takes, that disagrees with another, or
    that can be read in two ways (DESIGN 6).

    `field` is the canonical field where one is known, `label` the words of the form, `value` what stands there,
    `where` a place a person can find ("table 3, row 7").
    """

    kind: FindingKind
    field: str | None = None
    label: str | None = None
    value: str | None = None
    where: str | None = None

    def as_json(self) -> dict[str, str | None]:
        return {"kind": self.kind, "field": self.field, "label": self.label, "value": self.value, "where": self.where}


@dataclass(frozen=True, slots=True)
class Reading:
    """One document, read.

    `answers` maps canonical fields (DESIGN 6) to `str`, `datetime.date`, `bool`, or lists of those in dictionaries;
    a doubtful or conflicting value stands in `findings` only. `form` is the id of the profile that knew the form,
    `protocol` the protocol that the profile belongs to, `event` what the form does. `reason` is set when `kind` is
    `unreadable`, and `why` then says it in a sentence. `stage_id` is the protocol's own id of the stage that
    `answers["stage"]` names as written, None where the profile does not know it.
    """

    kind: Kind
    form: str | None = None
    protocol: str | None = None
    event: Event | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    flags: tuple[str, ...] = ()
    reason: Reason | None = None
    why: str | None = None
    stage_id: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The object of `case-intake read --json` (DESIGN 6): dates as ISO text, everything else as it is."""
        shown: dict[str, Any] = {
            "kind": self.kind,
            "form": self.form,
            "protocol": self.protocol,
            "event": self.event,
            "answers": _plain(self.answers),
            "findings": [finding.as_json() for finding in self.findings],
            "flags": list(self.flags),
        }
        if self.stage_id is not None:
            shown["stage_id"] = self.stage_id
        if self.kind == "unreadable":
            shown["reason"] = self.reason
            shown["why"] = self.why
        return shown


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
