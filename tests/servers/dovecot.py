"""A real Dovecot in a temporary directory, for tests, crash runs and benchmarks: `with Dovecot(folder) as server`.

It runs as the user who runs the tests, or as nobody where that is root, because Dovecot's login process refuses to be.
It listens on loopback only and holds its mails in Maildirs.
"""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from datetime import datetime
from pathlib import Path
from types import TracebackType

from tests.servers.certificates import make_certificates

BINARY = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")

_CONFIG = """
protocols = imap
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/dovecot.log
info_log_path = {base}/dovecot.log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
listen = 127.0.0.1
ssl = yes
ssl_cert = <{cert}
ssl_key = <{key}
disable_plaintext_auth = no
auth_mechanisms = plain login {mechanisms}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{base}/mail/%u
maildir_stat_dirs = yes
mailbox_list_index = no
mail_fsync = never
imap_idle_notify_interval = 2 mins
mailbox_idle_check_interval = 1 secs
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
  client_limit = 1000
  process_limit = 500
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap {{
  client_limit = 1
  process_limit = 500
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {base}/users
}}
{oauth}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={base}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
"""

_OAUTH = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {base}/oauth2.conf
}}
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Dovecot:
    """A running server with the users given: name → password."""

    def __init__(self, users: dict[str, str] | None = None, *, oauth: bool = False) -> None:
        self.base = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self.users = users or {"unit@example.org": "secret"}
        self.host = "127.0.0.1"
        self.port, self.tls_port = free_port(), free_port()
        self._oauth = oauth
        self._process: subprocess.Popen[bytes] | None = None
        self.ca = self.base / "ca.pem"
        self._owner = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())

    def __enter__(self) -> Dovecot:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.base, ignore_errors=True)

    def _own(self, *paths: Path) -> None:
        if os.getuid() == 0:
            for path in paths:
                os.chown(path, self._owner.pw_uid, self._owner.pw_gid)

    def start(self) -> None:
        assert BINARY is not None
        for name in ("run", "state", "mail"):
            (self.base / name).mkdir(exist_ok=True)
        if not self.ca.exists():
            make_certificates(self.base)
        (self.base / "users").write_text(
            "".join(f"{name}:{{PLAIN}}{password}\n" for name, password in self.users.items())
        )
        oauth = ""
        if self._oauth:
            (self.base / "oauth2.conf").write_text(
                f"introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix={self.base}/keys/\nusername_attribute = email\n"
            )
            oauth = _OAUTH.format(base=self.base)
        config = self.base / "dovecot.conf"
        config.write_text(
            _CONFIG.format(
                base=self.base,
                user=self._owner.pw_name,
                group=grp.getgrgid(self._owner.pw_gid).gr_name,
                uid=self._owner.pw_uid,
                gid=self._owner.pw_gid,
                cert=self.base / "server.pem",
                key=self.base / "server.key",
                port=self.port,
                tls_port=self.tls_port,
                mechanisms="xoauth2 oauthbearer" if oauth else "",
                oauth=oauth,
            )
        )
        self._own(self.base, *self.base.rglob("*"))
        as_nobody = {"user": "nobody", "group": self._owner.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
        with (self.base / "stderr.log").open("wb") as errors:
            self._process = subprocess.Popen(
                [BINARY, "-F", "-c", str(config)], stdout=subprocess.DEVNULL, stderr=errors, **as_nobody
            )
        self._wait()

    def _wait(self) -> None:
        for _ in range(100):
            try:
                with socket.create_connection((self.host, self.port), timeout=0.3) as one:
                    if one.recv(100).startswith(b"* OK"):
                        return
            except OSError:
                pass
            time.sleep(0.05)
        log = self.base / "dovecot.log"
        raise RuntimeError(
            f"Dovecot did not start: {log.read_text() if log.exists() else (self.base / 'stderr.log').read_text()}"
        )

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def maildir(self, user: str = "unit@example.org", folder: str = "INBOX") -> Path:
        root = self.base / "mail" / user
        return root if folder == "INBOX" else root / f".{folder.replace('/', '.')}"

    def deliver(
        self, raw: bytes, *, user: str = "unit@example.org", folder: str = "INBOX", when: datetime | None = None
    ) -> Path:
        """Put a mail into a folder as a delivery agent does; its INTERNALDATE is the file's time."""
        root = self.maildir(user, folder)
        for name in ("tmp", "new", "cur"):
            (root / name).mkdir(parents=True, exist_ok=True)
        self._own(root, *(root / name for name in ("tmp", "new", "cur")))
        self._count = getattr(self, "_count", 0) + 1
        name = f"{time.time_ns() // 1_000_000_000}.M{time.time_ns() % 1_000_000_000}P{os.getpid()}Q{self._count}.test"
        written = root / "tmp" / name
        written.write_bytes(raw)
        if when is not None:
            os.utime(written, (when.timestamp(), when.timestamp()))
        self._own(written)
        target = root / "new" / name
        written.rename(target)
        return target

    def mails(self, folder: str = "INBOX", user: str = "unit@example.org") -> list[bytes]:
        """The mails that lie in a folder, oldest name first."""
        root = self.maildir(user, folder)
        files = [one for name in ("new", "cur") if (root / name).is_dir() for one in (root / name).iterdir()]
        return [one.read_bytes() for one in sorted(files, key=lambda one: one.name)]

    def renumber(self, user: str = "unit@example.org") -> None:
        """Give the inbox another UIDVALIDITY, as a server does when it is restored."""
        root = self.maildir(user)
        for file in root.glob("dovecot*"):
            if file.is_file():
                file.unlink()
