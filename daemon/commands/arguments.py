"""Every command with its options, as `case-intake --help` shows them. The commands themselves are imported when run."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from daemon.faults import Usage

Command = Callable[[argparse.Namespace], int | None]


class _Parser(argparse.ArgumentParser):
    """argparse, with our exit code for a command line that cannot be meant."""

    def error(self, message: str) -> NoReturn:
        raise Usage(f"{message[:1].upper()}{message[1:]}. `{self.prog} --help` shows what is possible.")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line as a namespace whose `command` runs it. Raises `Usage`."""
    parser = _Parser(
        prog="case-intake",
        description="Watches a safeguarding partnership's mailbox, logs and acknowledges escalation forms, reminds, "
        "chases, and keeps the register.",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)

    def add(
        name: str, where: str, summary: str, *, config: bool = True, now: bool = False, json: bool = False
    ) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=summary, description=summary)
        one.set_defaults(command=_later(where))
        if config:
            one.add_argument(
                "--config", type=Path, metavar="FILE", help="config.toml (else $CASE_INTAKE_CONFIG, else ./config.toml)"
            )
        if now:
            one.add_argument(
                "--now", type=_instant, metavar="ISO", help="take this for the present, for rehearsals and tests"
            )
        if json:
            one.add_argument("--json", action="store_true", help="print JSON")
        return one

    one = add("demo", "demo:demo", "the main job, with nothing to install or configure", config=False)
    one.add_argument("dir", type=Path, nargs="?", metavar="DIR", help="where letters and register are left")

    one = add(
        "init", "setting_up:init", "make config.toml, contacts.xlsx and blank Word forms, ready to edit", config=False
    )
    one.add_argument("dir", type=Path, metavar="DIR")
    one.add_argument("--protocol", required=True, metavar="NAME")

    add(
        "check",
        "setting_up:check",
        "settings, protocols, calendars, contacts, templates, servers, store: every fault at once",
        now=True,
    )
    add("run", "working:run", "the service, in the foreground")
    add("once", "working:once", "one beat: collect, admit, sweep, drain, register; then stop", now=True)

    one = add("read", "reading:read", "how we would read these files; touches nothing", json=True, now=True)
    one.add_argument("files", type=Path, nargs="+", metavar="FILE")
    one.add_argument("--protocol", metavar="NAME")

    one = add("timeline", "reading:timeline", "every date that would follow, with clause and reason", json=True)
    one.add_argument("protocol", metavar="PROTOCOL")
    one.add_argument(
        "--received", required=True, metavar="WHEN", help="a day (2026-03-04) or an instant with its offset"
    )
    one.add_argument("--stage", metavar="STAGE")

    one = add("forms", "reading:forms", "the blank Word forms of a protocol")
    one.add_argument("protocol", metavar="PROTOCOL")
    one.add_argument("dir", type=Path, metavar="DIR")

    add("cases", "looking:cases", "all cases", now=True, json=True)
    add("due", "looking:due", "what needs whom, and when", now=True, json=True)
    add("held", "looking:held", "what waits for a person, and why", now=True, json=True)
    one = add("outbox", "looking:outbox", "letters not sent (with --json: all letters)", now=True, json=True)
    one.add_argument("--write", type=Path, metavar="DIR", help="also write each letter not sent there, to be read")
    one = add(
        "explain",
        "looking:explain",
        "what happened to a case, what was decided, under which clause",
        now=True,
        json=True,
    )
    one.add_argument("reference", metavar="REF")
    add(
        "status", "looking:status", "is it alive: last mail, last letter, next day due, what waits", now=True, json=True
    )

    one = add("retry", "acting:retry", "try a held message again", now=True)
    one.add_argument("id", type=int, metavar="ID", help="the number that `held` shows")
    one = add("release", "acting:release", "let a held letter go, or try one again that failed", now=True)
    one.add_argument("id", type=int, metavar="ID", help="the number that `outbox` shows")
    one = add("rule", "acting:rule", "a person's ruling on a case, in the words that the manager may email", now=True)
    one.add_argument("reference", metavar="REF")
    one.add_argument("words", nargs="+", metavar="WORDS")
    one = add("register", "acting:register", "draw the workbook now", now=True)
    one.add_argument("--out", type=Path, metavar="FILE", help="another file than the configured one")
    return parser.parse_args(arguments)


def _later(where: str) -> Command:
    """The command at "module:function" of this package, imported only when it runs: start-up stays short."""
    module, _, name = where.partition(":")

    def command(chosen: argparse.Namespace) -> int | None:
        return getattr(import_module(f"daemon.commands.{module}"), name)(chosen)

    return command


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not an ISO instant such as 2026-03-04T09:00:00+00:00") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
