"""Many mails at once: whoever wrote is answered first, and what fails for one costs the others nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest

from daemon.service.outgoing import enclosing
from tests.builders import MANAGER, a_mail, a_word_form
from tests.world import World

BEGUN = "2026-03-04 09:06"


def a_form_arrives(world: World, name: str) -> None:
    world.arrives(a_mail("ann@schools.example", form=a_word_form(subject_name=name)), "2026-03-04 09:05")


def test_everybody_in_a_backlog_is_acknowledged_before_the_first_notice_goes(world: World) -> None:
    for number in range(30):
        a_form_arrives(world, f"Child {number}")
    assert world.once(BEGUN).code == 0

    kinds = ["received" if "received" in str(one["Subject"]) else "notice" for one in world.letters]
    assert kinds == ["received"] * 30 + ["notice"] * 30
    assert [one["reference"] for one in world.cases(BEGUN)] == [f"RPDE-2026-{number:04d}" for number in range(1, 31)]


def test_a_notice_that_cannot_be_written_fails_alone_and_can_be_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = enclosing.part_filled_answer_form

    def broken(protocol: str, **about: Any) -> bytes:
        if about["reference"] == "RPDE-2026-0001":
            raise KeyError("w:nothing")
        return really(protocol, **about)

    a_form_arrives(world, "A. B.")
    a_form_arrives(world, "C. D.")
    with monkeypatch.context() as patched:
        patched.setattr(enclosing, "part_filled_answer_form", broken)
        world.once(BEGUN)

    assert [one[:21] for one in world.letters_to("spoc@police.example")] == ["RPDE-2026-0002: notic"]
    assert len(world.letters_to("ann@schools.example")) == 2
    failed = [one for one in world.run("outbox", "--json").json if one["state"] == "failed"]
    assert [(one["reference"], one["occasion"]) for one in failed] == [("RPDE-2026-0001", "notice")]
    assert "could not be written" in failed[0]["why"]
    assert len(world.letters_to(MANAGER)) == 1

    world.run("release", str(failed[0]["id"]), "--now", "2026-03-04T09:10:00+00:00")
    world.once("2026-03-04 09:20")
    assert [one[:21] for one in world.letters_to("spoc@police.example")][1:] == ["RPDE-2026-0001: notic"]
    assert len(world.letters_to(MANAGER)) == 1


def test_a_form_whose_mail_has_no_message_id_goes_with_its_notice(world: World) -> None:
    raw = re.sub(rb"Message-ID:[^\n]*\n", b"", a_mail("ann@schools.example", form=a_word_form()))
    world.arrives(raw, "2026-03-04 09:05")
    world.once(BEGUN)

    names = [part.get_filename() for part in world.letters[1].walk() if part.get_filename()]
    assert names == ["RPDE-2026-0001 answer form.docx", "RPDE-2026-0001 form.docx"]
