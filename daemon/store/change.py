"""One transaction that writes. Every method is a fact about what has been done or decided; none decides anything."""

from __future__ import annotations

from daemon.store.changing.cases import CaseChanges
from daemon.store.changing.collecting import CollectingChanges
from daemon.store.changing.kept import KeptChanges
from daemon.store.changing.letters import LetterChanges
from daemon.store.changing.outcomes import OutcomeChanges


class Change(CollectingChanges, OutcomeChanges, CaseChanges, LetterChanges, KeptChanges):
    """The pen of one transaction, given by `Store.change`."""
