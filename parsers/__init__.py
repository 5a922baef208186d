"""Bytes of a document → a reading. Knows nothing of mailboxes, cases or policies.

`read` has an answer for any bytes: a form, a document that is no form we know, a blank form, or `unreadable` with a
named reason. It fetches nothing and executes nothing.
"""

from __future__ import annotations

from datetime import date

from parsers.faults import Unreadable
from parsers.formats import open_document
from parsers.formats.converting import Convert, to_docx
from parsers.layout import labelled
from parsers.meaning.labels.vocabulary import Vocabulary, VocabularyFault
from parsers.meaning.printed import without_guidance
from parsers.meaning.reading import read_labels
from parsers.memory import forget
from parsers.reading import Finding, Reading

__all__ = ["Finding", "Reading", "Vocabulary", "VocabularyFault", "read"]


def read(
    data: bytes,
    *,
    today: date,
    vocabulary: Vocabulary | None = None,
    protocol: str | None = None,
    convert: Convert = to_docx,
) -> Reading:
    """Read one document. `protocol` is preferred where titles do not settle it.

    `today` decides two-digit birth years. `vocabulary` is the shipped one unless a partnership's own is given
    (`Vocabulary.load`). `convert` makes Word documents of older formats. Never raises for any bytes. Bytes from
    strangers are better read through `parsers.limits.read_safely`.
    """
    words = vocabulary or Vocabulary.load()
    try:
        raw = open_document(data, convert=convert)
        raw.blocks = without_guidance(raw.blocks)
        labels = labelled(raw, words.known)
        if not labels.items and labels.words == 0:
            if raw.images:
                raise Unreadable(
                    "image-only",
                    "The file holds pictures and no text; please send the form typed, as a Word document (.docx).",
                )
            return Reading("document", flags=labels.flags)
        return read_labels(labels, words, today, protocol)
    except Unreadable as refusal:
        return Reading("unreadable", reason=refusal.reason, why=str(refusal))
    except RecursionError:
        return Reading("unreadable", reason="too-large", why="The document is nested too deeply to be read safely.")
    except MemoryError:
        return Reading("unreadable", reason="too-large", why="The document needs more memory than is safe.")
    except Exception:  # noqa: BLE001 - see below
        # Broad: foreign bytes lead libraries to faults of every kind, and a document that nobody can read is still one
        # that came in; it is named and kept, never a crash of the intake.
        return Reading(
            "unreadable",
            reason="corrupt",
            why="The file is damaged in a way that stops its being read; please send it again as .docx.",
        )
    finally:
        forget()
