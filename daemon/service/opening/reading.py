"""`case-intake read`: a file as we would read it, mail, archive or document, by its content."""

from __future__ import annotations

from datetime import date
from typing import Any

from parsers.formats.sniffing import kind_of
from parsers.limits import read_safely


def read_file(data: bytes, name: str, today: date, protocol: str | None) -> dict[str, Any]:
    """The object of DESIGN 6 for one file. An archive that holds one document is read as that document."""
    if data[:2] == b"PK" and kind_of(data) in ("docx", "odt"):
        return read_safely(data, today=today, protocol=protocol).as_json()
    # What mails need is many patterns and libraries, a second of start-up, and most files are Word forms.
    from daemon.service.opening.carried import read_carried

    return read_carried(data, name, today, protocol)
