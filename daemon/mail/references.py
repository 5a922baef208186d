"""References as people write them: in small letters, with the dashes of a word processor, with spaces for dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST = 20_000
_DASH = r"[-\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]"
# With dashes any letters are a reference's; without them only capitals before a year of this century.
_REFERENCE = re.compile(
    rf"(?<![^\W_])(?:([A-Za-z]{{2,8}})\s?{_DASH}\s?(\d{{4}})\s?{_DASH}\s?(\d{{4,9}})|([A-Z]{{2,8}})[ \u00a0_/.](20\d\d)[ \u00a0_/.](\d{{4,9}}))(?!\d)"
)


def references_in(text: str) -> Iterator[str]:
    """Whatever may be a reference in the first 20,000 characters, as we write it, in the order of the text."""
    for found in _REFERENCE.finditer(text[:MOST]):
        letters, year, number = (one for one in found.groups() if one)
        yield f"{letters.upper()}-{year}-{number}"
