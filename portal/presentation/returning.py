"""Going back to where somebody came from, and nowhere else."""

from urllib.parse import urlsplit


def local_path(wanted: str | None, otherwise: str = "/") -> str:
    """Return ``wanted`` where it is a path of this portal, else ``otherwise``.

    An address with a host, and what browsers read as one (``//host``, ``/\\host``, a tab within), is refused.
    """
    text = wanted or ""
    plain = text.isprintable() and "\\" not in text and text.startswith("/") and not text.startswith("//")
    if not plain:
        return otherwise
    parts = urlsplit(text)
    return text if not parts.scheme and not parts.netloc else otherwise
