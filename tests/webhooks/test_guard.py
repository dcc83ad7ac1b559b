"""No way to internal addresses: whatever is written, and whatever a name leads to."""

import ipaddress
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.webhooks import guard

INTERNAL = """
0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1
192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::7f00:1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1
64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001::1 2001:0:53aa:64c::1 2001:db8::1
2002:7f00:1:: 2002:a00:1::1 2002:808:808::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1
""".split()
PUBLIC = """
1.1.1.1 8.8.8.8 93.184.215.14 172.32.0.1 192.169.0.1 2606:4700:4700::1111 2a00:1450:4001:81b::200e
::ffff:8.8.8.8 64:ff9b::808:808
""".split()
LOCKED_UP = [
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 224.0.0.0/4 240.0.0.0/4".split(),
    "::/96 ::1/128 64:ff9b:1::/48 2001:db8::/32 2002::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8".split(),
]


@pytest.mark.parametrize("address", INTERNAL)
def test_what_is_within_the_house_is_not_called(address):
    assert not guard.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is(address):
    assert guard.is_public(ipaddress.ip_address(address))


def _within(networks):
    return st.sampled_from([ipaddress.ip_network(each) for each in networks]).flatmap(
        lambda network: st.integers(0, network.num_addresses - 1).map(lambda number: network[number])
    )


@given(_within(LOCKED_UP[0]), st.sampled_from(["", "::ffff:", "64:ff9b::", "2002:", "::"]))
def test_no_ipv4_address_of_the_house_is_called_in_any_dress(address, dress):
    number = int(address)
    dressed = {
        "": address,
        "2002:": ipaddress.IPv6Address((0x2002 << 112) | (number << 80)),
        "::": ipaddress.IPv6Address(number),
        "::ffff:": ipaddress.IPv6Address((0xFFFF << 32) | number),
        "64:ff9b::": ipaddress.IPv6Address((0x64FF9B << 96) | number),
    }[dress]

    assert not guard.is_public(dressed)


@given(_within(LOCKED_UP[1]))
def test_no_ipv6_address_of_the_house_is_called(address):
    assert not guard.is_public(address)


@given(st.ip_addresses())
def test_what_python_holds_not_to_be_global_is_never_called(address):
    if guard.is_public(address) and address.version == 4:
        assert address.is_global
        assert not address.is_multicast


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "https://",
        "https:///path",
        "https://user@example.org/",
        "https://user:word@example.org/",
        "https://example.org:80/",
        "https://example.org:22/",
        "https://example.org:99999/",
        "https://example.org/#part",
        "https://example.org/\r\nX-Injected: yes",
        "https://example.org\\@127.0.0.1/",
        "https://example.org/ space",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://１２７.0.0.1/",
        "https://127.0.0.1./",
        "https://[fe80::1%25eth0]/",
        "https://[::1/",
        "https://exa mple.org/",
        "https://.example.org/",
        "https://example.org/" + "a" * 2000,
        "javascript:alert(1)",
        "",
    ],
)
def test_what_is_no_plain_address_is_refused_before_any_name_is_asked_for(url):
    with pytest.raises(guard.NotAllowedAddressError):
        guard.addresses(guard.read(url), seconds=1, resolve=lambda host, _port: [host])


@given(
    st.text(max_size=40), st.sampled_from(["https://", "", "https://example.org/", "https://[", "https://a@"])
)
def test_whatever_is_written_is_read_or_refused(text, start):
    try:
        target = guard.read(start + text)
    except guard.NotAllowedAddressError:
        return
    assert target.port in (443, 8443)
    assert target.secure
    assert target.host.isascii()
    assert not set(target.path + target.name) & set("\r\n \\")


def test_a_name_is_refused_if_any_of_its_addresses_is_within_the_house():
    target = guard.read("https://hooks.example.org/in")

    def found(*addresses):
        return [str(each) for each in guard.addresses(target, seconds=1, resolve=lambda *_: addresses)]

    assert found("8.8.8.8", "2606:4700:4700::1111", "8.8.8.8") == ["8.8.8.8", "2606:4700:4700::1111"]
    with pytest.raises(guard.NotAllowedAddressError):
        found("8.8.8.8", "10.0.0.1")
    with pytest.raises(guard.NotAllowedAddressError):
        found("8.8.8.8", "::ffff:127.0.0.1")
    with pytest.raises(guard.UnknownNameError):
        found()


def test_a_name_server_that_never_answers_is_not_waited_for():
    begun = time.monotonic()

    with pytest.raises(guard.UnknownNameError):
        guard.addresses(
            guard.read("https://hooks.example.org/"),
            seconds=0.2,
            resolve=lambda *_: time.sleep(3) or ["8.8.8.8"],
        )
    assert time.monotonic() - begun < 1


def test_this_machine_is_called_only_where_the_operator_allows_it(settings):
    target = guard.read("https://127.0.0.1/")
    with pytest.raises(guard.NotAllowedAddressError):
        guard.addresses(target, seconds=1)
    settings.WEBHOOKS_TO_LOOPBACK = True

    assert guard.addresses(guard.read("http://127.0.0.1:9/"), seconds=1)
    with pytest.raises(guard.NotAllowedAddressError):  # in clear to anywhere else, even then
        guard.addresses(guard.read("http://example.org/"), seconds=1, resolve=lambda *_: ["8.8.8.8"])
    with pytest.raises(guard.NotAllowedAddressError):
        guard.addresses(target, seconds=1, resolve=lambda *_: ["10.0.0.1"])
