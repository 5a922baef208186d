"""Is it alive? The object of `case-intake status` (DESIGN 5), read from what the beats wrote down."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from daemon.service.outgoing.loops import limited_today
from daemon.store import Store

MOST_AWAY = timedelta(minutes=15)


def status_of(store: Store, mailbox_id: int, now: datetime) -> dict[str, Any]:
    """Whether mailbox, relay and beat answered lately, what waits, and the next day due. Reads only."""
    last_beat = store.get("beat.last")
    last_seen = store.get("mailbox.last_seen")
    relay_fault = store.get("smtp.fault")
    counts = store.counts(mailbox_id)
    mailbox_ok = last_seen is not None and now - datetime.fromisoformat(last_seen) <= MOST_AWAY
    beat_ok = last_beat is not None and now - datetime.fromisoformat(last_beat) <= MOST_AWAY
    return {
        "ok": mailbox_ok and beat_ok and relay_fault is None,
        "mailbox": {"ok": mailbox_ok, "last_seen": last_seen, "last_mail": store.get("mailbox.last_mail")},
        "smtp": {
            "ok": relay_fault is None,
            "last_sent": store.get("smtp.last_sent"),
            "queued": counts.queued,
            "addresses_limited": limited_today(store),
            "why": relay_fault,
        },
        "beat": {"last": last_beat, "faults": store.get("beat.faults") or []},
        "store": {"cases": counts.cases, "open": counts.open, "held": counts.held},
        "next_due": counts.next_due.isoformat() if counts.next_due else None,
    }
