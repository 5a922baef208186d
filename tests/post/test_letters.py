"""Letters as they leave: every occasion, with everything and with as little as is allowed, and nothing of the form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from daemon.cases.deciding import opening_decision
from daemon.cases.values import Wanted
from daemon.post.checking import FILTERS
from daemon.post.html import as_html
from daemon.post.letters import Letters, Partnership
from daemon.post.mime import message
from daemon.post.names import ATTRIBUTES, COMMON, OCCASIONS
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
SHIPPED = sorted(file.name.removesuffix(".txt.j2") for file in shipped("templates").glob("[a-z]*.txt.j2"))


def full(occasion: str, **more: object) -> dict[str, object]:
    """Everything that a letter of this occasion may be told."""
    return {name: one.full for name, one in OCCASIONS[occasion].items()} | more


def least(occasion: str) -> dict[str, object]:
    return {name: one.least for name, one in OCCASIONS[occasion].items()}


def written(
    occasion: str,
    details: dict[str, object],
    own: Path | None = None,
    party: str = "referrer",
    ring: tuple[str, ...] = (),
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
    letter = Letters(US, own).write(
        wanted, decision.case, rules().protocol, message_id="<m@example.org>", date=WHEN, ring=ring
    )
    mail = message_from_bytes(letter.raw)
    plain, html = [part.get_payload(decode=True).decode() for part in mail.walk() if not part.is_multipart()]  # type: ignore[union-attr]
    return letter.subject, plain.replace("\r\n", "\n"), html


@pytest.mark.parametrize("told", [full, least], ids=["everything", "as little as is allowed"])
@pytest.mark.parametrize("occasion", SHIPPED)
def test_every_letter_can_be_written_and_says_nothing_of_the_form(
    occasion: str, told: Callable[[str], dict[str, object]]
) -> None:
    subject, plain, html = written(occasion, told(occasion))
    for text in (subject, plain, html):
        assert "SECRET" not in text
        assert "None" not in text
        assert "{{" not in text and "{%" not in text
    assert US.emergency in plain
    assert "999" in html
    assert "\n\n\n" not in plain
    assert not any(line.startswith("! ") for line in plain.splitlines())


def test_every_letter_has_its_template_and_every_template_its_names() -> None:
    assert sorted(OCCASIONS) == SHIPPED


def test_the_subject_is_reference_occasion_and_due_day() -> None:
    assert (
        written("acknowledgement", full("acknowledgement"))[0]
        == "RPDE-2026-0001: received, response due Wed 18 Mar 2026"
    )


def test_the_acknowledgement_begins_with_what_this_mailbox_is_not() -> None:
    for told in (full, least):
        plain = written("acknowledgement", told("acknowledgement"))[1]
        assert plain.startswith("This mailbox is not monitored for emergencies. Do not wait for us: ")


def test_an_unlisted_sender_reads_reference_and_date_only() -> None:
    subject, plain, _ = written("acknowledgement", full("acknowledgement", reference_only=True))
    assert subject == "RPDE-2026-0001: received"
    assert "Example Police" not in plain
    assert "Wednesday 4 March 2026" in plain


def test_the_confirmation_asks_for_the_one_word() -> None:
    assert "AGREED alone on the first line" in written("response_received", full("response_received"))[1]


def test_the_chaser_says_which_it_is_and_asks_for_what_may_have_been_sent() -> None:
    subject, plain, _ = written("chaser", full("chaser"), party="responding agency")
    assert subject == "RPDE-2026-0001: chaser 2, response was due Wed 18 Mar 2026"
    assert "We have no outcome recorded; if you have replied, please send it again." in plain
    assert "- This is: chaser 2" in plain


def test_closure_promises_nothing() -> None:
    plain = written("closure", full("closure"))[1]
    assert "closed in our log; this does not mean that the risk has ended; if you disagree, reply." in plain


@pytest.mark.parametrize(
    "text",
    [
        "Subject: x\n\n{{ nothing_of_that_name }}",
        "Subject: x\n\n{{ case.answers }}",
        "no subject at all",
        "Subject: x\n\n{% for i in [1] %}",
        "Subject: x\n\n{{ 'a' * 999999999 }}",
        "Subject: x\n\n{{ ''.__class__.__mro__ }}",
        "Subject: x\n\n{% for i in range(9999999) %}x{% endfor %}",
        "Subject: x\n\n{% for i in 'abc' %}x{% endfor %}",
        "Subject: x\n\n{{ outcome.upper() }}",
        "Subject: x\n\n{{ '%999999999d' | format(1) }}",
        "Subject: x\n\n{% include 'closure.txt.j2' %}",
        "Subject: x\n\n{% include outcome %}",
        "Subject: x\n\n{% set x = 1 %}",
        "Subject: x\n\n{{ case.due | long_date }}",
    ],
)
def test_an_own_template_that_cannot_be_used_is_named_and_the_shipped_one_goes(tmp_path: Path, text: str) -> None:
    (tmp_path / "closure.txt.j2").write_text(text)
    fault, *_ = Letters(US, tmp_path).faults()
    assert fault.startswith(f"templates/closure.txt.j2, line {3 if 'no subject' not in text else 1}: ")
    assert fault.endswith(" The shipped one is used until this is mended.")
    assert written("closure", full("closure"), tmp_path)[0] == "RPDE-2026-0001: closed in our log"


def test_an_own_template_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "closure.txt.j2").write_text("Subject: {{ case.reference }} is done\n\nGoodbye.\n")
    assert written("closure", full("closure"), tmp_path)[0] == "RPDE-2026-0001 is done"


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


def test_the_readme_lists_the_names_that_each_letter_may_use() -> None:
    told = (shipped("templates") / "README.md").read_text(encoding="utf-8")
    for occasion, names in OCCASIONS.items():
        assert f"| `{occasion}` | {', '.join(f'`{one}`' for one in names)} |" in told
    for owner, attributes in ATTRIBUTES.items():
        assert owner == "loop" or all(f"`{owner}.{one}`" in told for one in attributes)
    assert all(f"`{one}`" in told for one in (*COMMON, "case", *FILTERS))


def test_a_letter_says_whom_to_ring_and_the_html_is_one_simple_table_without_images() -> None:
    _, plain, html = written("chaser", full("chaser"), ring=("Example Schools Trust: Sal Reed, 01632 960 102",))
    assert "Whom to ring:\n- Example Schools Trust: Sal Reed, 01632 960 102" in plain
    assert 'width="600"' in html and "<img" not in html and "<style" not in html and "<div" not in html


def test_an_own_template_is_read_again_when_somebody_has_edited_it(tmp_path: Path) -> None:
    letters = Letters(US, tmp_path)
    (tmp_path / "closure.txt.j2").write_text("Subject: {{ nothing }}\n\nGone.\n")
    assert letters.refresh() and "“nothing” is not a name" in letters.faults()[0]
    (tmp_path / "closure.txt.j2").write_text("Subject: {{ case.reference }} done\n\nGone.\n")
    assert letters.refresh() and letters.faults() == []
    assert not letters.refresh()


def test_an_own_template_without_the_emergency_paragraph_gets_it_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "closure.txt.j2").write_text("Subject: {{ case.reference }} is done\n\nGoodbye.\n")
    _, plain, html = written("closure", full("closure"), tmp_path)
    assert US.emergency in plain and "999" in html


def test_an_own_part_is_used_by_every_shipped_letter(tmp_path: Path) -> None:
    (tmp_path / "_end.txt.j2").write_text("--\nThe unit at {{ partnership.name }}\n")
    assert "The unit at Example Partnership" in written("closure", full("closure"), tmp_path)[1]
    (tmp_path / "_end.txt.j2").write_text("--\n{{ case.answers }}\n")
    assert "Sent by the partnership's case log." in written("closure", full("closure"), tmp_path)[1]


def test_paragraphs_stand_apart_and_the_heading_of_a_list_is_bold() -> None:
    _, plain, html = written("chaser", full("chaser", agreed_due=None), party="responding agency")
    assert "Formal Resolution”.\n\nWhat to do now:\n- Fill in" in plain
    assert "ring 999.\n\n-- \n" in plain
    assert 'font-weight:bold">What to do now:</p>' in html
