"""Where the data rooms lie that travel with the program: beside the code in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def shipped(room: str) -> Path:
    """The folder of `room` ("templates" or "protocols")."""
    inside = _HERE / "shipped" / room
    return inside if inside.is_dir() else _HERE.parent / room
