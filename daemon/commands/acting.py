"""Commands by which a person moves something on: retry, release, register."""

from __future__ import annotations

import argparse
import getpass

from daemon.commands.opening import now_of, settings_of, store_of
from daemon.faults import TryLater, UnreadableInput, Usage


def retry(chosen: argparse.Namespace) -> int:
    """Put a held message back, to be tried again at the next beat."""
    with store_of(settings_of(chosen)) as store:
        message = store.message(chosen.id)
        if message is None or message.state != "held":
            raise UnreadableInput(f"No held message has the number {chosen.id}. `case-intake held` lists them.")
        with store.change() as change:
            change.retry(chosen.id)
    print(f"Message {chosen.id} will be tried again at the next beat (`case-intake once` does one now).")
    return 0


def release(chosen: argparse.Namespace) -> int:
    """Let a held letter go at the next beat, or have one that failed tried again, and note who allowed it."""
    settings = settings_of(chosen)
    with store_of(settings) as store:
        letter = store.letter(chosen.id)
        if letter is None or letter.state not in ("held", "failed"):
            raise UnreadableInput(
                f"No letter that is held or has failed has the number {chosen.id}. `case-intake outbox` lists them."
            )
        from daemon.commands.working import worker_name
        from daemon.service.office import open_office
        from daemon.service.outgoing.releasing import release_letter

        office = open_office(settings, store, print, worker_name())
        release_letter(office, letter, "a person at the command line", now_of(chosen, store))
    print(f"Letter {chosen.id} ({letter.subject}) goes at the next beat.")
    return 0


def rule(chosen: argparse.Namespace) -> int:
    """A ruling by somebody who has access to this machine, in the words that the manager may email."""
    from daemon.commands.working import worker_name
    from daemon.service.office import open_office
    from daemon.service.outgoing.writing import Writer
    from daemon.service.rulings import rule_all, words_read

    settings = settings_of(chosen)
    with store_of(settings) as store:
        reference = chosen.reference.strip().upper()
        if store.case(reference) is None:
            raise UnreadableInput(f"There is no case {chosen.reference}. `case-intake cases` lists them all.")
        now = now_of(chosen, store)
        office = open_office(settings, store, print, worker_name())
        read = words_read(office, " ".join(chosen.words), now)
        with store.change() as change:
            told, _ = rule_all(office, Writer(office, change, now), read, reference, _who(), None, now)
    for about in told:
        for line in about.lines:
            print(line)
    if any(about.done for about in told) or (read.asked and not any(about.refused for about in told)):
        return 0
    return (UnreadableInput if read.asked else Usage).exit_code


def _who() -> str:
    """The account at the command line, for the journal."""
    try:
        return f"{getpass.getuser()} at the command line"
    except (OSError, KeyError, ImportError):
        # A container may run under a number that has no name.
        return "a person at the command line"


def register(chosen: argparse.Namespace) -> int:
    """Draw the workbook now, into the configured file or another."""
    from daemon.register import draw
    from daemon.service.shown.pictures import register_rows

    settings = settings_of(chosen)
    with store_of(settings) as store:
        now = now_of(chosen, store)
        file = chosen.out or settings.register_.file
        result = draw(register_rows(settings, store, now), file, now.astimezone(settings.partnership.zone))
    if not result.swapped:
        raise TryLater(result.sentence)
    print(f"The register is at {file}.")
    return 0
