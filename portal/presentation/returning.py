"""Going back to where somebody came from, and nowhere else."""

from urllib.parse import quote, urlsplit

from flask import request

# What RFC 3986 lets stand in a path, and besides that in a query as a browser has sent it.
IN_PATH = "/:@!$&'()*+,;="
IN_QUERY = f"{IN_PATH}?%"


def address_here() -> str:
    """Return the path and the query of this request as they stand in the browser's address bar."""
    path, query = quote(request.path, safe=IN_PATH), quote(request.query_string, safe=IN_QUERY)
    return f"{path}?{query}" if query else path


def loggable_path() -> str:
    """Return the path of this request without its token: whoever reads logs must not be able to use a link."""
    token = (request.view_args or {}).get("token")
    return request.path.replace(token, "…") if token else request.path


def local_path(wanted: str | None, otherwise: str = "/") -> str:
    r"""Return ``wanted`` where it is a path of this portal, else ``otherwise``.

    An address with a host, and what browsers read as one (``//host``, ``/\\host``, a tab within), is refused.
    """
    text = wanted or ""
    plain = text.isprintable() and "\\" not in text and text.startswith("/") and not text.startswith("//")
    if not plain:
        return otherwise
    parts = urlsplit(text)
    return text if not parts.scheme and not parts.netloc else otherwise
