"""A device is named so that its owner knows it again."""

import pytest

from portal.accounts.devices import device_name

KHTML = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KHTML} Chrome/126.0 Safari/537.36", "Chrome · Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0) {KHTML} Chrome/126.0 Safari/537.36 Edg/126.0", "Edge · Windows"),
        (f"Mozilla/5.0 (Linux; Android 14) {KHTML} Mobile Safari/537.36 MicroMessenger/8.0", "微信 · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox · Linux"),
        ("curl/8.0", "Unknown device"),
    ],
)
def test_browser_and_system_are_named(agent: str, name: str) -> None:
    assert device_name(agent) == name
