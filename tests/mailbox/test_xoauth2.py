"""XOAUTH2 against Dovecot's own offline check of a signed token, and against an SMTP listener."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from daemon.faults import Refused
from daemon.mailbox import connect
from daemon.settings import MailboxSettings
from tests.conftest import needed
from tests.servers import dovecot as dovecot_server
from tests.servers.dovecot import Dovecot

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def token(user: str, key: rsa.RSAPrivateKey = KEY, lasts: int = 600) -> str:
    def coded(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    head = coded(json.dumps({"alg": "RS256", "typ": "JWT", "kid": "default"}).encode())
    now = int(time.time())
    body = coded(json.dumps({"sub": user, "email": user, "iat": now, "exp": now + lasts}).encode())
    return f"{head}.{body}.{coded(key.sign(f'{head}.{body}'.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dovecot]:
    needed(dovecot_server.BINARY is not None, "dovecot")
    one = Dovecot(oauth=True)
    keys = one.base / "keys" / "default" / "RS256"
    keys.mkdir(parents=True)
    public = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    (keys / "default").write_bytes(public)
    with one:
        yield one


def settings(server: Dovecot) -> MailboxSettings:
    return MailboxSettings(
        host="127.0.0.1", port=server.tls_port, ca_file=Path(server.ca), username="unit@example.org", auth="xoauth2"
    )


def test_a_valid_token_signs_in(server: Dovecot) -> None:
    box = connect(settings(server), lambda: token("unit@example.org"))
    assert box.select("INBOX").exists == 0
    box.close()


@pytest.mark.parametrize(
    "bad",
    [
        lambda: token("unit@example.org", lasts=-600),
        lambda: token("unit@example.org", rsa.generate_private_key(public_exponent=65537, key_size=2048)),
        lambda: "rubbish",
    ],
)
def test_a_token_that_is_old_forged_or_rubbish_is_refused_in_a_sentence(server: Dovecot, bad) -> None:
    with pytest.raises(Refused, match=r"refuses the (login|sign-in)"):
        connect(settings(server), bad)
