"""peewee without a driver that nobody asked for.

peewee imports psycopg wherever it is installed, which takes longer than all the rest of a short command. Here peewee is
imported without it, and gets it when a PostgreSQL store is opened.
"""

from __future__ import annotations

import contextlib
import sys
from typing import Any


def _peewee() -> Any:
    if "peewee" not in sys.modules and "psycopg" not in sys.modules:
        sys.modules["psycopg"] = None  # type: ignore[assignment]
        try:
            import peewee
        finally:
            del sys.modules["psycopg"]
    else:
        import peewee
    return peewee


_PEEWEE = _peewee()


def load_psycopg() -> None:
    """Give peewee its driver for PostgreSQL, where that is installed and it has none yet."""
    if _PEEWEE.psycopg is not None:
        return
    with contextlib.suppress(ImportError):
        import psycopg
        from psycopg.pq import TransactionStatus
        from psycopg.types.json import Json, Jsonb

        _PEEWEE.psycopg, _PEEWEE.TransactionStatus = psycopg, TransactionStatus
        _PEEWEE.Json_pg3, _PEEWEE.Jsonb_pg3 = Json, Jsonb
        adapter = _PEEWEE.Psycopg3Adapter
        adapter.txn_idle, adapter.txn_inerror = TransactionStatus.IDLE, TransactionStatus.INERROR
        adapter.txn_unknown = TransactionStatus.UNKNOWN
