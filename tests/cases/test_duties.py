"""What the policies ask beside letters and clocks: who deals with a stage, steps, gaps, confirmations, agreed days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from daemon.cases.belonging import is_party, was_told
from daemon.cases.deciding import decide, opening_decision
from daemon.cases.mornings import prompts
from daemon.cases.rules import Rules
from daemon.cases.rulings.values import Refusal, Ruling
from daemon.cases.stages.steps import shown
from daemon.cases.values import Case, DayBegan, Decision, ReplyReceived, Ruled, Status, Wanted
from daemon.directory.making import make_contacts
from daemon.directory.values import Agency, Directory, Person
from tests.builders import DIRECTORY, HEALTH, MANAGER, POLICE, SCHOOLS, a_form, a_sender, rules
from tests.desk import a_desk

SCHOOL = replace(SCHOOLS, kind="School", lead="Cleo Ward")
TUTOR = Agency(
    "Ray Tutoring", (), ("ray.example",), "Ray Holt", "ray@ray.example", kind="self-employed", lead="Ida Lowe"
)
PEOPLE = (
    *DIRECTORY.people,
    Person("Head of Safeguarding", "Hal Idris", "head@board.example"),
    Person("Chair of the LSCB", "Lou Chair", "lscb.chair@board.example"),
    Person("Nominated person", "Nan One", "one@board.example"),
    Person("Nominated person", "Nat Two", "two@board.example"),
)
EVERYBODY = Directory(
    (SCHOOL, replace(POLICE, board_representative="rep@police.example"), HEALTH, TUTOR),
    PEOPLE,
)


def law(protocol: str, now: str = "2026-03-04 09:10") -> Rules:
    return rules(protocol, now, EVERYBODY)


def done(decision: Decision) -> Case:
    assert decision.case is not None
    return decision.case


def opening(protocol: str, **more: Any) -> Decision:
    return opening_decision(a_form(**more), "REF-2026-0001", law(protocol))


def a_ruling(what: str, **more: Any) -> Ruled:
    return Ruled(Ruling(what, what, **more), MANAGER, f"key-{what.replace(' ', '-')}")


def letter(decision: Decision, occasion: str, **details: Any) -> Wanted:
    (found,) = [
        one
        for one in decision.letters
        if one.occasion == occasion and all(one.details.get(name) == value for name, value in details.items())
    ]
    return found


# Dudley


@pytest.mark.parametrize("stage", ["2", "3a", "3b"])
def test_where_an_agency_is_a_school_its_head_teacher_deals_with_stages_2_and_3(stage: str) -> None:
    decision = opening("dudley", stage=stage)
    said = "Example Schools Trust (school): The Head teacher/Principal deals with this stage (stages 2 and 3). That is Cleo Ward."
    asks = letter(decision, "acknowledgement").details["asks"]
    assert f"{said} (4. Process, stage 2, NOTE)" in asks
    assert not any("self-employed" in one for one in asks)
    (line,) = [one for one in decision.facts if one.what == "policy_asks"]
    assert (line.why, line.clause, line.basis) == (said, "4. Process, stage 2, NOTE", "policy")


def test_where_a_professional_is_self_employed_the_safeguarding_lead_deals_with_it() -> None:
    decision = opening("dudley", stage="3a", responding_agency="Ray Tutoring", referring_agency="Example Health Trust")
    (line,) = [one for one in decision.facts if one.what == "policy_asks"]
    assert line.why.startswith("Ray Tutoring (self-employed): The safeguarding lead deals with this stage")
    assert "Ida Lowe" in line.why


@pytest.mark.parametrize(("protocol", "stage"), [("dudley", "1"), ("dudley", "exceptional"), ("bolton", "formal")])
def test_nobody_else_is_said_to_deal_with_a_stage_that_the_note_does_not_name(protocol: str, stage: str) -> None:
    decision = opening(protocol, stage=stage)
    assert not [one for one in decision.facts if one.what == "policy_asks"]
    assert "Head teacher" not in str(letter(decision, "acknowledgement").details["asks"])


def test_the_level_of_concern_is_said_as_the_policy_says_it_and_becomes_no_clock() -> None:
    decision = opening("dudley", stage="3a", requested_response_date="2026-03-05")
    said = str(letter(decision, "acknowledgement").details["pace"])
    assert "immediately, others within 24 hours, whilst some can be addressed over a longer period" in said
    assert said.endswith("(1. Purpose)")
    assert done(decision).due is None


def test_a_policy_gap_is_put_to_the_manager_and_goes_to_the_chair_at_a_word() -> None:
    case = done(opening("dudley", stage="3a"))
    answer = a_form(
        "response", "spoc@police.example", resolved=True, response_summary="x", policy_gap="No joint procedure."
    )
    decision = decide(case, answer, law("dudley"))
    (line,) = [one for one in decision.facts if one.what == "attention"]
    assert (line.clause, line.basis) == ("1. Purpose, Key Principles 9", "policy")
    told = letter(decision, "manager_decision", what="attention")
    assert "send to Independent Chair" in str(told.details["reasons"])
    assert "No joint procedure" not in str(decision.letters)
    after = done(decision)
    assert after.status(date(2026, 3, 4)) == Status.AWAITING_CONFIRMATION

    again = decide(
        after, a_form("response", "spoc@police.example", resolved=True, policy_gap="No joint procedure."), law("dudley")
    )
    assert not [one for one in again.facts if one.what == "attention"]
    sent = decide(after, a_ruling("send to", name="Independent Chair"), law("dudley"))
    notice = letter(sent, "notice")
    assert (notice.to, notice.attach) == (("chair@board.example",), ("form",))
    assert "gaps in policies and procedures" in str(notice.details["because"])


@pytest.mark.parametrize(("protocol", "asked"), [("dudley", "gaps in policies"), ("essex", "general issues")])
def test_closure_asks_for_confirmation_between_the_parties_outstanding_issues_debrief_and_what_was_learned(
    protocol: str, asked: str
) -> None:
    decision = decide(
        done(opening(protocol, stage="4" if protocol == "essex" else "3a")),
        a_ruling("close outcome", text="agreed"),
        law(protocol),
    )
    closures = [one for one in decision.letters if one.occasion == "closure"]
    assert {one.party for one in closures} == {"referrer", "responding agency"}
    for one in closures:
        assert (one.details["between_parties"], one.details["outstanding"], one.details["debrief"]) == (
            True,
            True,
            True,
        )
        assert asked in str(one.details["asks"]).casefold()


# Essex


def test_general_issues_are_put_to_the_manager_at_closure_and_go_to_the_board_representatives() -> None:
    case = done(opening("essex", stage="4"))
    case = done(
        decide(case, a_form("response", "spoc@police.example", resolved=True, learning="Share minutes."), law("essex"))
    )
    decision = decide(case, a_ruling("close outcome", text="agreed"), law("essex"))
    assert "send to Board representative" in str(
        letter(decision, "manager_decision", what="attention").details["reasons"]
    )
    closed = done(decision)
    sent = decide(closed, a_ruling("send to", name="Board representatives"), law("essex"))
    assert letter(sent, "notice").to == ("rep@police.example",)
    assert done(sent).closed is not None
    nothing_named = decide(done(opening("essex", stage="4")), a_ruling("close outcome", text="agreed"), law("essex"))
    assert not [one for one in nothing_named.facts if one.what == "attention"]


def test_a_verbal_report_is_to_be_followed_up_in_writing() -> None:
    for stage, wanted in (("3", True), ("4", True), ("1", False)):
        decision = decide(done(opening("essex", stage=stage)), a_ruling("rang", name="Pat", text="spoke"), law("essex"))
        assert ("Any verbal report should be followed up in writing" in decision.why) is wanted


@pytest.mark.parametrize(
    ("stage", "history", "due"),
    [
        ("1", [], "2026-03-09"),
        ("2", [], "2026-03-16"),
        # Stage 1 ended early: the two stages have their five days together all the same.
        ("2", [{"stage": "Stage 1", "date": "2026-03-03"}], "2026-03-16"),
    ],
)
def test_stages_1_and_2_have_five_working_days_together_and_then_a_further_week(
    stage: str, history: list[dict[str, str]], due: str
) -> None:
    decision = opening("essex", stage=stage, disagreement_date="2026-03-02", stage_history=history)
    assert done(decision).due == date.fromisoformat(due)


def test_moving_to_stage_2_by_form_or_by_ruling_counts_from_the_same_disagreement() -> None:
    case = done(opening("essex", stage="1", disagreement_date="2026-03-02"))
    by_form = done(decide(case, a_form("next_stage", stage="2", received="2026-03-04 10:00"), law("essex")))
    by_ruling = done(decide(case, a_ruling("next stage"), law("essex")))
    assert by_form.due == by_ruling.due == date(2026, 3, 16)


def test_whichever_is_less_a_child_safe_day_that_the_manager_sets_takes_the_place_of_the_rules_day() -> None:
    case = done(opening("essex", stage="2", disagreement_date="2026-03-02"))
    sooner = decide(case, a_ruling("due", day=date(2026, 3, 11), text="the child is home alone"), law("essex"))
    assert (done(sooner).due, done(sooner).agreed_due) == (date(2026, 3, 11), None)
    later = decide(done(sooner), a_ruling("due", day=date(2026, 3, 20), text="both agreed"), law("essex"))
    assert (done(later).due, done(later).agreed_due) == (date(2026, 3, 11), date(2026, 3, 20))
    assert done(sooner).status(date(2026, 3, 12)) == Status.OVERDUE


def test_the_written_account_goes_with_the_copy_to_the_chair_of_the_board() -> None:
    sent = [one for one in opening("essex", stage="4").letters if one.occasion == "notice"]
    assert [one.to[0] for one in sent] == ["spoc@police.example", "lscb.chair@board.example"]
    assert all("form" in one.attach or "form unless sent" in one.attach for one in sent)
    had = opening("essex", stage="4", recipients=frozenset({"spoc@police.example"}))
    attached = {one.to[0]: one.attach for one in had.letters if one.occasion == "notice"}
    assert attached == {"spoc@police.example": ("answer form",), "lscb.chair@board.example": ("form",)}


# Gloucestershire


def test_imminent_risk_goes_straight_to_every_nominated_person() -> None:
    alert = letter(opening("gloucestershire", stage="1", immediate_risk=True), "urgent")
    assert {"one@board.example", "two@board.example", MANAGER} <= set(alert.to)
    assert (alert.urgent, alert.clause, alert.basis) == (True, "Timescales", "policy")
    assert "refer direct to the" in str(alert.details["route"])


def test_at_stage_5_the_parties_read_what_the_chair_and_the_panel_do() -> None:
    decision = opening("gloucestershire", stage="5")
    asks = str(letter(decision, "acknowledgement").details["asks"])
    assert "resolve the issue direct, or convene a Resolution Panel of three agencies" in asks
    assert "receives representations" in asks


# Isle of Man


def _told(case: Case, words: str, sender: str, protocol: str = "isle-of-man") -> Decision:
    event = ReplyReceived(date(2026, 3, 6), a_sender(sender), words, "none", "<r@x>", words=words)
    return decide(case, event, law(protocol, "2026-03-06 10:00"))


def test_each_step_is_recorded_as_it_is_reported_and_shown_with_its_day() -> None:
    rules_ = law("isle-of-man", "2026-03-06 10:00")
    stage = rules_.protocol.stage("4")
    assert stage is not None
    case = done(opening("isle-of-man", stage="4"))
    first = _told(case, "DONE", "director@board.example")
    assert [one.why for one in first.facts if one.what == "step_done"] == [
        "The Director has liaised with the Independent Chair."
    ]
    case = done(decide(done(first), a_ruling("step done", number=2, text="met on Thursday"), rules_))
    assert [one["done"] for one in shown(case, stage)] == ["2026-03-06", "2026-03-06", None]
    ahead = [one.why for one in prompts(case, rules_) if one.what == "reminder"]
    assert all("goes back to" in one for one in ahead) and ahead
    # The last step is shown by the outcome, so the word alone is a reply for a person.
    assert not [one for one in _told(case, "done", "director@board.example").facts if one.what == "step_done"]
    answer = a_form("response", "director@board.example", resolved=True, response_summary="Agreed.")
    answer = replace(answer, sender=a_sender("director@board.example"))
    after = done(decide(case, answer, rules_))
    assert all(one["done"] for one in shown(after, stage))


def test_nobody_but_who_decides_reports_a_step_and_nothing_goes_to_the_responding_agency() -> None:
    case = done(opening("isle-of-man", stage="4"))
    for sender in ("spoc@police.example", "ann@schools.example"):
        decision = _told(case, "DONE", sender)
        assert not [one for one in decision.facts if one.what == "step_done"]
    everything = [opening("isle-of-man", stage="4"), _told(case, "DONE", "director@board.example")]
    assert not [one for decision in everything for one in decision.letters if "police" in str(one.to)]


def test_a_step_that_is_recorded_or_that_nobody_names_is_refused() -> None:
    case = done(opening("isle-of-man", stage="4"))
    once = done(decide(case, a_ruling("step done", number=1), law("isle-of-man")))
    for again, said in ((once, "recorded already"), (done(opening("bolton")), "names no steps")):
        protocol = again.protocol
        with pytest.raises(Refusal, match=said):
            decide(again, a_ruling("step done", number=1), law(protocol))
    with pytest.raises(Refusal, match="has no step 7"):
        decide(case, a_ruling("step done", number=7), law("isle-of-man"))


# Bolton


def test_the_effectiveness_groups_decision_is_recorded_on_a_closed_case() -> None:
    closed = done(decide(done(opening("bolton")), a_ruling("close outcome", text="agreed"), law("bolton")))
    decision = decide(closed, a_ruling("group decided", text="briefing for all schools"), law("bolton"))
    assert done(decision).group_decision == "briefing for all schools"
    (line,) = decision.facts
    assert (line.clause, line.basis) == ("Outcomes and Learning", "policy")
    with pytest.raises(Refusal, match="names no group"):
        decide(done(opening("essex")), a_ruling("group decided", text="x"), law("essex"))


def test_a_day_that_the_managers_agree_at_the_informal_stage_is_followed() -> None:
    case = done(opening("bolton", stage="informal"))
    assert case.due is None
    case = done(decide(case, a_ruling("due", day=date(2026, 3, 11), text="the managers agreed"), law("bolton")))
    told = []
    for step in range(1, 12):
        day = date(2026, 3, 4) + timedelta(days=step)
        decision = decide(case, DayBegan(day), law("bolton", f"{day} 09:00"))
        case = done(decision)
        told += [(day.day, one.occasion, one.to[0]) for one in decision.letters]
    assert told == [
        (10, "reminder", "ann@schools.example"),
        (12, "overdue", "ann@schools.example"),
        (12, "manager_decision", MANAGER),
    ]
    assert case.status(date(2026, 3, 12)) == Status.OVERDUE


def test_an_agreed_day_is_chased_where_the_policy_gives_none_and_the_agency_was_asked() -> None:
    case = done(opening("essex", stage="4", recipients=frozenset({"spoc@police.example"})))
    case = done(decide(case, a_ruling("due", day=date(2026, 3, 11), text="the managers agreed"), law("essex")))
    decision = decide(case, DayBegan(date(2026, 3, 12)), law("essex", "2026-03-12 09:00"))
    assert {(one.occasion, one.to[0]) for one in decision.letters} == {
        ("chaser", "spoc@police.example"),
        ("overdue", "ann@schools.example"),
        ("manager_decision", MANAGER),
    }


@pytest.mark.parametrize("protocol", ["dudley", "gloucestershire", "essex"])
def test_the_confirmation_between_the_parties_is_recorded_when_it_is_known(protocol: str) -> None:
    case = done(decide(done(opening(protocol)), a_ruling("close outcome", text="agreed"), law(protocol)))
    decision = decide(case, a_ruling("confirmed between"), law(protocol))
    assert done(decision).confirmed_between == date(2026, 3, 4)
    assert decision.facts[0].basis == "policy"


def test_members_of_either_side_are_named_to_whoever_convenes_the_panel() -> None:
    case = done(decide(done(opening("bolton")), a_ruling("refer to", name="partners"), law("bolton")))
    members = ("Pat Moss", "Hari Shah", "Robin Teare")
    panel = a_ruling("panel on", day=date(2026, 3, 25), at=time(10), place="Town Hall", members=members)
    said = decide(case, panel, law("bolton")).why
    assert "Pat Moss is of Example Police, one of the two sides" in said
    assert "Hari Shah is of" not in said and "Robin Teare is of" not in said


@pytest.mark.parametrize(
    ("members", "few"), [(("Pat Moss", "Hari Shah"), True), (("Pat Moss", "Hari Shah", "Sal Reed"), False)]
)
def test_a_panel_of_too_few_agencies_is_said_to_whoever_convenes_it(members: tuple[str, ...], few: bool) -> None:
    panel = a_ruling("panel on", day=date(2026, 3, 25), at=time(10), place="Town Hall", members=members)
    decision = decide(done(opening("gloucestershire", stage="5")), panel, law("gloucestershire"))
    assert ("the policy wants 3 agencies" in decision.why) is few
    invited = {address for one in decision.letters if one.occasion == "panel" for address in one.to}
    assert {"spoc@police.example", "ann@schools.example"} <= invited


def test_a_panels_decision_is_left_to_the_parties_to_confirm_where_it_is_not_final() -> None:
    case = done(opening("gloucestershire", stage="5"))
    after = done(decide(case, a_ruling("panel decided", text="a joint plan"), law("gloucestershire")))
    assert (after.closed, after.status(date(2026, 3, 4))) == (None, Status.NEEDS_MANAGER)
    assert "confirmed the outcome to each other" in str([one.why for one in after.questions])


@pytest.mark.parametrize(
    ("protocol", "more", "pointer"),
    [
        (
            "bolton",
            {"disagreement_summary": "A formal complaint about one worker."},
            "complaints process should be followed",
        ),
        ("bolton", {"responding_agency": "Example Schools Trust"}, "internal escalation process"),
        ("essex", {"responding_agency": "EST"}, "in house procedures should be followed"),
        ("isle-of-man", {"disagreement_summary": "This is whistleblowing."}, "Whistle-blowing policy"),
        (
            "isle-of-man",
            {"disagreement_summary": "Professional misconduct of a nurse."},
            "complaint or grievance process",
        ),
    ],
)
def test_a_matter_that_the_policy_sends_elsewhere_comes_to_the_manager_with_its_pointer(
    protocol: str, more: dict[str, str], pointer: str
) -> None:
    decision = opening(protocol, **more)
    assert pointer in str(letter(decision, "manager_decision").details["reasons"])
    assert [one for one in decision.letters if one.occasion == "acknowledgement"]
    assert done(decision).status(date(2026, 3, 4)) == Status.NEEDS_MANAGER


@pytest.mark.parametrize("protocol", ["bolton", "dudley"])
def test_a_conference_decision_is_within_the_scope_of_policies_that_do_not_exclude_it(protocol: str) -> None:
    decision = opening(
        protocol, disagreement_summary="We do not accept the outcome of the child protection conference."
    )
    assert not [one for one in done(decision).questions if one.id == "scope"]


@pytest.mark.parametrize(
    ("protocol", "also", "route"),
    [
        ("bolton", set(), "usual safeguarding processes should be used"),
        ("dudley", {"head@board.example"}, "resolved immediately"),
        ("isle-of-man", {"director@board.example"}, "must be urgently expedited"),
        ("gloucestershire", {"one@board.example", "two@board.example"}, "refer direct to the nominated persons"),
        ("essex", set(), "earlier than five working days"),
    ],
)
def test_immediate_risk_is_told_to_whom_the_policy_names_and_by_its_own_route(
    protocol: str, also: set[str], route: str
) -> None:
    alert = letter(opening(protocol, immediate_risk=True), "urgent")
    assert set(alert.to) == {MANAGER, "deputy@unit.example", *also}
    assert route in str(alert.details["route"])


@pytest.mark.parametrize(
    ("protocol", "roles"),
    [
        ("gloucestershire", ("Nominated person", "Independent Chair")),
        ("dudley", ("Head of Safeguarding", "Independent Chair")),
        ("essex", ("Chair of the LSCB",)),
        ("isle-of-man", ("Director of Multi-agency Safeguarding", "Independent Chair")),
    ],
)
def test_check_demands_everybody_whom_the_policy_names(protocol: str, roles: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "contacts.xlsx").write_bytes(make_contacts(("Mo Hale", MANAGER), roles, DIRECTORY.agencies))
    with a_desk(tmp_path, protocol) as desk:
        ran = desk.run("check")
    assert ran.code == 78
    for role in roles:
        assert f"nobody with an email stands as {role}" in ran.err


@pytest.mark.parametrize(
    ("protocol", "stage", "told"),
    [("essex", "1", True), ("dudley", "3a", True), ("gloucestershire", "4", True), ("bolton", "formal", False)],
)
def test_a_day_that_the_form_asks_for_is_shown_to_the_manager_and_not_obeyed(
    protocol: str, stage: str, told: bool
) -> None:
    asked = opening(protocol, stage=stage, requested_response_date="2026-03-06")
    plain = opening(protocol, stage=stage)
    assert done(asked).due == done(plain).due
    (line,) = [one for one in asked.facts if one.what == "day_asked"]
    assert "asks for an answer by Friday 6 March 2026" in line.why
    letters = [one for one in asked.letters if one.details.get("what") == "day"]
    assert bool(letters) is told
    assert all("due 6 March 2026 because" in str(one.details["reasons"]) and not one.urgent for one in letters)


CHAIRS = [
    ("dudley", "3a", "Exceptional circumstances", "exceptional", "chair@board.example"),
    ("gloucestershire", "4", "Stage 5", "5", "chair@board.example"),
    ("essex", "4", "Chair of the LSCB", "chair", "lscb.chair@board.example"),
]


@pytest.mark.parametrize(("protocol", "before", "asked", "stage", "chair"), CHAIRS)
def test_a_request_for_the_chair_reaches_the_chair_with_the_form_whether_the_case_is_known_or_not(
    protocol: str, before: str, asked: str, stage: str, chair: str
) -> None:
    request = replace(a_form(stage=asked), event="panel_request")
    known = decide(done(opening(protocol, stage=before)), request, law(protocol))
    unknown = opening_decision(request, "REF-2026-0002", law(protocol))
    for decision in (known, unknown):
        assert done(decision).stage == stage
        notice = letter(decision, "notice")
        assert (notice.to, notice.attach, notice.waits) == ((chair,), ("form",), None)
        assert [one for one in decision.letters if one.occasion == "acknowledgement"]


def test_a_request_for_a_panel_that_nobody_is_sent_is_put_to_the_manager_where_the_case_is_not_known() -> None:
    request = replace(a_form(stage="Partnership Resolution"), event="panel_request")
    decision = opening_decision(request, "RPDE-2026-0001", law("bolton"))
    assert done(decision).status(date(2026, 3, 4)) == Status.NEEDS_MANAGER


def test_a_chair_may_be_named_by_the_word_alone_where_only_one_is_meant() -> None:
    sent = decide(done(opening("essex", stage="3")), a_ruling("send to", name="the Chair"), law("essex"))
    assert letter(sent, "notice").to == ("lscb.chair@board.example",)
    with pytest.raises(Refusal, match="no agency in contacts"):
        decide(done(opening("bolton")), a_ruling("send to", name="Chair"), law("bolton"))


@pytest.mark.parametrize(("protocol", "before", "asked", "stage", "chair"), CHAIRS)
def test_what_the_chair_writes_belongs_to_the_case_that_was_put_before_them(
    protocol: str, before: str, asked: str, stage: str, chair: str
) -> None:
    case = done(opening(protocol, stage=asked))
    assert not is_party(case, a_sender(chair))
    assert was_told(case, a_sender(chair), law(protocol))
    assert not was_told(case, a_sender("somebody@elsewhere.example"), law(protocol))
    if protocol == "gloucestershire":
        assert not was_told(done(opening(protocol, stage=before)), a_sender(chair), law(protocol))
    noted = _told(case, "We have decided on a joint plan.", chair, protocol)
    assert done(noted).status(date(2026, 3, 6)) == case.status(date(2026, 3, 6))
    assert letter(noted, "manager_decision").party == "manager"
