"""Names of files: as their owner wrote them, without what could mislead a reader or a file system."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 120
# Signs that end a name, steer a shell or a browser, or turn the reading direction (fdp.exe shown as exe.pdf).
MISLEADING = re.compile(r'[\x00-\x1f\x7f-\x9f"*:<>?|\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]')


def safe_name(name: str, extension: str) -> str:
    """Return the name without path and misleading signs, at most 120 characters, ending in ``extension``."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = re.sub(r"\s+", " ", MISLEADING.sub("", last)).strip(" .")
    path = PurePosixPath(plain or "file")
    stem = (path.stem if path.suffix else plain).strip(" .") or "file"
    ending = path.suffix if path.suffix.lower().replace(".jpeg", ".jpg") == extension else extension
    return stem[: LONGEST - len(ending)] + ending
