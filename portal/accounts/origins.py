"""Where people sign in from, and when that is new enough to tell them.

Coarse on purpose: a device is its browser and system, a network the range of its operator. The exact address changes
whenever a router or a telephone starts again, and whoever is told each time soon reads none of it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from portal.accounts.devices import device_name

RANGES = {4: 16, 6: 32}  # leading bits of an address by which its network is known


@dataclass(frozen=True)
class Origin:
    """A device and a network from which somebody signs in."""

    device: str
    network: str


def origin_of(address: str, agent: str) -> Origin:
    """Return where a request with this network address and User-Agent header comes from."""
    return Origin(device_name(agent), network_of(address))


def network_of(address: str) -> str:
    """Return the network of an address, ``10.20.0.0/16`` or ``2001:db8::/32``; what is no address stays as it is."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network((found, RANGES[found.version]), strict=False))


def is_new(origin: Origin, known: Collection[Origin], *, first: bool) -> bool:
    """Tell whether a sign-in is news to its owner: from a device or a network not among those ``known``.

    The very first sign-in of an account is none.
    """
    devices, networks = {each.device for each in known}, {each.network for each in known}
    return not first and not (origin.device in devices and origin.network in networks)
