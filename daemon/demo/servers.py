"""Mail servers in this process for the demonstration: IMAP by pymap, SMTP by aiosmtpd, on loopback, in memory."""

from __future__ import annotations

import asyncio
import socket
import threading
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

PASSWORD = "demonstration"  # noqa: S105 - of a server that lives in memory for half a minute


@dataclass(frozen=True, slots=True)
class Servers:
    """Where the two servers listen."""

    host: str
    imap_port: int
    smtp_port: int


@contextmanager
def embedded_servers(users: tuple[str, ...], on_letter: Callable[[bytes], None]) -> Iterator[Servers]:
    """Both servers, for as long as the block runs. `on_letter` is given each letter that SMTP accepts."""
    host, imap_port, smtp_port = "127.0.0.1", _free_port(), _free_port()
    loop = asyncio.new_event_loop()
    ready, stop = threading.Event(), asyncio.Event()
    failure: list[BaseException] = []

    def serve() -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(_serve(host, imap_port, smtp_port, users, on_letter, ready, stop))
        except BaseException as fault:  # noqa: BLE001
            # The thread's fault is raised where the servers were asked for.
            failure.append(fault)
            ready.set()
        finally:
            loop.close()

    thread = threading.Thread(target=serve, name="embedded servers", daemon=True)
    thread.start()
    ready.wait(20)
    if failure:
        raise failure[0]
    try:
        yield Servers(host, imap_port, smtp_port)
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)


async def _serve(
    host: str,
    imap_port: int,
    smtp_port: int,
    users: tuple[str, ...],
    on_letter: Callable[[bytes], None],
    ready: threading.Event,
    stop: asyncio.Event,
) -> None:
    from aiosmtpd.smtp import SMTP
    from pymap.backend.dict import DictBackend, Identity
    from pymap.imap import IMAPService
    from pymap.user import Passwords, UserMetadata

    arguments = _pymap_arguments(host, imap_port, users[0])
    backend, config = await DictBackend.init(arguments, secure_auth=False)
    config.apply_context()
    for user in users[1:]:
        hashed = await Passwords(config).hash_password(PASSWORD)
        await Identity(user, backend.login, None, frozenset()).set(UserMetadata(config, user, password=hashed))
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as stack:
        await backend.start(stack)
        await IMAPService(backend, config).start(stack)
        smtp = await loop.create_server(lambda: SMTP(_Taker(on_letter), hostname="demonstration"), host, smtp_port)
        stack.callback(smtp.close)
        ready.set()
        await stop.wait()
    for task in asyncio.all_tasks(loop):
        if task is not asyncio.current_task():
            task.cancel()
    await asyncio.sleep(0)


def _pymap_arguments(host: str, port: int, user: str) -> Namespace:
    from pymap.backend.dict import DictBackend
    from pymap.imap import IMAPService

    parser = ArgumentParser()
    parser.add_argument("--debug", action="store_true")
    IMAPService.add_arguments(parser)
    DictBackend.add_subparser("dict", parser.add_subparsers())
    parser.set_defaults(passlib_cfg=None, skip_services=[])
    return parser.parse_args(
        ["--host", host, "--port", str(port), "--no-tls", "dict", "--demo-user", user, "--demo-password", PASSWORD]
    )


class _Taker:
    """Takes every letter, as a relay does that delivers elsewhere."""

    def __init__(self, on_letter: Callable[[bytes], None]) -> None:
        self._on_letter = on_letter

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self._on_letter(bytes(envelope.original_content))
        return "250 OK"


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
