"""Letters that no mail asks for: the brief, the contacts check, the impact question; and letters that had to wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from email.message import Message
from pathlib import Path

import pytest
from openpyxl import load_workbook

import parsers
from tests.builders import MANAGER, a_mail, a_word_form, at
from tests.conftest import needed
from tests.servers import dovecot as dovecot_server
from tests.world import World, a_world

BRIEF = "The week of Mon 9 Mar 2026: 0 due, 0 overdue, 0 waiting on us"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[World]:
    """A partnership with one case, opened on Wednesday 4 March 2026."""
    needed(dovecot_server.BINARY is not None, "dovecot")
    with a_world(tmp_path) as world:
        world.arrives(a_mail("ann@schools.example", form=a_word_form()), "2026-03-04 09:05")
        world.once("2026-03-04 09:06")
        yield world


def words_of(letter: Message) -> str:
    part = next(one for one in letter.walk() if one.get_content_type() == "text/plain")
    return part.get_payload(decode=True).decode().replace("\r\n", "\n")  # type: ignore[union-attr]


def the_last(world: World, words: str) -> str:
    return words_of(next(one for one in reversed(world.letters) if words in str(one["Subject"])))


def briefs(world: World) -> list[str]:
    return [one for one in world.letters_to(MANAGER) if one.startswith("The week of ")]


def test_the_brief_goes_once_on_the_first_working_morning_of_a_week_that_is_awake(opened: World) -> None:
    opened.once("2026-03-06 09:00")
    assert briefs(opened) == []
    opened.once("2026-03-09 08:00")
    assert briefs(opened) == []
    opened.once("2026-03-09 08:31")
    opened.once("2026-03-10 09:00")
    assert briefs(opened) == [BRIEF]
    words = the_last(opened, "The week of")
    assert "- Open cases: 1" in words and "register.xlsx" in words
    assert (
        "The policy “Resolving Differences and Escalation Process, September 2022” was to be reviewed by April 2025."
        in words
    )
    opened.once("2026-04-01 09:00")
    assert [one[:27] for one in briefs(opened)] == ["The week of Mon 9 Mar 2026:", "The week of Mon 30 Mar 2026"]
    assert "Overdue:\n- RPDE-2026-0001, Formal Resolution: Example Police, due Wed 18 Mar, chaser" in the_last(
        opened, "The week of"
    )
    opened.once("2026-04-07 09:00")
    assert briefs(opened)[-1].startswith("The week of Mon 6 Apr 2026")


def test_a_brief_that_could_not_go_on_its_day_says_what_is_true_on_the_day_it_goes(opened: World) -> None:
    opened.once("2026-03-06 09:00")
    port, config = opened.relay.port, opened.folder / "config.toml"
    text = config.read_text()
    config.write_text(text.replace(f'port = {port}\nsecurity = "none"\nsender', 'port = 1\nsecurity = "none"\nsender'))
    opened.once("2026-03-16 09:00")
    config.write_text(text)
    opened.run("rule", "RPDE-2026-0001", "close", "outcome:", "agreed", "--now", at("2026-03-17 08:45").isoformat())
    opened.once("2026-03-17 09:00")
    (subject,) = briefs(opened)
    assert subject == "The week of Mon 16 Mar 2026: 0 due, 0 overdue, 0 waiting on us"
    assert "- As it stands on: Tuesday 17 March 2026\n" in the_last(opened, "The week of")


def test_the_brief_carries_the_register_only_where_it_is_asked_for(opened: World) -> None:
    def carried() -> list[str | None]:
        brief = next(one for one in reversed(opened.letters) if "The week of" in str(one["Subject"]))
        return [part.get_filename() for part in brief.walk() if part.get_filename()]

    opened.once("2026-03-09 09:00")
    assert carried() == []
    config = opened.folder / "config.toml"
    config.write_text(config.read_text() + "\n[register]\nattach = true\n")
    opened.once("2026-03-16 09:00")
    assert carried() == ["register.xlsx"]


def test_the_contacts_check_goes_in_its_half_year_and_yes_is_noted(opened: World) -> None:
    opened.once("2026-08-31 09:00")
    assert not any("Is this still you" in str(one["Subject"]) for one in opened.letters)
    opened.once("2026-09-01 09:00")
    opened.once("2026-09-02 09:00")
    asked = [str(one["Subject"]) for one in opened.letters if "Is this still you" in str(one["Subject"])]
    assert asked == [
        f"Is this still you? Contact for {name}"
        for name in ("Example Schools Trust", "Example Police", "Example Health Trust")
    ]
    yes = a_mail(
        "spoc@police.example",
        "Re: Is this still you?",
        "Yes.\n",
        In_Reply_To=opened.message_id("Contact for Example Police"),
    )
    no = a_mail(
        "spoc@health.example",
        "Re: Is this still you?",
        "No, it is Kim now.",
        In_Reply_To=opened.message_id("Contact for Example Health Trust"),
    )
    opened.arrives(yes, "2026-09-03 09:00")
    opened.arrives(no, "2026-09-03 09:01")
    opened.once("2026-09-03 09:02")
    assert opened.run("held", "--json").json == []
    assert "spoc@health.example says that our contact for it is not right" in the_last(
        opened, "something needs attention"
    )
    opened.once("2026-09-21 09:00")
    words = the_last(opened, "The week of")
    assert "spoc@schools.example: asked on 1 September whether it is still right, and no answer." in words
    assert "spoc@police.example" not in words.partition("Contacts that do not work:")[2].partition("\n\n")[0]


def test_the_impact_question_and_its_answer_reach_the_register(opened: World) -> None:
    opened.arrives(
        a_mail(
            "spoc@police.example",
            form=a_word_form(response_author="Pat Moss", response_summary="Done.", resolved=True),
            In_Reply_To=opened.message_id("notice"),
        ),
        "2026-03-09 10:00",
    )
    opened.once("2026-03-09 10:01")
    opened.arrives(
        a_mail("ann@schools.example", "Re", "AGREED", In_Reply_To=opened.message_id("response received")),
        "2026-03-10 10:00",
    )
    opened.once("2026-03-10 10:01")
    opened.once("2026-04-21 09:00")
    assert "RPDE-2026-0001: did it help?" in opened.letters_to("ann@schools.example")
    answer = a_mail(
        "ann@schools.example",
        "Re: did it help?",
        "Yes, the plan is kept now.",
        In_Reply_To=opened.message_id("did it help?"),
    )
    opened.arrives(answer, "2026-04-22 10:00")
    opened.once("2026-04-22 10:01")
    assert opened.cases("2026-04-22 10:02")[0]["status"] == "closed"
    sheet = load_workbook(opened.folder / "register.xlsx")["All cases"]
    assert "Yes, the plan is kept now." in [cell.value for row in sheet.iter_rows() for cell in row]
    assert "Yes, the plan is kept now." in opened.run("explain", "RPDE-2026-0001").out
    assert "RPDE-2026-0001: the impact question was answered" in opened.letters_to(MANAGER)
    assert "plan is kept" not in the_last(opened, "the impact question was answered")


def test_a_notice_that_waited_for_the_relay_says_the_day_that_counts_from_its_going(tmp_path: Path) -> None:
    needed(dovecot_server.BINARY is not None, "dovecot")
    with a_world(tmp_path) as world:
        port = world.relay.port
        config = (tmp_path / "config.toml").read_text()
        (tmp_path / "config.toml").write_text(
            config.replace(f'port = {port}\nsecurity = "none"\nsender', 'port = 1\nsecurity = "none"\nsender')
        )
        world.arrives(a_mail("ann@schools.example", form=a_word_form()), "2026-03-04 09:05")
        world.once("2026-03-04 09:06")
        before = {one["occasion"]: one for one in world.run("outbox", "--json").json}
        (tmp_path / "config.toml").write_text(config)
        world.once("2026-03-06 09:00")
        assert world.letters_to("spoc@police.example") == ["RPDE-2026-0001: notice, response due Fri 20 Mar 2026"]
        assert world.letters_to("ann@schools.example") == ["RPDE-2026-0001: received, response due Fri 20 Mar 2026"]
        assert "- Please answer: by the end of Friday 20 March 2026" in the_last(world, "notice")
        assert {str(one["Message-ID"]) for one in world.letters} == {one["message_id"] for one in before.values()}
        assert world.cases("2026-03-06 09:01")[0]["due"] == "2026-03-20"


def test_an_own_template_with_a_fault_is_mailed_to_the_manager_once_and_the_shipped_one_goes(tmp_path: Path) -> None:
    needed(dovecot_server.BINARY is not None, "dovecot")
    folder = tmp_path / "ours" / "templates"
    folder.mkdir(parents=True)
    (folder / "acknowledgement.txt.j2").write_text("Subject: {{ case.reference }}\n\n{{ answers }}\n")
    with a_world(tmp_path, partnership='own_files = "ours"') as world:
        checked = world.run("check")
        assert (
            "templates/acknowledgement.txt.j2, line 3: “answers” is not a name that this letter may use" in checked.err
        )
        assert checked.code == 78
        world.arrives(a_mail("ann@schools.example", form=a_word_form()), "2026-03-04 09:05")
        world.once("2026-03-04 09:06")
        world.once("2026-03-04 09:07")
        assert world.letters_to(MANAGER) == ["Case log: something needs attention"]
        assert world.letters_to("ann@schools.example") == ["RPDE-2026-0001: received, response due Wed 18 Mar 2026"]


def test_the_directors_outcome_goes_back_on_the_form_that_was_sent(tmp_path: Path) -> None:
    needed(dovecot_server.BINARY is not None, "dovecot")
    with a_world(tmp_path, "isle-of-man") as world:
        world.arrives(a_mail("ann@schools.example", form=a_word_form("isle-of-man")), "2026-03-04 09:05")
        world.once("2026-03-04 09:06")
        answer = a_word_form(
            "isle-of-man", response_author="Robin Teare", response_summary="A lead is named.", resolved=True
        )
        world.arrives(
            a_mail("director@board.example", form=answer, In_Reply_To=world.message_id("notice")), "2026-03-10 09:00"
        )
        world.once("2026-03-10 09:01")
        letter = next(one for one in world.letters if str(one["Subject"]) == "RPD-2026-0001: outcome")
        assert letter["To"] == "ann@schools.example"
        assert "“outcome of agreed actions” section of the form that was sent" in words_of(letter)
        (part,) = [one for one in letter.walk() if one.get_filename()]
        assert part.get_filename() == "RPD-2026-0001 form with outcome.docx"
        data = part.get_payload(decode=True)
        read = parsers.read(data, today=date(2026, 3, 10), protocol="isle-of-man").as_json()  # type: ignore[arg-type]
        assert read["answers"]["response_summary"] == "A lead is named."
        assert read["answers"]["disagreement_summary"] == "We do not agree about the threshold."
        assert world.letters_to("spoc@police.example") == []
