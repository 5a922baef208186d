"""The one address in From, or nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daemon.mail.senders import one_sender


@pytest.mark.parametrize(
    "value",
    [
        "a@b.example",
        "Ann <a@b.example>",
        '"Hale, Ann" <a@b.example>',
        "=?utf-8?q?Hale=2C_Ann?= <a@b.example>",
        '"a@b.example" <a@b.example>',
        "A@B.example <a@b.example>",
        "a@b.example (Ann Hale)",
        "Jörg (Duty \\) team) <a@b.example>",
        '"Ann \\"the head\\" Hale" <a@b.example>',
    ],
)
def test_one_address_is_the_sender(value: str) -> None:
    assert one_sender([value]) == ("a@b.example", None)


@pytest.mark.parametrize(
    "value",
    [
        "a@b.example, c@d.example",
        "<a@b.example> <c@d.example>",
        '"evil@e.example" <a@b.example>',
        "evil@e.example <a@b.example>",
        "=?utf-8?q?evil=40e.example?= <a@b.example>",
        "=?utf-8?b?ZXZpbEBlLmV4YW1wbGU=?= <a@b.example>",
        "=?utf-8?q?a=40b=2Eexample=2C?= c@d.example",
        "a@b.example (evil@e.example)",
        "Hale, Ann <a@b.example>",
        "Group: a@b.example;",
        "undisclosed recipients:;",
        "éa@b.example",
        "Ann <a@b\u0430nk.example>",
        "a@b.example\x00",
        "Ann <a@b.example",
        "(((a@b.example",
        "<@x,@y:a@b.example>",
        '"ann hale"@b.example',
        "a@b..example",
        "Ann",
        "",
        "x" * 5_000 + " <a@b.example>",
    ],
)
def test_anything_else_is_nobody_and_says_why(value: str) -> None:
    address, why = one_sender([value])
    assert address is None
    assert why is not None
    assert why.endswith(".")


def test_two_from_lines_are_nobody() -> None:
    assert one_sender(["a@b.example", "a@b.example"])[0] is None


@given(st.text(alphabet='ab@.<>(),;:"\\ =?é', max_size=60))
def test_no_line_with_two_different_addresses_has_a_sender(text: str) -> None:
    for line in (f"{text} <one@x.example>, <two@y.example>", f'"two@y.example" {text} <one@x.example>'):
        assert one_sender([line])[0] is None or "\\" in text or '"' in text
