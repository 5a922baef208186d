"""config.toml and the secrets it points to, as typed settings; every fault at once.

`load(path)` gives `Settings` or raises `Misconfigured` with one sentence for each fault: the key, what is wrong and what
to write. The text of the file is never quoted back, because a faulty line may hold a password.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from daemon.faults import Misconfigured

EMERGENCY = (
    "if a child or adult is in immediate danger, ring 999. If you are worried about somebody's safety now, "
    "ring the local social care front door."
)

Security = Literal["tls", "starttls", "none"]
Auth = Literal["password", "xoauth2"]


def _address(value: Any) -> Any:
    if isinstance(value, str):
        value = value.strip()
        local, at, domain = value.rpartition("@")
        if not (local and at and domain and value.isascii()) or " " in value:
            raise ValueError("must be one plain email address such as unit@example.org")
    return value


Address = Annotated[str, BeforeValidator(_address)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PartnershipSettings(_Section):
    """[partnership]: whose mailbox this is, and which protocol it follows."""

    name: str
    protocol: str
    time_zone: str = "Europe/London"
    address: Address
    phone: str | None = None
    emergency: str = EMERGENCY
    own_files: Path | None = None
    closed_days: tuple[date, ...] = ()

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError('must be a time zone such as "Europe/London" or "Europe/Isle_of_Man"')
        return value

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class _Server(_Section):
    host: str
    port: int = Field(ge=1, le=65535)
    security: Security = "tls"
    ca_file: Path | None = None
    username: str | None = None
    password: str | None = None
    password_file: Path | None = None
    auth: Auth = "password"
    timeout: float = Field(default=60.0, gt=0, le=600)

    @model_validator(mode="after")
    def _one_password(self) -> _Server:
        if self.password is not None and self.password_file is not None:
            raise ValueError("gives both password and password_file: keep one")
        return self


class MailboxSettings(_Server):
    """[mailbox]: the IMAP side. `password` is the secret itself, wherever it came from."""

    port: int = Field(default=993, ge=1, le=65535)
    username: str = Field()  # type: ignore[reportGeneralTypeIssues] - required here, optional for a relay
    folder: str = "INBOX"
    start: Literal["now", "all"] | date = "now"
    sent: Literal["auto", "append", "server", "off"] = "auto"
    trusted_server: str | None = None
    poll_seconds: int = Field(default=60, ge=1, le=3600)


class SmtpSettings(_Server):
    """[smtp]: the relay. Without `username` no AUTH is tried."""

    port: int = Field(default=587, ge=1, le=65535)
    security: Security = "starttls"
    sender: Address


class MicrosoftSettings(_Section):
    """[microsoft]: an app registration for XOAUTH2; exactly one of secret file and certificate."""

    tenant: str
    client_id: str
    client_secret_file: Path | None = None
    certificate_file: Path | None = None
    authority: str | None = None

    @model_validator(mode="after")
    def _one_credential(self) -> MicrosoftSettings:
        if (self.client_secret_file is None) == (self.certificate_file is None):
            raise ValueError("needs exactly one of client_secret_file and certificate_file")
        return self


class StoreSettings(_Section):
    """[store]: where everything is written down."""

    url: str = "sqlite:///case-intake.db"

    @field_validator("url")
    @classmethod
    def _known_engine(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql://", "postgres://")):
            raise ValueError('must begin with "sqlite:///" or "postgresql://"')
        return value


class RegisterSettings(_Section):
    """[register]: the workbook the business manager reads, and whether the weekly brief carries it."""

    file: Path = Path("register.xlsx")
    attach: bool = False


class DirectorySettings(_Section):
    """[directory]: agencies, people, and what happens with senders who are not listed."""

    file: Path = Path("contacts.xlsx")
    manager: Address
    unlisted_senders: Literal["reference_only", "hold"] = "reference_only"


class LettersSettings(_Section):
    """[letters]: whether letters go, and how many an hour."""

    mode: Literal["send", "hold"] = "send"
    most_per_hour: int = Field(default=10_000, ge=1)


class Settings(_Section):
    """Everything config.toml says. Relative paths have been made absolute against the file's folder.

    `secret_faults` says, by section, why a server's password is not at hand; only what signs in there needs it.
    """

    partnership: PartnershipSettings
    mailbox: MailboxSettings
    smtp: SmtpSettings
    microsoft: MicrosoftSettings | None = None
    store: StoreSettings = StoreSettings()
    register_: RegisterSettings = Field(default=RegisterSettings(), alias="register")
    directory: DirectorySettings
    letters: LettersSettings = LettersSettings()
    path: Path = Path("config.toml")
    warnings: tuple[str, ...] = ()
    secret_faults: Mapping[str, str] = {}


def load(path: Path, environment: Mapping[str, str]) -> Settings:
    """Read `path`, find its secrets, and check every key.

    Raises `Misconfigured` with all faults when the file is missing, is not TOML, or says something that cannot be
    meant. A secret that is not there is no such fault: it stands in `secret_faults`. `environment` is where `CREDENTIALS_DIRECTORY` and `CASE_INTAKE_MAILBOX_PASSWORD` /
    `CASE_INTAKE_SMTP_PASSWORD` are looked for when the file names no secret.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Misconfigured(
            f"There is no configuration at {path}. Make one with `case-intake init DIR --protocol bolton`, "
            "or name yours with --config FILE."
        ) from None
    except OSError as fault:
        raise Misconfigured(f"{path} cannot be read ({fault.strerror}). Check who may read it.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        place = str(fault).rpartition("(")[2].rstrip(")") if "(at" in str(fault) else "somewhere in it"
        raise Misconfigured(f"{path} is not valid TOML {place}. Compare it with config.example.toml.") from None

    folder = path.resolve().parent
    faults: list[str] = []
    missing: dict[str, str] = {}
    warnings: list[str] = []
    for section in ("mailbox", "smtp"):
        if isinstance(raw.get(section), dict):
            _find_secret(section, raw[section], folder, environment, missing, warnings)
    _make_absolute(raw, folder)
    found = {"path": path.resolve(), "warnings": tuple(warnings)}
    found["secret_faults"] = {section: f"{path.name}: {one}" for section, one in missing.items()}
    try:
        settings = Settings.model_validate({**raw, **found})
    except ValidationError as refusal:
        faults += [
            *missing.values(),
            *(_sentence(error) for error in refusal.errors(include_input=False, include_url=False)),
        ]
        raise Misconfigured(*(f"{path.name}: {fault}" for fault in faults)) from None
    faults += _cross_checks(settings)
    if faults:
        raise Misconfigured(*(f"{path.name}: {fault}" for fault in faults))
    return settings


def _find_secret(
    section: str,
    values: dict[str, Any],
    folder: Path,
    environment: Mapping[str, str],
    missing: dict[str, str],
    warnings: list[str],
) -> None:
    if values.get("auth") == "xoauth2" or values.get("username") is None:
        return
    if "password" in values:
        warnings.append(f"[{section}] password stands in the file itself; password_file keeps it out of copies of it.")
        return
    named = values.get("password_file")
    places = [folder / named] if isinstance(named, str) else []
    if named is None and (credentials := environment.get("CREDENTIALS_DIRECTORY")):
        places.append(Path(credentials) / f"case-intake-{section}-password")
    for place in places:
        try:
            values["password"] = place.read_text(encoding="utf-8").rstrip("\r\n")
            values.pop("password_file", None)
            return
        except (OSError, UnicodeDecodeError) as fault:
            if named is not None:
                reason = fault.strerror if isinstance(fault, OSError) else "it is not text"
                missing[section] = (
                    f"[{section}] password_file {place} cannot be read ({reason}). "
                    "Write the password into it, readable by this account alone."
                )
                return
    secret = environment.get(f"CASE_INTAKE_{section.upper()}_PASSWORD")
    if secret is not None:
        values["password"] = secret
        return
    missing[section] = f'[{section}] has a username but no password: add password_file = "FILE" (or auth = "xoauth2").'


def _make_absolute(raw: dict[str, Any], folder: Path) -> None:
    """Paths in the file are meant from the file's own folder, wherever the command was started."""
    for section, key in (
        ("mailbox", "ca_file"),
        ("smtp", "ca_file"),
        ("microsoft", "client_secret_file"),
        ("microsoft", "certificate_file"),
        ("register", "file"),
        ("directory", "file"),
        ("partnership", "own_files"),
    ):
        values = raw.setdefault(section, {}) if section in ("register", "directory") else raw.get(section)
        if isinstance(values, dict):
            default = {"register": "register.xlsx", "directory": "contacts.xlsx"}.get(section)
            named = values.get(key, default)
            if isinstance(named, str):
                values[key] = str(folder / named)
    store = raw.setdefault("store", {})
    if isinstance(store, dict):
        url = store.get("url", StoreSettings().url)
        if isinstance(url, str) and url.startswith("sqlite:///"):
            store["url"] = "sqlite:///" + os.fspath(folder / url.removeprefix("sqlite:///"))


def _sentence(error: Any) -> str:
    location = [str(step) for step in error["loc"] if step not in ("literal['now','all']", "date")]
    key = f"[{location[0]}] {'.'.join(location[1:])}".strip() if len(location) > 1 else f"[{'.'.join(location)}]"
    match error["type"]:
        case "missing":
            return f"{key} is missing. See config.example.toml for what belongs there."
        case "extra_forbidden":
            return f"{key} is not a setting that this program knows. Check its spelling against config.example.toml."
        case _:
            return f"{key}: {error['msg'].removeprefix('Value error, ')}."


def _cross_checks(settings: Settings) -> list[str]:
    faults = []
    if "xoauth2" in (settings.mailbox.auth, settings.smtp.auth) and settings.microsoft is None:
        faults.append(
            'auth = "xoauth2" needs a [microsoft] section with tenant, client_id and a secret or certificate.'
        )
    if settings.smtp.auth == "xoauth2" and settings.smtp.username is None:
        faults.append('[smtp] auth = "xoauth2" needs a username: the mailbox that letters are sent from.')
    return faults
