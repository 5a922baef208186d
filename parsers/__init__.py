"""Bytes of a document → a reading. Knows nothing of mailboxes, cases or policies.

`read` has an answer for any bytes: a form, a document that is no form we know, a blank form, or `unreadable` with a
named reason. It fetches nothing and executes nothing.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from parsers.faults import Unreadable
from parsers.formats import open_document
from parsers.layout import labelled
from parsers.meaning.reading import read_labels
from parsers.meaning.vocabulary import load
from parsers.reading import Finding, Reading

__all__ = ["Finding", "Reading", "read"]


def read(data: bytes, *, today: date, protocol: str | None = None, own_vocabulary: Path | None = None) -> Reading:
    """Read one document. `protocol` is preferred where titles do not settle it.

    `today` decides two-digit birth years. `own_vocabulary` is a folder of further wordings.
    """
    try:
        raw = open_document(data)
        vocabulary = load(own_vocabulary)
        labels = labelled(raw, vocabulary.is_label)
        if not labels.items and labels.words == 0:
            if raw.images:
                raise Unreadable("image-only", "The file holds pictures and no text; please send a typed form.")
            return Reading("document", flags=labels.flags)
        return read_labels(labels, vocabulary, today, protocol)
    except Unreadable as refusal:
        return Reading("unreadable", reason=refusal.reason, why=str(refusal))
    except RecursionError:
        return Reading("unreadable", reason="too-large", why="The document is nested too deeply to be read safely.")
    except MemoryError:
        return Reading("unreadable", reason="too-large", why="The document needs more memory than is safe.")
