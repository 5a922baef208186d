"""Labels for generated forms: the wordings that the vocabulary is tested with, or those that its makers never saw."""

from __future__ import annotations

import tomllib
from pathlib import Path

HERE = Path(__file__).parent
KNOWN = HERE.parent / "parsers" / "meaning" / "wordings.txt"
UNSEEN = HERE / "unseen.toml"

# Plain words that ask in a section of one side, as forms with such sections print them.
IN_SECTION = {
    "referring": {
        "agency": ("Agency", "Organisation", "Agency / service", "Name of agency"), "name": ("Name", "Full name", "Contact name"),
        "role": ("Role", "Job title", "Designation", "Position"), "phone": ("Telephone", "Tel", "Contact number", "Phone no."),
        "email": ("Email", "Secure email", "E-mail address"), "manager": ("Line manager", "Manager's name"),
    },
    "responding": {
        "agency": ("Agency", "Organisation", "Name of agency"), "name": ("Name", "Contact name"), "role": ("Role", "Job title", "Position"),
        "phone": ("Telephone", "Tel no", "Contact number"), "email": ("Email", "Email address"),
    },
}  # fmt: skip
HEADINGS = {
    "referring": ("Section 1: Referring agency", "Details of agency raising the difference", "Agency A", "Your agency", "Part A – Escalating agency"),
    "responding": ("Section 2: Responding agency", "Agency B", "Details of agency being challenged", "Part B – Receiving agency"),
    "subject": ("Child's details", "About the child", "Section 3 – Child / young person", "Details of child"),
    "difference": ("The disagreement", "Details of the escalation", "Nature of the professional difference"),
    "response": ("Response from receiving agency", "Section 5: Response", "For completion by the responding agency"),
    "partnership": ("Panel", "Partnership resolution"),
}  # fmt: skip


def known() -> dict[str, tuple[str, ...]]:
    """Canonical field → labels that ask for it wherever they stand."""
    found: dict[str, list[str]] = {}
    for line in KNOWN.read_text(encoding="utf-8").splitlines():
        section, label, field = line.split("|")
        if not section:
            found.setdefault(field, []).append(label)
    return {field: tuple(labels) for field, labels in found.items()}


def unseen() -> dict[str, tuple[str, ...]]:
    """The same, of wordings kept out of the vocabulary's making."""
    return read(UNSEEN)


def read(file: Path) -> dict[str, tuple[str, ...]]:
    """The same, of a TOML file that says `field = [labels]`."""
    return {field: tuple(labels) for field, labels in tomllib.loads(file.read_text(encoding="utf-8")).items()}
