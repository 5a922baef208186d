"""Authentication-Results count only from the server that the configuration names."""

from __future__ import annotations

import pytest

from daemon.mail import authenticated, open_mail


def mail(*results: str) -> bytes:
    return ("".join(f"Authentication-Results: {one}\r\n" for one in results) + "From: a@b.example\r\n\r\nx").encode()


@pytest.mark.parametrize(
    ("results", "trusted", "passed", "dmarc"),
    [
        (("mx.unit.example; dmarc=pass header.from=b.example",), "mx.unit.example", True, "pass"),
        (("mx.unit.example; dmarc=fail (p=none)",), "mx.unit.example", False, "fail"),
        (("evil.example; dmarc=pass", "mx.unit.example; dmarc=fail"), "mx.unit.example", False, "fail"),
        (("evil.example; dmarc=pass",), "mx.unit.example", False, "none"),
        (("spf=pass; dmarc=pass action=none", "dmarc=fail"), "exchange-online", True, "pass"),
        (("dmarc=fail", "dmarc=pass"), "exchange-online", False, "fail"),
        (("mx.unit.example; spf=fail (dmarc=pass)",), "mx.unit.example", False, "none"),
        (("mx.unit.example; dmarc=pass",), None, False, "none"),
    ],
)
def test_only_the_trusted_server_vouches(
    results: tuple[str, ...], trusted: str | None, passed: bool, dmarc: str
) -> None:
    found = authenticated(open_mail(mail(*results)), trusted)
    assert (found.passed, found.dmarc) == (passed, dmarc)
