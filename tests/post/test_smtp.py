"""The relay: each recipient's answer for itself, nothing in plain text, and faults in sentences."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from daemon.faults import Refused, ServerAway
from daemon.post.smtp import Accepted, Permanent, Relay, Temporary
from daemon.settings import SmtpSettings
from tests.servers.certificates import make_certificates
from tests.servers.dovecot import free_port
from tests.servers.smtp import Listener

RAW = b"From: a@b.example\r\nSubject: x\r\n\r\n.hello\r\n"


def settings(relay: Listener, **more: object) -> SmtpSettings:
    return SmtpSettings.model_validate(
        {"host": "127.0.0.1", "port": relay.port, "security": "none", "sender": "a@b.example", **more}
    )


def test_a_letter_arrives_byte_for_byte(relay: Listener) -> None:
    one = Relay(settings(relay))
    assert one.send(RAW, "a@b.example", ["c@d.example"]) == {"c@d.example": Accepted()}
    one.close()
    assert relay.taken[0].raw == RAW


def test_each_recipient_is_told_apart(relay: Listener) -> None:
    relay.answers = {"full@d.example": "452 4.2.2 mailbox full", "gone@d.example": "550 5.1.1 no such user"}.get
    one = Relay(settings(relay))
    found = one.send(RAW, "a@b.example", ["c@d.example", "full@d.example", "gone@d.example"])
    one.close()
    assert found["c@d.example"] == Accepted()
    assert isinstance(found["full@d.example"], Temporary) and found["full@d.example"].code == 452
    assert isinstance(found["gone@d.example"], Permanent) and "no such user" in found["gone@d.example"].text


def test_a_refused_letter_does_not_spoil_the_next(relay: Listener) -> None:
    relay.answers = {"gone@d.example": "550 5.1.1 no such user"}.get
    one = Relay(settings(relay))
    assert isinstance(one.send(RAW, "a@b.example", ["gone@d.example"])["gone@d.example"], Permanent)
    assert one.send(RAW, "a@b.example", ["c@d.example"]) == {"c@d.example": Accepted()}
    one.close()


def test_a_throttling_relay_is_known_by_its_code(relay: Listener) -> None:
    relay.data_answer = lambda _: "432 4.3.2 Concurrent connections limit exceeded"
    one = Relay(settings(relay))
    result = one.send(RAW, "a@b.example", ["c@d.example"])["c@d.example"]
    assert isinstance(result, Temporary) and result.throttled
    one.close()


def test_a_connection_lost_after_data_is_raised_for_another_try(relay: Listener) -> None:
    relay.drop_after_data = 1
    one = Relay(settings(relay))
    with pytest.raises(ServerAway):
        one.send(RAW, "a@b.example", ["c@d.example"])
    assert len(relay.taken) == 1


def test_starttls_is_required_and_verified(tmp_path: Path) -> None:
    make_certificates(tmp_path)
    with Listener(starttls=tmp_path) as relay:
        Relay(settings(relay, security="starttls", ca_file=tmp_path / "ca.pem")).close()
        with pytest.raises(Refused, match="certificate"):
            Relay(settings(relay, security="starttls"))
    with Listener() as plain, pytest.raises(Refused, match="offers no STARTTLS"):
        Relay(settings(plain, security="starttls"))


def test_tls_from_the_first_byte(tmp_path: Path) -> None:
    make_certificates(tmp_path)
    with Listener(tls=tmp_path) as relay:
        Relay(settings(relay, security="tls", ca_file=tmp_path / "ca.pem")).close()


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_refused_sign_in_is_a_sentence() -> None:
    with Listener(users={"unit": "secret"}) as relay:
        Relay(settings(relay, username="unit", password="secret")).close()
        with pytest.raises(Refused, match="refuses the sign-in"):
            Relay(settings(relay, username="unit", password="wrong"))


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_token_signs_in_by_xoauth2_and_a_wrong_one_is_refused() -> None:
    with Listener(users={"unit@example.org": "a-token"}) as relay:
        signed = settings(relay, username="unit@example.org", auth="xoauth2")
        one = Relay(signed, lambda: "a-token")
        assert one.send(RAW, "a@b.example", ["c@d.example"]) == {"c@d.example": Accepted()}
        one.close()
        with pytest.raises(Refused, match="refuses the sign-in"):
            Relay(signed, lambda: "an-old-token")


def test_no_relay_at_all_is_a_sentence(relay: Listener) -> None:
    with pytest.raises(ServerAway, match="does not answer"):
        Relay(settings(relay, port=free_port()))


def test_xoauth2_is_sent_as_microsoft_expects() -> None:
    from daemon.signin import xoauth2

    coded = base64.b64encode(xoauth2("unit@example.org", "abc").encode())
    assert base64.b64decode(coded) == b"user=unit@example.org\x01auth=Bearer abc\x01\x01"
