"""What deploy/ ships fits the program: settings that it reads, commands that it has, files that are there."""

import configparser
import re
import tomllib

import yaml
from tests.docs import pages
from tests.docs.test_commands import COMMANDS

DEPLOY = pages.ROOT / "deploy"
FILES = [path for path in sorted(DEPLOY.rglob("*")) if path.is_file()]
PAGE = "docs/deployment.md"


def test_every_file_is_told_of():
    linked = {link.removeprefix("../") for link in pages.links(PAGE)}
    assert {path.relative_to(pages.ROOT).as_posix() for path in FILES} - linked == set()


def test_settings_are_those_of_the_program():
    known = set(re.findall(r"`(ACCEDE_[A-Z_]+)`", pages.text("docs/operations.md")))
    named = {
        name for path in FILES for name in re.findall(r"ACCEDE_[A-Z_]+", path.read_text(encoding="utf-8"))
    }
    assert "ACCEDE_DATA_DIR" in named
    assert named - known == set()


def test_units_start_commands_that_there_are():
    for path in (DEPLOY / "systemd").glob("*.service"):
        unit = configparser.ConfigParser(strict=False)
        unit.optionxform = str
        unit.read(path, encoding="utf-8")
        program, command, *_options = unit["Service"]["ExecStart"].split()
        assert (program, unit["Service"]["User"]) == ("/srv/accede/run", "accede")
        assert command in COMMANDS
    timer = configparser.ConfigParser()
    timer.read(DEPLOY / "systemd" / "accede-tick.timer")
    assert timer["Timer"]["OnCalendar"] == "*:0/10"


def test_containers_are_made_of_what_is_there():
    recipe = (DEPLOY / "container" / "Containerfile").read_text(encoding="utf-8")
    copied = {
        source for line in re.findall(r"^COPY (.+) \S+$", recipe, re.MULTILINE) for source in line.split()
    }
    assert {source for source in copied if not (pages.ROOT / source).exists()} == set()
    wheel = tomllib.loads(pages.text("pyproject.toml"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert set(wheel["force-include"]) <= copied  # the guide, which would not be under Help without it
    assert "--require-hashes" in recipe
    assert re.findall(r"^USER (\w+)", recipe, re.MULTILINE) == ["accede"]
    whole = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text(encoding="utf-8"))
    desks = [name for name in whole["services"] if name.startswith("desk-")]
    assert len(desks) == 2
    proxy = (DEPLOY / "container" / "Caddyfile").read_text(encoding="utf-8")
    assert re.search(r"reverse_proxy (.+) {", proxy)[1].split() == [f"{name}:8000" for name in desks]
    for service in whole["services"].values():
        assert "/" not in service.get("image", "")  # no registry of anybody's


def test_proxies_say_what_the_settings_rely_on():
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for header in ("Host $host", "X-Forwarded-Proto $scheme", "X-Forwarded-For $remote_addr"):
        assert f"proxy_set_header {header};" in nginx
    for proxy in (DEPLOY / "nginx.conf", DEPLOY / "Caddyfile", DEPLOY / "container" / "Caddyfile"):
        text = proxy.read_text(encoding="utf-8")
        assert text.count("{") == text.count("}")
        assert "/metrics" in text
