"""Signing in to Microsoft 365: app tokens through msal, for IMAP and SMTP alike. The one door to msal.

A token is asked for before each login; msal keeps it until it runs out. What goes wrong is a sentence for the
administrator, because nobody can be told through a mailbox that refuses us.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from daemon.faults import Misconfigured, Refused, ServerAway
from daemon.settings import MicrosoftSettings

SCOPE = "https://outlook.office365.com/.default"


def token_source(settings: MicrosoftSettings) -> Callable[[], str]:
    """A function that gives a valid access token. Raises `Misconfigured` when the app cannot be set up."""
    try:
        import msal
    except ImportError:
        raise Misconfigured('auth = "xoauth2" needs msal: install case-intake-daemon[m365].') from None
    credential = _credential(settings)
    authority = settings.authority or f"https://login.microsoftonline.com/{settings.tenant}"
    app: Any = None

    def token() -> str:
        nonlocal app
        try:
            if app is None:
                app = msal.ConfidentialClientApplication(
                    settings.client_id, authority=authority, client_credential=credential
                )
            answer = app.acquire_token_for_client(scopes=[SCOPE])
        except (OSError, ValueError) as fault:
            raise ServerAway(
                f"Microsoft's sign-in at {authority} does not answer ({type(fault).__name__}). It will be tried again."
            ) from None
        if "access_token" not in answer:
            said = str(answer.get("error_description") or answer.get("error") or "no reason given").splitlines()[0]
            hint = (
                " Make a new secret in Entra and put it into client_secret_file."
                if "AADSTS7000222" in said or "expired" in said.lower()
                else ""
            )
            raise Refused(f"Microsoft refuses the sign-in of the app {settings.client_id}: {said[:300]}.{hint}")
        return answer["access_token"]

    return token


def _credential(settings: MicrosoftSettings) -> Any:
    file = settings.client_secret_file or settings.certificate_file
    assert file is not None
    text = _read(file)
    if settings.client_secret_file is not None:
        return text.strip()
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    try:
        certificate = x509.load_pem_x509_certificate(text.encode())
    except ValueError:
        raise Misconfigured(f"[microsoft] certificate_file {file} holds no PEM certificate beside its key.") from None
    return {"private_key": text, "thumbprint": certificate.fingerprint(hashes.SHA1()).hex()}  # noqa: S303 - the thumbprint that Entra shows


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Misconfigured(f"[microsoft] {file} cannot be read ({fault}).") from None


def xoauth2(username: str, token: str) -> str:
    """The XOAUTH2 initial response, before base64."""
    return f"user={username}\x01auth=Bearer {token}\x01\x01"
