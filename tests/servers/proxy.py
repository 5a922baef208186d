"""A TCP proxy before an IMAP server that counts the client's commands and calls back before or after each."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from types import TracebackType

from tests.servers.dovecot import free_port


class Proxy:
    """`on_command(n, "before"|"after")` is called around the n-th command, once its answer has been passed on."""

    def __init__(self, host: str, port: int, on_command: Callable[[int, str], None]) -> None:
        self._target = (host, port)
        self._on_command = on_command
        self.port = free_port()
        self.commands = 0
        self._server = socket.create_server(("127.0.0.1", self.port))

    def __enter__(self) -> Proxy:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            upstream = socket.create_connection(self._target)
            for pair in ((client, upstream, True), (upstream, client, False)):
                threading.Thread(target=self._pump, args=pair, daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, from_client: bool) -> None:
        try:
            while data := source.recv(65536):
                if from_client:
                    self.commands += 1
                    self._on_command(self.commands, "before")
                target.sendall(data)
                if not from_client:
                    self._on_command(self.commands, "after")
        except OSError:
            pass
        finally:
            for one in (source, target):
                one.close()
