"""The arrows and the doors: who may import whom, and which library enters where (daemon/README.md)."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOORS = {
    "imapclient": ("daemon/mailbox/",),
    "smtplib": ("daemon/post/smtp.py",),
    "msal": ("daemon/signin.py",),
    "peewee": ("daemon/store/",),
    "playhouse": ("daemon/store/",),
    "openpyxl": ("daemon/register/", "daemon/directory/"),
    "jinja2": ("daemon/post/letters.py", "daemon/post/checking.py"),
    "icalendar": ("daemon/post/invitation.py",),
    "apscheduler": ("daemon/service/running.py",),
    "docx": ("parsers/blank/", "daemon/demo/", "daemon/post/paper.py"),
    "pymap": ("daemon/demo/",),
    "aiosmtpd": ("daemon/demo/",),
    "holidays": ("daemon/protocol/calendars.py",),
    "pydantic": ("daemon/settings.py",),
    "filelock": ("daemon/store/",),
    "rich": ("daemon/commands/",),
    "cryptography": ("daemon/signin.py",),
}
PURE = {"protocol": {"protocol"}, "cases": {"cases", "protocol"}, "mail": {"mail"}}
OUTSIDE = {"mailbox", "store", "post", "register", "directory"}
SMALL = {"faults", "rooms", "settings", "signin", "log"}


def modules() -> Iterator[tuple[str, str]]:
    """(file, imported module) of every import in the packages."""
    for package in ("daemon", "parsers"):
        for file in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names = (
                    [one.name for one in node.names]
                    if isinstance(node, ast.Import)
                    else [node.module or ""]
                    if isinstance(node, ast.ImportFrom)
                    else []
                )
                for name in names:
                    yield file.relative_to(ROOT).as_posix(), name


def room(name: str) -> str:
    return name.split(".")[1] if name.startswith("daemon.") else ""


def test_parsers_know_nothing_of_the_daemon() -> None:
    assert [
        (file, name) for file, name in modules() if file.startswith("parsers/") and name.split(".")[0] == "daemon"
    ] == []


def test_the_rooms_that_judge_import_only_each_other_and_the_standard_library() -> None:
    wrong = []
    decoders = {"lxml", "flufl", "olefile", "parsers", "holidays"}
    for file, name in modules():
        here = file.split("/")[1] if file.startswith("daemon/") else ""
        if here in PURE:
            top = name.split(".")[0]
            fine = top in sys.stdlib_module_names or top in decoders or room(name) in PURE[here] | {"faults", "rooms"}
            if not fine:
                wrong.append((file, name))
    assert wrong == []


def test_rooms_that_touch_the_outside_do_not_import_each_other() -> None:
    wrong = []
    for file, name in modules():
        here = file.split("/")[1] if file.startswith("daemon/") and file.count("/") > 1 else ""
        if here in OUTSIDE and room(name) in (OUTSIDE | {"service", "commands", "demo"}) - {here}:
            wrong.append((file, name))
    assert wrong == []


def test_the_rooms_of_the_service_import_only_what_stands_below_them() -> None:
    order = ["running", "beat", "intake", "mornings", "shown", "rulings", "outgoing", "opening", "office"]
    wrong = []
    for file, name in modules():
        if file.startswith("daemon/service/") and name.startswith("daemon.service."):
            here, there = file.split("/")[2].removesuffix(".py"), name.split(".")[2]
            if order.index(here) > order.index(there):
                wrong.append((file, name))
    assert wrong == []


def test_each_library_enters_by_its_own_door() -> None:
    wrong = [
        (file, name)
        for file, name in modules()
        if (doors := DOORS.get(name.split(".")[0])) and not file.startswith(doors)
    ]
    assert wrong == []


def test_only_commands_read_the_environment_and_only_the_service_the_clock() -> None:
    clock = re.compile(r"datetime\.now\(|date\.today\(|time\.time\(")
    environment = re.compile(r"os\.environ|os\.getenv")
    for file in (ROOT / "daemon").rglob("*.py"):
        text, name = file.read_text(encoding="utf-8"), file.relative_to(ROOT).as_posix()
        if not name.startswith(("daemon/commands/", "daemon/service/running.py")):
            assert not environment.search(text), name
        if not name.startswith(("daemon/commands/", "daemon/service/", "daemon/mailbox/")):
            assert not clock.search(text), name


def test_data_rooms_hold_no_python() -> None:
    assert [file for name in ("templates", "protocols") for file in (ROOT / name).rglob("*.py")] == []


@pytest.mark.parametrize("package", ["daemon", "parsers"])
def test_every_module_says_what_it_is_for(package: str) -> None:
    silent = [
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / package).rglob("*.py")
        if file.read_text().strip() and not ast.get_docstring(ast.parse(file.read_text()))
    ]
    assert silent == []


def test_every_setting_is_explained_in_the_example() -> None:
    from daemon import settings

    text = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    for section, model in (
        ("partnership", settings.PartnershipSettings), ("mailbox", settings.MailboxSettings), ("smtp", settings.SmtpSettings),
        ("microsoft", settings.MicrosoftSettings), ("store", settings.StoreSettings), ("register", settings.RegisterSettings),
        ("directory", settings.DirectorySettings), ("letters", settings.LettersSettings),
    ):  # fmt: skip
        part = text.partition(f"[{section}]")[2].split("\n[")[0]
        assert part, section
        for key in model.model_fields:
            assert re.search(rf"^#?\s*{key}\s*=", part, re.MULTILINE), (section, key)


def test_every_protocol_key_is_explained() -> None:
    text = (ROOT / "protocols" / "README.md").read_text(encoding="utf-8")
    source = (ROOT / "daemon" / "protocol" / "loading.py").read_text(encoding="utf-8")
    keys = set(re.findall(r'table\.\w+\(\s*"(\w+)"', source))
    assert [key for key in sorted(keys) if f"`{key}`" not in text] == []


def test_every_command_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    source = (ROOT / "daemon" / "commands" / "arguments.py").read_text(encoding="utf-8")
    assert [name for name in re.findall(r'add\(\s*"(\w+)"', source) if f"`{name}" not in text] == []
