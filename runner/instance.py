"""An instance and what it needs before it starts: settings, fonts, translations, tables, policy index, demo data."""

import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from runner.console import ROOT, Stop, say, succeed
from runner.environment import BIN, PYTHON
from runner.steps import Step, carry_out, perform

INSTANCE = ROOT / "instance"
FONTS = INSTANCE / "fonts"
DEMO = INSTANCE / "demo"
DEMO_ENV = INSTANCE / "demo.env"
CERTIFICATE = INSTANCE / "demo-certificate.p12"
ACCOUNTS = DEMO / "accounts.txt"
CATALOGUES = ROOT / "portal" / "translations"
PREFIX = "PORTAL_"
PORT = 8000
FLASK = (BIN / "flask", "--app", "wsgi")


TRANSLATIONS = Step(
    "translations",
    "Compiling the translations",
    (BIN / "pybabel", "-q", "compile", "-d", CATALOGUES),
    ("portal/translations/**/*.po",),
    CATALOGUES / "zh_Hans_CN" / "LC_MESSAGES" / "messages.mo",
)
TABLES = Step(
    "tables",
    "Making the database's tables",
    (*FLASK, "db", "upgrade"),
    ("portal/migrations/**/*.py",),
    DEMO / "portal.sqlite3",
)
INDEX = Step("index", "Indexing the policy library", (*FLASK, "knowledge", "index"), ("knowledge/**/*",), DEMO)
COUNTY = Step(
    "county", "Loading the demo county (half a minute)", (*FLASK, "demo", "load"), ("portal/demo/**/*",), DEMO
)
CALENDAR = Step("calendar", "Entering the official working days", (*FLASK, "admin", "calendar"), (), DEMO)
CATEGORIES = Step("categories", "Loading the categories of cases", (*FLASK, "cases", "categories"), (), DEMO)


def prepare_code(settings: Mapping[str, str]) -> None:
    """Do what instances and tests alike need: fonts, where ``settings`` want them, and compiled translations."""
    carry_out((fonts(settings), TRANSLATIONS), INSTANCE / "steps.json", os.environ)


def fonts(settings: Mapping[str, str]) -> Step:
    """Return the step that installs the letters' fonts, those of the operator among them."""
    folder = ROOT / settings.get(f"{PREFIX}FONTS_DIR", FONTS)
    own = settings.get(f"{PREFIX}OPERATOR_FONTS_DIR")
    operator = ("--operator-fonts", ROOT / own) if own else ()
    return Step(
        "fonts",
        "Installing the fonts of official letters (a minute or two the first time)",
        (PYTHON, "-m", "portal.press.fonts", "install", "--into", folder, *operator),
        ("portal/press/font*.py",),
        folder,
    )


def configured_settings() -> dict[str, str]:
    """Return the settings of the instance that the environment names: its file's, then the environment's own."""
    path = os.environ.get(f"{PREFIX}ENV_FILE")
    lines = Path(path).read_text(encoding="utf-8").splitlines() if path else []
    pairs = (line.partition("=") for line in lines if not line.lstrip().startswith("#"))
    return {name.strip(): value.strip().strip("'\"") for name, _, value in pairs} | dict(os.environ)


def prepare_demo(env: Mapping[str, str], *, reset: bool) -> None:
    """Bring the demo instance up to date; ``reset`` removes its data first, never its settings."""
    if reset:
        say("Removing the demo data")
        shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir(parents=True, exist_ok=True)
    if carry_out((TABLES, INDEX, COUNTY), DEMO / "steps.json", env) or not ACCOUNTS.exists():
        said = succeed([*FLASK, "demo", "accounts"], env=env, failing="The demo accounts could not be listed:")
        ACCOUNTS.write_text(said, encoding="utf-8")


def prepare_configured() -> None:
    """Bring the instance that the environment names up to date; each of these may be done at any time."""
    for step in (TABLES, INDEX, CATEGORIES, CALENDAR):
        perform(step, os.environ)


def configured() -> bool:
    """Tell whether the environment names an instance; without one the demo is meant."""
    return any(name.startswith(PREFIX) for name in os.environ)


def require_configured() -> None:
    """Raise Stop unless the environment names an instance."""
    if not configured():
        raise Stop(
            f"No instance is configured: set {PREFIX}ENV_FILE to its settings file (docs/deploying.md), "
            "or try the portal with `python3 run demo`. (尚未配置实例)",
        )


def demo_environment(port: int = PORT) -> dict[str, str]:
    """Return the environment of the demo instance at ``port``; settings of another instance do not reach it."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    here = {} if port == PORT else {f"{PREFIX}BASE_URL": f"http://127.0.0.1:{port}"}
    return env | here | {f"{PREFIX}ENV_FILE": str(DEMO_ENV)}


def write_demo_settings() -> None:
    """Write the demo's settings, readable by their owner only; what an earlier version wrote is kept."""
    settings = {
        "DEMO": "true",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "DATABASE_URL": "sqlite:///instance/demo/portal.sqlite3",
        "DATA_DIR": "instance/demo",
        "BASE_URL": f"http://127.0.0.1:{PORT}",
        "PORTAL_NAME": "安澜县企业复工法律服务平台",
        "COUNTY_NAME": "安澜县",
        "SEAL_TEXT": "安澜助企",
        "REOPENING_HOTLINE": "0000-821 2345",
    }
    INSTANCE.mkdir(exist_ok=True)
    written = DEMO_ENV.read_text(encoding="utf-8") if DEMO_ENV.exists() else ""
    if f"{PREFIX}SIGNING_FILE=" not in written or not CERTIFICATE.exists():
        written = "".join(line for line in written.splitlines(keepends=True) if f"{PREFIX}SIGNING_" not in line)
        settings |= demo_certificate(settings["COUNTY_NAME"])
    lines = [f"{PREFIX}{name}={value}\n" for name, value in settings.items() if f"{PREFIX}{name}=" not in written]
    if lines:
        DEMO_ENV.touch(mode=0o600)
        DEMO_ENV.write_text(written + "".join(lines), encoding="utf-8")


def demo_certificate(office: str) -> dict[str, str]:
    """Make the certificate that signs the demo's letters, marked as a sample; return the settings that name it."""
    command = (PYTHON, "-m", "portal.press.certificates", "sample", "--into", CERTIFICATE, "--office", office)
    passphrase = succeed(command, failing="The demo's certificate could not be made:").strip()
    return {"SIGNING_FILE": "instance/demo-certificate.p12", "SIGNING_PASSPHRASE": passphrase}
