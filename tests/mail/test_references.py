"""References are found as people write them, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daemon.mail.references import references_in


@pytest.mark.parametrize(
    "written",
    [
        "RPDE-2026-0004",
        "re rpde-2026-0004",
        "RPDE\u20112026\u20110004",
        "RPDE \u2013 2026 \u2013 0004",
        "Re: [EXTERNAL] RPDE 2026 0004 reminder",
        "RPDE_2026_0004.docx",
        "SV: RPDE-2026-0004:reminder",
    ],
)
def test_a_reference_is_read_with_other_letters_and_dashes(written: str) -> None:
    assert list(references_in(written)) == ["RPDE-2026-0004"]


@pytest.mark.parametrize(
    "written", ["tel 2026 0004", "SC-24112026-0188", "01632 2026 0004", "A-2026-0004", "RPDE-2026-04", "in 2026-0004"]
)
def test_other_numbers_are_no_references(written: str) -> None:
    assert list(references_in(written)) == []


@given(st.text(alphabet="Aa1 -\u2011_0269", max_size=400))
def test_what_is_found_is_written_as_we_write_it(text: str) -> None:
    for one in references_in(text):
        letters, year, number = one.split("-")
        assert letters.isupper()
        assert year.isdecimal()
        assert len(number) >= 4
