"""The fast way through a mail says what the standard library says, byte for byte, or nothing."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daemon.mail import mime, splitting
from tests.builders import a_mail, a_word_form
from tests.mail.test_carriers import mail_with


def both(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[mime.Content, mime.Content]:
    fast = mime.take_apart(raw, [])
    with monkeypatch.context() as without:
        without.setattr(mime, "split", lambda _: None)
        slow = mime.take_apart(raw, [])
    return fast, slow


def same(fast: mime.Content, slow: mime.Content) -> bool:
    return (fast.headers, fast.content_type, fast.bodies, fast.attachments) == (
        slow.headers,
        slow.content_type,
        slow.bodies,
        slow.attachments,
    )


def test_over_the_corpus_both_ways_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = Path(os.environ.get("CASE_INTAKE_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    folder = shared / "corpus" / "mail"
    if not folder.is_dir():
        pytest.skip("the corpus is not here")
    taken, wrong = 0, []
    with (folder / "INDEX.csv").open(encoding="utf-8", newline="") as index:
        for row in csv.DictReader(index):
            raw = (folder / row["file"]).read_bytes()
            for each in (raw, raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")):
                if splitting.split(each) is not None:
                    taken += 1
                    if not same(*both(each, monkeypatch)):
                        wrong.append(row["file"])
    assert wrong == []
    assert taken > 300


FORM = a_word_form()
PLAIN = (
    a_mail("ann@schools.example", form=FORM),
    mail_with(("a.txt", "text/plain", b"a\nb\n\n"), ("b.png", "image/png", b"x" * 300), (None, "text/csv", b"")),
    a_mail("ann@schools.example", "Héllo", "Wörds\n\n--\nAnn"),
)


@pytest.mark.parametrize("raw", [*PLAIN, *(one.replace(b"\n", b"\r\n") for one in PLAIN)])
def test_an_ordinary_mail_goes_the_fast_way(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert splitting.split(raw) is not None
    assert same(*both(raw, monkeypatch))


@settings(deadline=None, max_examples=400)
@given(
    st.sampled_from((PLAIN[1], PLAIN[2], PLAIN[1].replace(b"\n", b"\r\n"))),
    st.lists(
        st.tuples(
            st.floats(0, 1),
            st.integers(0, 40),
            st.sampled_from([b"", b"\n", b"\r\n", b"\n\n", b"--", b"=", b":", b" ", b"\t", b"Content-Type: text/html\n", b"\xff", b"--b", b"\r"]),
        ),
        max_size=3,
    ),
)  # fmt: skip
def test_a_mangled_mail_is_read_alike_or_refused(raw: bytes, changes: list[tuple[float, int, bytes]]) -> None:
    for place, length, put in changes:
        at = int(place * len(raw))
        raw = raw[:at] + put + raw[at + length :]
    if splitting.split(raw) is not None:
        with pytest.MonkeyPatch.context() as patch:
            assert same(*both(raw, patch))
