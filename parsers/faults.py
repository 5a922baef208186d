"""Why a document cannot be read: a closed set of reasons, each with a sentence for the person who sent it."""

from __future__ import annotations

from parsers.reading import Reason


class Unreadable(Exception):
    """The document has no readable form. `reason` is one of DESIGN 6's; `str()` is a sentence."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        self.reason: Reason = reason
        super().__init__(sentence)
