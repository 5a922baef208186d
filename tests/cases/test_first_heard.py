"""Nobody is reminded or chased on the day on which they first hear of the case, whatever was away for how long."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from daemon.cases.deciding import decide, opening_decision
from daemon.cases.mornings import next_look
from daemon.cases.rules import Rules
from daemon.cases.values import Case, DayBegan, NoticeAccepted
from daemon.protocol.calendars import calendar
from daemon.protocol.loading import shipped_protocol
from tests.builders import DIRECTORY, MANAGER, a_form

FIRST = date(2026, 3, 2)


def rules_on(protocol: str, day: date) -> Rules:
    loaded = shipped_protocol(protocol)
    now = datetime.combine(day, time(9), UTC)
    return Rules(loaded, calendar(loaded.calendar), DIRECTORY, MANAGER, now, day)


def working_days_after(day: date, count: int, name: str) -> date:
    """An independent count: the list of the working days that follow, and its entry."""
    days = calendar(name)
    following = [day + timedelta(step) for step in range(1, 90)]
    return [one for one in following if days.is_working_day(one)][count - 1]


@settings(max_examples=60, deadline=None)
@given(
    protocol=st.sampled_from(["bolton", "isle-of-man"]),
    received=st.integers(0, 20),
    admitted_after=st.integers(0, 40),
    sent_after=st.integers(0, 40),
    copied=st.booleans(),
    awake=st.sets(st.integers(0, 110), min_size=1, max_size=60),
)
def test_no_reminder_and_no_chaser_goes_before_the_day_after_the_notice(
    protocol: str, received: int, admitted_after: int, sent_after: int, copied: bool, awake: set[int]
) -> None:
    day_zero = FIRST + timedelta(received)
    admitted = day_zero + timedelta(admitted_after)
    relay_back = admitted + timedelta(sent_after)
    recipients = frozenset({"spoc@police.example"}) if copied else frozenset()
    stage = "Stage 4" if protocol == "isle-of-man" else "Formal Resolution"
    form = a_form(received=f"{day_zero} 09:00", recipients=recipients, stage=stage)
    decision = opening_decision(form, "X-1", rules_on(protocol, admitted))
    case = decision.case
    assert case is not None
    (name,) = [one.name for one in case.responders]
    heard: date | None = None
    written: list[tuple[date, str]] = []
    for day in sorted({admitted, *(admitted + timedelta(one) for one in awake)}):
        rules = rules_on(protocol, day)
        for _ in ("a beat in the morning", "another in the afternoon"):
            look = next_look(case, rules)
            if look is not None and look <= day:
                decision = decide(case, DayBegan(day, frozenset() if heard else frozenset({name})), rules)
                assert decision.case is not None
                case = decision.case
                written += [(day, one.occasion) for one in decision.letters if one.occasion in ("reminder", "chaser")]
            if heard is None and day >= relay_back:
                heard = day
                accepted = decide(case, NoticeAccepted(name, day), rules).case
                assert accepted is not None
                case = accepted
                _counted_rightly(case, protocol, day_zero, heard, copied)

    assert all(heard is not None and day > heard for day, _ in written)
    due = case.responders[0].due
    assert due is not None
    assert all(day > due for day, what in written if what == "chaser")
    assert all(day < due for day, what in written if what == "reminder")


def _counted_rightly(case: Case, protocol: str, day_zero: date, heard: date, copied: bool) -> None:
    """An agency's clock runs from the day it had the form; the Director's from receipt."""
    one = case.responders[0]
    start = heard if one.agency and not copied else day_zero
    name = "isle-of-man" if protocol == "isle-of-man" else "england-and-wales"
    assert (one.counted_from, one.due, one.provisional) == (start, working_days_after(start, 10, name), False)
