"""Mails written from how systems and people write, not from the rules: kind, sender, addresses, no machine acknowledged."""

from __future__ import annotations

from datetime import date

import pytest

import parsers
from daemon.mail import NothingKnown, as_json, open_mail, triage, with_documents_read
from tests.mail.unseen import every
from tests.mail.unseen.values import Unseen


@pytest.mark.parametrize("one", every(), ids=lambda one: one.name)
def test_a_mail_is_taken_for_what_it_is(one: Unseen) -> None:
    mail, readings = with_documents_read(
        open_mail(one.raw), lambda found: parsers.read(found.data, today=date(2026, 11, 24))
    )
    assert one.faults(as_json(mail, triage(mail, readings, NothingKnown()), readings)) == []
