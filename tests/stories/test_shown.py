"""`cases`, `due` and `explain` as other programs read them: every promised key, from a store that real beats made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders import a_mail, a_word_form, at
from tests.conftest import needed
from tests.servers import dovecot as dovecot_server
from tests.world import World, a_world

CASE = "reference protocol stage status received due agreed_due referring_agency responding_agencies message_id opened closed"
DUE = "reference what who on overdue clause basis"
EVENT = "id at what by why clause basis message_id"
DEADLINE = "what on clause basis counted_from working_days skipped provisional why"
WHATS = {"reminder", "due", "chaser", "manager_decision", "quiet", "impact"}
NOW = at("2026-03-11 09:05").isoformat()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    needed(dovecot_server.BINARY is not None, "dovecot")
    with a_world(tmp_path_factory.mktemp("shown")) as one:
        form = a_word_form(immediate_risk=False)
        mail = a_mail(
            "ann@schools.example", form=form, to="unit@example.org, spoc@police.example", message_id="<1@test>"
        )
        one.arrives(mail, "2026-03-04 23:59")
        assert one.once("2026-03-05 09:05").code == 0
        assert one.once("2026-03-11 09:05").code == 0
        yield one


def test_cases_has_every_key_and_the_values_of_the_form(world: World) -> None:
    (case,) = world.run("cases", "--json", "--now", NOW).json
    assert set(CASE.split()) <= set(case)
    assert {key: case[key] for key in CASE.split() if key != "reference"} == {
        "protocol": "bolton",
        "stage": "formal",
        "status": "awaiting_response",
        "received": "2026-03-04",
        "due": "2026-03-18",
        "agreed_due": None,
        "referring_agency": "Example Schools Trust",
        "responding_agencies": [{"agency": "Example Police", "due": "2026-03-18", "status": "awaiting_response"}],
        "message_id": "<1@test>",
        "opened": case["opened"],
        "closed": None,
    }
    assert case["opened"] == at("2026-03-04 23:59").isoformat()


def test_a_case_is_overdue_from_the_morning_after_its_day(world: World) -> None:
    for day, status in (("2026-03-18 23:59", "awaiting_response"), ("2026-03-19 00:01", "overdue")):
        (case,) = world.cases(day)
        assert (case["status"], case["responding_agencies"][0]["status"]) == (status, status)


def test_due_has_every_key_soonest_first(world: World) -> None:
    lines = world.run("due", "--json", "--now", NOW).json
    assert all(set(DUE.split()) <= set(one) for one in lines)
    assert {one["what"] for one in lines} <= WHATS
    assert [(one["what"], one["who"], one["on"], one["overdue"], one["basis"]) for one in lines] == [
        ("reminder", "Example Police", "2026-03-17", False, "local"),
        ("due", "Example Police", "2026-03-18", False, "policy"),
        ("chaser", "Example Police", "2026-03-19", False, "policy"),
        ("manager_decision", "manager", "2026-03-26", False, "local"),
    ]


def test_explain_tells_events_and_deadlines_in_the_timelines_own_keys(world: World) -> None:
    (case,) = world.run("cases", "--json", "--now", NOW).json
    shown = world.run("explain", case["reference"], "--json", "--now", NOW).json
    assert list(shown) == ["reference", "case", "events", "deadlines", "steps"]
    assert shown["case"] == case
    assert all(set(EVENT.split()) <= set(one) for one in shown["events"])
    assert shown["events"][0]["message_id"] == "<1@test>"
    assert all(set(one) == set(DEADLINE.split()) for one in shown["deadlines"])
    days = [(one["what"], one["on"], one["counted_from"], one["working_days"]) for one in shown["deadlines"]]
    assert days == [
        ("due", "2026-03-18", "2026-03-04", 10),
        ("reminder", "2026-03-17", "2026-03-04", 9),
        ("chaser", "2026-03-19", "2026-03-04", 11),
        ("manager_decision", "2026-03-26", "2026-03-04", 16),
    ]
    weekends = ["2026-03-07", "2026-03-08", "2026-03-14", "2026-03-15"]
    assert [one["day"] for one in shown["deadlines"][0]["skipped"]] == weekends
