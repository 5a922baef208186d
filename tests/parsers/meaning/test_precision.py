"""Labels that look like those of a field and ask for something else: none may ever fill it."""

from __future__ import annotations

import pytest

from parsers.meaning.labels.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("label", "never"),
    [
        ("GP's name", "referring_name"),
        ("Name of parent", "referring_name"),
        ("Name of GP surgery", "referring_agency"),
        ("School attended by child", "referring_agency"),
        ("School's telephone number", "subject_id"),
        ("Manager's comments", "referring_manager"),
        ("Comments of person completing form", "referring_name"),
        ("Is the child safe at this moment?", "immediate_risk"),
        ("Date of the decision you are challenging", "response_date"),
        ("What is the partner being asked to do?", "responding_agency"),
        ("Type of person the disagreement is about", "responding_name"),
        ("Does this concern a child or an adult?", "disagreement_summary"),
        ("Are we talking about a child or a vulnerable adult?", "risk_to_subject"),
        ("Name of alleged perpetrator", "responding_name"),
        ("Reason the family has not been told", "family_informed"),
        ("Who funds the bespoke residential placement after 1 July?", "responding_name"),
        ("The referral of 2 May was closed:", "form_date"),
        ("Practitioner in the agency being challenged", "responding_agency"),
        ("Person at the receiving agency", "responding_agency"),
    ],
)
def test_a_label_that_asks_for_something_else_is_not_taken(label: str, never: str) -> None:
    found = Vocabulary.load().match(label, None)
    assert found is None or found.field != never


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Agency which is escalating", "referring_agency"),
        ("Manager who has agreed to this challenge", "referring_manager"),
        ("Number for the manager the escalation is sent to", "responding_phone"),
        ("Practitioner in the agency being challenged", "responding_name"),
        ("Which agency's decision, action or inaction are you challenging?", "responding_agency"),
        ("Agency in dispute (raising)", "referring_agency"),
        ("When was this form completed?", "form_date"),
        ("Date on which the child was born", "subject_dob"),
        ("Risks to the person while this is unresolved", "risk_to_subject"),
        ("Recommendation – what do you want to happen?", "desired_outcome"),
        ("Policy or procedural shortfalls", "policy_gap"),
        ("Stage at which this was agreed", "stage_resolved"),
    ],
)
def test_a_label_asks_for_what_its_words_say_whoever_wrote_them(label: str, field: str) -> None:
    found = Vocabulary.load().match(label, None)
    assert found is not None and found.field == field
