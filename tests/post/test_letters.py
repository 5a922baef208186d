"""Letters as they leave: every occasion, with everything and with as little as is allowed, and nothing of the form."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email import message_from_bytes
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from daemon.cases.deciding import opening_decision
from daemon.cases.values import Wanted
from daemon.post.letters import Letters, Partnership
from daemon.post.mime import as_html, message
from daemon.rooms import shipped
from tests.builders import a_form, rules

US = Partnership(
    "Example Partnership",
    "unit@example.org",
    "if somebody is in danger, ring 999.",
    ZoneInfo("Europe/London"),
    "unit@example.org",
)
WHEN = datetime(2026, 3, 4, 9, 5, tzinfo=UTC)
OCCASIONS = sorted(file.name.removesuffix(".txt.j2") for file in shipped("templates").glob("[a-z]*.txt.j2"))
FULL = {
    "what": "form", "stage_label": "Formal Resolution", "agencies": ["Example Police"], "agency": "Example Police", "due": date(2026, 3, 18),
    "due_why": "10 working days", "clock_clause": "a clause", "clock_basis": "policy", "nth": 2, "reasons": ["A reason."], "fields": ["subject_name"],
    "not_passed_on": ["Example Health"], "not_done": ["We do not decide."], "received": WHEN, "still_waiting": [], "weeks": 6, "held_id": 7,
    "why": "A sentence.", "route": "Act now.", "recipient": "spoc@police.example", "occasion": "notice", "asked": date(2026, 3, 6), "from": "a@b.example",
    "unanswered": "Ask for the panel.", "unresolved": "Go on.", "ask_agreed": True, "resolved": True, "between_parties": True, "outstanding": True,
    "debrief": True, "outcome": "resolved", "referring_agency": "Example Schools Trust", "reason": "encrypted",
}  # fmt: skip
ALWAYS = (
    "stage_label agency agencies due nth reasons not_passed_on not_done fields still_waiting asked received weeks recipient why route held_id "
    "occasion clock_clause clock_basis what"
)
LEAST = {name: FULL[name] for name in ALWAYS.split()}


def written(
    occasion: str, details: dict[str, object], own: Path | None = None, party: str = "referrer"
) -> tuple[str, str, str]:
    """(subject, text, HTML) of a letter about a real case whose form has words of its own."""
    decision = opening_decision(
        a_form(disagreement_summary="SECRET WORDS", subject_name="SECRET NAME"), "RPDE-2026-0001", rules()
    )
    wanted = Wanted(
        f"k/{occasion}",
        occasion,
        party,
        ("a@b.example",),
        "Sal Reed",
        details,
        in_reply_to="<q@x>",
        clause="a clause",
        basis="policy",
    )
    letter = Letters(US, own).write(wanted, decision.case, rules().protocol, message_id="<m@example.org>", date=WHEN)
    mail = message_from_bytes(letter.raw)
    plain, html = [part.get_payload(decode=True).decode() for part in mail.walk() if not part.is_multipart()]  # type: ignore[union-attr]
    return letter.subject, plain, html


@pytest.mark.parametrize("details", [FULL, LEAST], ids=["everything", "as little as is allowed"])
@pytest.mark.parametrize("occasion", OCCASIONS)
def test_every_letter_can_be_written_and_says_nothing_of_the_form(occasion: str, details: dict[str, object]) -> None:
    subject, plain, html = written(occasion, details)
    for text in (subject, plain, html):
        assert "SECRET" not in text
        assert "None" not in text
        assert "{{" not in text and "{%" not in text
    assert US.emergency in plain
    assert "999" in html
    assert "\n\n\n" not in plain


def test_the_subject_is_reference_occasion_and_due_day() -> None:
    assert (
        written("acknowledgement", {**FULL, "reference_only": False})[0]
        == "RPDE-2026-0001: received, response due Wed 18 Mar 2026"
    )


def test_an_unlisted_sender_reads_reference_and_date_only() -> None:
    subject, plain, _ = written("acknowledgement", {**FULL, "reference_only": True})
    assert subject == "RPDE-2026-0001: received"
    assert "Example Police" not in plain
    assert "Wednesday 4 March 2026" in plain


def test_the_confirmation_asks_for_the_one_word() -> None:
    assert "AGREED alone on the first line" in written("response_received", FULL)[1]


@pytest.mark.parametrize(
    "text",
    [
        "Subject: x\n\n{{ nothing_of_that_name }}",
        "Subject: x\n\n{{ case.answers }}",
        "no subject at all",
        "Subject: x\n\n{% for i in [1] %}",
        "Subject: x\n\n{{ 'a' * 999999999 }}",
        "Subject: x\n\n{{ ''.__class__.__mro__ }}",
    ],
)
def test_an_own_template_that_cannot_be_used_is_named_and_the_shipped_one_goes(tmp_path: Path, text: str) -> None:
    (tmp_path / "closure.txt.j2").write_text(text)
    (fault,) = Letters(US, tmp_path).faults()
    assert "templates/closure.txt.j2" in fault
    assert written("closure", FULL, tmp_path)[0] == "RPDE-2026-0001: closed in our log"


def test_an_own_template_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "closure.txt.j2").write_text("Subject: {{ case.reference }} is done\n\nGoodbye.\n")
    assert written("closure", FULL, tmp_path)[0] == "RPDE-2026-0001 is done"


def raw(**more: object) -> bytes:
    given = {
        "sender_name": "Büro “X”", "sender": "unit@example.org", "reply_to": "unit@example.org", "to": ["a@b.example"], "subject": "S", "text": "Hello",
        "when": WHEN, "message_id": "<m@x>", "in_reply_to": None, "references": (), "replied": False, "mark": "R", "enclosures": (),
    }  # fmt: skip
    return message(**{**given, **more})  # type: ignore[arg-type]


def test_a_long_message_id_goes_out_byte_for_byte() -> None:
    long = "<" + "A" * 60 + "@DB7PR04MB5033.eurprd04.prod.outlook.com>"
    assert f"In-Reply-To: {long}\r\n".encode() in raw(in_reply_to=long)
    assert f"References: <x@y> {long}\r\n".encode() in raw(references=("<x@y>", long))


@pytest.mark.parametrize(
    "more", [{"to": ["a@b.example\r\nBcc: evil@e.example"]}, {"message_id": "<a\n@b>"}, {"mark": "a\r\nX: y"}]
)
def test_a_line_break_never_reaches_a_header(more: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="line break"):
        raw(**more)


def test_a_line_break_in_a_subject_becomes_a_space() -> None:
    mail = message_from_bytes(raw(subject="a\r\nBcc: evil@e.example"))
    assert mail["Bcc"] is None


def test_html_is_escaped() -> None:
    assert "<script>" not in as_html("- Name: <script>alert(1)</script>")


def test_every_line_is_short_enough_for_smtp() -> None:
    assert max(len(line) for line in raw(text="x" * 5000 + "\n" + "é" * 3000).split(b"\r\n")) <= 998
