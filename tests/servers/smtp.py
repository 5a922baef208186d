"""A real SMTP listener on loopback, with the faults that relays have: `with Listener() as relay`."""

from __future__ import annotations

import base64
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.servers.dovecot import free_port


@dataclass
class Taken:
    """One letter as the listener took it."""

    sender: str
    recipients: list[str]
    raw: bytes


@dataclass
class Listener:
    """A listener. `answers` gives a reply for a recipient instead of taking it; `drop_after_data` hangs up unsaid."""

    tls: Path | None = None
    starttls: Path | None = None
    users: dict[str, str] = field(default_factory=dict)
    answers: Callable[[str], str | None] = lambda _: None
    data_answer: Callable[[bytes], str | None] = lambda _: None
    drop_after_data: int = 0
    on_disk: Path | None = None
    port: int = field(default_factory=free_port)
    taken: list[Taken] = field(default_factory=list)
    host: str = "127.0.0.1"

    def __enter__(self) -> Listener:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        options: dict[str, Any] = {}
        if self.users:
            options |= {"authenticator": self._authenticate, "auth_required": True, "auth_require_tls": False}
        if self.starttls is not None:
            options |= {"tls_context": _context(self.starttls), "require_starttls": True}
        self._controller = Controller(
            self,
            hostname=self.host,
            port=self.port,
            ssl_context=_context(self.tls) if self.tls is not None else None,
            server_hostname="relay.test",
            ready_timeout=10,
            **options,
        )
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        login, password = getattr(data, "login", b"").decode(), getattr(data, "password", b"").decode()
        return AuthResult(success=self.users.get(login) == password, handled=False)

    async def auth_XOAUTH2(self, server: SMTP, arguments: list[str]) -> AuthResult:
        """Microsoft's mechanism: the user and a bearer token in the initial response."""
        said = base64.b64decode(arguments[1]).decode()
        user, _, bearer = said.removeprefix("user=").partition("\x01auth=Bearer ")
        return AuthResult(success=self.users.get(user) == bearer.rstrip("\x01"), handled=False)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refusal = self.answers(address)
        if refusal is not None:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        raw = bytes(envelope.original_content or b"")
        refusal = self.data_answer(raw)
        if refusal is not None:
            return refusal
        self.taken.append(Taken(envelope.mail_from or "", list(envelope.rcpt_tos), raw))
        if self.on_disk is not None:
            (self.on_disk / f"{len(list(self.on_disk.iterdir())):06d}.eml").write_bytes(raw)
        if self.drop_after_data > 0:
            self.drop_after_data -= 1
            server.transport.close()
        return "250 OK"


def _context(folder: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    return context
