"""`python -m tests.benchmarks.intake [MAILS]`: form mails of 90 kB from Dovecot to logged and acknowledged.

Both run as processes of their own against the same Dovecot and relay, in turn; the second figure is the median time from
delivery to acknowledgement under IDLE.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

from tests.builders import a_mail, a_word_form
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import Listener
from tests.world import ROOT, World


def a_form_of_90_kb(number: int) -> bytes:
    """A filled form, made as large as forms with a logo are."""
    data = a_word_form(subject_name=f"Child {number}", disagreement_summary=f"Difference {number}. " * 20)
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/media/logo.png", random.Random(number).randbytes(17_000))
    return out.getvalue()


def peaks(pid: int) -> tuple[float, float]:
    """(MB, MB): the most that a process has held, and the most that one of its children has."""
    own = 0.0
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        own = int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
    children = []
    with contextlib.suppress(OSError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own, max((peaks(int(one))[0] for one in children), default=0.0)


def timed(command: list[str], folder: Path) -> tuple[float, float, float, float]:
    """(wall seconds, CPU seconds, peak MB, peak MB of a child) of a command."""
    started = time.monotonic()
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL
    )
    most = child = 0.0
    # Its own peak, not what the system says afterwards: that counts this process too, from which it was forked.
    while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
        own, of_child = peaks(process.pid)
        most, child = max(most, own), max(child, of_child)
        time.sleep(0.05)
    _, status, usage = ended
    assert status == 0, status
    return time.monotonic() - started, usage.ru_utime + usage.ru_stime, most, child


def throughput(mails: int) -> None:
    with (
        tempfile.TemporaryDirectory() as name,
        Dovecot({"unit@example.org": "secret", "bare@example.org": "secret"}) as server,
    ):
        folder = Path(name)
        raws = [a_mail("ann@schools.example", form=a_form_of_90_kb(number)) for number in range(mails)]
        print(f"{mails} mails of {statistics.mean(len(one) for one in raws) / 1000:.0f} kB")
        for raw in raws:
            server.deliver(raw, user="unit@example.org")
            server.deliver(raw, user="bare@example.org")
        with Listener() as relay:
            bare = timed(
                [
                    sys.executable,
                    "-m",
                    "tests.benchmarks.bare",
                    "127.0.0.1",
                    str(server.port),
                    "bare@example.org",
                    str(relay.port),
                    str(folder / "bare.db"),
                ],
                folder,
            )
            assert len(relay.taken) == mails
        with Listener() as relay:
            world = World(folder, server, relay)
            config = world.configure(smtp="timeout = 60")
            started = datetime.now(UTC)
            last: list[float] = []
            begun = time.monotonic()
            relay.data_answer = lambda raw: (
                last.append(time.monotonic() - begun) if b"auto-replied" in raw[:2000] else None
            )  # type: ignore[func-returns-value]
            ours = timed([sys.executable, "-m", "daemon.commands", "once", "--config", str(config)], folder)
            acknowledged = [
                one for one in relay.taken if message_from_bytes(one.raw)["Auto-Submitted"] == "auto-replied"
            ]
            assert len(acknowledged) == mails, (len(acknowledged), started)
        print(
            f"bare script   {mails / bare[0]:6.1f} mails/s  {1000 * bare[1] / mails:5.1f} ms CPU a mail  {bare[2]:4.0f} MB"
        )
        print(
            f"case-intake   {mails / last[-1]:6.1f} mails/s to the last acknowledgement, {mails / ours[0]:.1f} to the end  {1000 * ours[1] / mails:5.1f} ms CPU a mail  {ours[2]:4.0f} MB, second process {ours[3]:.0f} MB"
        )
        print(f"ratio         {bare[0] / last[-1]:6.2f}")


def latency(mails: int) -> None:
    with tempfile.TemporaryDirectory() as name, Dovecot() as server, Listener() as relay:
        world = World(Path(name), server, relay)
        world.configure()
        times: list[float] = []
        service = world.start("run")
        time.sleep(4)
        for number in range(mails):
            raw = a_mail("ann@schools.example", form=a_form_of_90_kb(number))
            before = sum(one.raw.count(b"auto-replied") for one in relay.taken)
            delivered = time.monotonic()
            server.deliver(raw)
            while sum(one.raw.count(b"auto-replied") for one in relay.taken) == before:
                time.sleep(0.005)
            times.append(time.monotonic() - delivered)
            time.sleep(1)
        peak, _ = peaks(service.pid)
        service.terminate()
        service.communicate(timeout=30)
        print(f"from delivery to acknowledgement under IDLE: median {statistics.median(times):.2f} s of {mails}")
        print(f"peak memory of the service: {peak:.0f} MB")


if __name__ == "__main__":
    throughput(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    latency(15)
