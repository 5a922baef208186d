"""A mail and what an intake service should make of it, with the builders that keep each mail short."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from email.header import Header
from functools import cache
from itertools import count

from tests.builders import a_word_form

UNIT = "safeguarding@partnership.example"
PERSON = frozenset({"for_a_person", "reply"})
_numbers = count(1)


@dataclass(frozen=True)
class Unseen:
    """One mail and what is expected of it; None means that it is left open."""

    name: str
    raw: bytes
    kind: frozenset[str]
    acknowledge: bool | None = None
    hold: bool | None = None
    sender: str | None = ""
    bounced: frozenset[str] | None = frozenset()
    is_: tuple[str, ...] | None = None
    reference: str | None = ""

    def faults(self, shown: dict) -> list[str]:
        """What `read --json` says otherwise than expected."""
        found = []
        if shown["kind"] not in self.kind:
            found.append(f"kind {shown['kind']} (rule {shown['rule']}), not {'/'.join(sorted(self.kind))}")
        if self.acknowledge is not None and shown["would_acknowledge"] != self.acknowledge:
            found.append(f"would_acknowledge {shown['would_acknowledge']} (rule {shown['rule']})")
        if self.hold is not None and shown["hold"] != self.hold:
            found.append(f"hold {shown['hold']} (rule {shown['rule']})")
        if self.sender != "" and shown["from"] != self.sender:
            found.append(f"from {shown['from']}")
        if self.bounced is not None and {one.casefold() for one in shown["bounced"]} != self.bounced:
            found.append(f"bounced {shown['bounced']}, not {sorted(self.bounced)}")
        if self.is_ is not None and tuple(sorted(one["is"] for one in shown["attachments"])) != tuple(sorted(self.is_)):
            found.append(f"attachments {[one['is'] for one in shown['attachments']]}, not {list(self.is_)}")
        if self.reference != "" and shown["reference"] != self.reference:
            found.append(f"reference {shown['reference']}")
        return found


def _encoded(line: str) -> str:
    name, colon, value = line.partition(":")
    if line.isascii() or not colon or line[0] in " \t":
        return line
    shown, less, rest = (
        value.strip().partition(" <") if name.lower() in ("from", "to", "cc", "sender") else (value.strip(), "", "")
    )
    return f"{name}: {Header(shown, 'utf-8', maxlinelen=900).encode()}{less}{rest}"


def raw(head: str, body: str | bytes = "", type_: str | None = "text/plain; charset=utf-8") -> bytes:
    """A mail from its header lines and body; To, Date, Message-ID and a type are added where they are not given."""
    lines = [_encoded(line) for line in head.strip("\n").split("\n") if line.strip()]
    have = {line.partition(":")[0].lower() for line in lines}
    number = next(_numbers)
    for name, value in (
        ("To", UNIT),
        ("Date", "Tue, 24 Nov 2026 09:12:41 +0000"),
        ("Message-ID", f"<{number:06d}.{number * 7919 % 99991}@mx.sender.example>"),
        ("MIME-Version", "1.0"),
    ):
        if name.lower() not in have:
            lines.append(f"{name}: {value}")
    if type_ and "content-type" not in have:
        lines.append(f"Content-Type: {type_}")
        if "multipart" not in type_ and isinstance(body, str) and not body.isascii():
            lines.append("Content-Transfer-Encoding: 8bit")
    data = body.encode() if isinstance(body, str) else body
    return "\n".join(lines).encode() + b"\n\n" + data.lstrip(b"\n")


def part(type_: str, body: str | bytes, *head: str) -> bytes:
    """One part; bytes are put into base64."""
    lines = [f"Content-Type: {type_}", *head]
    if isinstance(body, bytes):
        lines.append("Content-Transfer-Encoding: base64")
        data = base64.encodebytes(body)
    else:
        data = body.lstrip("\n").encode()
        if not body.isascii():
            lines.append("Content-Transfer-Encoding: 8bit")
    return "\n".join(lines).encode() + b"\n\n" + data


def several(head: str, *parts: bytes, kind: str = "mixed", more: str = "") -> bytes:
    """A multipart mail."""
    mark = f"=_{next(_numbers):05d}_part"
    body = b"".join(b"--" + mark.encode() + b"\n" + one + b"\n" for one in parts) + b"--" + mark.encode() + b"--\n"
    return raw(head, body, f'multipart/{kind}; boundary="{mark}"{more}')


def within(*parts: bytes, kind: str = "alternative") -> bytes:
    """A multipart part."""
    mark = f"=_{next(_numbers):05d}_in"
    body = b"".join(b"--" + mark.encode() + b"\n" + one + b"\n" for one in parts) + b"--" + mark.encode() + b"--\n"
    return f'Content-Type: multipart/{kind}; boundary="{mark}"\n\n'.encode() + body


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@cache
def form() -> bytes:
    """A filled Word form."""
    return a_word_form()


def attached(name: str = "Escalation form.docx", data: bytes | None = None, type_: str = WORD) -> bytes:
    """A file as an attachment; the filled form unless another is given."""
    return part(
        f'{type_}; name="{name}"',
        form() if data is None else data,
        f'Content-Disposition: attachment; filename="{name}"',
    )


def words(text: str) -> bytes:
    """The text a mail shows."""
    return part("text/plain; charset=utf-8", text)


def machine(name: str, kind: str, head: str, body: str = "", **more) -> Unseen:
    """A machine's mail: no acknowledgement, nobody bounced unless said."""
    return Unseen(name, raw(head, body), frozenset(kind.split("|")), acknowledge=False, **more)


def person(name: str, head: str, body: str, **more) -> Unseen:
    """A person's mail without a form."""
    return Unseen(name, raw(head, body), PERSON, **more)


def form_mail(name: str, head: str, *parts: bytes, **more) -> Unseen:
    """A mail with a form in it, which is acknowledged."""
    more.setdefault("acknowledge", True)
    more.setdefault("hold", False)
    return Unseen(name, several(head, *parts), frozenset({"form"}), **more)


def dsn(head: str, prose: str, fields: str, returned: str = "", returned_type: str = "message/rfc822") -> bytes:
    """A report of delivery as RFC 3464 has it."""
    parts = [words(prose), part("message/delivery-status", fields)]
    if returned:
        parts.append(part(returned_type, returned))
    return several(head, *parts, kind="report", more="; report-type=delivery-status")
