"""`init` and `check`: what one needs before the service runs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from daemon.commands.opening import mailbox_opener, relay_opener, settings_of
from daemon.faults import CaseIntakeError, Misconfigured, UnreadableInput, Usage

_CONFIG = """# case-intake: settings. config.example.toml explains every key; `case-intake check` says what is missing.

[partnership]
name     = "{name}"
protocol = "{protocol}"
time_zone = "{zone}"
address  = "partnership@example.org"        # where agencies write to

[mailbox]
host     = "imap.example.org"
security = "tls"
port     = 993
username = "partnership@example.org"
password_file = "mailbox-password.txt"      # or auth = "xoauth2" with a [microsoft] section
start    = "now"

[smtp]
host     = "smtp.example.org"
security = "starttls"
port     = 587
username = "partnership@example.org"
password_file = "mailbox-password.txt"
sender   = "partnership@example.org"

[store]
url = "sqlite:///case-intake.db"

[register]
file = "register.xlsx"

[directory]
file    = "contacts.xlsx"
manager = "business.manager@example.org"
unlisted_senders = "reference_only"

[letters]
mode = "hold"                               # "send" when you trust what you see in `case-intake outbox`
"""


def init(chosen: argparse.Namespace) -> int:
    """Make config.toml, contacts.xlsx and the blank Word forms; nothing that exists is overwritten."""
    from daemon.directory.making import make_contacts
    from daemon.protocol.loading import shipped_protocol, shipped_protocols
    from parsers.blank.definitions import known_forms
    from parsers.blank.making import make_blank

    if chosen.protocol not in shipped_protocols():
        raise Usage(f"There is no protocol “{chosen.protocol}”; there are {', '.join(shipped_protocols())}.")
    protocol = shipped_protocol(chosen.protocol)
    zone = "Europe/Isle_of_Man" if protocol.calendar == "isle-of-man" else "Europe/London"
    folder: Path = chosen.dir
    files: list[tuple[Path, bytes]] = [
        (folder / "config.toml", _CONFIG.format(name=protocol.partnership, protocol=protocol.id, zone=zone).encode()),
        (folder / "contacts.xlsx", make_contacts(("", "business.manager@example.org"), protocol.roles)),
    ]
    if protocol.id in known_forms():
        files += [(folder / "forms" / form.name, form.data) for form in make_blank(protocol.id)]
    try:
        for file, data in files:
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.exists():
                print(f"{file} is there already and was left as it is")
                continue
            file.write_bytes(data)
            print(file)
    except OSError as fault:
        raise UnreadableInput(f"{folder} cannot be written ({fault.strerror}). Name another folder.") from None
    print(
        "Next: edit config.toml (each key is explained in config.example.toml), write the mailbox's password into\n"
        f"mailbox-password.txt beside it, list the agencies in contacts.xlsx, then: case-intake check --config {folder / 'config.toml'}"
    )
    return 0


def check(chosen: argparse.Namespace) -> int:
    """Every fault at once, each with a hint; exit 78 when there is one."""
    faults: list[str] = []
    warnings: list[str] = []
    moved: list[str] = []
    settings = settings_of(chosen)
    warnings += settings.warnings
    for name, section in (("mailbox", settings.mailbox), ("smtp", settings.smtp)):
        if section.security == "none" and section.host not in ("localhost", "127.0.0.1", "::1"):
            warnings.append(f'[{name}] security = "none" sends everything in plain text to {section.host}.')
    if settings.mailbox.trusted_server is None:
        warnings.append(
            "[mailbox] trusted_server is not set, so rulings by email are refused: nobody vouches for a sender."
        )
    _check_protocol(settings, faults, warnings)
    _check_letters(settings, faults)
    _check_register(settings, faults)
    _attempt(faults, lambda: _check_store(settings))
    _attempt(faults, lambda: moved.extend(_moved_cases(settings)))
    _attempt(faults, lambda: _check_mailbox(settings))
    _attempt(faults, lambda: relay_opener(settings)().close())
    for warning in warnings:
        print(f"warning: {warning}")
    for line in moved:
        print(f"protocol: {line}")
    for fault in faults:
        print(f"fault: {fault}", file=sys.stderr)
    if faults:
        return Misconfigured.exit_code
    print("Everything answers. `case-intake once` does one beat; `case-intake run` serves.")
    return 0


def _attempt(faults: list[str], step) -> None:
    try:
        step()
    except Misconfigured as fault:
        faults += fault.faults
    except CaseIntakeError as fault:
        faults.append(str(fault))


def _check_protocol(settings, faults: list[str], warnings: list[str]) -> None:
    from daemon.directory.workbook import read_contacts
    from daemon.protocol.calendars import calendar
    from daemon.protocol.loading import shipped_protocol
    from daemon.service.office import own_file

    protocol = None
    try:
        protocol = shipped_protocol(settings.partnership.protocol, own_file(settings, "protocols"))
        calendar(protocol.calendar, settings.partnership.closed_days)
    except Misconfigured as fault:
        faults += fault.faults
    try:
        directory = read_contacts(settings.directory.file.read_bytes())
    except OSError as fault:
        faults.append(
            f"[directory] file {settings.directory.file} cannot be read ({fault.strerror}). `case-intake init` makes one."
        )
        return
    except Misconfigured as fault:
        faults += fault.faults
        return
    warnings += directory.notes
    if not directory.agencies:
        faults.append("contacts.xlsx lists no agency, so no notice can go to anybody. Add a row for each agency.")
    for agency in directory.agencies:
        if not agency.spoc_email:
            warnings.append(f"contacts.xlsx: {agency.name} has no SPOC email; nothing can be passed on to it.")
        if agency.spoc_email and agency.spoc_email.casefold() == settings.partnership.address.casefold():
            warnings.append(
                f"contacts.xlsx: the SPOC email of {agency.name} is this mailbox itself; its letters would come back here."
            )
    warnings += _unused_columns(directory, protocol) if protocol else []
    for role in protocol.roles if protocol else ():
        if directory.role(role) is None:
            faults.append(
                f"contacts.xlsx, sheet People: nobody with an email stands as {role}, whom the protocol's letters go to."
            )
    if directory.role("Deputy manager") is None:
        warnings.append("contacts.xlsx, sheet People: there is no Deputy manager; alerts go to the manager alone.")


def _unused_columns(directory, protocol) -> list[str]:
    """What the policy asks of the directory beside its roles: kinds of agency, and the Board representatives."""
    from daemon.protocol.values import BOARD_REPRESENTATIVE

    kinds = {one.kind.casefold() for stage in protocol.stages for one in stage.asks if one.kind}
    found = [
        f"contacts.xlsx: {one.name} is listed as “{one.kind}”; this policy has a rule for {' and '.join(sorted(kinds)) or 'no kind of agency'} only."
        for one in directory.agencies
        if one.kind and one.kind.casefold() not in kinds
    ]
    lacking = [one.name for one in directory.agencies if not one.board_representative]
    if lacking and any(one.to == BOARD_REPRESENTATIVE for one in protocol.attentions):
        found.append(f"contacts.xlsx: no {BOARD_REPRESENTATIVE} is listed for {', '.join(lacking)}.")
    return found


def _check_letters(settings, faults: list[str]) -> None:
    from daemon.service.office import letters_of

    letters = letters_of(settings)
    faults += letters.faults()


def _check_register(settings, faults: list[str]) -> None:
    import os

    folder = settings.register_.file.parent
    if not folder.is_dir():
        faults.append(f"[register] file: the folder {folder} does not exist. Make it, or name another.")
    elif not os.access(folder, os.W_OK):
        faults.append(f"[register] file: the folder {folder} cannot be written. Give this user the right to.")


def _check_store(settings) -> None:
    from daemon.commands.opening import store_of

    store_of(settings).close()


def _moved_cases(settings) -> list[str]:
    """Which open cases an edited protocol or calendar would move, before it moves any."""
    from daemon.commands.opening import store_of
    from daemon.service.mornings.edited import moved_cases

    with store_of(settings) as store:
        return moved_cases(settings, store)


def _check_mailbox(settings) -> None:
    mailbox = mailbox_opener(settings)()
    try:
        mailbox.select(settings.mailbox.folder, readonly=True)
    finally:
        mailbox.close()
