"""The relay: one SMTP connection for many letters, its answers told apart per recipient. The one door to smtplib.

Encryption and sign-in are as configured or not at all; nothing ever falls back to plain text.
"""

from __future__ import annotations

import base64
import smtplib
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from daemon.faults import Refused, ServerAway
from daemon.settings import SmtpSettings
from daemon.signin import xoauth2


@dataclass(frozen=True, slots=True)
class Accepted:
    """The relay has taken the letter for this recipient and answers for it now."""


@dataclass(frozen=True, slots=True)
class Temporary:
    """Not now (4xx). `throttled` where the relay asks for a slower pace (432, 4.3.2)."""

    code: int
    text: str
    throttled: bool = False


@dataclass(frozen=True, slots=True)
class Permanent:
    """Not ever, as things stand (5xx)."""

    code: int
    text: str


Result = Accepted | Temporary | Permanent


class Relay:
    """An open, signed-in connection to the relay. Raises `ServerAway` or `Refused` when it cannot be had."""

    def __init__(self, settings: SmtpSettings, token: Callable[[], str] | None = None) -> None:
        self._settings = settings
        self._where = f"The mail relay {settings.host}:{settings.port}"
        self._smtp = self._connected()
        try:
            self._sign_in(token)
        except BaseException:
            self._smtp.close()
            raise

    def _connected(self) -> smtplib.SMTP:
        settings = self._settings
        try:
            context = ssl.create_default_context(cafile=str(settings.ca_file) if settings.ca_file else None)
        except (OSError, ssl.SSLError) as fault:
            raise Refused(f"[smtp] ca_file {settings.ca_file} cannot be used ({fault}).") from None
        smtp: smtplib.SMTP | None = None
        try:
            if settings.security == "tls":
                smtp = smtplib.SMTP_SSL(settings.host, settings.port, timeout=settings.timeout, context=context)
            else:
                smtp = smtplib.SMTP(settings.host, settings.port, timeout=settings.timeout)
            smtp.ehlo()
            if settings.security == "starttls":
                smtp.starttls(context=context)
                smtp.ehlo()
            return smtp
        except ssl.SSLCertVerificationError as fault:
            _close(smtp)
            raise Refused(
                f"{self._where} showed a certificate that cannot be trusted ({fault.verify_message}). Set ca_file if it is your own."
            ) from None
        except smtplib.SMTPNotSupportedError:
            _close(smtp)
            raise Refused(
                f"{self._where} offers no STARTTLS. Nothing is sent in plain text; check security and port."
            ) from None
        except ssl.SSLError as fault:
            _close(smtp)
            raise Refused(
                f"{self._where} does not speak TLS as configured ({fault.reason}). Check security and port."
            ) from None
        except (OSError, smtplib.SMTPException) as fault:
            _close(smtp)
            raise ServerAway(
                f"{self._where} does not answer ({_short(fault)}). Letters wait and will be sent."
            ) from None

    def _sign_in(self, token: Callable[[], str] | None) -> None:
        settings = self._settings
        if settings.username is None:
            return
        try:
            if settings.auth == "xoauth2":
                assert token is not None
                initial = base64.b64encode(xoauth2(settings.username, token()).encode()).decode()
                code, answer = self._smtp.docmd("AUTH", f"XOAUTH2 {initial}")
                if code == 334:
                    code, answer = self._smtp.docmd("")
                if code != 235:
                    raise smtplib.SMTPAuthenticationError(code, answer)
            else:
                self._smtp.login(settings.username, settings.password or "")
        except smtplib.SMTPAuthenticationError as fault:
            said = _said(fault.smtp_error)
            if "5.7.139" in said:
                raise Refused(
                    f"{self._where} has SMTP AUTH switched off for {settings.username} (5.7.139). An administrator must "
                    "allow it for this mailbox: Set-CASMailbox -SmtpClientAuthenticationDisabled $false."
                ) from None
            if 400 <= fault.smtp_code < 500:
                raise ServerAway(f"{self._where} cannot check the sign-in now ({fault.smtp_code} {said}).") from None
            raise Refused(
                f"{self._where} refuses the sign-in of {settings.username} ({fault.smtp_code} {said}). Check username and password."
            ) from None
        except smtplib.SMTPNotSupportedError:
            raise Refused(
                f"{self._where} offers no sign-in that this program knows. Remove username for a relay without one."
            ) from None
        except (OSError, smtplib.SMTPException) as fault:
            raise ServerAway(f"{self._where} broke off during sign-in ({_short(fault)}).") from None

    def send(self, raw: bytes, sender: str, recipients: Sequence[str]) -> Mapping[str, Result]:
        """Send one letter; what became of each recipient. Raises `ServerAway` when the connection is lost.

        A connection lost after DATA leaves it unknown whether the letter went; the caller sends it again, under the
        same Message-ID.
        """
        try:
            refused = self._smtp.sendmail(sender, list(recipients), raw)
        except smtplib.SMTPRecipientsRefused as fault:
            self._reset()
            return {one: _result(*fault.recipients.get(one, (451, b"not tried"))) for one in recipients}
        except smtplib.SMTPSenderRefused as fault:
            self._reset()
            return dict.fromkeys(recipients, _result(fault.smtp_code, fault.smtp_error))
        except smtplib.SMTPDataError as fault:
            self._reset()
            return dict.fromkeys(recipients, _result(fault.smtp_code, fault.smtp_error))
        except (OSError, smtplib.SMTPException) as fault:
            raise ServerAway(f"{self._where} broke off ({_short(fault)}). Letters wait and will be sent.") from None
        return {one: _result(*refused[one]) if one in refused else Accepted() for one in recipients}

    def _reset(self) -> None:
        try:
            self._smtp.rset()
        except (OSError, smtplib.SMTPException) as fault:
            raise ServerAway(f"{self._where} broke off ({_short(fault)}). Letters wait and will be sent.") from None

    def alive(self) -> bool:
        """True when the relay still answers; an idle connection is closed by most relays after some minutes."""
        try:
            return self._smtp.noop()[0] == 250
        except (OSError, smtplib.SMTPException):
            return False

    def close(self) -> None:
        """Leave in good order."""
        try:
            self._smtp.quit()
        except (OSError, smtplib.SMTPException):
            self._smtp.close()


def _result(code: int, text: bytes | str) -> Result:
    said = _said(text)
    if 500 <= code < 600:
        return Permanent(code, said)
    return Temporary(code, said, throttled=code == 432 or "4.3.2" in said)


def _said(text: bytes | str) -> str:
    return " ".join((text.decode("utf-8", "replace") if isinstance(text, bytes) else text).split())[:300]


def _short(fault: BaseException) -> str:
    return " ".join((str(fault) or type(fault).__name__).split())[:200]


def _close(smtp: smtplib.SMTP | None) -> None:
    if smtp is not None:
        smtp.close()
