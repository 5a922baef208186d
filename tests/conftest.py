"""Fixtures that several rooms share. Real servers: a test that needs one skips by name where it is not installed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.servers import dovecot as dovecot_server
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import Listener
from tests.world import World, a_world

# How long an example takes says more of the machine than of the program; speed has its own command.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def needed(there: bool, what: str) -> None:
    """Skip where `what` is not installed; in CI everything is, and a skip there would hide a missing install step."""
    if there:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is not installed, and CI must have it")
    pytest.skip(f"{what} is not installed")


@pytest.fixture
def shared() -> Path:
    """The corpora, which a stranger's clone does not have."""
    folder = Path(os.environ.get("CASE_INTAKE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not (folder / "corpus").is_dir():
        pytest.skip("the corpora are not here")
    return folder


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    needed(dovecot_server.BINARY is not None, "dovecot")
    with Dovecot() as server:
        yield server


@pytest.fixture
def relay() -> Iterator[Listener]:
    with Listener() as server:
        yield server


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    needed(dovecot_server.BINARY is not None, "dovecot")
    with a_world(tmp_path) as one:
        yield one


@pytest.fixture
def manx_world(tmp_path: Path) -> Iterator[World]:
    needed(dovecot_server.BINARY is not None, "dovecot")
    with a_world(tmp_path, "isle-of-man") as one:
        yield one
