"""What commands open before they work: the configuration, the store, the office, connections; and how they print."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from daemon.faults import Misconfigured

if TYPE_CHECKING:
    from daemon.mailbox import Mailbox
    from daemon.post.smtp import Relay
    from daemon.settings import Settings
    from daemon.store import Store


def settings_of(chosen: argparse.Namespace) -> Settings:
    """The configuration that the command line or the environment names. Raises `Misconfigured`."""
    from daemon.settings import load

    named = chosen.config or os.environ.get("CASE_INTAKE_CONFIG") or "config.toml"
    return load(Path(named), os.environ)


def serving_settings_of(chosen: argparse.Namespace) -> Settings:
    """The configuration of a command that signs in at the servers. Raises `Misconfigured` where a secret is missing too."""
    settings = settings_of(chosen)
    if settings.secret_faults:
        raise Misconfigured(*settings.secret_faults.values())
    return settings


def store_of(settings: Settings) -> Store:
    """The store that the configuration names, opened."""
    from daemon.store import Store

    return Store.open(settings.store.url)


def now_of(chosen: argparse.Namespace, store: Store) -> datetime:
    """The present: as given, else the later of the clock and the last beat (DESIGN 5)."""
    given: datetime | None = getattr(chosen, "now", None)
    if given is not None:
        return given.astimezone(UTC)
    clock = datetime.now(UTC)
    last = store.get("beat.last")
    return max(clock, datetime.fromisoformat(last)) if last else clock


def mailbox_opener(settings: Settings) -> Callable[[], Mailbox]:
    """A function that connects to the configured mailbox, signed in. Raises `Misconfigured` without its password."""
    from daemon.mailbox import connect
    from daemon.signin import token_source

    if fault := settings.secret_faults.get("mailbox"):
        raise Misconfigured(fault)
    token = token_source(settings.microsoft) if settings.mailbox.auth == "xoauth2" and settings.microsoft else None
    return lambda: connect(settings.mailbox, token)


def relay_opener(settings: Settings) -> Callable[[], Relay]:
    """A function that connects to the configured relay, signed in where it asks; as `mailbox_opener` raises."""
    from daemon.post.smtp import Relay
    from daemon.signin import token_source

    if fault := settings.secret_faults.get("smtp"):
        raise Misconfigured(fault)
    token = token_source(settings.microsoft) if settings.smtp.auth == "xoauth2" and settings.microsoft else None
    return lambda: Relay(settings.smtp, token)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def print_table(headings: tuple[str, ...], rows: list[tuple[str, ...]], empty: str) -> None:
    """Rows for a person: a table on a terminal, tab-separated lines elsewhere, `empty` when there are none."""
    if not rows:
        print(empty)
        return
    if not sys.stdout.isatty():
        for row in (headings, *rows):
            print("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
