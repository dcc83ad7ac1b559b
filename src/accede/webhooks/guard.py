"""Which addresses may be called: public ones, and nothing that stands within this house or beside this machine.

A name is resolved once. The connection is then made to exactly the address that was looked at, so that a name server
that answers otherwise the second time changes nothing.
"""

import ipaddress
import re
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, Queue
from urllib.parse import urlsplit

import idna
from django.conf import settings
from django.utils.translation import gettext as _

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Sequence[str]]

PORTS = frozenset({443, 8443})
LONGEST = 2000
# WHATWG's rule: whatever ends in a number is meant for an address, in one of many ways to write it.
_ENDS_IN_A_NUMBER = re.compile(r"(?:^|\.)(?:[0-9]+|0[xX][0-9a-fA-F]*)\.?$")
_PATH = re.compile(r"[!-~]*\Z")  # visible ASCII

# Refused besides all that ipaddress holds not to be global, which differs between versions of Python.
_NOT_PUBLIC = [
    ipaddress.ip_network(each)
    for each in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by the customers of a provider
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, where clouds keep their metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23",  # Teredo, ORCHID and other protocols of the net itself
        "2001:db8::/32",
        "2002::/16",  # 6to4: holds an IPv4 address
        "2620:4f:8000::/48",
        "3fff::/20",
    )
]
_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class NotAllowedAddressError(ValueError):
    """An address that is not called. Says why."""


class UnknownNameError(OSError):
    """A name that nobody knows, or not in time."""


@dataclass(frozen=True, slots=True)
class Target:
    """What an address names, read once."""

    host: str
    port: int
    path: str
    secure: bool

    @property
    def name(self) -> str:
        """As it stands in the call's Host."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"


def read(url: str) -> Target:
    """What the address names. Raises NotAllowedAddressError for what is never called, whatever it resolves to."""
    if len(url) > LONGEST or not _PATH.match(url.partition("://")[2].partition("/")[2]) or "\\" in url:
        raise NotAllowedAddressError(_("This is no address: https://, a name, a path."))
    try:
        parts = urlsplit(url)
        port = parts.port
        host = _host(parts.hostname or "")
    except ValueError as error:
        raise NotAllowedAddressError(_("This is no address: https://, a name, a path.")) from error
    if any(sign.isspace() or not sign.isprintable() for sign in url):
        raise NotAllowedAddressError(_("This is no address: https://, a name, a path."))
    if parts.scheme != "https" and not (parts.scheme == "http" and settings.WEBHOOKS_TO_LOOPBACK):
        raise NotAllowedAddressError(_("The address begins with https://: nothing is sent in clear."))
    if "@" in parts.netloc:
        raise NotAllowedAddressError(
            _(
                "The address holds a name or a password before an @. The signature says who calls; leave them out."
            )
        )
    if parts.fragment:
        raise NotAllowedAddressError(
            _("The address ends in a # and more, which is never sent. Leave it out.")
        )
    secure = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    target = Target(host, port if port is not None else (443 if secure else 80), path, secure)
    if target.port not in PORTS and not settings.WEBHOOKS_TO_LOOPBACK:
        raise NotAllowedAddressError(_("Only the ports 443 and 8443 are called."))
    return target


def read_chosen(url: str) -> Target:
    """As `read`, for an address that somebody chooses: one that is a number leads where it leads, and is looked at once."""
    target = read(url)
    if ":" in target.host or _ENDS_IN_A_NUMBER.search(target.host):
        addresses(target, seconds=1, resolve=lambda host, _port: [host])
    return target


def _host(host: str) -> str:
    """The name as name servers know it. Raises ValueError for what is none."""
    if ":" in host:
        return str(ipaddress.IPv6Address(host))  # refuses zones below
    if _ENDS_IN_A_NUMBER.search(host):
        return str(ipaddress.IPv4Address(host))  # four decimal numbers, or nothing
    name = idna.encode(host, uts46=True).decode("ascii")
    if name == "" or name.startswith("."):
        raise ValueError(host)
    if _ENDS_IN_A_NUMBER.search(name):  # full-width digits, for one
        raise ValueError(host)
    return name


def addresses(target: Target, *, seconds: float, resolve: Resolver | None = None) -> list[Address]:
    """Where it is. Raises NotAllowedAddressError unless every single one is public, and UnknownNameError."""
    found = _in_time(target, seconds, resolve or _resolve)
    if not found:
        raise UnknownNameError(_("Nobody knows this name."))
    read_ = [_address(each) for each in dict.fromkeys(found)]
    if not all(may_be_called(each) for each in read_):
        raise NotAllowedAddressError(
            _("The address leads to no public place. Only what anybody can reach is called.")
        )
    if not target.secure and not all(each.is_loopback for each in read_):
        raise NotAllowedAddressError(_("The address begins with https://: nothing is sent in clear."))
    return read_


def _address(text: str) -> Address:
    try:
        return ipaddress.ip_address(text)
    except ValueError as error:
        raise NotAllowedAddressError(text) from error


def _in_time(target: Target, seconds: float, resolve: Resolver) -> Sequence[str]:
    """A name server may never answer, and nothing can stop who waits for it: so another thread waits."""
    answers: Queue[Sequence[str] | OSError] = Queue()

    def ask() -> None:
        try:
            answers.put(resolve(target.host, target.port))
        except (OSError, UnicodeError) as error:
            answers.put(OSError(str(error)))

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0))
    except Empty as error:
        raise UnknownNameError(_("The name server did not answer in time.")) from error
    if isinstance(answer, OSError):
        raise UnknownNameError(str(answer)) from answer
    return answer


def _resolve(host: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [str(address[0]) for *_kind, address in found]


def may_be_called(address: Address) -> bool:
    """Whether it is a public place; or this machine itself, where the operator of a desk that is tried out allows it."""
    if settings.WEBHOOKS_TO_LOOPBACK and address.is_loopback:
        return True
    return is_public(address)


def is_public(address: Address) -> bool:
    """Global unicast. An address within another, as IPv6 has several ways, counts as what it holds."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address.scope_id is not None or address not in _UNICAST:
            return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address.version == network.version and address in network for network in _NOT_PUBLIC)
    )
