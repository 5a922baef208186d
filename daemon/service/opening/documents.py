"""Reading one document that a mail carried: in this process where that is safe, else in the parsers' own child."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import parsers
from daemon.mail import Attachment
from parsers.limits import read_safely
from parsers.reading import Reading


def read_document(document: Attachment, today: date, protocol: str | None, own_vocabulary: Path | None) -> Reading:
    """Read one document of a mail, within limits."""
    if document.inside == "words" and document.type == "text/plain":
        # The mail's own words are plain text of bounded size; they need no child.
        vocabulary = parsers.Vocabulary.load(own_vocabulary)
        return parsers.read(document.data, today=today, protocol=protocol, vocabulary=vocabulary)
    return read_safely(document.data, today=today, protocol=protocol, own_vocabulary=own_vocabulary)
