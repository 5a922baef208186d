"""`run` as a process: it acknowledges within moments of delivery, and leaves in good order when told to."""

from __future__ import annotations

import signal
import time
from datetime import UTC, datetime

from tests.builders import a_mail, a_word_form
from tests.world import World


def test_run_acknowledges_what_arrives_and_stops_on_sigterm(world: World) -> None:
    service = world.start("run")
    try:
        deadline = time.monotonic() + 20
        while not (world.folder / "register.xlsx").exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        world.arrives(a_mail("ann@schools.example", form=a_word_form()), datetime.now(UTC))
        while not world.letters and time.monotonic() < deadline:
            time.sleep(0.1)
        assert world.letters_to("ann@schools.example")
    finally:
        service.send_signal(signal.SIGTERM)
        _, errors = service.communicate(timeout=30)
    assert service.returncode == 0
    assert b"stopped in good order" in errors
    assert b"ann@schools.example" not in errors
