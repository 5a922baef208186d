"""Whatever is wrong, one sentence says what to do, the exit code is DESIGN 5's, and nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from daemon.commands import main
from daemon.service.office import Office
from daemon.service.opening.opened import Opened, Read
from tests.builders import a_mail, a_word_form
from tests.servers.dovecot import free_port
from tests.world import Ran, World


def test_every_fault_of_a_configuration_is_named_at_once(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    (world.folder / "config.toml").write_text('[partnership]\nname = 3\nfoo = 1\n[mailbox]\nport = 0\nusername = "u"\n')
    assert main(["check", "--config", str(world.folder / "config.toml")]) == 78
    said = capsys.readouterr().err
    for words in (
        "[partnership] foo is not a setting",
        "[partnership] protocol is missing",
        "[mailbox] host is missing",
        "[smtp] is missing",
        "no password",
    ):
        assert words in said


def test_a_missing_configuration_says_how_to_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cases", "--config", str(tmp_path / "config.toml")]) == 78
    assert "case-intake init" in capsys.readouterr().err


def test_a_secret_is_never_quoted_back(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    (world.folder / "config.toml").write_text('[mailbox]\npassword = "hunter2" x\n')
    assert main(["check", "--config", str(world.folder / "config.toml")]) == 78
    assert "hunter2" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["timeline"],
        ["once", "--now", "yesterday"],
        ["timeline", "bolton", "--received", "soon"],
        ["timeline", "bolton", "--received", "2026-03-04", "--stage", "9"],
        ["init", "x", "--protocol", "nowhere"],
    ],
)
def test_a_command_line_that_cannot_be_meant_exits_64(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 64
    assert capsys.readouterr().err.strip()


def test_a_file_that_is_not_there_exits_65(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "/nowhere/form.docx"]) == 65
    assert "cannot be opened" in capsys.readouterr().err


def once(world: World) -> Ran:
    return world.once("2026-03-04 09:10")


def test_an_unreachable_mailbox_exits_69_and_the_relay_still_sends(world: World) -> None:
    world.configure(mailbox=f"poll_seconds = 7\nport = {free_port()}".replace("port", "timeout = 2\n#"))
    world.dovecot.stop()
    ran = once(world)
    assert ran.code == 69
    assert "does not answer" in ran.err


def test_a_refused_login_exits_69_and_says_what_to_check(world: World) -> None:
    file = world.folder / "config.toml"
    file.write_text(file.read_text().replace('password = "secret"', 'password = "wrong"'))
    ran = once(world)
    assert ran.code == 69
    assert "refuses the login of unit@example.org" in ran.err


def test_while_the_relay_is_away_cases_are_logged_and_letters_wait(world: World) -> None:
    world.arrives(a_mail("ann@schools.example", form=a_word_form()), "2026-03-04 09:05")
    world.relay.stop()
    ran = once(world)
    assert ran.code == 69
    assert "Letters wait and will be sent" in ran.err
    assert len(world.cases("2026-03-04 09:11")) == 1

    world.relay.start()
    assert world.once("2026-03-04 09:20").code == 0
    assert sorted((str(one["To"]), str(one["Subject"])) for one in world.letters) == [
        ("ann@schools.example", "RPDE-2026-0001: received, response due Wed 18 Mar 2026"),
        ("spoc@police.example", "RPDE-2026-0001: notice, response due Wed 18 Mar 2026"),
    ]


def test_one_bad_address_does_not_block_the_rest(world: World) -> None:
    world.relay.answers = {"spoc@police.example": "550 5.1.1 no such user"}.get
    world.arrives(a_mail("ann@schools.example", form=a_word_form()), "2026-03-04 09:05")
    assert once(world).code == 0
    assert world.letters_to("ann@schools.example")
    assert (
        "RPDE-2026-0001: our notice came back" in world.letters_to("manager@unit.example")
        or world.once("2026-03-04 09:12").code == 0
    )
    assert "RPDE-2026-0001: our notice came back" in world.letters_to("manager@unit.example")
    assert world.cases("2026-03-04 09:13")[0]["status"] == "needs_manager"


def test_a_temporary_refusal_is_tried_again_later_under_the_same_id(world: World) -> None:
    world.relay.answers = {"spoc@police.example": "451 4.7.1 greylisted"}.get
    world.arrives(a_mail("ann@schools.example", form=a_word_form()), "2026-03-04 09:05")
    once(world)
    (waiting,) = [one for one in world.run("outbox", "--json").json if one["occasion"] == "notice"]
    assert (waiting["state"], waiting["attempts"]) == ("queued", 1)
    world.relay.answers = lambda _: None
    world.once("2026-03-04 09:30")
    assert str(world.letters[-1]["Message-ID"]) == waiting["message_id"]


def test_a_letter_that_failed_is_tried_again_by_release_under_the_same_id(world: World) -> None:
    world.relay.answers = {"ann@schools.example": "550 5.7.1 not now"}.get
    world.arrives(a_mail("ann@schools.example", form=a_word_form()), "2026-03-04 09:05")
    once(world)
    (failed,) = [one for one in world.run("outbox", "--json").json if one["state"] == "failed"]
    assert "550 5.7.1 not now" in failed["why"]

    world.relay.answers = lambda _: None
    assert world.run("release", str(failed["id"]), "--now", "2026-03-04T09:20:00+00:00").code == 0
    world.once("2026-03-04 09:30")
    assert [str(one["Message-ID"]) for one in world.letters if one["To"] == "ann@schools.example"] == [
        failed["message_id"]
    ]
    assert world.run("release", str(failed["id"])).code == 65


def test_a_damaged_contacts_file_keeps_the_last_good_copy(world: World) -> None:
    once(world)
    (world.folder / "contacts.xlsx").write_bytes(b"not a workbook")
    world.arrives(a_mail("ann@schools.example", form=a_word_form()), "2026-03-04 09:15")
    ran = world.once("2026-03-04 09:20")
    assert "The last good copy is in use" in ran.out + ran.err
    assert world.letters_to("spoc@police.example")


def test_a_damaged_contacts_file_from_the_start_exits_78(world: World) -> None:
    (world.folder / "contacts.xlsx").write_bytes(b"not a workbook")
    ran = once(world)
    assert ran.code == 78
    assert "contacts.xlsx is damaged" in ran.err


def test_a_protocol_with_a_bad_rule_exits_78_and_names_the_key(world: World) -> None:
    from daemon.protocol.loading import shipped_protocol_text

    own = world.folder / "own" / "protocols"
    own.mkdir(parents=True)
    (own / "bolton.toml").write_text(
        shipped_protocol_text("bolton").replace("working_days = 10", 'working_days = "ten"')
    )
    world.configure(partnership='own_files = "own"')
    ran = once(world)
    assert ran.code == 78
    assert "working_days must be a whole number" in ran.err


def test_a_register_that_is_open_is_swapped_in_later(world: World) -> None:
    lock = world.folder / "~$register.xlsx"
    lock.write_text("")
    ran = once(world)
    assert "is open; close it" in ran.err
    assert not (world.folder / "register.xlsx").exists()
    lock.unlink()
    assert once(world).err == ""
    assert (world.folder / "register.xlsx").exists()


def test_a_second_copy_on_the_same_store_exits_75(world: World) -> None:
    from daemon.store import Store

    with Store.open(f"sqlite:///{world.folder / 'case-intake.db'}") as store, store.served():
        ran = once(world)
    assert ran.code == 75
    assert "serves this store already" in ran.err


def test_a_store_in_a_folder_that_is_not_there_exits_78(world: World) -> None:
    world.configure(store='url = "sqlite:///nowhere/store.db"')
    ran = once(world)
    assert ran.code == 78
    assert "does not exist" in ran.err


def test_a_message_that_breaks_us_is_held_after_three_tries_and_the_next_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    import daemon.service.intake.admit as admit

    really = admit.judged

    def breaks(office: Office, read: Read) -> Opened:
        if read.mail.subject == "breaks us":
            raise RuntimeError("something nobody foresaw")
        return really(office, read)

    monkeypatch.setattr(admit, "judged", breaks)
    world.arrives(a_mail("x@y.example", "breaks us", "breaks us"), "2026-03-04 09:01")
    world.arrives(a_mail("ann@schools.example", form=a_word_form()), "2026-03-04 09:05")
    once(world)

    (held,) = world.run("held", "--json").json
    assert held["rule"] == "unexpected"
    assert "after 3 tries" in held["why"]
    assert len(world.cases("2026-03-04 09:11")) == 1

    monkeypatch.setattr(admit, "judged", really)
    assert world.run("retry", str(held["id"])).code == 0
    world.once("2026-03-04 09:20")
    assert world.run("held", "--json").json[0]["rule"] == "other"


def test_check_is_quiet_when_everything_answers_and_loud_when_not(world: World) -> None:
    assert world.run("check").code == 0
    world.dovecot.stop()
    ran = world.run("check")
    assert ran.code == 78
    assert "does not answer" in ran.err


def test_init_makes_what_check_then_complains_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "new"), "--protocol", "bolton"]) == 0
    assert (tmp_path / "new" / "contacts.xlsx").exists()
    assert (tmp_path / "new" / "forms" / "RPDE form.docx").exists()
    assert main(["check", "--config", str(tmp_path / "new" / "config.toml")]) == 78
    assert "password_file" in capsys.readouterr().err


def test_only_what_signs_in_needs_the_password(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = str(tmp_path / "new" / "config.toml")
    assert main(["init", str(tmp_path / "new"), "--protocol", "bolton"]) == 0
    assert main(["cases", "--config", config]) == 0
    capsys.readouterr()
    assert main(["once", "--config", config]) == 78
    assert capsys.readouterr().err.count("Write the password into it") == 2


def test_status_says_when_nothing_has_answered(world: World) -> None:
    assert world.run("status", "--json").code == 69
    once(world)
    shown = world.run("status", "--json", "--now", datetime(2026, 3, 4, 9, 12, tzinfo=UTC).isoformat())
    assert (shown.code, shown.json["ok"]) == (0, True)
