"""Where the faces of printed letters come from, and how they are fetched once and made ready."""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape

from pylopdf_fonts_zh_cn import sans_path, serif_path

from portal.press.font_metrics import prepare

RECIPE = "1"
"""Raised when the preparation changes, so that installed fonts are made anew."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a Debian package and the family name that it gets here."""

    family: str
    package: str
    file: str


DEBIAN = (
    Face("Portal FangSong", "texlive-lang-chinese", "FandolFang-Regular.otf"),
    Face("Portal Kai", "texlive-lang-chinese", "FandolKai-Regular.otf"),
    Face("Portal Hei", "texlive-lang-chinese", "FandolHei-Regular.otf"),
    Face("Portal XiaoBiaoSong", "texlive-lang-chinese", "FandolSong-Bold.otf"),
    Face("Portal Song", "texlive-lang-chinese", "FandolSong-Regular.otf"),
    Face("Portal Kai Supplement", "fonts-arphic-ukai", "ukai.ttc"),
    Face("Portal Rare", "fonts-babelstone-han", "BabelStoneHan.ttf"),
)

OPERATOR = {
    "Portal XiaoBiaoSong Own": ("小标宋", "xiaobiaosong"),
    "Portal FangSong Own": ("仿宋", "fangsong", "simfang"),
    "Portal Kai Own": ("楷体", "kaiti", "simkai"),
    "Portal Hei Own": ("黑体", "simhei", "heiti"),
    "Portal Song Own": ("宋体", "书宋", "simsun", "shusong"),
}
"""What the file or family name of an office's own face contains, most particular first."""

FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}/faces</dir>
  <cachedir>{folder}/cache</cachedir>
  <config><rescan><int>0</int></rescan></config>
</fontconfig>
"""


def install(folder: Path, *, operator: Path | None = None, again: bool = False) -> Iterator[str]:
    """Fill a folder with prepared faces unless it is up to date; yield a sentence on each thing that happened.

    Without Debian's packages Noto alone is installed: every letter can be printed, in one serif and one sans face.
    """
    stamp = folder / "stamp"
    wanted = _digest(operator)
    if not again and stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        yield f"The fonts in {folder} are up to date."
        return
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        faces = Path(scratch) / "faces"
        faces.mkdir()
        sources = [*_operators_own(operator), *_noto()]
        for package in dict.fromkeys(face.package for face in DEBIAN):
            files = _debian(package, Path(scratch))
            if not files:
                yield f"Debian's package {package} cannot be had: Noto stands in. Try later with --again."
            sources += [(face.family, files[face.file]) for face in DEBIAN if face.file in files]
        points = {point for family, source in sources for point in prepare(source, family, faces)}
        shutil.rmtree(folder / "faces", ignore_errors=True)
        faces.rename(folder / "faces")
    (folder / "characters.txt").write_text("\n".join(_ranges(points)), encoding="ascii")
    configuration = folder.resolve() / "fonts.conf"
    configuration.write_text(FONTS_CONF.format(folder=escape(str(folder.resolve()))), encoding="utf-8")
    _scan(configuration)
    stamp.write_text(wanted, encoding="ascii")
    yield f"Installed {len(sources)} faces with {len(points)} characters in {folder}."


def _scan(configuration: Path) -> None:
    """Let Fontconfig fill its cache now, not at the first letter."""
    environment = {**os.environ, "FONTCONFIG_FILE": str(configuration)}
    command = [sys.executable, "-c", "import weasyprint.text.fonts"]
    subprocess.run(command, env=environment, check=False, capture_output=True, timeout=300)  # noqa: S603  our own words


def _digest(operator: Path | None) -> str:
    """Identify what the installed fonts are made of."""
    parts = [RECIPE, repr(DEBIAN), version("pylopdf-fonts-zh-cn")]
    for file in _font_files(operator):
        status = file.stat()
        parts.append(f"{file.name} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _font_files(folder: Path | None) -> list[Path]:
    if folder is None:
        return []
    return sorted(file for file in folder.rglob("*") if file.suffix.lower() in {".otf", ".ttf", ".ttc"})


def _operators_own(folder: Path | None) -> Iterator[tuple[str, bytes]]:
    """Yield the office's own faces, told apart by their file names."""
    found = set()
    for file in _font_files(folder):
        name = file.stem.lower()
        family = next((family for family, marks in OPERATOR.items() if any(mark in name for mark in marks)), None)
        if family and family not in found:
            found.add(family)
            yield family, file.read_bytes()


def _noto() -> Iterator[tuple[str, bytes]]:
    yield "Portal Serif", serif_path().read_bytes()
    yield "Portal Sans", sans_path().read_bytes()


def _debian(package: str, scratch: Path) -> dict[str, bytes]:
    """Fetch a package and take its font files and licences; empty if it cannot be had. Needs no root.

    Where apt's lists are missing (a fresh container), they are fetched into the scratch folder.
    """
    apt, dpkg = shutil.which("apt-get"), shutil.which("dpkg-deb")
    if not apt or not dpkg:
        return {}
    lists = scratch / "lists"
    private = ["-o", f"Dir::State::lists={lists}", "-o", f"Dir::Cache={scratch}", "-o", "APT::Sandbox::User="]
    (lists / "partial").mkdir(parents=True, exist_ok=True)
    here = ["-o", "APT::Sandbox::User="]
    if not _run([apt, *here, "download", package], scratch) and not (
        _run([apt, *private, "update"], scratch) and _run([apt, *private, "download", package], scratch)
    ):
        return {}
    archive = next(scratch.glob(f"{package}_*.deb"))
    unpacked = subprocess.run([dpkg, "--fsys-tarfile", str(archive)], check=True, capture_output=True)  # noqa: S603  our own words
    archive.unlink()
    wanted = {face.file for face in DEBIAN if face.package == package}
    with tarfile.open(fileobj=io.BytesIO(unpacked.stdout)) as tar:
        members = ((Path(member.name).name, tar.extractfile(member)) for member in tar if member.isfile())
        return {name: stream.read() for name, stream in members if stream and name in wanted}


def _run(command: Iterable[str], folder: Path) -> bool:
    done = subprocess.run(list(command), cwd=folder, check=False, capture_output=True, timeout=300)  # noqa: S603  our own words
    return done.returncode == 0


def _ranges(points: Iterable[int]) -> Iterator[str]:
    """Write code points as ranges `first-last` in hexadecimal."""
    first = last = -2
    for point in sorted(points):
        if point != last + 1:
            if last >= 0:
                yield f"{first:x}-{last:x}"
            first = point
        last = point
    if last >= 0:
        yield f"{first:x}-{last:x}"
