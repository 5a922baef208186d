"""Whom a mail is from: exactly one From with exactly one ASCII address, or nobody (LIBRARIES, *Mail*)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from daemon.mail.values import Authentication, Mail

_ADDRESS = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?"
_ANY = re.compile(_ADDRESS)
_ANGLE = re.compile(rf"<\s*({_ADDRESS})\s*>")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMENT = re.compile(r"\([^()]*\)")
_ENCODED = re.compile(r"=\?[^?\s]+\?[bBqQ]\?[^?\s]*\?=")
_RESULT = re.compile(r"\b(spf|dkim|dmarc|compauth|arc)\s*=\s*([a-z]+)", re.IGNORECASE)


def one_sender(values: Sequence[str]) -> tuple[str | None, str | None]:
    """(address, None), or (None, why it is not certain)."""
    if not values:
        return None, "The mail has no From line."
    if len(values) > 1:
        return None, "The mail has more than one From line."
    bare = _COMMENT.sub(" ", _ENCODED.sub(" ", _QUOTED.sub(" ", values[0])))
    angles = _ANGLE.findall(bare)
    outside = _ANGLE.sub(" ", bare)
    if len(angles) > 1 or (angles and ("," in outside.rstrip(", ") or _ANY.search(outside))):
        return None, "The From line names more than one address."
    if angles:
        return angles[0], None
    found = _ANY.findall(bare)
    if len(found) != 1 or "," in bare or "<" in bare:
        return None, "The From line does not name exactly one address."
    return found[0], None


def addresses_in(values: Sequence[str], most: int = 500) -> tuple[str, ...]:
    """Addresses of To or Cc lines, for what they are worth: as many as can matter."""
    found: list[str] = []
    for value in values:
        for match in _ANY.finditer(value):
            found.append(match.group())
            if len(found) >= most:
                return tuple(found)
    return tuple(found)


def authenticated(mail: Mail, trusted_server: str | None) -> Authentication:
    """What the configured server says of the sender: its own Authentication-Results only (RFC 8601).

    `exchange-online` trusts the topmost header, which Microsoft 365 writes without a server name; any other value is
    the authserv-id that a header must begin with.
    """
    headers = mail.headers.get("authentication-results", ())
    if trusted_server is None:
        return Authentication(False, "none", "No trusted server is configured, so nobody vouches for the sender.")
    if trusted_server == "exchange-online":
        chosen = headers[:1]
    else:
        chosen = tuple(
            one
            for one in headers
            if _COMMENT.sub(" ", one).strip().lower().split(";")[0].split()[:1] == [trusted_server.lower()]
        )[:1]
    if not chosen:
        return Authentication(False, "none", "The trusted server has written nothing about this sender.")
    results: dict[str, str] = {}
    for method, result in _RESULT.findall(_COMMENT.sub(" ", chosen[0])):
        results.setdefault(method.lower(), result.lower())
    dmarc = results.get("dmarc", "none")
    passed = dmarc == "pass" or (dmarc == "bestguesspass")
    return Authentication(passed, dmarc, f"The trusted server says dmarc={dmarc}.")
