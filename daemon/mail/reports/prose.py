"""Reports in the words of one mail system or another: which addresses they say could not be reached.

Only asked of mail that a mail system sent. The text is read up to where the returned letter begins, because what that
letter says is not what the system says. Every step is linear in the text, line by line.
"""

from __future__ import annotations

import email.message
import re
from collections.abc import Sequence

from daemon.mail.reports.standard import address_in

MOST_LINES = 400
LONGEST_LINE = 1_000
MOST_FOR_FLUFL = 256 << 10

_RETURNED = re.compile(
    r"^[\s>|*=_+-]{0,80}(?:(?:the )?(?:original|unsent|returned|undelivered|bounced) (?:message|mail)\b(?! was| could| has)|message (?:text|headers?) follows?|"
    r"(?:original )?message headers?:|below (?:this line )?is a copy|this is a copy of (?:the|your) message|a copy of (?:the|your) (?:original )?message|"
    r"start of returned message|diagnostic information for administrators|------ this is a copy)",
    re.IGNORECASE,
)
_HEADER = re.compile(r"^(?:received: (?:from|by|\()|return-path: ?<|message-id: ?<|mime-version: 1)", re.IGNORECASE)
_ADDRESS = r"""[^\s<>@,;:()"'\[\]=]{1,64}@[A-Za-z0-9\u0080-\uffff][A-Za-z0-9.\u0080-\uffff-]{0,250}"""
_ANY = re.compile(_ADDRESS)
_ALONE = re.compile(
    rf"""^[\s>*|•-]{{0,20}}(?:(?:to|rcpt to|recipient|e-?mail address|user)\s?:\s?)?[<"'(]{{0,3}}(?:mailto:)?({_ADDRESS})""",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^\s{0,8}(?:(?:final|original|failed|intended)[- ]recipients?|rcpt to|(?:sent )?<<< rcpt to|>>> rcpt to)\s?:\s?(.{3,600})$",
    re.IGNORECASE,
)
_EXPANDED = re.compile(r"\(expanded from: {0,3}(<[^<>\s]{3,320}>)\)", re.IGNORECASE)
_NOT_THEM = re.compile(
    r"^\s{0,12}(?:from|sender|mail from|(?:original )?sender|reply-to|cc|subject|date|reporting-mta|remote-mta|postmaster|contact|>>> mail from|>>> (?:ehlo|helo))\b",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"(?:^|\s|\b)[45]\d\d[\s-]|\buser unknown|\bunknown user|\bno such user|\bunknown host|\bhost unknown|mailbox (?:is )?full|(?:un)?recoverable error",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"recipients?\b|address(?:es)?\b|could(?: not|n't) (?:be )?(?:delivered|deliver|reach)|unable to (?:be )?deliver|not (?:be )?delivered|delivery (?:to|failed|of)|"
    r"fail(?:ed|ure)|fatal errors?|returned|error (?:has occurred|delivering|while)|did not reach|rejected|undeliverable|not (?:been )?sent|blocked|your (?:message|e-?mail|mail) (?:addressed )?to\b|"
    r"宛先|送信|アドレス|empf[aä]nger|destinatai?re|destinatario|ontvanger|mottagare|odbiorc|получател|konnte nicht|nicht zugestellt|n.a pas|no se pu|impossibile|modtager|mottaker|vastaanottaj|p[řr][íi]jemc|adresa[tț]|c[íi]mzett|παραλ[ήη]πτ|derbyn|remise|entrega|recapit|bezorg|dostarcz|lever|doru[čc]|k[ée]zbes|livra|toimit",
    re.IGNORECASE,
)


def beginning(words: str) -> list[str]:
    """The lines of the report itself, up to where the returned letter begins."""
    lines = []
    for line in words.split("\n")[:MOST_LINES]:
        line = line[:LONGEST_LINE]
        if lines and (_HEADER.match(line) or _RETURNED.match(line)):
            break
        lines.append(line)
    return lines


def failed_in(
    message: email.message.Message, words: str, not_these: frozenset[str], returned_to: Sequence[str]
) -> tuple[str, ...]:
    """The addresses that a report in words says failed, most certain reading first; empty where it names nobody."""
    listed = str(message.get("x-failed-recipients", ""))
    lines = beginning(words)
    for found in (
        [one.strip() for one in listed.split(",")] if "=?" not in listed else [],
        _fields(lines),
        _under_a_heading(lines),
        _by_flufl(message, words),
        _refused(lines),
        _only_recipient(returned_to, words),
    ):
        usable = [one for one in found if address_in(one) == one and one.casefold() not in not_these]
        if usable:
            return tuple(dict.fromkeys(usable))[:100]
    return ()


def expanded_from(words: str) -> tuple[str, ...]:
    """Whom the letter was written to, where the report says that it passed through an alias."""
    found = [address_in(one) for one in _EXPANDED.findall("\n".join(beginning(words)))[:20]]
    return tuple(one for one in found if one)


def _fields(lines: list[str]) -> list[str]:
    return [one for line in lines if (match := _FIELD.match(line)) and (one := address_in(match.group(1)))]


def _under_a_heading(lines: list[str]) -> list[str]:
    """Addresses that begin a line after the report has said what it lists, and those beside such words."""
    found: list[str] = []
    said = False
    for line in lines:
        if _NOT_THEM.match(line):
            continue
        alone = _ALONE.match(line)
        if alone and said:
            found.append(_clean(alone.group(1)))
        elif _HEADING.search(line):
            said = True
            if not _REFUSAL.search(line):
                found += [_clean(one) for one in _ANY.findall(line)[:20]]
        if alone and not said and (_REFUSAL.search(line) or len(line.strip()) < len(alone.group(1)) + 6):
            found.append(_clean(alone.group(1)))
    return found


def _refused(lines: list[str]) -> list[str]:
    """Addresses in lines of an SMTP conversation that was refused."""
    return [
        _clean(one)
        for line in lines
        if _REFUSAL.search(line) and not _NOT_THEM.match(line)
        for one in _ANY.findall(line)[-1:]
    ]


def _only_recipient(returned_to: Sequence[str], words: str) -> list[str]:
    """Where nobody is named at all, the one person to whom the returned letter was written."""
    written = (
        list(returned_to) or re.findall(r"^to:[ \t]{0,8}(.{3,300})$", words[:20_000], re.IGNORECASE | re.MULTILINE)[:2]
    )
    found = [one for value in written for one in _ANY.findall(value[:2_000])]
    return [_clean(found[0])] if len(found) == 1 else []


def _clean(address: str) -> str:
    return address.rstrip(".-'>")


def _by_flufl(message: email.message.Message, words: str) -> list[str]:
    """What flufl.bounce knows of the mail systems of the past; its patterns are given no hostile sizes."""
    if len(words) > MOST_FOR_FLUFL or any(len(line) > 4_000 for line in words.split("\n")):
        return []
    from flufl.bounce import scan_message

    try:
        found = [
            one.decode("ascii", "replace") if isinstance(one, bytes) else str(one) for one in scan_message(message)
        ]
    except Exception:  # noqa: BLE001
        # The library raises all kinds of errors on mails from the wild; its silence is only a missing hint.
        return []
    said = "\n".join(beginning(words)).casefold()
    return sorted(one for one in found if one.casefold() in said)
