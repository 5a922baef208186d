"""What people type into forms: an answer as it is written, and the value that a right reading gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

AGENCIES = (
    "Example Schools Trust", "Midshire Police", "Northside Primary School", "Children's Social Care, Anytown Council",
    "Westvale NHS Foundation Trust", "Probation Service (Anytown)", "Harbour Housing Association", "0-19 Health Visiting",
    "CAMHS", "Adult Social Care", "Integrated Care Board", "St Example's RC High School", "Early Help Service", "NSPCC",
)  # fmt: skip
GIVEN = ("Jo", "Sam", "Alex", "Priya", "Tomasz", "Aoife", "Mary-Jane", "Siân", "Zoë", "Oluwaseun", "Ravi", "Kit")
FAMILY = ("Example", "Sample", "O'Neill", "Okafor", "Bell", "Smith-Jones", "Nowak", "Patel", "Featherstone", "Ng")
ROLES = (
    "Team Manager", "Designated Safeguarding Lead", "Health Visitor", "Detective Sergeant", "Head of Service",
    "Social worker", "SENCO", "Named Nurse for Safeguarding", "Deputy Head", "IRO", "Practice lead", "Class teacher",
)  # fmt: skip
SENTENCES = (
    "The referral was closed without a visit.", "We do not agree that the threshold is met at level 3.",
    "A strategy discussion was asked for on 3 March and refused.", "The plan has drifted since the last core group.",
    "Mum reports no change; school reports bruising.", "Our view: the child is not safe at home.",
    "Two calls were not returned (12/02 and 14/02).", "No reply was received by 5pm.", "See the chronology.",
    "Police attended at 21:30 and used powers of protection.", "The outcome: no further action.",
    "Attendance is 42% this term.", "An initial conference was requested and declined.", "He has not been seen alone.",
    "We ask that the decision be reviewed", "Risk: further injury", "The family moved in June.", "Date: to be agreed",
)  # fmt: skip
STREETS = ("1 Example Street", "Flat 2, 14 Sample Road", "The Old Forge, Mill Lane")
HISTORY = ("Stage 1", "Stage 2", "Stage 3", "1", "2", "Informal")


@dataclass(frozen=True, slots=True)
class Fill:
    """An answer: the words as typed, and the value that the reading must hold. `day` for a date control."""

    typed: str
    value: Any
    day: date | None = None


def person(random: Random) -> str:
    return f"{random.choice(GIVEN)} {random.choice(FAMILY)}"


def words(random: Random) -> Fill:
    """A long answer: one to four sentences, sometimes on lines of their own."""
    said = random.sample(SENTENCES, random.randint(1, 4))
    typed = random.choice((" ", " ", "\n")).join(said)
    return Fill(typed, typed)


def day(random: Random, low: date, high: date) -> date:
    return low + timedelta(days=random.randrange((high - low).days))


def written(random: Random, when: date) -> str:
    """A day as people in the United Kingdom write it."""
    name, short, weekday = when.strftime("%B"), when.strftime("%b"), when.strftime("%A")
    ending = "th" if 11 <= when.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(when.day % 10, "th")
    return random.choice(
        (
            f"{when.day:02}/{when.month:02}/{when.year}", f"{when.day}/{when.month}/{when.year % 100:02}",
            f"{when.day}.{when.month}.{when.year}", f"{when.day:02}-{when.month:02}-{when.year}",
            f"{when.day} {name} {when.year}", f"{when.day}{ending} {name} {when.year}", f"{when.day} {short} {when.year % 100:02}",
            f"{weekday} {when.day} {name} {when.year}", f"{when.day}{ending} of {name} {when.year}", f"{name} {when.day}, {when.year}",
        )
    )  # fmt: skip


def dated(random: Random, low: date, high: date) -> Fill:
    when = day(random, low, high)
    return Fill(written(random, when), when, when)


def short(random: Random, field: str) -> Fill:
    """A short written answer of the kind that `field` asks for."""
    if field.endswith("_agency"):
        typed = random.choice(AGENCIES)
    elif field.endswith("_phone"):
        typed = random.choice(
            ("01204 555 0137", "07700 900456", "(01624) 555 0199", "+44 20 7946 0123", "0300 555 0100 ext 21")
        )
    elif field.endswith("_email"):
        typed = f"{random.choice(GIVEN[:5]).lower()}.{random.choice(('bell', 'ng'))}@{random.choice(('agency', 'police'))}.example"
    elif field.endswith("_role"):
        typed = random.choice(ROLES)
    elif field == "subject_id":
        typed = random.choice(("943 476 5919", "LCS 0012345", "4505577104", "M-20931"))
    elif field == "subject_address":
        typed = f"{random.choice(STREETS)}, Anytown AN1 {random.randint(1, 9)}XX"
    elif field == "plan_status":
        typed = random.choice(("CP", "Child in Need", "Child Protection plan", "None", "Looked after", "EHCP only"))
    elif field == "threshold_level":
        typed = random.choice(("Level 3", "4", "Tier 4", "Level 2/3"))
    elif field == "subject_type":
        typed = random.choice(("Child", "Unborn", "Adult at risk"))
    elif field in ("stage", "stage_resolved"):
        typed = random.choice(("Stage 1", "Stage 2", "Stage 3", "Informal", "Formal"))
    else:
        typed = person(random)
    return Fill(typed, typed)


def of_field(random: Random, field: str, kind: str, today: date) -> Fill:
    """An answer to `field`, which the vocabulary says is of `kind`."""
    if field == "subject_dob":
        return dated(random, date(2009, 1, 1), date(2024, 12, 1))
    if kind in ("date", "date_or_words"):
        if field in ("requested_response_date", "panel_date"):
            return dated(random, today + timedelta(days=2), today + timedelta(days=60))
        return dated(random, today - timedelta(days=200), today)
    if kind in ("yes_no", "resolved"):
        said = random.random() < 0.5
        return Fill("Yes" if said else "No", said)
    long = ("disagreement_summary", "risk_to_subject", "evidence", "desired_outcome", "response_summary",
            "outstanding_issues", "panel_decision", "learning", "policy_gap", "good_practice")  # fmt: skip
    return words(random) if field in long else short(random, field)
