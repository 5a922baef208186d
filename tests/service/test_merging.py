"""One difference logged twice goes on as one case, and everybody hears what concerns them and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from tests.builders import MANAGER, a_mail, a_word_form, at
from tests.desk import Desk, a_desk

ANN, BEN, HARI = "ann@schools.example", "ben@schools.example", "hari@health.example"
POLICE, HEALTH = "spoc@police.example", "spoc@health.example"
FIRST, SECOND = "RPDE-2026-0001", "RPDE-2026-0002"


def words_of(letter: Message) -> str:
    part = next(one for one in letter.walk() if one.get_content_type() == "text/plain")
    return " ".join(part.get_payload(decode=True).decode().split())  # type: ignore[union-attr]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Schools raised a difference with the police; two days later the health trust raised the same."""
    with a_desk(tmp_path) as desk:
        desk.arrives(a_mail(ANN, form=a_word_form()), "2026-03-04 09:05")
        desk.once("2026-03-04 09:06")
        form = a_word_form(referring_agency="Example Health Trust", referring_name="Hari Shah")
        desk.arrives(a_mail(HARI, form=form), "2026-03-06 09:05")
        desk.once("2026-03-06 09:06")
        yield desk


def rule(desk: Desk, reference: str, words: str, now: str) -> str:
    ran = desk.run("rule", reference, *words.split(), "--now", at(now).isoformat())
    assert ran.code == 0, ran.out
    desk.once(now)
    return ran.out


def test_another_agency_that_raised_the_same_hears_where_it_goes_on_and_how_it_ends(desk: Desk) -> None:
    said = rule(desk, SECOND, f"merge with {FIRST}", "2026-03-06 10:00")
    assert "It was due Friday 20 March 2026; RPDE-2026-0001 is due Wednesday 18 March 2026." in said

    assert desk.letters_to(HARI)[1:] == [f"{SECOND}: goes on as {FIRST}"]
    assert "From now on put RPDE-2026-0001 into the subject" in words_of(desk.letters[-2]) + words_of(desk.letters[-1])
    assert desk.letters_to(ANN) == [f"{FIRST}: received, response due Wed 18 Mar 2026"]
    assert desk.letters_to(POLICE)[-1] == f"{SECOND}: goes on as {FIRST}"

    desk.arrives(a_mail(HARI, f"Re: {SECOND}", "We have nothing to add."), "2026-03-09 09:05")
    desk.once("2026-03-09 09:06")
    assert desk.run("held", "--json").json == []
    assert desk.letters_to(MANAGER)[-1].startswith(f"{FIRST}: a reply to read")

    rule(desk, FIRST, "close outcome: joint plan", "2026-03-10 10:00")
    assert desk.letters_to(HARI)[2:] == [f"{FIRST}: outcome", f"{FIRST}: closed in our log"]
    assert desk.letters_to(ANN)[1:] == [f"{FIRST}: outcome", f"{FIRST}: closed in our log"]
    outcome = next(one for one in desk.letters if one["To"] == HARI and "outcome" in str(one["Subject"]))
    names = [part.get_filename() for part in outcome.walk() if part.get_filename()]
    assert names == [f"{FIRST} outcome.docx"], "the other agency's form is not theirs to read"


def test_two_people_of_one_agency_both_hear_of_what_goes_on(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.arrives(a_mail(ANN, form=a_word_form()), "2026-03-04 09:05")
        desk.arrives(
            a_mail(BEN, form=a_word_form(subject_name="C. D.", disagreement_summary="Other words.")), "2026-03-04 09:06"
        )
        desk.once("2026-03-04 09:07")
        rule(desk, SECOND, f"merge with {FIRST}", "2026-03-04 10:00")
        rule(desk, FIRST, "withdrawn", "2026-03-05 10:00")
        assert desk.letters_to(ANN)[1:] == desk.letters_to(BEN)[2:] == [f"{FIRST}: closed in our log"]


def test_who_never_heard_of_the_case_that_ends_is_told_nothing(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.arrives(a_mail(ANN, form=a_word_form()), "2026-03-04 09:05")
        form = a_word_form(referring_agency="Example Health Trust")
        desk.arrives(a_mail("stranger@elsewhere.example", form=form), "2026-03-04 09:06")
        desk.once("2026-03-04 09:07")
        rule(desk, SECOND, f"merge with {FIRST}", "2026-03-04 10:00")
        rule(desk, FIRST, "withdrawn", "2026-03-05 10:00")
        assert desk.letters_to(HEALTH) == []
        assert not any(SECOND in one for one in desk.letters_to(POLICE))


def test_an_agency_that_the_other_case_does_not_ask_need_not_answer_any_more(desk: Desk) -> None:
    form = a_word_form(responding_agency="Example Health Trust", subject_name="E. F.", disagreement_summary="A third.")
    desk.arrives(a_mail(BEN, form=form), "2026-03-09 09:05")
    desk.once("2026-03-09 09:06")
    rule(desk, "RPDE-2026-0003", f"merge with {FIRST}", "2026-03-09 10:00")
    assert desk.letters_to(HEALTH)[-1] == "RPDE-2026-0003: no longer yours to answer"
    assert desk.letters_to(BEN)[-1] == f"RPDE-2026-0003: goes on as {FIRST}"


def test_a_merger_that_is_taken_back_is_taken_back_in_both(desk: Desk) -> None:
    rule(desk, SECOND, f"merge with {FIRST}", "2026-03-06 10:00")
    rule(desk, SECOND, "undo", "2026-03-06 11:00")
    rule(desk, FIRST, "withdrawn", "2026-03-09 10:00")
    statuses = {one["reference"]: one["status"] for one in desk.cases("2026-03-09 11:00")}
    assert statuses == {FIRST: "closed", SECOND: "awaiting_response"}
    assert desk.letters_to(HARI)[-1] == f"{SECOND}: goes on as {FIRST}"
