"""The blank Word forms that we give away, filling them in by their controls, and filling in the outcome of anybody's form."""

from parsers.blank.definitions import known_forms
from parsers.blank.filling import fill, part_filled_answer_form
from parsers.blank.making import BlankForm, make_blank
from parsers.blank.opening import NotFillable
from parsers.blank.outcome import Filled, fill_outcome

__all__ = [
    "BlankForm", "Filled", "NotFillable", "fill", "fill_outcome", "known_forms", "make_blank", "part_filled_answer_form",
]  # fmt: skip
