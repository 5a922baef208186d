"""What the forms of the demonstration say. Everybody in them is invented."""

from __future__ import annotations

from datetime import date


def bolton(referring: str, responding: str, who: str, born: date) -> dict[str, object]:
    """The answers of a form of the Bolton protocol."""
    return {
        "referring_agency": referring,
        "referring_name": "Asha Lin",
        "referring_role": "Designated Safeguarding Lead",
        "referring_phone": "01204 496 0101",
        "referring_email": "asha.lin@brightmet-schools.example",
        "form_date": date(2026, 3, 4),
        "subject_name": who,
        "subject_dob": born,
        "responding_agency": responding,
        "stage": "Formal Resolution",
        "disagreement_date": date(2026, 2, 26),
        "disagreement_summary": "We asked for a strategy discussion and were told that the threshold is not met.",
        "desired_outcome": "A strategy discussion within the week.",
        "risk_to_subject": "Missed health appointments.",
        "immediate_risk": False,
        "stage_history": [
            {"stage": "Informal", "date": "27/02/2026", "with": "Team manager", "outcome": "Not agreed"},
        ],
    }


def manx() -> dict[str, object]:
    """The answers of a referral to the Board of the Isle of Man."""
    return {
        "referring_agency": "Manannan Education",
        "referring_name": "Breesha Kelly",
        "referring_role": "Senior manager",
        "form_date": date(2026, 3, 4),
        "subject_name": "P. Q.",
        "subject_dob": date(2012, 8, 30),
        "responding_agency": "Health Services",
        "stage": "Stage 4",
        "disagreement_date": date(2026, 2, 20),
        "disagreement_summary": "Stages one to three did not settle who leads the plan.",
        "desired_outcome": "A named lead.",
        "immediate_risk": False,
    }


def own_tables(referring: str, responding: str, stage: str = "Formal") -> list[tuple[str, list[tuple[str, str]]]]:
    """The sections of a form that an agency has made for itself: (heading, [(label, answer)])."""
    return [
        (
            "Agency raising the difference",
            [("Name of agency", referring), ("Your name", "Lee Hart"), ("Job title", "Named nurse"), ("Tel no.", "01632 960 123"), ("Date", "4th March 2026")],
        ),
        ("Child or young person", [("Name", "B. C."), ("D.O.B.", "14/11/13"), ("NHS number", "not known")]),
        (
            "The difference",
            [
                ("Agency the disagreement is with", responding),
                ("Stage of escalation", stage),
                ("Reason for escalation", "The plan does not keep the child safe at weekends."),
                ("What would you like to happen?", "A review of the plan."),
                ("Is the child at immediate risk?", "No"),
            ],
        ),
    ]  # fmt: skip


def legacy(referring: str, responding: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The sections of a form with fields of the older kind."""
    return [
        ("Referring agency details", [("Referring agency", referring), ("Name", "Kit Marlow"), ("Role", "Head of reviewing"), ("Date form completed", "04.03.2026")]),
        ("Subject details", [("Child's initials", "D. E."), ("Date of birth", "2 June 2017")]),
        (
            "Disagreement",
            [
                ("Receiving agency", responding),
                ("Stage", "Formal resolution"),
                ("Nature of disagreement", "Information was not shared before the conference."),
                ("Desired outcome", "The chronology, within five days."),
                ("Immediate risk", "No"),
            ],
        ),
    ]  # fmt: skip
