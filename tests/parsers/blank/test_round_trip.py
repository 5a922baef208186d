"""Our own forms, filled with anything, read back exactly; blank they are blank."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers import read
from parsers.blank.definitions import Field, Section, definitions, known_forms
from parsers.blank.filling import fill, part_filled_answer_form

TODAY = date(2026, 11, 25)
# Words as people write them: they begin and end with a letter, and are neither a prompt nor "yes".
WORD = st.sampled_from(
    (
        "Alder",
        "brook",
        "care",
        "plan",
        "O'Neill",
        "Zoë",
        "meeting",
        "review",
        "school",
        "visit",
        "Siân",
        "£20",
        "&",
        "<b>",
        "“quoted”",
    )
)
WORDS = st.builds(
    lambda front, rest, end: " ".join([front, *rest, end]),
    st.just("Alder"),
    st.lists(WORD, max_size=6),
    st.just("visit"),
)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
DAYS = st.dates(date(2026, 1, 1), date(2026, 11, 24))
SPECIAL = {"email": st.just("sam.hill@moss.example"), "phone": st.just("01204 337777")}
FREE = ("text", "lines", "long")


def _answer(one: Field) -> st.SearchStrategy[Any]:
    if one.kind == "date":
        return DAYS
    if one.kind == "yesno":
        return st.booleans()
    if one.kind in ("choice", "boxes"):
        return st.sampled_from(one.options)
    if one.kind == "long":
        return LINES
    return SPECIAL.get(one.id.rpartition("_")[2], WORDS)


def _rows(section: Section) -> st.SearchStrategy[Any]:
    columns = {key: DAYS if kind == "date" else WORDS for key, _, kind in section.columns}
    return st.lists(st.fixed_dictionaries(columns), min_size=2, max_size=4)


def _asked(protocol: str) -> tuple[dict[str, st.SearchStrategy[Any]], set[str]]:
    """Every canonical question of a form with a strategy for its answer, and those of the partnership's own part."""
    asked: dict[str, st.SearchStrategy[Any]] = {}
    office: set[str] = set()
    for section in definitions(protocol)[0].sections:
        names = {section.list: _rows(section)} if section.list else {one.id: _answer(one) for one in section.fields}
        asked |= names
        if section.part == "office":
            office |= set(names)
    return asked, office


@pytest.mark.parametrize("protocol", known_forms())
def test_every_field_filled_with_anything_reads_back_under_its_own_name(protocol: str) -> None:
    asked, office = _asked(protocol)

    @settings(max_examples=4, deadline=None, derandomize=True)
    @given(st.fixed_dictionaries({}, optional=asked))
    def holds(answers: dict[str, Any]) -> None:
        reading = read(fill(protocol, answers), today=TODAY)
        if not set(answers) - office:
            return
        assert (reading.kind, reading.protocol) == ("form", protocol)
        seen = dict(reading.answers)
        told = {(one.label, one.value) for one in reading.findings}
        for name, value in answers.items():
            if name in office or name in ("next_stage", "reference"):
                continue
            if value in ("Yes", "No"):
                value = value == "Yes"
            assert _same(seen.pop(name, None), value), (name, value, reading.answers.get(name), told)
        assert not set(seen) - set(answers), seen

    holds()


def _same(held: Any, value: Any) -> bool:
    if isinstance(value, list):
        return held == [{key: one for key, one in row.items() if one not in ("", None)} for row in value]
    return held == value or (isinstance(held, list | str) and isinstance(value, str) and _plain(held) == _plain(value))


def _plain(value: Any) -> str:
    return " ".join(str(value).split())


@pytest.mark.parametrize("protocol", known_forms())
def test_the_answer_form_is_blank_until_it_is_filled_and_then_a_response_that_names_its_case(protocol: str) -> None:
    about: dict[str, Any] = {
        "reference": "XX-2026-0042", "referring_agency": "Moss School", "responding_agency": ["Northern Care", "Police"],
        "stage": next(iter(definitions(protocol)[0].stages)), "due": date(2026, 12, 9), "received": date(2026, 11, 25),
    }  # fmt: skip
    empty = read(part_filled_answer_form(protocol, **about), today=TODAY)
    assert (empty.kind, empty.answers) == ("blank-form", {})
    told = {"response_summary": "We will assess.", "resolved": True, "response_date": date(2026, 11, 25)}
    filled = read(part_filled_answer_form(protocol, **about, answers=told), today=TODAY)
    assert (filled.kind, filled.event, filled.protocol, filled.answers) == ("form", "response", protocol, told)
    assert [one.value for one in filled.findings if one.label == "Reference"] == ["XX-2026-0042"]


@pytest.mark.parametrize("protocol", known_forms())
def test_one_answer_alone_brings_no_other_with_it(protocol: str) -> None:
    for answers in ({"referring_name": "Alder Hill"}, {"subject_name": "AB"}, {"responding_agency": "Police"}):
        assert read(fill(protocol, answers), today=TODAY).answers == answers
