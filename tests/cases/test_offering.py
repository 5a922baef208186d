"""What a manager is offered to reply with is always something that the program understands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from daemon.cases.deciding import decide, opening_decision
from daemon.cases.rulings.values import Incomplete, Ruling
from daemon.cases.rulings.words import read_words
from daemon.cases.telling.offering import MOST_OFFERED, offered
from daemon.cases.values import Case, DayBegan
from parsers.meaning.values.dates import read_day
from tests.builders import a_form, rules

PROTOCOLS = ("bolton", "isle-of-man", "dudley", "gloucestershire", "essex")


def cases(protocol: str) -> Iterator[tuple[str, Case]]:
    """(why the manager is told, case) as they come about in a protocol."""
    under = rules(protocol)
    opened = opening_decision(a_form(), "RPDE-2026-0001", under).case
    assert opened is not None
    late = decide(opened, DayBegan(date(2026, 4, 1)), rules(protocol, "2026-04-01 09:00")).case
    assert late is not None
    yield from (("decide", opened), ("reply", opened), ("overdue", late), ("quiet", late), ("panel", opened))
    unlisted = opening_decision(a_form(sender="someone@web.example"), "RPDE-2026-0002", under).case
    several = opening_decision(a_form(responding_agency="Police; Example Health"), "RPDE-2026-0003", under).case
    unknown = opening_decision(a_form(responding_agency="Nobody we know"), "RPDE-2026-0004", under).case
    urgent = opening_decision(a_form(immediate_risk=True), "RPDE-2026-0005", under).case
    for case in (unlisted, several, unknown, urgent):
        assert case is not None
        yield "decide", case


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_every_offered_line_is_a_ruling_once_its_dots_are_replaced(protocol: str) -> None:
    today = date(2026, 3, 4)
    for what, case in cases(protocol):
        lines = offered(case, what, rules(protocol))
        assert 1 <= len(lines) <= MOST_OFFERED
        for line in lines:
            asked = read_words(line.replace("…", "Example Police"), today, lambda text: read_day(text, today)).asked
            assert [type(one) for one in asked] == [Ruling], line


def test_dots_left_standing_change_nothing() -> None:
    today = date(2026, 3, 4)
    asked = read_words("close outcome: …", today, lambda text: read_day(text, today)).asked
    assert [type(one) for one in asked] == [Incomplete]


def test_a_notice_that_waits_is_offered_its_release_first() -> None:
    form = a_form(sender="someone@web.example")
    decision = opening_decision(form, "RPDE-2026-0001", rules())
    (told,) = [one for one in decision.letters if one.occasion == "manager_decision"]
    assert told.details["words"][:2] == ["release", "responding agency is …"]


def test_an_agency_that_has_not_answered_may_be_chased_or_rung() -> None:
    opened = opening_decision(a_form(), "RPDE-2026-0001", rules()).case
    assert opened is not None
    decision = decide(opened, DayBegan(date(2026, 3, 19)), rules(now="2026-03-19 09:00"))
    told = [one.details["words"] for one in decision.letters if one.occasion == "manager_decision"]
    assert told[0][:2] == ["chase now", "rang Example Police: …"]
