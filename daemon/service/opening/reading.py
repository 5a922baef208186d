"""`case-intake read`: a file as we would read it, mail, archive or document, by its content."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parsers.formats.sniffing import kind_of
from parsers.limits import read_safely

if TYPE_CHECKING:
    from daemon.mail import Known


def read_file(
    data: bytes,
    name: str,
    today: date,
    protocol: str | None,
    known: Known | None = None,
    own_vocabulary: Path | None = None,
) -> dict[str, Any]:
    """The object of DESIGN 6 for one file. An archive that holds one document is read as that document.

    `known` says which addresses are ours and whose word counts for a sender's; without it nothing is known.
    """
    if data[:2] == b"PK" and kind_of(data) in ("docx", "odt"):
        return read_safely(data, today=today, protocol=protocol, own_vocabulary=own_vocabulary).as_json()
    # What mails need is many patterns and libraries, a second of start-up, and most files are Word forms.
    from daemon.service.opening.carried import read_carried

    return read_carried(data, name, today, protocol, known, own_vocabulary)
