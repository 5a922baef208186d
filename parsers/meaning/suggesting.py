"""What an unknown label may have meant: a suggestion for a person, never a way to fill a field.

"Name of receiving agency" is 88 per cent like "Name of referring agency", so likeness decides nothing here.
"""

from __future__ import annotations

from parsers.meaning.vocabulary import Vocabulary

_LIKELY = 86.0


def likely_label(label: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """(field, wording) of the known wording most like `label`, or None when none is like enough."""
    from rapidfuzz import fuzz, process

    candidates = vocabulary.folding.candidates(label)
    if not candidates:
        return None
    wanted = " ".join(sorted(candidates[0][0]))
    choices = {
        " ".join(sorted(key)): asked.name
        for key, asked in vocabulary.tables.wordings.items()
        if not asked.name.startswith("other:")
    }
    best = process.extractOne(wanted, choices.keys(), scorer=fuzz.ratio, score_cutoff=_LIKELY)
    return (choices[best[0]], best[0]) if best else None
