"""One signed-in IMAP connection. Every socket has a time limit, and certificates are always verified.

Nothing here sets \\Seen: mails are fetched with BODY.PEEK, and what is new is told by UID (DESIGN 11).
"""

from __future__ import annotations

import imaplib
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from daemon.faults import CaseIntakeError, Refused, ServerAway
from daemon.settings import MailboxSettings

BATCH = 25
BATCH_BYTES = 8 << 20
WHOLE = 5 << 20
RANGE = 1 << 20
IDLE_RENEW = 9 * 60

Token = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Folder:
    """A selected folder: its UIDVALIDITY, the next UID that the server will give, and how many mails lie in it."""

    uidvalidity: int
    uidnext: int
    exists: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail as the server holds it. `chunks` gives its bytes, at most a mebibyte at a time for large ones."""

    uid: int
    internaldate: datetime
    size: int
    chunks: Iterable[bytes]


def connect(settings: MailboxSettings, token: Token | None = None) -> Mailbox:
    """Connect and sign in. Raises `ServerAway` when the server does not answer and `Refused` when it says no."""
    where = f"The mailbox server {settings.host}:{settings.port}"
    try:
        context = ssl.create_default_context(cafile=str(settings.ca_file) if settings.ca_file else None)
    except (OSError, ssl.SSLError) as fault:
        raise Refused(f"[mailbox] ca_file {settings.ca_file} cannot be used ({fault}).") from None
    try:
        client = IMAPClient(
            settings.host,
            port=settings.port,
            ssl=settings.security == "tls",
            ssl_context=context if settings.security == "tls" else None,
            timeout=settings.timeout,
        )
        # IMAPClient formats every literal for a debug log that nobody reads; this makes fetching three times faster.
        client._imap.debug = 0
        if settings.security == "starttls":
            client.starttls(context)
    except ssl.SSLCertVerificationError as fault:
        raise Refused(
            f"{where} showed a certificate that cannot be trusted ({fault.verify_message}). Set ca_file if it is your own."
        ) from None
    except ssl.SSLError as fault:
        raise Refused(f"{where} does not speak TLS as configured ({fault.reason}). Check security and port.") from None
    except (OSError, imaplib.IMAP4.error, IMAPClientError) as fault:
        raise ServerAway(
            f"{where} does not answer ({_short(fault)}). Nothing is lost; it will be tried again."
        ) from None
    try:
        if settings.auth == "xoauth2":
            assert token is not None
            client.oauth2_login(settings.username, token())
        else:
            client.login(settings.username, settings.password or "")
    except LoginError as fault:
        _leave(client)
        raise Refused(
            f"{where} refuses the login of {settings.username} ({_short(fault)}). Check username and password."
        ) from None
    except (OSError, imaplib.IMAP4.error, IMAPClientError) as fault:
        _leave(client)
        if isinstance(fault, (imaplib.IMAP4.error, IMAPClientError)) and not isinstance(fault, imaplib.IMAP4.abort):
            raise Refused(
                f"{where} refuses the sign-in of {settings.username} ({_short(fault)}). Check the account's rights."
            ) from None
        raise ServerAway(f"{where} went away during sign-in ({_short(fault)}).") from None
    except CaseIntakeError:
        _leave(client)
        raise
    return Mailbox(client, settings)


class Mailbox:
    """A signed-in connection. Its methods raise `ServerAway` when the connection is lost; make a new one then."""

    def __init__(self, client: IMAPClient, settings: MailboxSettings) -> None:
        # imapclient's own types name one union for everything that a server may answer.
        self._client: Any = client
        self._settings = settings
        self._made: set[str] = set()
        with self._away():
            self._capabilities = {one.decode().upper() for one in client.capabilities()}

    def close(self) -> None:
        """Leave in good order, or at once where the server no longer answers."""
        _leave(self._client)

    def select(self, folder: str, *, readonly: bool = False) -> Folder:
        """Select a folder. Raises `Refused` when there is none of that name."""
        with self._away():
            try:
                answer = self._client.select_folder(folder, readonly=readonly)
            except IMAPClientError as fault:
                if isinstance(fault, imaplib.IMAP4.abort):
                    raise
                raise Refused(
                    f"The mailbox has no folder “{folder}” ({_short(fault)}). Check [mailbox] folder."
                ) from None
        exists = int(answer.get(b"EXISTS", 0))
        return Folder(int(answer[b"UIDVALIDITY"]), int(answer.get(b"UIDNEXT") or self._uid_next(exists)), exists)

    def _uid_next(self, exists: int) -> int:
        uids = self.all_uids() if exists else []
        return (max(uids) if uids else 0) + 1

    def uids_above(self, uid: int) -> list[int]:
        """UIDs higher than `uid`, lowest first."""
        with self._away():
            # "n:*" always names the last mail, even when its UID is lower than n.
            found = self._client.search(["UID", f"{uid + 1}:*"])
        return sorted(one for one in found if one > uid)

    def all_uids(self) -> list[int]:
        """Every UID of the selected folder, lowest first."""
        with self._away():
            return sorted(self._client.search("ALL"))

    def sizes_and_dates(self, uids: Sequence[int]) -> list[tuple[int, int, datetime]]:
        """(UID, size, INTERNALDATE) of each mail that is still there."""
        found = []
        for start in range(0, len(uids), 1_000):
            with self._away():
                answer = self._client.fetch(uids[start : start + 1_000], ["RFC822.SIZE", "INTERNALDATE"])
            for uid, about in answer.items():
                if b"RFC822.SIZE" in about:
                    found.append((uid, int(about[b"RFC822.SIZE"]), _instant(about.get(b"INTERNALDATE"))))
        return sorted(found)

    def fetch(self, uids: Sequence[int]) -> Iterator[list[Fetched]]:
        """The mails of `uids` in batches, oldest UID first; one that has vanished is simply not among them."""
        for start in range(0, len(uids), BATCH * 8):
            listed = self.sizes_and_dates(uids[start : start + BATCH * 8])
            batch: list[tuple[int, int, datetime]] = []
            for mail in listed:
                if mail[1] > WHOLE:
                    if batch:
                        yield self._whole(batch)
                        batch = []
                    yield [Fetched(mail[0], mail[2], mail[1], self._ranges(mail[0], mail[1]))]
                    continue
                if len(batch) >= BATCH or sum(one[1] for one in batch) + mail[1] > BATCH_BYTES:
                    yield self._whole(batch)
                    batch = []
                batch.append(mail)
            if batch:
                yield self._whole(batch)

    def _whole(self, batch: Sequence[tuple[int, int, datetime]]) -> list[Fetched]:
        with self._away():
            answer = self._client.fetch([uid for uid, _, _ in batch], ["BODY.PEEK[]"])
        found = []
        for uid, size, internaldate in batch:
            raw = answer.get(uid, {}).get(b"BODY[]")
            if raw is not None:
                found.append(Fetched(uid, internaldate, size, (raw,)))
        return found

    def _ranges(self, uid: int, size: int) -> Iterator[bytes]:
        """A large mail a mebibyte at a time, so that it is never whole in memory."""
        at = 0
        while at < size + RANGE:
            with self._away():
                answer = self._client.fetch([uid], [f"BODY.PEEK[]<{at}.{RANGE}>"])
            data = answer.get(uid, {}).get(f"BODY[]<{at}>".encode())
            if not data:
                return
            yield data
            at += len(data)
            if len(data) < RANGE:
                return

    def file(self, uids: Sequence[int], target: str) -> dict[int, tuple[str, int | None]]:
        """Move mails to a folder, made when missing: UID → ("moved" | "left" | "gone", its new UID where known).

        Without MOVE: COPY, then \\Deleted and UID EXPUNGE of these UIDs alone. Without UIDPLUS too they are left in
        place: a plain EXPUNGE would take along what colleagues have deleted.
        """
        with self._away():
            folder = self._folder(target)
            here = set(self._client.search(["UID", ",".join(str(uid) for uid in uids)]))
            moving = [uid for uid in uids if uid in here]
            results: dict[int, tuple[str, int | None]] = {uid: ("gone", None) for uid in uids if uid not in here}
            if not moving:
                return results
            if "MOVE" in self._capabilities:
                self._client.move(moving, folder)
                how = "moved"
            elif "UIDPLUS" in self._capabilities:
                self._client.copy(moving, folder)
                self._client.delete_messages(moving, silent=True)
                self._client.uid_expunge(moving)
                how = "moved"
            else:
                how = "left"
            results |= dict.fromkeys(moving, (how, None))
            return results

    def _folder(self, name: str) -> str:
        """The server's own name for "Case intake/Logged": its prefix and delimiter; made and subscribed when missing."""
        prefix, delimiter = self._namespace()
        whole = prefix + name.replace("/", delimiter)
        if whole not in self._made:
            if not self._client.folder_exists(whole):
                self._client.create_folder(whole)
                self._client.subscribe_folder(whole)
            self._made.add(whole)
        return whole

    def _namespace(self) -> tuple[str, str]:
        if "NAMESPACE" in self._capabilities:
            personal = self._client.namespace().personal
            if personal:
                prefix, delimiter = personal[0]
                return prefix or "", delimiter or "/"
        listed = self._client.list_folders("", "")
        delimiter = listed[0][1].decode() if listed and listed[0][1] else "/"
        return "", delimiter

    def sent_folder(self) -> str:
        """The folder of sent mail: by SPECIAL-USE, else by its usual names, made when there is none."""
        with self._away():
            found = self._client.find_special_folder(b"\\Sent")
            return found if found else self._folder("Sent")

    def has_message_id(self, folder: str, message_id: str) -> bool:
        """True when a mail with that Message-ID lies in `folder`."""
        with self._away():
            self._client.select_folder(folder, readonly=True)
            return bool(self._client.search(["HEADER", "Message-ID", message_id]))

    def append(self, raw: bytes, when: datetime, folder: str) -> None:
        """Put a mail into `folder`, as read: a copy of a letter that was sent."""
        with self._away():
            self._client.append(folder, raw, flags=(b"\\Seen",), msg_time=when)

    @property
    def can_idle(self) -> bool:
        return "IDLE" in self._capabilities

    def idle(self, seconds: float, stop: threading.Event) -> bool:
        """Wait until something changes in the selected folder; True when it did, False after `seconds` or on `stop`.

        Without IDLE the folder is polled. IDLE is left and entered anew well below the half hour after which servers
        hang up (RFC 2177).
        """
        if not self.can_idle:
            stop.wait(min(seconds, self._settings.poll_seconds))
            with self._away():
                self._client.noop()
            return True
        with self._away():
            self._client.idle()
            changed = False
            ends = time.monotonic() + min(seconds, IDLE_RENEW)
            try:
                while not stop.is_set() and (left := ends - time.monotonic()) > 0:
                    for answer in self._client.idle_check(timeout=min(left, 1.0)):
                        changed = changed or (len(answer) > 1 and answer[1] in (b"EXISTS", b"RECENT"))
                    if changed:
                        break
            finally:
                _, more = self._client.idle_done()
            return changed or any(len(one) > 1 and one[1] == b"EXISTS" for one in more)

    @contextmanager
    def _away(self) -> Iterator[None]:
        """A lost connection, whatever it looks like, is one thing: the server is away."""
        try:
            yield
        except (TimeoutError, OSError, imaplib.IMAP4.error, IMAPClientError) as fault:
            raise ServerAway(
                f"The mailbox server {self._settings.host} broke off ({_short(fault)}). Nothing is lost; it will be tried again."
            ) from fault


def _instant(found: datetime | None) -> datetime:
    """INTERNALDATE as an instant in UTC; IMAPClient gives local time without a zone."""
    if found is None:
        return datetime.now(UTC)
    return found.astimezone(UTC)


def _leave(client: IMAPClient) -> None:
    try:
        client.logout()
    except (OSError, imaplib.IMAP4.error, IMAPClientError):
        # The connection is gone already; only our own end remains to be closed.
        with suppress(OSError, imaplib.IMAP4.error, IMAPClientError):
            client.shutdown()


def _short(fault: BaseException) -> str:
    text = str(fault) or type(fault).__name__
    if text.startswith(("b'", 'b"')):
        text = text[2:-1]
    return text.splitlines()[0][:200]
