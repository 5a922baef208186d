"""What every rule looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from daemon.mail.machines import Headers
from daemon.mail.values import Known, Mail
from parsers.reading import Reading


@dataclass(frozen=True, slots=True)
class Seen:
    """A mail with its documents read; `readings` stand beside `mail.documents`."""

    mail: Mail
    readings: Sequence[Reading]
    known: Known
    _own: dict[str, bool] = field(default_factory=dict)

    @property
    def headers(self) -> Headers:
        return lambda name: self.mail.headers.get(name, ())

    @property
    def carries_nothing(self) -> bool:
        """True when nothing is attached but pictures of a signature, and what its sender had from us."""
        return all(one.is_ in ("signature", "image") or self._ours(one.sha256) for one in self.mail.attachments)

    def new_forms(self, *, returned: bool) -> bool:
        """True when a document is a filled form that we did not send; those in a returned letter only if asked for."""
        return self.new_documents(("form",), returned=returned)

    def new_documents(self, kinds: Sequence[str], *, returned: bool = False) -> bool:
        """True when a document of one of these kinds did not come from us."""
        return any(
            reading.kind in kinds and (returned or not one.returned) and not self._ours(one.sha256)
            for one, reading in zip(self.mail.documents, self.readings, strict=False)
        )

    def _ours(self, sha256: str) -> bool:
        if sha256 not in self._own:
            self._own[sha256] = self.known.own_document(sha256, self.mail.sender)
        return self._own[sha256]
