"""The corpus of real mails beside its index: what an intake service should make of each, and where we differ and why."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KINDS = {
    "human": {"for_a_person", "reply", "form", "unreadable"},
    "list": {"list"},
    "auto_reply": {"automatic"},
    "bounce": {"bounce"},
    "delay": {"delay"},
    "feedback": {"feedback"},
    "no_sender": {"for_a_person", "reply", "form", "unreadable"},
    "fragment": {"for_a_person", "unreadable"},
}

# Where we name a kind otherwise than the index, on purpose. None of these is acknowledged either way.
OTHERWISE = {
    "cpython/msg_02.txt": ("list", "a digest with Mailman's own header"),
    "cpython/msg_42.txt": ("automatic", "its From says Mail Delivery Subsystem"),
    "sisimai/bsd/lhost-fml-02.eml": ("list", "a list's robot, with the list's headers; it names itself nowhere"),
    "zbateson/tests/_data/emails/m0024.txt": ("list", "it came through ezmlm, as Mailing-List says"),
}

# The index names nobody; the report does, in words.
NAMED_ALL_THE_SAME = {
    "mime4j/mimetools-testmsgs/badbound.msg": "pnet@uscom.com",
    "sisimai/not/rb-issue-368-bug.eml": "xxxx@yyyyyy.net",
}


@dataclass(frozen=True)
class Expected:
    """One line of the index, and the mail's bytes."""

    file: str
    row: dict[str, str]
    raw: bytes

    @property
    def source(self) -> str:
        return self.file.partition("/")[0]

    @property
    def sender(self) -> str | None:
        return self.row["from_addr"] or None

    @property
    def must_not_ack(self) -> bool:
        return self.row["must_not_ack"] == "yes"

    @property
    def must_hold(self) -> bool:
        return self.row["must_quarantine"] == "yes"

    @property
    def bounced(self) -> set[str]:
        return {one.strip().casefold() for one in self.row["bounce_recipients"].split(";") if one.strip()}

    @property
    def digests(self) -> list[str]:
        """Digests of the attachments whose bytes do not depend on the decoder."""
        parts = [*json.loads(self.row["attachments"]), *json.loads(self.row["inline_images"])]
        return [one["sha256"] for one in parts if one["sha256"]]

    def right_kind(self, kind: str) -> bool:
        other = OTHERWISE.get(self.file)
        return kind == other[0] if other else kind in KINDS[self.row["kind"]]

    def right_bounced(self, bounced: list[str]) -> bool:
        """One of those named is enough (Final- and Original-Recipient are both listed); naming others is wrong."""
        found = {one.casefold() for one in bounced}
        if self.file in NAMED_ALL_THE_SAME:
            return found == {NAMED_ALL_THE_SAME[self.file]}
        return bool(found & self.bounced) if self.bounced else not found

    def missing(self, digests: list[str]) -> list[str]:
        """Digests that the index lists and that are not among ours."""
        have = list(digests)
        lost = []
        for one in self.digests:
            if one in have:
                have.remove(one)
            else:
                lost.append(one)
        return lost


def expected(shared: Path) -> Iterator[Expected]:
    """Every mail of the corpus, in the order of its index."""
    folder = shared / "corpus" / "mail"
    with (folder / "INDEX.csv").open(encoding="utf-8", newline="") as index:
        for row in csv.DictReader(index):
            yield Expected(row["file"], row, (folder / row["file"]).read_bytes())
