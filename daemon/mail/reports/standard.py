"""RFC 3464: status fields, one block per recipient; damaged blocks are read as far as they can be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from daemon.mail.values import Recipient

MOST_RECIPIENTS = 500
_FIELD = re.compile(r"^[ \t]{0,3}([A-Za-z][A-Za-z0-9-]{2,40})[ \t]{0,3}:[ \t]{0,20}(.{0,2000})$")
_STARTS = ("final-recipient", "original-recipient")
_ADDRESS = re.compile(r"""(?:"[^"\s]{1,64}"|[^\s<>@,;:()"\\]{1,64})@[^\s<>@,;:()"'\\]{1,255}""")
_STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
_ACTIONS = (
    ("fail", "failed"),
    ("expire", "failed"),
    ("delay", "delayed"),
    ("defer", "delayed"),
    ("deliver", "delivered"),
    ("relay", "relayed"),
    ("expand", "expanded"),
)
_BY_CLASS = {"5": "failed", "4": "delayed", "2": "delivered"}


def recipients_in(texts: Sequence[str]) -> tuple[Recipient, ...]:
    """What the status fields say of each recipient; a block that names nobody usable is left out."""
    found = []
    for text in texts:
        for block in _blocks(text):
            one = _recipient(block)
            if one is not None and len(found) < MOST_RECIPIENTS:
                found.append(one)
    return tuple(found)


def actions_in(texts: Sequence[str]) -> frozenset[str]:
    """Every action that the fields speak of, also where no recipient can be read."""
    return frozenset(found for text in texts for block in _blocks(text) if (found := _action(block)))


def address_in(text: str) -> str | None:
    """The one address in a field such as "rfc822; <a@b.example>", or None: an encoded word is no address."""
    value = text.partition(";")[2] if ";" in text else text
    found = _ADDRESS.search(value[:1000])
    if found is None or "=?" in value:
        return None
    address = found.group().strip(".").rstrip(">'")
    return address if re.search(r"@[^.\s]", address) else None


def _blocks(text: str) -> list[dict[str, str]]:
    """Fields by block; a second Final-Recipient begins a block of its own where the blank line is missing."""
    blocks: list[dict[str, str]] = []
    block: dict[str, str] = {}
    last = ""
    for line in text.split("\n"):
        if not line.strip():
            if block:
                blocks.append(block)
            block, last = {}, ""
            continue
        found = None if line[:1] in " \t" and last else _FIELD.match(line[:2100])
        if found is None:
            if last:
                block[last] = f"{block[last]} {line.strip()}"[:4000]
            continue
        name = found.group(1).lower()
        if name in _STARTS and name in block:
            blocks.append(block)
            block = {}
        block[name], last = found.group(2).strip(), name
    if block:
        blocks.append(block)
    return blocks


def _recipient(block: dict[str, str]) -> Recipient | None:
    final = address_in(block.get("final-recipient", ""))
    original = address_in(block.get("original-recipient", ""))
    address = final or original
    action = _action(block)
    if address is None or action is None:
        return None
    return Recipient(
        address, action, block.get("status") or None, (block.get("diagnostic-code") or "")[:500] or None, original
    )


def _action(block: dict[str, str]) -> str | None:
    written = block.get("action", "").strip().lower()
    for beginning, action in _ACTIONS:
        if written.startswith(beginning):
            return action
    status = _STATUS.search(block.get("status", ""))
    there = any(name in block for name in _STARTS)
    return _BY_CLASS[status.group(1)] if status and there else None
