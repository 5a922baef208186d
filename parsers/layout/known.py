"""What the vocabulary says of words, as functions: the layout knows no fields by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """The vocabulary as the layout asks it.

    `is_label`: the words ask; `field_of`: the one field that they ask for; `section_of`: the kind of section they open;
    `could_answer(label, words)`: the words may answer the label; `asks_prose(label)`: it wants sentences, not a word;
    `is_title`: the words name a form of this field. `dashes`: the document at hand has dashes between labels and answers.
    """

    is_label: Callable[[str], bool]
    field_of: Callable[[str], str | None] = lambda _words: None
    section_of: Callable[[str], str | None] = lambda _words: None
    could_answer: Callable[[str, str], bool] = lambda _label, _words: True
    asks_prose: Callable[[str], bool] = lambda _label: True
    is_title: Callable[[str], bool] = lambda _words: False
    dashes: bool = False
