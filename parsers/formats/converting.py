"""The outside converter: LibreOffice makes a Word document of an older one; without it antiword reads .doc (WORD_TRAPS).

It runs without network where the machine allows that, with a fresh profile that follows no link and runs no macro, one
run at a time, in a process group of its own that is killed whole at the end of its time. Success is a file with bytes.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal

Converted = tuple[Literal["docx", "docbook"], bytes]
Convert = Callable[[bytes, str], "Converted | None"]

SECONDS = 60
CPU_SECONDS = 60
DATA = 2 << 30
MOST_OUTPUT = 50 << 20
_ITEM = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    + "".join(
        _ITEM.format(path=path, name=name, value=value)
        for path, name, value in (
            (_SECURITY, "BlockUntrustedRefererLinks", "true"),
            (_SECURITY, "DisableMacrosExecution", "true"),
            (_SECURITY, "MacroSecurityLevel", "3"),
            (_SECURITY, "DisableActiveContent", "true"),
            ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
            ("/org.openoffice.Office.Common/Save/Document", "LoadPrinter", "false"),
        )
    )
    + "</oor:items>"
)


def to_docx(data: bytes, suffix: str) -> Converted | None:
    """`data` (a .doc or .rtf, by `suffix`) as a Word document; as antiword's DocBook; None where neither can."""
    with tempfile.TemporaryDirectory(prefix="case-intake-") as name:
        folder = Path(name)
        source = folder / f"form.{suffix}"
        source.write_bytes(data)
        office = shutil.which("soffice")
        if office is not None:
            made = _with_office(office, source, folder)
            if made:
                return ("docx", made)
        antiword = shutil.which("antiword")
        if suffix == "doc" and antiword is not None:
            command = [*_limited(256 << 20, 10, network=False), antiword, "-x", "db", "-m", "UTF-8", str(source)]
            made = _run(command, folder, 10)
            if made:
                return ("docbook", made)
    return None


def _with_office(office: str, source: Path, folder: Path) -> bytes | None:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    out = folder / "out"
    out.mkdir()
    command = [
        *_limited(DATA, CPU_SECONDS, network=False),
        office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo", "--nolockcheck",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(source),
    ]  # fmt: skip
    with _turn():
        _run(command, folder, SECONDS)
    made = out / f"{source.stem}.docx"
    if not made.is_file() or made.is_symlink() or not 0 < made.stat().st_size <= MOST_OUTPUT:
        return None
    return made.read_bytes()


def _run(command: list[str], folder: Path, seconds: float) -> bytes | None:
    """What a command prints, bounded in time and size; its whole group is ended with it."""
    printed = folder / "printed"
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"}
    with printed.open("wb") as out:
        try:
            process = subprocess.Popen(  # noqa: S603 - the program is found by name, its arguments are ours
                command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=out,
                stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        except OSError:
            return None
        try:
            status = process.wait(seconds)
        except subprocess.TimeoutExpired:
            status = -1
        finally:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if status != 0 or printed.stat().st_size > MOST_OUTPUT:
        return None
    return printed.read_bytes()


def _limited(data: int, cpu: int, *, network: bool) -> list[str]:
    prefix: list[str] = []
    if (prlimit := shutil.which("prlimit")) is not None:
        prefix += [prlimit, f"--data={data}", f"--cpu={cpu}", f"--fsize={MOST_OUTPUT}", "--core=0"]
    return prefix if network else [*prefix, *_without_network()]


@lru_cache(maxsize=1)
def _without_network() -> tuple[str, ...]:
    """The words that start a program without network, or none where the machine does not allow them."""
    unshare = shutil.which("unshare")
    for words in ((unshare, "--net"), (unshare, "--map-root-user", "--net")) if unshare else ():
        # A private network has only a loopback that is down.
        done = subprocess.run([*words, "true"], capture_output=True, check=False)  # type: ignore[list-item]  # noqa: S603
        if done.returncode == 0:
            return tuple(str(one) for one in words)
    return ()


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    """One conversion at a time, over all processes of this user."""
    lock = Path(tempfile.gettempdir()) / f"case-intake-converter-{os.getuid()}.lock"
    try:
        handle = os.open(lock, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError:
        yield
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
