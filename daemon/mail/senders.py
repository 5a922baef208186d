"""Whom a mail is from: exactly one From with exactly one ASCII address, or nobody (LIBRARIES, *Mail*).

The standard library's parsers guess, each release in its own way; a letter to a guessed address may tell a stranger.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Sequence
from email.errors import HeaderParseError
from email.header import decode_header

from daemon.mail.values import Authentication, Mail

LONGEST_FROM = 2_000
_ADDRESS = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?"
_ANY = re.compile(_ADDRESS)
_WHOLE = re.compile(rf"\s*({_ADDRESS})\s*")
_ANGLES = re.compile(r"<([^<>]*)>")
_ENCODED = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?]{0,1000}\?=")
_METHOD = re.compile(
    r"\s*(spf|dkim|dmarc|compauth|arc)(?:/\d{1,2})?\s*=\s*([a-z]{1,20})\b(.*)", re.IGNORECASE | re.DOTALL
)
_HEADER_FROM = re.compile(r"\bheader\.from\s*=\s*\"?([^\s;\"]{1,255})", re.IGNORECASE)


def one_sender(values: Sequence[str]) -> tuple[str | None, str | None]:
    """(address, None), or (None, why it is not certain).

    A display name, quoted, in brackets or encoded, may be anything but another address: people read it as the sender.
    """
    if not values:
        return None, "The mail has no From line."
    if len(values) > 1:
        return None, "The mail has more than one From line."
    value = values[0]
    if len(value) > LONGEST_FROM:
        return None, "The From line is longer than any sender's name."
    if any((ord(one) < 32 and one != "\t") or ord(one) == 127 for one in value):
        return None, "The From line holds control characters."
    bare, names = _apart(value)
    if bare is None:
        return None, "The From line has a quotation or bracket that does not end."
    angles = _ANGLES.findall(bare)
    outside = _ANGLES.sub(" ", bare)
    if len(angles) > 1 or any(one in outside for one in "<>,;:"):
        return None, "The From line does not name exactly one address."
    if angles and "@" in outside:
        names.append(outside)
    found = _WHOLE.fullmatch(angles[0] if angles else outside)
    if found is None or ".." in found.group(1):
        return None, "The From line does not name exactly one plain address."
    address = found.group(1)
    if any(_another(name, address) for name in names):
        return None, "The name in the From line is another address."
    return address, None


def _apart(value: str) -> tuple[str | None, list[str]]:
    """The line without quoted strings, comments and encoded words, and what those say; None where one does not end."""
    names: list[str] = []
    kept: list[str] = []
    held: list[str] = []
    quoted, depth, skip = False, 0, False
    for one in value:
        if skip:
            held.append(one)
            skip = False
        elif one == "\\" and (quoted or depth):
            skip = True
        elif quoted:
            if one == '"':
                quoted = False
                names.append("".join(held))
                kept.append(" ")
            else:
                held.append(one)
        elif one == "(":
            held = [] if not depth else [*held, one]
            depth += 1
        elif depth and one == ")":
            depth -= 1
            if not depth:
                names.append("".join(held))
                kept.append(" ")
        elif depth:
            held.append(one)
        elif one == '"':
            quoted, held = True, []
        else:
            kept.append(one)
    if quoted or depth:
        return None, names
    bare = "".join(kept)
    names += _ENCODED.findall(bare)
    return _ENCODED.sub(" ", bare), names


def _another(name: str, address: str) -> bool:
    """True when a display name, decoded, holds an address that is not this one."""
    text = name
    if "=?" in name:
        try:
            parts = decode_header(name)
            text = "".join(
                part.decode(charset or "latin-1", "replace") if isinstance(part, bytes) else part
                for part, charset in parts
            )
        except (HeaderParseError, LookupError, ValueError, binascii.Error):
            return "@" in name
    return any(one.casefold() != address.casefold() for one in _ANY.findall(text))


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
    the authserv-id that a header must begin with. A result counts where it begins a clause, never inside a comment or
    a quotation; two that disagree, or one for another domain than the sender's, are no pass.
    """
    headers = mail.headers.get("authentication-results", ())
    if trusted_server is None:
        return Authentication(False, "none", "No trusted server is configured, so nobody vouches for the sender.")
    if trusted_server == "exchange-online":
        chosen = [_plain(one) for one in headers[:1]]
    else:
        plain = [_plain(one) for one in headers[:50]]
        chosen = [one for one in plain if one.partition(";")[0].lower().split()[:1] == [trusted_server.lower()]][:1]
    if not chosen:
        return Authentication(False, "none", "The trusted server has written nothing about this sender.")
    results: list[str] = []
    domains: list[str] = []
    for clause in chosen[0].split(";"):
        found = _METHOD.match(clause)
        if found and found.group(1).lower() == "dmarc":
            results.append(found.group(2).lower())
            domains += _HEADER_FROM.findall(found.group(3))
    dmarc = "fail" if "fail" in results else (results[0] if len(set(results)) == 1 else "none")
    if dmarc in ("pass", "bestguesspass"):
        own = mail.sender.rpartition("@")[2].casefold() if mail.sender else None
        if own is None or any(one.casefold().rpartition("@")[2] != own for one in domains):
            return Authentication(False, dmarc, "The trusted server vouches for another domain than the sender's.")
        return Authentication(True, dmarc, f"The trusted server says dmarc={dmarc}.")
    return Authentication(False, dmarc, f"The trusted server says dmarc={dmarc}.")


def _plain(value: str) -> str:
    """A header without comments and quoted strings, which a stranger's own words may fill."""
    kept: list[str] = []
    quoted, depth, skip = False, 0, False
    for one in value:
        if skip:
            skip = False
        elif one == "\\" and (quoted or depth):
            skip = True
        elif one == '"' and not depth:
            quoted = not quoted
        elif quoted:
            continue
        elif one == "(":
            depth += 1
        elif one == ")" and depth:
            depth -= 1
        elif not depth:
            kept.append(one)
    return "".join(kept)
