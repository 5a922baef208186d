"""576 real mails: each is what the index says it is, no machine is acknowledged, no attachment is changed, nothing crashes."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers
from daemon.mail import Mail, NothingKnown, Triage, as_json, open_mail, triage, with_documents_read
from tests.mail.corpus import Expected, expected

Read = list[tuple[Expected, dict[str, Any]]]


def judged(raw: bytes) -> tuple[Mail, Triage]:
    mail, readings = with_documents_read(open_mail(raw), lambda one: parsers.read(one.data, today=date(2026, 11, 24)))
    verdict = triage(mail, readings, NothingKnown())
    json.dumps(as_json(mail, verdict, readings))
    return mail, verdict


@pytest.fixture(scope="module")
def corpus() -> list[Expected]:
    import os

    folder = Path(os.environ.get("CASE_INTAKE_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    if not (folder / "corpus" / "mail").is_dir():
        pytest.skip("the corpus is not here")
    return list(expected(folder))


@pytest.fixture(scope="module")
def read(corpus: list[Expected]) -> Read:
    """Each mail as `read --json` shows it; documents are named, not read, for none of them is a form."""
    shown = []
    for one in corpus:
        mail, readings = with_documents_read(open_mail(one.raw), lambda _: parsers.read(b"", today=date(2026, 11, 24)))
        shown.append((one, as_json(mail, triage(mail, readings, NothingKnown()), readings)))
    return shown


def test_each_mail_is_of_the_kind_that_the_index_names(read: Read) -> None:
    assert [(one.file, shown["kind"]) for one, shown in read if not one.right_kind(shown["kind"])] == []


def test_no_machine_is_acknowledged(read: Read) -> None:
    assert [one.file for one, shown in read if one.must_not_ack and shown["would_acknowledge"]] == []


def test_what_must_wait_for_a_person_waits(read: Read) -> None:
    assert [one.file for one, shown in read if one.must_hold and not shown["hold"]] == []


def test_the_sender_is_the_one_address_or_nobody(read: Read) -> None:
    assert [one.file for one, shown in read if one.sender != shown["from"]] == []


def test_a_report_names_who_failed_and_nothing_else_does(read: Read) -> None:
    assert [(one.file, shown["bounced"]) for one, shown in read if not one.right_bounced(shown["bounced"])] == []


def test_every_attachment_is_there_byte_for_byte(read: Read) -> None:
    lost = [(one.file, one.missing([part["sha256"] for part in shown["attachments"]])) for one, shown in read]
    assert [one for one in lost if one[1]] == []


def mangled(raw: bytes, chance: random.Random) -> bytes:
    """A mail that was cut, repeated, shuffled in its headers, or whose bytes were changed on the way."""
    head, gap, body = raw.partition(b"\n\n")
    match chance.randrange(4):
        case 0:
            return raw[: chance.randrange(len(raw) + 1)]
        case 1:
            begin = chance.randrange(len(raw) + 1)
            return raw[:begin] + raw[begin : begin + 5_000] * 3 + raw[begin:]
        case 2:
            lines = head.split(b"\n")
            chance.shuffle(lines)
            return b"\n".join(lines) + gap + body
        case _:
            changed = bytearray(raw)
            for _ in range(min(40, len(changed))):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            return bytes(changed)


def test_mangled_mails_are_still_answered(corpus: list[Expected]) -> None:
    chance = random.Random(7)
    for one in chance.sample(corpus, 150):
        judged(mangled(one.raw, chance))


def test_a_machine_whose_headers_survive_is_never_acknowledged_however_its_body_is_mangled(
    corpus: list[Expected],
) -> None:
    chance = random.Random(11)
    machines = [one for one in corpus if one.row["kind"] in ("bounce", "delay", "feedback", "auto_reply", "list")]
    acknowledged = []
    for one in machines:
        raw = one.raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").lstrip(b"\n")
        head, gap, body = raw.partition(b"\n\n")
        if not judged(head + gap)[1].acknowledge and judged(head + gap + mangled(body + b"\n", chance))[1].acknowledge:
            acknowledged.append(one.file)
    assert acknowledged == []


@given(st.binary(max_size=400))
def test_no_bytes_make_opening_fail(raw: bytes) -> None:
    judged(raw)


def of(**headers: Any) -> tuple[Mail, Triage]:
    words = headers.pop("words", "Hello.")
    raw = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items()) + f"\r\n{words}\r\n"
    return judged(raw.encode())


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ({"Auto_Submitted": "auto-replied"}, "automatic"),
        ({"Subject": "Automatic reply: your form"}, "automatic"),
        ({"Subject": "Réponse automatique : absence"}, "automatic"),
        ({"Subject": "Out of Office: away"}, "automatic"),
        ({"Precedence": "bulk"}, "list"),
        ({"List_Id": "<news.example.org>"}, "list"),
        ({"Return_Path": "<>", "Subject": "Undeliverable: notice"}, "bounce"),
        ({"Subject": "Retrieval using the IMAP4 protocol failed for the following message: 7"}, "unreadable"),
        ({"Subject": "A question"}, "for_a_person"),
        ({"Subject": "Re: RPDE-2026-0001"}, "reply"),
    ],
)
def test_each_kind_by_its_sign(header: dict[str, str], kind: str) -> None:
    assert of(From="a@b.example", **header)[1].kind == kind


@pytest.mark.parametrize(
    "value",
    [
        "a@b.example, c@d.example",
        '"evil@e.example" <a@b.example>, x@y.example',
        "A <a@b.example> <c@d.example>",
        "nobody",
        "=?utf-8?q?a=40b=2Eexample=2C?= c@d.example, e@f.example",
    ],
)
def test_an_ambiguous_from_is_nobody(value: str) -> None:
    mail, verdict = of(From=value)
    assert mail.sender is None
    assert not verdict.acknowledge
    assert verdict.hold


def test_reply_to_is_never_the_sender() -> None:
    assert of(From="a@b.example", Reply_To="evil@e.example")[0].sender == "a@b.example"


def test_quoted_history_is_not_the_senders_own_words() -> None:
    words = "AGREED\r\n\r\nFrom: Somebody\r\nSent: Monday\r\nTo: x\r\n\r\nDo you agree?"
    assert of(From="a@b.example", words=words)[0].new_words == "AGREED"
