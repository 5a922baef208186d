"""`python -m tests.benchmarks.store [CASES]`: is a store of very many cases as quick as a small one?

Real cases are made first and then copied; all but 200 are closed. The first figure is the CPU time from a spooled
mail to its letters taken by the relay, the second that of `due` with its start.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from daemon.commands.opening import relay_opener, settings_of, store_of
from daemon.service.intake.admit import Admission
from daemon.service.office import open_office
from daemon.service.outgoing.drain import drain
from tests.benchmarks.intake import a_form_of_90_kb
from tests.builders import a_mail, at
from tests.desk import Desk, a_desk
from tests.world import ROOT

NOW = at("2026-03-04 09:06")
ROUNDS = 25
# (table, its columns beside the id that are made distinct, columns that name the case)
_COPIED = (
    "message",
    "place",
    "chunk",
    "attachment",
    "document",
    "match_key",
    "message_case",
    "journal",
    "letter",
    "letter_bytes",
)


def filled(desk: Desk, cases: int) -> None:
    """Twenty real cases, and copies of them until there are `cases`."""
    for number in range(20):
        desk.arrives(a_mail("ann@schools.example", form=a_form_of_90_kb(number)), NOW)
    desk.once("2026-03-04 09:06")
    with sqlite3.connect(desk.folder / "case-intake.db") as store:
        # The bytes of letters and mails are not what a search goes through; ten of them fill a page here as well.
        for table, name in (("letter_bytes", "data"), ("chunk", "data")):
            store.execute(f"UPDATE {table} SET {name} = substr({name}, 1, 400)")
        base = {
            table: store.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
            for table in ("case", *_COPIED)
            if table != "case"
        }
        base["case"] = store.execute('SELECT max(id) FROM "case"').fetchone()[0]
        rounds = cases // 20 - 1
        for turn in range(1, rounds + 1):
            shift = {table: turn * count for table, count in base.items()}
            for table in ("case", *_COPIED):
                store.execute(_copy(store, table, turn, shift), {"most": base[table]})
        store.execute("UPDATE \"case\" SET closed = '2026-03-04', next_look = NULL, status = 'closed' WHERE id > 200")
        store.execute("ANALYZE")
    store.close()


def _copy(store: sqlite3.Connection, table: str, turn: int, shift: dict[str, int]) -> str:
    told = {
        "id": f"id + {shift[table]}",
        "case_id": f"case_id + {shift['case']}",
        "message_row": f"message_row + {shift['message']}",
        "letter_id": f"letter_id + {shift['letter']}",
        "reference": f"'OLD-{2000 + turn % 20}-' || (id + {shift['case']})",
        "sha256": f"substr('{turn:08x}' || sha256, 1, 64)",
        "uid": f"uid + {shift['place']}",
        "key": f"'{turn:x}' || key",
        "message_id": f"message_id + {shift['message']}"
        if table in ("place", "chunk", "attachment")
        else f"'<{turn}.' || substr(message_id, 2)",
    }
    columns = [row[1] for row in store.execute(f'PRAGMA table_info("{table}")')]
    taken = ", ".join(told.get(name, f'"{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) SELECT {taken} FROM "{table}" WHERE id <= :most'


def one_mail(desk: Desk) -> float:
    """Milliseconds of CPU for one mail, from the spool to the relay: the median of some."""
    settings = settings_of(argparse.Namespace(config=desk.folder / "config.toml"))
    times = []
    with store_of(settings) as store:
        office = open_office(settings, store, lambda _: None, "benchmark")
        relay = relay_opener(settings)()
        for number in range(ROUNDS):
            with store.change() as change:
                change.spool(
                    mailbox_id=office.mailbox.id,
                    folder="INBOX",
                    uidvalidity=2,
                    uid=number + 1,
                    internaldate=NOW,
                    chunks=[a_mail("ann@schools.example", form=a_form_of_90_kb(1_000_000 + number))],
                )
            started = time.process_time()
            list(Admission(office).outcomes(NOW))
            drain(office, relay, NOW)
            times.append(time.process_time() - started)
        relay.close()
    return 1000 * statistics.median(times)


def due(desk: Desk) -> float:
    """Milliseconds of CPU of `due`, with its start: the median of some."""
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "daemon.commands", "due", "--config", str(desk.folder / "config.toml")],
            check=True,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return 1000 * statistics.median(times)


def main(cases: int) -> None:
    for count in (100, cases):
        with tempfile.TemporaryDirectory() as name, a_desk(Path(name)) as desk:
            began = datetime.now(UTC)
            filled(desk, count)
            size = (desk.folder / "case-intake.db").stat().st_size
            took: timedelta = datetime.now(UTC) - began
            print(f"{count:7} cases, {size >> 20} MB, made in {took.seconds} s", flush=True)
            print(f"        one mail {one_mail(desk):6.1f} ms CPU, due {due(desk):6.0f} ms CPU", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
