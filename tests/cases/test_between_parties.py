"""Replies that leave something to decide, skipped stages, early stages' own time, long outages: what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from daemon.cases.deciding import decide, opening_decision
from daemon.cases.mornings import prompts
from daemon.cases.values import Case, DayBegan, Decision, HourPassed, NoticeAccepted, ReplyReceived, Status
from daemon.directory.values import Directory, Person
from daemon.service.intake.replies import guess
from tests.builders import DIRECTORY, a_form, a_sender, at, rules

ROLES = ("Chair of the LSCB", "Head of Safeguarding", "Nominated person")
EVERYBODY = Directory(
    DIRECTORY.agencies,
    (*DIRECTORY.people, *(Person(one, one, f"{one.lower().replace(' ', '.')}@board.example") for one in ROLES)),
)


def opened(protocol: str = "bolton", now: str = "2026-03-04 09:10", **more: object) -> Case:
    law = rules(protocol, now, EVERYBODY)
    return done(opening_decision(a_form(received=now, **more), "REF-2026-0001", law))  # type: ignore[arg-type]


def done(decision: Decision) -> Case:
    assert decision.case is not None
    return decision.case


def sent_to(decision: Decision, occasion: str) -> list[tuple[str, ...]]:
    return [one.to for one in decision.letters if one.occasion == occasion]


def a_reply(words: str, sender: str = "spoc@police.example") -> ReplyReceived:
    return ReplyReceived(date(2026, 3, 6), a_sender(sender), words, guess(words), "<r@x>", words=words)


def test_the_wrong_agency_is_a_question_to_the_manager_and_the_clock_stays() -> None:
    case = opened()
    decision = decide(case, a_reply("This is the wrong agency, please try Health."), rules())
    after = done(decision)
    assert (after.due, after.status(date(2026, 3, 6))) == (case.due, Status.AWAITING_RESPONSE)
    (letter,) = decision.letters
    assert (letter.party, letter.details["what"]) == ("manager", "wrong-agency")
    assert "send to X" in str(letter.details["reasons"])


def test_the_referrer_cannot_call_the_other_agency_wrong() -> None:
    (letter,) = decide(opened(), a_reply("Wrong agency?", "ann@schools.example"), rules()).letters
    assert letter.details["what"] == "reply"


def test_a_holding_reply_is_noted_only() -> None:
    case = opened()
    decision = decide(case, a_reply("We are looking into it."), rules())
    assert [one.details["what"] for one in decision.letters] == ["reply"]
    assert "a holding reply" in str(decision.letters[0].details["reasons"])
    assert (done(decision).due, done(decision).waiting_for) == (case.due, case.waiting_for)


def test_agreement_in_other_words_is_a_proposal_to_the_manager() -> None:
    answer = a_form("response", "spoc@police.example", resolved=True, response_summary="x")
    waiting = done(decide(opened(), answer, rules()))
    decision = decide(waiting, a_reply("Yes, all sorted, thank you.", "ann@schools.example"), rules())
    assert done(decision).status(date(2026, 3, 6)) == Status.AWAITING_CONFIRMATION
    assert "close outcome" in str(decision.letters[0].details["reasons"])


def test_a_stage_that_skips_earlier_ones_is_logged_with_what_is_not_evidenced() -> None:
    history = [{"stage": "Stage 2", "date": "2026-02-27", "with": "their manager", "outcome": "none"}]
    law = rules("isle-of-man")
    decision = opening_decision(a_form(stage="4", stage_history=history), "RPD-2026-0001", law)
    (line,) = [one for one in decision.facts if one.what == "stages_not_evidenced"]
    assert [one.split(":")[0] for one in line.data["stages"]] == ["Stage One", "Stage Three"]
    assert sent_to(decision, "notice") == [("director@board.example",)]


def test_the_next_stage_says_only_what_was_skipped_since() -> None:
    law = rules("dudley", directory=EVERYBODY)
    moved = decide(opened("dudley", stage="3a"), a_form("next_stage", stage="exceptional circumstances"), law)
    (line,) = [one for one in moved.facts if one.what == "stages_not_evidenced"]
    assert line.data["stages"] == ["Stage 3b: Directors/Assistant Directors"]
    assert (done(moved).stage, sent_to(moved, "notice")) == ("exceptional", [("chair@board.example",)])


@pytest.mark.parametrize(
    ("protocol", "stage", "more", "due"),
    [
        ("essex", "1", {"disagreement_date": "2026-03-02"}, "2026-03-09"),
        ("essex", "1", {}, "2026-03-11"),
        ("essex", "2", {"disagreement_date": "2026-02-23"}, "2026-03-09"),
        ("essex", "2", {}, "2026-03-11"),
        ("isle-of-man", "1", {"disagreement_date": "2026-03-03"}, "2026-03-04"),
        ("isle-of-man", "2", {"disagreement_date": "2026-03-02"}, "2026-03-05"),
    ],
)
def test_an_early_stage_has_the_time_that_the_policy_gives_it(
    protocol: str, stage: str, more: dict[str, object], due: str
) -> None:
    assert opened(protocol, stage=stage, **more).due == date.fromisoformat(due)


def test_the_referrer_is_reminded_and_told_when_an_early_stage_is_over_and_the_other_side_hears_nothing() -> None:
    case = opened("essex", stage="1")
    letters = []
    for day in range(5, 27):
        now = f"2026-03-{day:02} 09:00"
        decision = decide(case, DayBegan(date(2026, 3, day)), rules("essex", now, EVERYBODY))
        case = done(decision)
        letters += [(day, one.occasion, one.to[0], one.details.get("what")) for one in decision.letters]
    assert letters == [
        (10, "reminder", "ann@schools.example", None),
        (12, "overdue", "ann@schools.example", None),
        (12, "manager_decision", "manager@unit.example", "overdue"),
        (26, "manager_decision", "manager@unit.example", "quiet"),
    ]
    assert case.status(date(2026, 3, 12)) == Status.OVERDUE


@pytest.mark.parametrize(
    ("protocol", "stage", "told"),
    [
        ("gloucestershire", "5", [("chair@board.example",)]),
        ("essex", "chair", [("chair.of.the.lscb@board.example",)]),
        ("essex", "4", [("spoc@police.example",), ("chair.of.the.lscb@board.example",)]),
        ("dudley", "3a", [("head.of.safeguarding@board.example",)]),
        ("dudley", "3b", [("head.of.safeguarding@board.example",)]),
        ("dudley", "exceptional", [("chair@board.example",)]),
    ],
)
def test_the_chair_and_the_head_of_safeguarding_hear_at_the_stages_that_the_policy_names(
    protocol: str, stage: str, told: list[tuple[str, ...]]
) -> None:
    decision = opening_decision(a_form(stage=stage), "REF-2026-0001", rules(protocol, directory=EVERYBODY))
    notices = [one for one in decision.letters if one.occasion == "notice"]
    assert [one.to for one in notices] == told
    assert all(one.waits is None and one.clause for one in notices)
    assert all("form" in one.attach for one in notices if stage in ("5", "chair", "exceptional"))


def test_a_three_week_outage_over_the_year_end_sends_each_letter_once() -> None:
    case = opened(now="2025-12-10 09:00", recipients=frozenset({"spoc@police.example"}))
    assert case.due == date(2025, 12, 24)
    back = rules(now="2026-01-13 09:00")
    first = decide(case, DayBegan(date(2026, 1, 13)), back)
    # Chasers were due on 29 December, 6 and 13 January: only the latest goes, and no reminder of a day long past.
    assert [one.details["nth"] for one in first.letters if one.occasion == "chaser"] == [3]
    assert sent_to(first, "reminder") == []
    assert any(one.party == "manager" and "Please decide" in str(one.details["reasons"]) for one in first.letters)
    assert len(first.letters) == len({one.key for one in first.letters})
    assert decide(done(first), DayBegan(date(2026, 1, 13)), back).letters == ()


def test_after_an_outage_over_two_chasers_the_next_counts_from_the_one_that_went() -> None:
    case = opened(now="2025-12-10 09:00", recipients=frozenset({"spoc@police.example"}))
    back = rules(now="2026-01-07 09:00")
    first = decide(case, DayBegan(date(2026, 1, 7)), back)
    assert [one.details["nth"] for one in first.letters if one.occasion == "chaser"] == [2]
    assert any(one.party == "manager" and "Please decide" in str(one.details["reasons"]) for one in first.letters)
    assert [one.on for one in prompts(done(first), back) if one.what == "chaser"] == [date(2026, 1, 14)]


def test_the_referrer_learns_that_it_is_overdue_even_where_the_first_chaser_was_missed() -> None:
    case = opened(now="2025-12-10 09:00", recipients=frozenset({"spoc@police.example"}))
    first = decide(case, DayBegan(date(2026, 1, 7)), rules(now="2026-01-07 09:00"))
    assert sent_to(first, "overdue") == [("ann@schools.example",)]


def test_immediate_risk_is_alerted_every_hour_until_it_is_seen() -> None:
    case = opened(immediate_risk=True, now="2026-03-07 23:40")
    keys = []
    for hour in ("2026-03-08 00:40", "2026-03-08 01:40"):
        decision = decide(case, HourPassed(at(hour), date(2026, 3, 8)), rules(now=hour))
        case = done(decision)
        keys += [one.key for one in decision.letters]
        assert sent_to(decision, "urgent") == [("manager@unit.example", "deputy@unit.example")]
        assert all(one.urgent for one in decision.letters)
    assert len(set(keys)) == 2
    seen = replace(case, seen=True)
    assert decide(seen, HourPassed(at("2026-03-08 02:40"), date(2026, 3, 8)), rules()).letters == ()


def test_a_case_whose_chasers_have_all_gone_is_not_forgotten() -> None:
    case = opened(recipients=frozenset({"spoc@police.example"}))
    chased = replace(case.responders[0], chasers=3, chased_on=date(2026, 4, 2))
    found = prompts(replace(case, responders=(chased,)), rules(now="2026-04-03 09:00"))
    assert [(one.what, one.on) for one in found if one.on > date(2026, 4, 2)] == [("quiet", date(2026, 4, 20))]


def test_a_notice_that_had_been_accepted_moves_nothing_when_it_is_told_twice() -> None:
    first = done(decide(opened(), NoticeAccepted("Example Police", date(2026, 3, 4)), rules()))
    again = decide(first, NoticeAccepted("Example Police", date(2026, 3, 5)), rules(now="2026-03-05 09:00"))
    assert (again.facts, done(again).due) == ((), date(2026, 3, 18))


def test_the_director_is_asked_for_each_step_in_turn_as_the_one_before_is_reported() -> None:
    case = opened("isle-of-man", stage="4")
    asked = []
    for day in ("2026-03-05", "2026-03-12", "2026-03-19"):
        law = rules("isle-of-man", f"{day} 09:00", EVERYBODY)
        decision = decide(case, DayBegan(date.fromisoformat(day)), law)
        case = done(decision)
        written = [one for one in decision.letters if one.party.startswith("Director")]
        asked += [(one.occasion, one.to[0], str(one.details["step"])) for one in written]
        assert not any("police" in address for one in decision.letters for address in one.to)
        assert any(one.what == "prompted" for one in decision.facts)
        report = ReplyReceived(
            date.fromisoformat(day), a_sender("director@board.example"), "Done.", "none", f"<{day}@x>"
        )
        case = done(decide(case, report, law))
    assert [(occasion, to) for occasion, to, _ in asked] == [
        ("reminder", "director@board.example"),
        ("reminder", "director@board.example"),
        ("chaser", "director@board.example"),
    ]
    assert ["liaise" in asked[0][2], "consults" in asked[1][2], "goes back to" in asked[2][2]] == [True] * 3
