"""What follows when something happens to a case: values in, values out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from daemon.cases.deciding import decide, opening_decision
from daemon.cases.facts import fold, restored, snapshot
from daemon.cases.mornings import next_look, prompts
from daemon.cases.rulings.values import Ruling
from daemon.cases.values import Case, DayBegan, Decision, LetterBounced, NoticeAccepted, ReplyReceived, Ruled, Status
from daemon.directory.values import Directory
from tests.builders import DIRECTORY, POLICE, a_form, a_sender, at, rules


def opened(now: str = "2026-03-04 09:10", protocol: str = "bolton", **more: object) -> Decision:
    return opening_decision(a_form(**more), "RPDE-2026-0001", rules(protocol, now))  # type: ignore[arg-type]


def case_of(decision: Decision) -> Case:
    assert decision.case is not None
    return decision.case


def occasions(decision: Decision) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.occasion, one.to) for one in decision.letters]


def test_the_case_is_the_fold_of_its_facts() -> None:
    decision = opened()
    assert fold(decision.facts) == decision.case
    assert restored(snapshot(case_of(decision))) == decision.case


def test_the_clock_starts_at_receipt_where_the_spoc_had_the_form() -> None:
    decision = opened("2026-03-09 09:00", recipients=frozenset({"spoc@police.example"}))
    (responder,) = case_of(decision).responders
    assert (responder.counted_from, responder.due, responder.provisional) == (
        date(2026, 3, 4),
        date(2026, 3, 18),
        False,
    )


def test_else_it_starts_when_our_notice_went_and_is_provisional_until_then() -> None:
    decision = opened("2026-03-09 09:00")
    (responder,) = case_of(decision).responders
    assert (responder.due, responder.provisional) == (date(2026, 3, 23), True)

    later = rules(now="2026-03-10 09:00")
    sent = decide(case_of(decision), NoticeAccepted("Example Police", date(2026, 3, 10)), later)
    (responder,) = case_of(sent).responders
    assert (responder.due, responder.provisional, responder.notice) == (date(2026, 3, 24), False, "sent")
    assert [one.what for one in sent.facts] == ["recounted"]


def test_an_agency_that_nobody_lists_is_never_guessed() -> None:
    decision = opened(responding_agency="Exampel Police")
    case = case_of(decision)
    assert case.named == ("Exampel Police",)
    assert case.status(date(2026, 3, 4)) == Status.NEEDS_MANAGER
    assert case.due is None
    assert not any(one.occasion == "notice" for one in decision.letters)


def test_a_form_without_a_responding_agency_goes_to_the_manager_each_morning() -> None:
    case = case_of(opened(responding_agency=None))
    assert case.status(date(2026, 3, 4)) == Status.NEEDS_MANAGER
    assert next_look(case, rules()) == date(2026, 3, 5)


@pytest.mark.parametrize("more", [{"tracked_changes": True}, {"responding_agency": ["Police", "Health"]}])
def test_the_notice_waits_for_release_where_a_person_must_look(more: dict[str, object]) -> None:
    notices = [one for one in opened(**more).letters if one.occasion == "notice"]
    assert notices and all(one.waits for one in notices)


def test_several_responding_agencies_have_one_clock_each() -> None:
    case = case_of(
        opened(
            responding_agency=["Police", "Health"], recipients=frozenset({"spoc@police.example", "spoc@health.example"})
        )
    )
    assert [one.name for one in case.responders] == ["Example Police", "Example Health Trust"]
    one = decide(case, a_form("response", "spoc@police.example", resolved=True, response_summary="Done."), rules())
    assert [other.answered is not None for other in case_of(one).responders] == [True, False]
    assert case_of(one).confirmation_asked is None
    both = decide(
        case_of(one), a_form("response", "spoc@health.example", resolved=True, response_summary="Done."), rules()
    )
    assert case_of(both).confirmation_asked is not None


def test_a_machine_is_logged_and_not_acknowledged() -> None:
    decision = opened(acknowledge=False, acknowledge_why="The mail was sent by a machine.")
    assert not any(one.occasion == "acknowledgement" for one in decision.letters)
    assert any(one.what == "acknowledgement_owed" for one in decision.facts)
    assert any(one.occasion == "notice" for one in decision.letters)


def test_a_failed_dmarc_check_holds_everything_outbound() -> None:
    decision = opened(hold="the sender's address failed its DMARC check")
    assert [one.occasion for one in decision.letters if not one.waits and one.party != "manager"] == []
    assert case_of(decision).status(date(2026, 3, 4)) == Status.NEEDS_MANAGER


def test_missing_answers_are_asked_for_once_by_the_names_of_their_cells() -> None:
    (letter,) = [one for one in opened(missing=("subject_name",)).letters if one.occasion == "missing_answers"]
    assert letter.details["fields"] == ["subject_name"]
    assert letter.to == ("ann@schools.example",)


def test_not_resolved_needs_the_manager_and_tells_both_sides_how_to_go_on() -> None:
    decision = decide(
        case_of(opened()), a_form("response", "spoc@police.example", resolved=False, response_summary="No."), rules()
    )
    assert case_of(decision).status(date(2026, 3, 5)) == Status.NEEDS_MANAGER
    told = [one for one in decision.letters if one.occasion == "response_received"]
    assert [one.to for one in told] == [("ann@schools.example",), ("spoc@police.example",)]
    assert "Partnership Resolution" in str(told[0].details["unresolved"])


def test_partially_resolved_is_neither() -> None:
    decision = decide(
        case_of(opened()),
        a_form("response", "spoc@police.example", resolved="partially", response_summary="x"),
        rules(),
    )
    assert case_of(decision).confirmation_asked is None
    assert case_of(decision).status(date(2026, 3, 5)) == Status.NEEDS_MANAGER


@pytest.mark.parametrize(
    ("line", "closes"),
    [("AGREED", True), ("Agreed.", True), ("I think it is agreed", False), ("Agreed, but see below", False)],
)
def test_only_the_word_agreed_alone_on_the_first_line_closes(line: str, closes: bool) -> None:
    answered = decide(
        case_of(opened()), a_form("response", "spoc@police.example", resolved=True, response_summary="x"), rules()
    )
    reply = ReplyReceived(date(2026, 3, 6), a_sender(), line, "that it is resolved", "<r@x>")
    assert (case_of(decide(case_of(answered), reply, rules())).closed is not None) is closes


def test_silence_never_closes() -> None:
    case = case_of(
        decide(
            case_of(opened()), a_form("response", "spoc@police.example", resolved=True, response_summary="x"), rules()
        )
    )
    for day in ("2026-03-11", "2026-03-18", "2026-04-20"):
        decision = decide(case, DayBegan(date.fromisoformat(day)), rules(now=f"{day} 09:00"))
        case = case_of(decision)
    assert case.status(date(2026, 4, 20)) == Status.AWAITING_CONFIRMATION
    assert (case.confirmation_reminded, case.confirmation_prompted) == (date(2026, 3, 11), date(2026, 3, 18))


def test_each_prompt_is_done_once() -> None:
    case = case_of(decide(case_of(opened()), NoticeAccepted("Example Police", date(2026, 3, 4)), rules()))
    first = decide(case, DayBegan(date(2026, 3, 19)), rules(now="2026-03-19 09:00"))
    assert ("chaser", ("spoc@police.example",)) in occasions(first)
    again = decide(case_of(first), DayBegan(date(2026, 3, 19)), rules(now="2026-03-19 09:00"))
    assert again.letters == ()


def test_a_later_agreed_day_moves_the_chasers_and_not_the_policys_day() -> None:
    case = replace(case_of(opened(recipients=frozenset({"spoc@police.example"}))), agreed_due=date(2026, 3, 25))
    chaser = next(one for one in prompts(case, rules()) if one.what == "chaser")
    assert chaser.on == date(2026, 3, 26)
    assert case.due == date(2026, 3, 18)


def test_a_hold_silences_letters_through_its_day_and_ends_by_itself() -> None:
    case = replace(
        case_of(opened(recipients=frozenset({"spoc@police.example"}))), hold_until=date(2026, 3, 20), hold_why="x"
    )
    during = decide(case, DayBegan(date(2026, 3, 19)), rules(now="2026-03-19 09:00"))
    assert case.status(date(2026, 3, 19)) == Status.ON_HOLD
    assert during.letters == ()
    after = decide(case, DayBegan(date(2026, 3, 23)), rules(now="2026-03-23 09:00"))
    assert case_of(after).hold_until is None


def test_a_chaser_that_bounced_is_not_counted_as_served() -> None:
    case = case_of(opened(recipients=frozenset({"spoc@police.example"})))
    chased = case_of(decide(case, DayBegan(date(2026, 3, 19)), rules(now="2026-03-19 09:00")))
    assert chased.responders[0].chasers == 1
    bounced = decide(
        chased,
        LetterBounced("chaser", "k", "spoc@police.example", "unknown", date(2026, 3, 19), None),
        rules(now="2026-03-19 10:00"),
    )
    assert case_of(bounced).responders[0].chasers == 0


def test_the_isle_of_man_puts_the_form_before_the_director_and_nobody_else() -> None:
    decision = opened(protocol="isle-of-man", stage="Stage 4", now="2026-03-04 09:10")
    notices = [one for one in decision.letters if one.occasion == "notice"]
    assert [(one.to, one.attach) for one in notices] == [(("director@board.example",), ("form", "answer form"))]
    assert not any("police" in address for one in decision.letters for address in one.to)


def test_a_role_that_nobody_holds_is_a_question_not_a_guess() -> None:
    empty = Directory(DIRECTORY.agencies, ())
    decision = opening_decision(a_form(stage="4"), "RPD-2026-0001", rules("isle-of-man", directory=empty))
    assert "names nobody as Director" in case_of(decision).questions[0].why


@pytest.mark.parametrize(
    ("words", "asked"),
    [("This is a formal complaint about the social worker.", True), ("The complainant agency disagrees.", False)],
)
def test_what_the_policy_sends_elsewhere_is_logged_and_put_before_a_person(words: str, asked: bool) -> None:
    decision = opened(disagreement_summary=words)
    assert any(one.id == "scope" for one in case_of(decision).questions) is asked
    assert any(one.occasion == "acknowledgement" for one in decision.letters)
    assert case_of(decision).due == date(2026, 3, 18)


def test_a_response_without_a_case_is_logged_and_shown() -> None:
    decision = opening_decision(
        a_form("response", "spoc@police.example", responding_agency="Police", resolved=True), "RPDE-2026-0009", rules()
    )
    assert "no case here belongs to it" in " ".join(one.why for one in case_of(decision).questions)


def test_letters_go_only_to_the_directory_or_the_sender() -> None:
    decision = opened(responding_email="typed@by.hand.example", referring_email="other@typed.example")
    addresses = {address for one in decision.letters for address in one.to}
    assert addresses <= {"ann@schools.example", POLICE.spoc_email, "manager@unit.example", "deputy@unit.example"}


def test_receipt_is_the_internaldate_not_the_day_of_the_beat() -> None:
    decision = opening_decision(a_form(received="2026-03-02 23:59"), "R", rules(now="2026-03-04 09:10"))
    assert case_of(decision).received == date(2026, 3, 2)
    assert case_of(decision).received_at == at("2026-03-02 23:59")


def test_an_agency_whose_notice_was_never_released_hears_of_nothing_not_even_of_the_end() -> None:
    case = case_of(opened(responding_agency="Example Police; Example Health Trust"))
    assert {one.notice for one in case.responders} == {"waiting"}
    ended = decide(
        case,
        Ruled(Ruling("close outcome", "close outcome: agreed", text="agreed"), "manager@unit.example", "k"),
        rules("bolton", "2026-03-05 09:00"),
    )
    assert [(one.occasion, one.to) for one in ended.letters] == [
        ("outcome", ("ann@schools.example",)),
        ("closure", ("ann@schools.example",)),
    ]
