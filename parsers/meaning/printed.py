"""The words that our own blank forms print: guidance that nobody typed, and that no finding needs to show."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

_FORMS = Path(__file__).resolve().parent.parent / "blank" / "forms"
_TEXTS = ("title", "owner", "intro", "warning", "note", "footer")


def printed(text: str) -> bool:
    """True when `text` is exactly what one of our blank forms prints outside its answers."""
    return " ".join(text.split()) in _printed()


@lru_cache(maxsize=1)
def _printed() -> frozenset[str]:
    found: set[str] = set()
    for file in _FORMS.glob("*.toml"):
        about = tomllib.loads(file.read_text(encoding="utf-8"))
        found |= {" ".join(about[key].split()) for key in _TEXTS if isinstance(about.get(key), str)}
        found.add(f"{about.get('title', '')} · page of")
        for section in about.get("section", ()):
            found |= {" ".join(section[key].split()) for key in ("note", "guidance", "intro") if key in section}
    return frozenset(found)
