"""Redraw: the register is a picture of the store, drawn again when something it shows has changed (DESIGN 10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from daemon.service.office import Office
from daemon.service.shown.pictures import register_rows


@dataclass(slots=True)
class Drawing:
    """What the last picture showed: it is drawn again when the store's change count or the day has moved on."""

    shown: tuple[int, str] | None = None


def redraw(office: Office, drawing: Drawing, now: datetime) -> list[str]:
    """Draw the register if anything changed; a sentence when it could not be swapped in (open in Excel)."""
    from daemon.register import draw

    state = (office.store.change_count(), office.today(now).isoformat())
    file = office.settings.register_.file
    if state == drawing.shown and file.exists():
        return []
    result = draw(
        register_rows(office.settings, office.store, now), file, now.astimezone(office.settings.partnership.zone)
    )
    if result.swapped:
        drawing.shown = state
        return []
    return [result.sentence]
