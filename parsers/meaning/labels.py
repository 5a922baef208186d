"""Normalising labels: what is left of "3a) Pupil's Tel. No.* (daytime)" when only its meaning counts (DOMAIN 2.3)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NUMBERING = re.compile(
    r"^\s*(?:(?:section|part|q|question)\s+)?(?:\d{1,2}(?:\.\d{1,2})*[a-z]?|[a-z]|[ivx]{1,4})\s*[.):]\s+", re.IGNORECASE
)
_NOT_WORDS = re.compile(r"[^\w&' ]+|_")
_POSSESSIVE = re.compile(r"['’]s?\b")
_FOLDS = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), to)
    for pattern, to in (
        # "Agency A" is a name, and its letter no article.
        (r"(agency|practitioner|party|organisation) ([ab12]|one|two)", r"\1side\2"),
        (
            r"child or young person|child young person|young person or child|children or young people|children young people|"
            r"child adult at risk|child or adult at risk|child or adult|child adult|child or vulnerable adult|child vulnerable adult|adult at risk|vulnerable adult|young person|young people|"
            r"service user|unborn child|unborn baby|children|child|pupil|student|adult|client|patient|cyp|yp",
            "subject",
        ),
        (r"subject (?:or )?subject", "subject"),
        (r"date of birth|d o b|birth date|dob", "dob"),
        (r"estimated date of delivery|expected date of delivery|estimated delivery date|edc", "edd"),
        (
            r"contact telephone number|contact phone number|telephone numbers?|phone numbers?|contact numbers?|contact no|tel nos?|telephone nos?|"
            r"tel number|phone no|telephone|tel",
            "phone",
        ),
        (r"mobile number|mobile no|mobile phone", "mobile"),
        (r"secure e ?mail address|secure e ?mail|e ?mail addresses|e ?mail address|e mails?|emails?", "email"),
        (r"organisations?|organizations?|establishment|employer", "agency"),
        (r"services?(?= name| raising| making| receiving| being| responding| referring|$)", "agency"),
        (r"job titles?|designations?|position held|position|job role|roles|titles?(?= of person)", "role"),
        (r"identification|identifier|ref no|reference no|reference number", "reference"),
        (r"no|nos|num", "number"),
        (r"time ?scales?|time ?frames?|deadline", "timescale"),
        (r"parent s? carers?|parents? and carers?|parents? carers?", "parents carers"),
        (r"interagency|inter agency", "inter agency"),
        (r"line managers?", "line manager"),
        (r"senior managers?", "senior manager"),
    )
)
_ARTICLES = frozenset("the a an this that please".split())
_SMALL = frozenset(
    "the of a an for in on by to be is are was please this that and or you your i we our it has have been with as at its their any if".split()
)


@lru_cache(maxsize=8192)
def normal(label: str) -> str:
    """The label's words, folded and without articles, in their order; "" when nothing is left."""
    text = unicodedata.normalize("NFKC", label).casefold().replace("’", "'").replace("‘", "'")
    text = _BRACKETS.sub(" ", text) if not text.startswith(("(", "[")) else text
    text = _NUMBERING.sub("", text)
    text = _POSSESSIVE.sub("", text)
    text = _NOT_WORDS.sub(" ", text).replace("&", " and ")
    text = " ".join(text.split())
    for pattern, to in _FOLDS:
        text = pattern.sub(to, text)
    return " ".join(word for word in text.split() if word not in _ARTICLES)


@lru_cache(maxsize=8192)
def core(label: str) -> str:
    """`normal` without small words: what wordings are compared by."""
    words = normal(label).split()
    kept = [word for word in words if word not in _SMALL]
    return " ".join(kept) if kept else " ".join(words)
