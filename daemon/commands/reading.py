"""Commands that need no configuration: read, timeline, forms."""

from __future__ import annotations

import argparse
import os
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from daemon.commands.opening import print_json
from daemon.faults import UnreadableInput, Usage

if TYPE_CHECKING:
    from daemon.mail import Known

_MAIL = (".eml", ".msg", ".mht")


def read(chosen: argparse.Namespace) -> int:
    """How we would read each file; exit 65 when any could not be read."""
    from daemon.service.opening.reading import read_file

    today = (chosen.now or datetime.now(UTC)).date()
    known: Known | None = None
    words: Path | None = None
    named = chosen.config or os.environ.get("CASE_INTAKE_CONFIG")
    if named:
        from daemon.mail import Configured
        from daemon.service.office import own_file
        from daemon.service.opening.known import own_addresses
        from daemon.settings import load

        settings = load(Path(named), os.environ)
        known = Configured(own_addresses(settings), settings.mailbox.trusted_server)
        words = own_file(settings, "vocabulary")
    shown: list[dict[str, Any]] = []
    unreadable = False
    for file in chosen.files:
        if file.is_dir():
            raise UnreadableInput(f"{file} is a folder. Name the files in it that should be read.")
        try:
            data = file.read_bytes()
        except OSError as fault:
            raise UnreadableInput(f"{file} cannot be opened ({fault.strerror}). Check its name.") from None
        one = read_file(data, file.name, today, chosen.protocol, known, words)
        unreadable = unreadable or one["kind"] == "unreadable"
        shown.append(one)
    if chosen.json:
        print_json(shown[0] if len(shown) == 1 else shown)
    else:
        for file, one in zip(chosen.files, shown, strict=True):
            _tell(file, one)
    return 65 if unreadable else 0


def _tell(file: Path, one: dict[str, Any]) -> None:
    print(f"{file.name}: {one['kind'].replace('_', ' ')}", end="")
    if one["kind"] == "unreadable":
        print(f" ({one.get('reason')}). {one.get('why') or ''}")
        return
    print()
    if "rule" in one:
        print(f"  {one['why']} (rule {one['rule']})")
        print(
            f"  from {one['from'] or 'not certain'}; would {'' if one['would_acknowledge'] else 'not '}be acknowledged"
        )
        for attachment in one["attachments"]:
            print(
                f"  carries {attachment['name'] or 'a nameless part'}: {attachment['is']}, {attachment['size']} bytes"
            )
        for document in one["documents"]:
            _tell_document(document)
    else:
        _tell_document(one)


def _tell_document(one: dict[str, Any]) -> None:
    if one["kind"] == "form":
        print(
            f"  form {one['form'] or 'unknown'} ({one['protocol'] or 'no protocol'}): {(one['event'] or '').replace('_', ' ')}"
        )
    for name, value in one["answers"].items():
        print(f"    {name}: {value}")
    for finding in one["findings"]:
        place = f" at {finding['where']}" if finding["where"] else ""
        words = finding["label"] or finding["field"] or ""
        value = f": {finding['value']}" if finding["value"] and finding["value"] != words else ""
        print(f"    {finding['kind']}: {words}{value}{place}")
    if one["flags"]:
        print(f"    noticed: {', '.join(one['flags'])}")


def timeline(chosen: argparse.Namespace) -> int:
    """Every date that would follow from a day of receipt, with clause and reason."""
    from daemon.protocol.calendars import calendar
    from daemon.protocol.counting import timeline_json
    from daemon.protocol.loading import shipped_protocol, shipped_protocols
    from daemon.settings import load

    own, closed, zone = None, (), None
    named = chosen.config or os.environ.get("CASE_INTAKE_CONFIG")
    if named:
        settings = load(Path(named), os.environ)
        own, closed, zone = settings.partnership.own_files, settings.partnership.closed_days, settings.partnership.zone
    rooms = own / "protocols" if own else None
    if chosen.protocol not in shipped_protocols() and not (rooms and (rooms / f"{chosen.protocol}.toml").is_file()):
        raise Usage(f"There is no protocol “{chosen.protocol}”; there are {', '.join(shipped_protocols())}.")
    protocol = shipped_protocol(chosen.protocol, rooms)
    if chosen.stage is not None and protocol.stage(chosen.stage) is None:
        known = ", ".join(stage.id for stage in protocol.stages)
        raise Usage(f"{protocol.partnership} has no stage “{chosen.stage}”; it has {known}.")
    days = calendar(protocol.calendar, closed)
    shown = timeline_json(protocol, chosen.stage, _received(chosen.received, zone or _zone_of(protocol.calendar)), days)
    if chosen.json:
        print_json(shown)
        return 0
    print(f"{protocol.partnership}, {shown['stage']}, received {shown['received']}")
    for one in shown["events"]:
        provisional = " (provisional)" if one["provisional"] else ""
        print(
            f"  {date.fromisoformat(one['on']):%a %d %b %Y}  {one['what'].replace('_', ' ')}{provisional}: {one['why']} [{one['clause']}, {one['basis']}]"
        )
    return 0


def _zone_of(calendar_name: str) -> ZoneInfo:
    return ZoneInfo("Europe/Isle_of_Man" if calendar_name == "isle-of-man" else "Europe/London")


# The years for which the calendars give bank holidays.
_FIRST_YEAR, _LAST_YEAR = 1980, 2100


def _received(text: str, zone: ZoneInfo) -> date:
    """The day of receipt: a date as it stands, an instant in the partnership's own zone."""
    said = text.strip()
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", said):
            day = date.fromisoformat(said)
        elif re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:?\d\d", said):
            instant = datetime.fromisoformat(said)
            day = instant.astimezone(zone).date() if instant.tzinfo else instant.date()
        else:
            raise ValueError(said)
    except (ValueError, OverflowError):
        raise Usage(
            f"--received “{text}” is neither a day such as 2026-03-04 nor an instant such as 2026-03-04T09:05+00:00."
        ) from None
    if not _FIRST_YEAR <= day.year < _LAST_YEAR:
        raise Usage(
            f"--received “{text}” lies outside the years {_FIRST_YEAR} to {_LAST_YEAR - 1}, for which the calendars count."
        )
    return day


def forms(chosen: argparse.Namespace) -> int:
    """Write the blank Word forms of a protocol into a folder."""
    from parsers.blank.making import make_blank

    try:
        chosen.dir.mkdir(parents=True, exist_ok=True)
        for form in make_blank(chosen.protocol):
            target = chosen.dir / form.name
            target.write_bytes(form.data)
            print(target)
    except OSError as fault:
        raise UnreadableInput(f"{chosen.dir} cannot be written ({fault.strerror}). Name another folder.") from None
    except KeyError:
        raise Usage(f"There are no blank forms for {chosen.protocol}.") from None
    sys.stdout.flush()
    return 0
