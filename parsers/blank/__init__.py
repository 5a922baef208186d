"""The blank Word forms that we give away, and filling in answers by the tags of their content controls."""

from parsers.blank.definitions import known_forms
from parsers.blank.filling import fill, part_filled_answer_form
from parsers.blank.making import BlankForm, make_blank

__all__ = ["BlankForm", "fill", "known_forms", "make_blank", "part_filled_answer_form"]
