"""Too much of anything is bounded, and has a named outcome."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from daemon.mail import open_mail
from daemon.service.opening import large
from tests.builders import a_word_form
from tests.mail.test_carriers import mail_with

HEAD = b"From: ann@schools.example\nSubject: Form\nMIME-Version: 1.0\n"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def parts(count: int) -> bytes:
    one = b'--b\nContent-Type: application/octet-stream; name="%d.bin"\n\nx\n'
    return (
        HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"".join(one % n for n in range(count)) + b"--b--"
    )


def levels(count: int) -> bytes:
    inner = b"Content-Type: text/plain\n\ndeep\n"
    for n in range(count):
        inner = b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) + inner + b"\n--b%d--\n" % n
    return HEAD + inner


@pytest.mark.parametrize(
    ("make", "limit"),
    [
        (lambda: parts(10_000), "more than 2000 parts"),
        (lambda: levels(100), "more than 40 levels"),
        (lambda: levels(5_000), "could not be followed"),
        (lambda: b"To: " + b", ".join(b"p%d@x.example" % n for n in range(400_000)) + b"\n" + HEAD + b"\nhi", "headers are larger"),
    ],
)  # fmt: skip
def test_too_much_of_anything_is_left_out_and_said(make: Callable[[], bytes], limit: str) -> None:
    assert any(limit in one for one in open_mail(make()).limits_hit)


def test_a_header_of_a_mebibyte_is_cut_and_the_mail_is_read() -> None:
    mail = open_mail(b"X-Long: " + b"a" * (1 << 20) + b"\n" + HEAD + b"\nhi\n")
    assert (mail.sender, len(mail.header("x-long")), mail.words) == ("ann@schools.example", 64 << 10, "hi")


def opened_large(raw: bytes):
    pieces = (raw[at : at + (1 << 20)] for at in range(0, len(raw), 1 << 20))
    return large.open_large(pieces, len(raw), today=date(2026, 11, 24), protocol=None, own_vocabulary=None)


def test_a_large_mail_is_opened_in_the_child_with_its_form_and_its_digests() -> None:
    form = a_word_form()
    raw = mail_with(("form.docx", WORD, form), ("film.mp4", "video/mp4", b"\0\1\2" * (2 << 20)))
    assert large.needs_child(len(raw), raw[: 1 << 20])
    mail, readings = opened_large(raw)
    here = open_mail(raw)
    assert [one.sha256 for one in mail.attachments] == [one.sha256 for one in here.attachments]
    assert [(one.kind, one.answers["subject_name"]) for one in readings] == [("form", "A. B.")]
    assert mail.documents[0].data == form
    assert (mail.headers, mail.sender, mail.words, mail.to) == (here.headers, here.sender, here.words, here.to)


def test_what_cannot_be_opened_within_the_limits_is_too_large_and_keeps_its_sender(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(large, "MOST_MAIL", 1 << 20)
    mail, readings = opened_large(mail_with(("film.mp4", "video/mp4", b"\0" * (6 << 20))))
    assert mail.sender == "ann@schools.example"
    assert [one.reason for one in readings] == ["too-large"]
    assert mail.limits_hit


def test_a_child_that_dies_costs_the_mail_its_contents_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "SECONDS", 0.05)
    _, readings = opened_large(mail_with(("film.mp4", "video/mp4", b"\0" * (6 << 20))))
    assert [one.reason for one in readings] == ["too-large"]
