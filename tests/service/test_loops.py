"""Two machines that answer each other: the conversation ends, whatever the headers say, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage, Message
from pathlib import Path

from daemon.directory.making import make_contacts
from tests.builders import DIRECTORY, MANAGER, a_mail, a_word_form, at
from tests.conftest import needed
from tests.servers import dovecot as dovecot_server
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import Listener
from tests.world import World

START = at("2026-03-04 09:05")


def words_of(letter: Message) -> str:
    part = next(one for one in letter.walk() if one.get_content_type() == "text/plain")
    return bytes(part.get_payload(decode=True) or b"").decode()


def an_answer(letter: Message, sender: str, *, quoting: bool, number: int) -> bytes:
    """What a machine without any automatic header writes back."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, "unit@example.org"
    mail["Subject"] = f"Re: {letter['Subject']}"
    mail["Message-ID"] = f"<answer-{number}@machine.example>"
    quoted = "\n".join(f"> {line}" for line in words_of(letter).splitlines())
    mail.set_content("We got your mail.\n" + (f"\nOn Wed, 4 Mar 2026 the unit wrote:\n{quoted}\n" if quoting else ""))
    return mail.as_bytes()


def converse(world: World, first: bytes, answer: Callable[[Message, str, int], bytes], rounds: int = 15) -> int:
    """Let every letter be answered by whoever got it; in how many rounds our service still wrote something."""
    world.arrives(first, START)
    now = START
    answered = 0
    for count in range(rounds):
        now += timedelta(minutes=2)
        assert world.once(now.strftime("%Y-%m-%d %H:%M")).code == 0
        new = world.relay.taken[answered:]
        if not new:
            return count
        for one in new:
            for recipient in one.recipients:
                answered_mail = answer(message_from_bytes(one.raw), recipient, answered)
                world.arrives(answered_mail, now + timedelta(seconds=30))
            answered += 1
    return rounds


def test_machines_that_answer_every_letter_quoting_or_not_are_left_alone_after_two(world: World) -> None:
    def answer(letter: Message, sender: str, number: int) -> bytes:
        return an_answer(letter, sender, quoting=sender.startswith("ann"), number=number)

    rounds = converse(world, a_mail("ann@schools.example", form=a_word_form()), answer)

    assert rounds < 15
    for address in ("ann@schools.example", "spoc@police.example"):
        assert len(world.letters_to(address)) <= 2, world.letters_to(address)
    assert len(world.letters_to(MANAGER)) < 20
    assert world.cases("2026-03-04 12:00")[0]["status"] == "awaiting_response"


def test_the_same_form_sent_back_for_ever_is_answered_twenty_times_a_day_and_the_manager_is_told_once(
    world: World,
) -> None:
    form = a_word_form()
    for number in range(25):
        world.arrives(
            a_mail("ann@schools.example", form=form, message_id=f"<{number}@x>"), START + timedelta(minutes=number)
        )
    world.once("2026-03-04 10:00")

    assert len(world.cases("2026-03-04 10:01")) == 1
    outbox = world.run("outbox", "--json").json
    held = [one for one in outbox if one["state"] == "held"]
    assert len(world.letters_to("ann@schools.example")) == 21
    assert len(held) == 4
    assert "two machines" in held[0]["why"]
    assert world.letters_to(MANAGER).count("Case log: something needs attention") == 1
    assert world.run("status", "--json").json["smtp"]["addresses_limited"] == 1


def test_many_forms_sent_at_once_are_all_acknowledged(world: World) -> None:
    for number in range(22):
        form = a_word_form(subject_name=f"Child {number}", disagreement_summary=f"Difference {number}.")
        world.arrives(a_mail("ann@schools.example", form=form), START)
    world.once("2026-03-04 09:10")

    assert len(world.cases("2026-03-04 09:11")) == 22
    assert len(world.letters_to("ann@schools.example")) == 22


def stripped(raw: bytes, sender: str, number: int) -> bytes:
    """A letter as a gateway passes it on that keeps nothing but what people see."""
    letter = message_from_bytes(raw)
    for name in list(letter.keys()):
        if name.lower() not in ("from", "to", "subject", "content-type", "content-transfer-encoding", "mime-version"):
            del letter[name]
    letter.replace_header("From", sender)
    letter["Message-ID"] = f"<gateway-{number}@x>"
    return letter.as_bytes()


def test_two_copies_of_the_service_whose_headers_are_lost_do_not_keep_each_other_busy(tmp_path: Path) -> None:
    needed(dovecot_server.BINARY is not None, "dovecot")
    with ExitStack() as stack:
        ours = _copy(stack, tmp_path / "ours", "unit@example.org", police="spoc@police.example")
        theirs = _copy(stack, tmp_path / "theirs", "spoc@police.example", police="unit@example.org")
        ours.dovecot.deliver(a_mail("ann@schools.example", form=a_word_form()), when=START)
        sides = [
            (ours, theirs, "unit@example.org", "spoc@police.example"),
            (theirs, ours, "spoc@police.example", "unit@example.org"),
        ]
        seen = [0, 0]
        between = [0, 0]
        for count in range(4):
            now = START + timedelta(minutes=2 + 2 * count)
            for place, (side, other, address, others) in enumerate(sides):
                assert side.once(now.strftime("%Y-%m-%d %H:%M")).code == 0
                for one in side.relay.taken[seen[place] :]:
                    seen[place] += 1
                    if others in one.recipients:
                        between[place] += 1
                        raw = stripped(one.raw, address, 100 * place + seen[place])
                        other.dovecot.deliver(raw, user=others, when=now + timedelta(seconds=20))
        assert max(between) <= 2, between


def _copy(stack: ExitStack, folder: Path, address: str, police: str) -> World:
    from dataclasses import replace

    folder.mkdir()
    server = stack.enter_context(Dovecot({address: "secret"}))
    world = World(folder, server, stack.enter_context(Listener()))
    agencies = tuple(
        replace(one, spoc_email=police) if one.name == "Example Police" else one for one in DIRECTORY.agencies
    )
    (folder / "contacts.xlsx").write_bytes(make_contacts(("Mo Hale", MANAGER), (), agencies, DIRECTORY.people))
    config = world.configure()
    config.write_text(config.read_text().replace("unit@example.org", address))
    return world
