"""Settings: read once, checked whole, every missing or wrong value named at once.

They come from the environment (``PORTAL_…``), from the file that ``PORTAL_ENV_FILE`` names, or, where nothing is
configured, from the demo instance that ``python3 run setup`` made. No secret has a default.
"""

import os
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, cast

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12
from flask import current_app
from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "PORTAL_"
DEMO_FILE = ROOT / "instance" / "demo.env"
MEGABYTE = 1024 * 1024


class SettingsError(Exception):
    """The configuration cannot be used; the message names every value that is missing or wrong."""


def _from_root(path: Path) -> Path:
    return path if path.is_absolute() else ROOT / path


def _sqlite_from_root(url: str) -> str:
    """Anchor a relative SQLite path at the project's root, so that a command works from any directory."""
    scheme, found, path = url.partition(":///")
    if not found or not scheme.startswith("sqlite") or path in {"", ":memory:"} or Path(path).is_absolute():
        return url
    return f"{scheme}:///{ROOT / path}"


def _without_slash(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError("must begin with http:// or https://")
    return url.rstrip("/")


def _signs(file: Path, passphrase: str) -> None:
    """Raise ValueError unless the passphrase opens the PKCS#12 file and letters can be signed with what is in it."""
    try:
        opened = pkcs12.load_pkcs12(file.read_bytes(), passphrase.encode())
    except ValueError:
        raise ValueError("does not open the PKCS#12 file of SIGNING_FILE") from None
    if opened.cert is None or not isinstance(opened.key, (RSAPrivateKey, EllipticCurvePrivateKey)):
        raise ValueError("opens a file without a certificate and its RSA or elliptic-curve key")


RootedPath = Annotated[Path, AfterValidator(_from_root)]


class Settings(BaseSettings):
    """Everything an operator decides. Times are minutes or working days as the name says; sizes are bytes."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    # Needed by every instance.
    secret_key: SecretStr = Field(min_length=32)
    database_url: Annotated[str, AfterValidator(_sqlite_from_root)]
    data_dir: RootedPath
    base_url: Annotated[str, AfterValidator(_without_slash)]

    # What the portal calls itself.
    portal_name: str = "企业复工法律服务平台"
    county_name: str = "本县"
    seal_text: str = Field(default="助企复工", min_length=4, max_length=4)
    host_line: str = "县司法局主办 · 县复工复产工作专班"
    operator_line: str = ""
    legal_hotline: str = "12348"
    reopening_hotline: str = ""
    home_region: str = "national"
    letter_code: str = "政法督"

    # How it runs.
    demo: bool = False
    secure_cookies: bool = True
    proxies: int = Field(default=0, ge=0, description="reverse proxies in front whose forwarded headers are believed")
    jobs_url: Annotated[str, AfterValidator(_sqlite_from_root)] | None = None
    storage_url: str | None = None
    rate_limits: bool = True
    rate_limit_storage: str = "memory://"
    mail_url: SecretStr | None = None
    mail_sender: str = ""
    chat_urls: SecretStr | None = Field(default=None, description="wecombot:// dingtalk:// feishu://, by blanks")
    digest_hour: int = Field(default=17, ge=0, le=23)
    fonts_dir: RootedPath = ROOT / "instance" / "fonts"
    operator_fonts_dir: RootedPath | None = None
    signing_file: RootedPath | None = None
    signing_passphrase: Annotated[SecretStr | None, Field(validate_default=True)] = None

    # Sign-in.
    idle_minutes: int = Field(default=120, ge=5)
    absolute_hours: int = Field(default=12, ge=1)
    reset_minutes: int = Field(default=30, ge=5)
    invitation_days: int = Field(default=7, ge=1)

    # Limits in working days (design: deadlines), the silence after which an outcome counts as confirmed, and the
    # calendar days in which a closed case may be reopened.
    contact_days: int = Field(default=1, ge=1)
    legal_days: int = Field(default=3, ge=1)
    ordinary_days: int = Field(default=7, ge=1)
    hard_days: int = Field(default=15, ge=1)
    urgent_days: int = Field(default=1, ge=1)
    task_days: int = Field(default=3, ge=1)
    silence_days: int = Field(default=5, ge=1)
    reopen_days: int = Field(default=30, ge=1)
    letter_reply_days: int = Field(default=5, ge=1)
    follow_up_days: int = Field(default=3, ge=1)
    cluster_enterprises: int = Field(default=3, ge=2)
    cutoff_hour: int = Field(default=16, ge=1, le=24, description="from this local hour on it is the next working day")

    # Reports: the share of answers in time that charts compare with, and whether units are set side by side.
    on_time_goal: float = Field(default=0.95, gt=0, le=1)
    league_tables: bool = False
    report_cutoff: time = time(17, 30)
    report_reminder: timedelta = timedelta(minutes=30)

    # Sizes.
    attachment_bytes: int = 20 * MEGABYTE
    request_bytes: int = 120 * MEGABYTE

    @property
    def keeper(self) -> str:
        """The county's portal by its full name; the county is not named twice."""
        return self.portal_name if self.county_name in self.portal_name else f"{self.county_name}{self.portal_name}"

    @field_validator("signing_file")
    @classmethod
    def _is_there(cls, file: Path | None) -> Path | None:
        if file and not file.is_file():
            raise ValueError("names no file")
        return file

    @field_validator("signing_passphrase")
    @classmethod
    def _opens_the_certificate(cls, passphrase: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        """Open the certificate of letters, so that a wrong passphrase is told at start and not at a sign-off."""
        file = info.data.get("signing_file")
        if file:
            _signs(file, passphrase.get_secret_value() if passphrase else "")
        return passphrase


def load_settings() -> Settings:
    """Return the checked settings of this process.

    Raises :class:`SettingsError` naming every missing or wrong value at once.
    """
    named = os.environ.get(f"{PREFIX}ENV_FILE")
    configured = named or any(key.startswith(PREFIX) for key in os.environ)
    env_file = Path(named) if named else (None if configured else DEMO_FILE)
    if env_file and not env_file.exists():
        raise SettingsError(
            f"The settings file {env_file.name} does not exist. Run `python3 run setup` for a demo instance, "
            f"or set {PREFIX}ENV_FILE to the file of your instance (docs/deploying.md).",
        )
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]  # the other values come from the environment
    except ValidationError as error:
        faults = [f"  {PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
        raise SettingsError("\n".join(["These settings are missing or wrong (docs/deploying.md):", *faults])) from None


def current_settings() -> Settings:
    """Return the settings of the running application."""
    return cast("Settings", current_app.extensions["settings"])
