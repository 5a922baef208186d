"""Properties of reading over generated forms: nothing typed is nowhere, and a slipped cell is never another's answer."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

import parsers
from parsers.reading import Reading
from tests.forms import wordings
from tests.forms.layouts import body_of
from tests.forms.measure import plain
from tests.forms.model import TODAY, Form, make
from tests.forms.mutating import mutated
from tests.forms.writing import docx, package

SEEDS = range(40)
WHOLE_WORDS = ("agency", "name", "role", "phone", "email", "manager", "address", "id")


def texts(value: Any) -> str:
    """All words of an answer or a list, as one text."""
    if isinstance(value, dict):
        return " ".join(texts(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return " ".join(texts(inner) for inner in value)
    return str(plain(value))


def everything(reading: Reading) -> str:
    """All that a reading says: answers, and the labels and values of its findings."""
    said = [texts(value) for value in reading.answers.values()]
    said += [f"{one.label or ''} {plain(one.value or '')}" for one in reading.findings]
    return " ".join(" ".join(said).split()).casefold()


def typed(form: Form) -> dict[str, str]:
    """What was typed, by field; ticks and dates may be read in other words, and are left out."""
    asks = [one for section in form.sections for one in section.asks if one.fill is not None]
    return {one.field: plain(one.fill.typed) for one in asks if one.fill and isinstance(one.fill.value, str)}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("labels", [wordings.known, wordings.unseen], ids=["known", "unseen"])
def test_nothing_that_was_typed_is_nowhere(seed: int, labels: Any) -> None:
    random = Random(f"nowhere-{seed}")
    vocabulary = parsers.Vocabulary.load()
    form = make(random, labels=labels(), vocabulary=vocabulary)
    reading = parsers.read(docx(random, form)[0], today=TODAY, vocabulary=vocabulary)
    said = everything(reading)
    assert [name for name, text in typed(form).items() if text.casefold() not in said] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_an_answer_in_a_mutated_form_is_right_or_absent_or_doubtful(seed: int) -> None:
    """A cell deleted, moved or doubled: the field of a short answer never holds what was typed for another field."""
    random = Random(f"mutation-{seed}")
    vocabulary = parsers.Vocabulary.load()
    form = make(random, labels=wordings.known(), vocabulary=vocabulary)
    body = mutated(random, body_of(random, form)[0])
    if body is None:
        return
    reading = parsers.read(package(body), today=TODAY, vocabulary=vocabulary)
    answers = typed(form)
    for name, held in reading.answers.items():
        if name not in answers or not isinstance(held, str) or not name.endswith(WHOLE_WORDS):
            continue
        said = plain(held)
        others = {other for other, text in answers.items() if text == said and text != answers[name]}
        assert said == answers[name] or not others, f"{name} holds {said!r}, which was typed for {sorted(others)}"
