"""576 real mails: no machine is acknowledged, no sender is mistaken, no attachment is changed, nothing crashes."""

from __future__ import annotations

import csv
import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import parsers
from daemon.mail import Mail, NothingKnown, Triage, as_json, open_mail, triage, with_documents_read


def judged(raw: bytes) -> tuple[Mail, Triage]:
    mail, readings = with_documents_read(open_mail(raw), lambda one: parsers.read(one.data, today=date(2026, 11, 24)))
    verdict = triage(mail, readings, NothingKnown())
    json.dumps(as_json(mail, verdict, readings))
    return mail, verdict


@pytest.fixture(scope="module")
def corpus() -> list[tuple[dict[str, str], bytes]]:
    import os

    folder = (
        Path(os.environ.get("CASE_INTAKE_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "corpus" / "mail"
    )
    if not folder.is_dir():
        pytest.skip("the corpus is not here")
    with (folder / "INDEX.csv").open(encoding="utf-8", newline="") as index:
        return [(row, (folder / row["file"]).read_bytes()) for row in csv.DictReader(index)]


def test_no_machine_is_acknowledged(corpus: list[tuple[dict[str, str], bytes]]) -> None:
    wrong = [row["file"] for row, raw in corpus if row["must_not_ack"] == "yes" and judged(raw)[1].acknowledge]
    assert wrong == []


def test_what_must_wait_for_a_person_waits(corpus: list[tuple[dict[str, str], bytes]]) -> None:
    assert [row["file"] for row, raw in corpus if row["must_quarantine"] == "yes" and not judged(raw)[1].hold] == []


def test_the_sender_is_the_one_address_or_nobody(corpus: list[tuple[dict[str, str], bytes]]) -> None:
    assert [row["file"] for row, raw in corpus if (row["from_addr"] or None) != judged(raw)[0].sender] == []


def test_no_persons_mail_is_taken_for_a_bounce(corpus: list[tuple[dict[str, str], bytes]]) -> None:
    assert [row["file"] for row, raw in corpus if row["kind"] == "human" and judged(raw)[1].kind == "bounce"] == []


def test_mangled_mails_are_still_answered(corpus: list[tuple[dict[str, str], bytes]]) -> None:
    chance = random.Random(7)
    for _, raw in chance.sample(corpus, min(120, len(corpus))):
        cut = bytearray(raw[: chance.randrange(len(raw) + 1)])
        for _ in range(min(20, len(cut))):
            cut[chance.randrange(len(cut))] = chance.randrange(256)
        judged(bytes(cut))


@settings(deadline=None)
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
