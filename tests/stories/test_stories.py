"""Each protocol's story, told in mails: the letters and register lines that follow after each beat (README.md)."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from daemon.directory.making import make_contacts
from daemon.directory.values import Person
from daemon.protocol.loading import shipped_protocols
from parsers.blank.definitions import known_forms
from parsers.blank.filling import fill
from tests.builders import DEPUTY, DIRECTORY, MANAGER, a_mail, at
from tests.conftest import needed
from tests.servers import dovecot as dovecot_server
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import Listener
from tests.world import World

HERE = Path(__file__).resolve().parent
STORIES = sorted(one.parent for one in HERE.rglob("story.toml"))
_OURS = "mx.unit.example"
_ROLES = ("Head of Safeguarding", "Nominated person", "Chair of the LSCB")
PEOPLE = (
    *DIRECTORY.people,
    *(Person(role, role, f"{role.lower().replace(' ', '.')}@board.example") for role in _ROLES),
)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    needed(dovecot_server.BINARY is not None, "dovecot")
    with Dovecot({f"{number}@example.org": "secret" for number in range(len(STORIES))}) as one:
        yield one


@pytest.mark.parametrize("folder", STORIES, ids=[one.relative_to(HERE).as_posix() for one in STORIES])
def test_a_story_goes_as_it_is_written(folder: Path, server: Dovecot, tmp_path: Path) -> None:
    user = f"{STORIES.index(folder)}@example.org"
    story = tomllib.loads((folder / "story.toml").read_text(encoding="utf-8"))
    with Listener() as relay:
        world = World(tmp_path, server, relay, story["protocol"])
        (tmp_path / "contacts.xlsx").write_bytes(_contacts(story))
        config = world.configure(letters=f'mode = "{story.get("mode", "send")}"', mailbox=f'trusted_server = "{_OURS}"')
        config.write_text(config.read_text().replace('username = "unit@example.org"', f'username = "{user}"'))
        told = "\n".join(_told(world, step, user) for step in story["step"])
    expected = folder / "expected.txt"
    if os.environ.get("STORIES") == "write":
        expected.write_text(told, encoding="utf-8")
    assert told == expected.read_text(encoding="utf-8")


def _contacts(story: dict[str, Any]) -> bytes:
    """The directory of these tests, with what the story's `agency` tables say of some."""
    more = {one.pop("name"): one for one in story.get("agency", [])}
    agencies = [replace(one, **more.get(one.name, {})) for one in DIRECTORY.agencies]
    return make_contacts(("Mo Hale", MANAGER), (), agencies, PEOPLE)


def _told(world: World, step: dict[str, Any], user: str) -> str:
    """One beat: the mail or ruling that came before it, if any; the letters that went; the register's lines."""
    before, lines = len(world.relay.taken), [f"== {step['now']}  {step['tells']}"]
    if "from" in step:
        world.dovecot.deliver(_mail(world, step), user=user, when=at(step.get("arrives", step["now"])))
    if "rule" in step:
        reference = step.get("case") or world.cases(step["now"])[-1]["reference"]
        ran = world.run("rule", reference, *step["rule"].split(), "--now", at(step["now"]).isoformat())
        lines += [f"answered  {line.strip()}" for line in ran.out.split(f"{reference} now:")[0].splitlines()]
    ran = world.once(step["now"])
    assert ran.code == 0, ran.err
    new = world.relay.taken[before:]
    letters = list(zip(new, world.letters[before:], strict=True))
    lines += sorted(f"letter    {', '.join(one.recipients)}: {letter['Subject']}" for one, letter in letters)
    for words in step.get("says", ()):
        said_to = sorted({", ".join(one.recipients) for one, letter in letters if words in _words(letter)})
        lines.append(f"says      to {'; '.join(said_to) or 'nobody'}: {words}")
    if step.get("outbox"):
        shown = world.run("outbox", "--json").json
        lines += [
            f"outbox    {one['state']}: {one['subject']}" for one in shown if one["state"] not in ("sent", "queued")
        ]
    for case in world.cases(step["now"]):
        agencies = "; ".join(f"{one['agency']} {one['status']}" for one in case["responding_agencies"])
        if len({one["due"] for one in case["responding_agencies"]}) > 1:
            agencies = "; ".join(
                f"{one['agency']} {one['status']}, due {one['due']}" for one in case["responding_agencies"]
            )
        lines.append(
            f"register  {case['reference']} stage {case['stage']}, {case['status']}, due {case['due'] or 'no day'}; {agencies}"
        )
        if step.get("explain"):
            lines += _explained(world, case["reference"], step["now"])
    return "\n".join(lines) + "\n"


def _explained(world: World, reference: str, now: str) -> list[str]:
    """The due days as they were counted, old and new, and the steps that the policy names."""
    shown = world.run("explain", reference, "--json", "--now", at(now).isoformat()).json
    days = [one for one in shown["deadlines"] if one["what"] == "due"]
    lines = [f"explain   {one['on']}: {one['why']} [{one['clause']}, {one['basis']}]" for one in days]
    return lines + [f"explain   step: {one['words']}: {one['done'] or 'not recorded yet'}" for one in shown["steps"]]


def _words(letter: Message) -> str:
    plain = next(one for one in letter.walk() if one.get_content_type() == "text/plain")
    return plain.get_payload(decode=True).decode()  # type: ignore[union-attr]


def _mail(world: World, step: dict[str, Any]) -> bytes:
    form = None
    if "form" in step:
        kind = world.protocol if world.protocol in known_forms() else "isle-of-man"
        form = fill(kind, step["form"])
    headers = {"In_Reply_To": world.message_id(step["thread"])} if "thread" in step else {}
    if step["from"] in (MANAGER, DEPUTY):
        headers["Authentication_Results"] = f"{_OURS}; spf=pass; dmarc=pass header.from=unit.example"
    words = step.get("words", "Please see the form.")
    return a_mail(
        step["from"], step.get("subject", "Form"), words, form, to=step.get("to", "unit@example.org"), **headers
    )


def test_every_protocol_has_a_story() -> None:
    assert {one.parent.name for one in STORIES} == set(shipped_protocols())
