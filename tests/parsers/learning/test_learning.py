"""What examples teach about labels that no wording knows, and how far that is believed."""

from __future__ import annotations

import json
import re
from datetime import date
from types import SimpleNamespace

import pytest

import parsers
from parsers.labelled import Labelled, Labels, Option, Value
from parsers.learning.features import NONE, features, parts
from parsers.learning.measuring import Tried, by_field, held_out, in_short, surely_wrong
from parsers.learning.scoring import EXAMPLES, WEIGHTS, Learned, packed, shipped
from parsers.learning.training import digest, learn, read_examples
from parsers.meaning.labels.likely import SURE, Likely
from parsers.meaning.labels.matches import Match
from parsers.meaning.sorting import Sorting

VOCABULARY = parsers.Vocabulary.load()
TODAY = date(2026, 3, 4)


def likely(label: str, value: str = "Ann Bell", group: str | None = None, asked: Match | None = None) -> str | None:
    found = Likely(VOCABULARY, TODAY).match(Labelled(label, Value(value), "table 1, row 1"), group, asked)
    return found.field if found else None


def test_the_weights_were_learned_from_the_examples_that_stand_here() -> None:
    assert json.loads(WEIGHTS.read_text(encoding="utf-8"))["examples"] == digest(read_examples(EXAMPLES)), (
        "the examples have changed: python -m parsers learn"
    )


def test_no_example_stands_under_two_fields() -> None:
    held: dict[str, str] = {}
    for label, field in read_examples(EXAMPLES):
        words = re.sub(r"\W+", " ", label.casefold()).strip()
        assert held.setdefault(words, field) == field, label


def test_every_example_is_of_a_field_that_a_form_can_answer() -> None:
    names, _ = shipped()
    fields = {field for _, field in read_examples(EXAMPLES)}
    assert fields <= {*names}
    known = {
        *VOCABULARY.kinds,
        NONE,
        "referring_manager",
        "referring_phone",
        "referring_email",
        "responding_name",
        "responding_role",
    }
    assert fields <= known


@pytest.mark.parametrize(
    ("label", "value", "field"),
    [
        ("Telephone of the practitioner lodging this dispute", "01632 960 101", "referring_phone"),
        ("Secure e-mail of whoever is being challenged", "a@b.example", "responding_email"),
        ("Who in the contested organisation took the decision?", "Pat Moss", "responding_name"),
        ("What could befall the infant?", "He may be hurt.", "risk_to_subject"),
        ("In what way might the little one come to harm?", "He may be hurt.", "risk_to_subject"),
    ],
)
def test_labels_that_nobody_wrote_down_are_understood(label: str, value: str, field: str) -> None:
    assert label not in {one for one, _ in read_examples(EXAMPLES)}
    assert likely(label, value) == field


@pytest.mark.parametrize(
    "label",
    ["Telephone of the child's GP", "Mother's date of birth", "School's e-mail address", "Minutes taken by", "Fax"],
)
def test_what_is_asked_about_others_is_no_field_of_ours(label: str) -> None:
    for value in ("Ann Bell", "01632 960 101", "a@b.example", "1 February 1980"):
        assert likely(label, value) is None


@pytest.mark.parametrize("value", ["Ann Bell", "a@b.example", "4 March 2026"])
def test_a_value_of_another_sort_answers_no_such_question(value: str) -> None:
    assert likely("Telephone of the practitioner lodging this dispute", value) is None


def test_a_tick_answers_only_what_can_be_ticked() -> None:
    ticked = Value(options=(Option("Yes", "ticked"), Option("No", "empty")))
    item = Labelled("Might the little one be in immediate danger?", ticked, "table 1, row 1")
    found = Likely(VOCABULARY, TODAY).match(item, None, None)
    assert found is not None and found.field == "immediate_risk"


def test_a_wording_of_the_vocabulary_is_never_overruled() -> None:
    exact = Match("responding_name", exact=True)
    assert (
        likely("Telephone of the practitioner lodging this dispute", "01632 960 101", None, exact) == "responding_name"
    )


def sorted_items(*items: Labelled) -> Sorting:
    return Sorting(Labels(items, (), (), 40), VOCABULARY, TODAY, None)


def test_what_is_only_likely_gives_way_to_what_is_known() -> None:
    guessed = Labelled("What could befall the infant?", Value("He may be hurt."), "row 1")
    known = Labelled("Risk to the child", Value("She may be hurt."), "row 2")
    for items in ((guessed, known), (known, guessed)):
        held = sorted_items(*items).held
        assert held.answers["risk_to_subject"] == "She may be hurt."
        assert [one.value for one in held.findings] == ["He may be hurt."]


def test_two_that_are_as_likely_and_disagree_answer_nothing() -> None:
    first = Labelled("What could befall the infant?", Value("He may be hurt."), "row 1")
    second = Labelled("What could befall the infant?", Value("She may be hurt."), "row 2")
    held = sorted_items(first, second).held
    assert "risk_to_subject" not in held.answers
    assert {(one.kind, one.field) for one in held.findings} == {("conflict", "risk_to_subject")}
    assert len(held.findings) == 2


def judged(asked: str, **chances: float) -> str | None:
    """What is made of a label that the vocabulary puts under `asked`, where examples give these chances."""

    class Taught:
        learned = SimpleNamespace(chances=lambda label, before: chances, knows=lambda field: True)
        kinds, groups = VOCABULARY.kinds, VOCABULARY.groups

    item = Labelled("Any label", Value("Ann Bell"), "row 1")
    found = Likely(Taught, TODAY).match(item, None, Match(asked))  # type: ignore[arg-type]
    return found.field if found else None


def test_what_was_put_together_stands_unless_examples_speak_plainly_against_it() -> None:
    assert judged("subject_name", lead_professional=0.55, subject_name=0.45) == "subject_name"
    assert judged("subject_name", lead_professional=0.99, subject_name=0.01) == "lead_professional"
    assert judged("subject_name", lead_professional=0.9, none=0.09, subject_name=0.01) is None


def test_whose_it_is_is_never_guessed_against_the_words_of_a_side() -> None:
    assert judged("referring_name", responding_name=0.9, referring_name=0.01) == "referring_name"
    assert judged("referring_name", responding_name=0.99, referring_name=0.01) is None


@pytest.mark.parametrize("group", ["other", "office", "history:1"])
def test_in_the_household_and_the_office_nothing_is_likely(group: str) -> None:
    assert likely("What could befall the infant?", "He may be hurt.", group) is None


SMALL = [
    *((f"{side} {ask}", f"{field}_{name}") for side, field in (("raising", "referring"), ("receiving", "responding")) for ask, name in (("telephone", "phone"), ("mail", "email"))),
    ("fax of the raising agency", NONE),
]  # fmt: skip


def test_the_same_examples_teach_the_same() -> None:
    first, second = (packed(learn(SMALL, VOCABULARY.folding)) for _ in range(2))
    assert first == second


def test_what_fields_share_is_learned_once_for_all() -> None:
    # "receiving" was never seen with a name here, and "name" never with that side.
    examples = [
        *SMALL * 3,
        ("raising name", "referring_name"),
        ("raising person's name", "referring_name"),
        ("receiving", "responding_name"),
    ]
    learned = Learned(*packed(learn(examples, VOCABULARY.folding)), VOCABULARY.folding)
    field, _ = learned.likely("receiving person's telephone", lambda _: 0.0)
    assert field == "responding_phone"


def test_a_field_shares_its_side_and_its_question_with_others() -> None:
    assert parts("referring_phone") == ("referring_phone", "of:referring", "asks:phone")
    assert parts(NONE) == (NONE,)


def test_words_in_brackets_are_seen_apart() -> None:
    seen = features("Telephone (receiving agency)", VOCABULARY.folding)
    assert "=phone" in seen
    assert "~receiving" not in seen
    assert any(one.startswith("(") for one in seen)


def test_little_chance_is_no_answer() -> None:
    learned = VOCABULARY.learned
    field, chance = learned.likely("Details", lambda _: 0.0)
    assert field == NONE or chance < SURE


TRIED = [
    Tried("Telephone of whoever escalates", "referring_phone", "referring_phone", 0.95),
    Tried("Telephone of whoever is asked", "responding_phone", "referring_phone", 0.97),
    Tried("Ring them on", "responding_phone", "referring_phone", 0.5),
    Tried("Telephone of the surgery", NONE, "referring_phone", 0.93),
]


def test_what_was_held_apart_is_told_in_short_and_label_by_label() -> None:
    assert in_short(TRIED, SURE) == (
        "4 labels, 25.0% right; of 3 that a field takes 33.3% surely right, 33.3% surely wrong; "
        "of 1 that none takes 100.0% surely taken for one"
    )
    assert list(surely_wrong(TRIED, SURE)) == [
        "responding_phone → referring_phone 97%: Telephone of whoever is asked",
        "none → referring_phone 93%: Telephone of the surgery",
    ]
    worst = next(line for line in by_field(TRIED, SURE) if line.startswith("responding_phone"))
    assert worst.endswith("2   0.0% surely,   1 surely wrong  referring_phone 2")


def test_what_is_held_apart_is_read_by_what_the_others_teach() -> None:
    files = {"sides": SMALL * 3, "others": [("the receiving telephone", "responding_phone")]}
    (found,) = held_out(files, "others", VOCABULARY.folding)
    assert (found.label, found.truth, found.field) == (
        "the receiving telephone",
        "responding_phone",
        "responding_phone",
    )
