"""The closed tree of failures, sorted by what the caller should do about them.

Each carries one sentence for a person: what happened, to what, and what to do next. `commands` prints that sentence and
leaves with the `sysexits` code of its class (DESIGN 5); nothing else decides an exit code.
"""

from __future__ import annotations


class CaseIntakeError(Exception):
    """Anything this program says about itself. `str()` is the sentence that a person reads."""

    exit_code = 70


class Usage(CaseIntakeError):
    """The command line asks for something that cannot be meant."""

    exit_code = 64


class UnreadableInput(CaseIntakeError):
    """A file given by a person cannot be read."""

    exit_code = 65


class ServerAway(CaseIntakeError):
    """A mail server or database does not answer; the same work will succeed when it is back."""

    exit_code = 69


class TryLater(CaseIntakeError):
    """Something here is in use, or too full; the same work will succeed later."""

    exit_code = 75


class Refused(CaseIntakeError):
    """The other side said no and will say no again until a person changes something (a login, a certificate)."""

    exit_code = 69


class NeedsAPerson(CaseIntakeError):
    """Nobody should guess: the message or case is held, and this says why."""

    exit_code = 65


class Misconfigured(CaseIntakeError):
    """An operator can fix this; the service does not start. `faults` lists every one found, not the first."""

    exit_code = 78

    def __init__(self, *faults: str) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))
