"""What a decision is taken under: the protocol, its working days, the people the directory knows, and the day.

`Contacts` is all that deciding needs of the directory; who keeps it, and in what file, is not its business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol as Shape

from daemon.cases.values import Case
from daemon.protocol.calendars import Calendar
from daemon.protocol.counting import working_days_after
from daemon.protocol.values import Clock, Counted, Protocol, Stage


class AgencyLike(Shape):
    """An agency as the directory lists it."""

    @property
    def name(self) -> str: ...
    @property
    def spoc_name(self) -> str | None: ...
    @property
    def spoc_email(self) -> str | None: ...
    @property
    def spoc_phone(self) -> str | None: ...
    @property
    def deputy_emails(self) -> tuple[str, ...]: ...
    @property
    def kind(self) -> str: ...
    @property
    def lead(self) -> str | None: ...
    @property
    def board_representative(self) -> str | None: ...


class PersonLike(Shape):
    """A person as the directory lists them."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str | None: ...


class Contacts(Shape):
    """The directory as deciding sees it."""

    def find_agency(self, text: str) -> AgencyLike | None: ...
    def split_agencies(self, text: str) -> list[str]: ...
    def agencies_at(self, address: str) -> tuple[AgencyLike, ...]: ...
    def domain_agencies(self, address: str) -> tuple[AgencyLike, ...]: ...
    def is_listed(self, address: str) -> bool: ...
    def role(self, name: str) -> PersonLike | None: ...
    def holders(self, role: str) -> Sequence[PersonLike]: ...
    def person(self, name: str) -> PersonLike | None: ...
    def nearest(self, name: str) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything beside the case and the event that a decision rests on.

    `today` is `now` in the partnership's own zone. `manager` is the configured address; the directory's *Deputy
    manager* hears of alerts too. `unlisted_hold` is true where the configuration holds unlisted senders' mail.
    """

    protocol: Protocol
    calendar: Calendar
    contacts: Contacts
    manager: str
    now: datetime
    today: date
    unlisted_hold: bool = False

    def after(self, start: date, working_days: int) -> Counted:
        return working_days_after(start, working_days, self.calendar)

    def day_after(self, start: date, working_days: int) -> date:
        return working_days_after(start, working_days, self.calendar).on

    @property
    def alert_addresses(self) -> tuple[str, ...]:
        """Manager and deputy, whom alerts go to at any hour."""
        deputy = self.contacts.role("Deputy manager")
        return (self.manager, deputy.email) if deputy and deputy.email != self.manager else (self.manager,)


def stage_of(case: Case, rules: Rules) -> Stage:
    """The case's own stage, in the protocol version it opened under."""
    stage = rules.protocol.stage(case.stage)
    assert stage is not None, f"{case.reference} stands at a stage that its own protocol version does not have"
    return stage


def clock_of(case: Case, stage: Stage) -> Clock | None:
    """The clock that the case follows at `stage`: the policy's, else that of a day which the managers agreed."""
    return stage.answer_clock or (stage.agreed_clock if case.agreed_due is not None else None)


def slug(text: str) -> str:
    """A short name for keys: letters and digits of `text` joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:60] or "x"


def in_words(items: tuple[str, ...] | list[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    *front, last = items or ("",)
    return f"{', '.join(front)} and {last}" if front else last
