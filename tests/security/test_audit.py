"""What is locked is held against known faults, without the network too; where nothing can be known, that is said."""

import importlib.util
import json
import zipfile
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "audit.py"


@pytest.fixture(scope="module")
def audit():
    spec = importlib.util.spec_from_file_location("audit", TOOL)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def _advisory(number, name, *, versions=(), events=(), **more):
    ranges = [{"type": "ECOSYSTEM", "events": list(events)}] if events else []
    package = {"ecosystem": "PyPI", "name": name}
    return {
        "id": number,
        "affected": [{"package": package, "versions": list(versions), "ranges": ranges}],
        **more,
    }


def test_everything_that_is_locked_is_audited(audit):
    versions = audit.locked()
    assert len(versions["numpy"]) == 2  # one for each version of Python
    lines = [
        line
        for file in audit.REQUIREMENTS.glob("*.txt")
        for line in file.read_text(encoding="utf-8").splitlines()
        if "==" in line
    ]
    names = {line.split("==")[0] for line in lines}
    assert {audit.plain(name) for name in names} == set(versions)


def test_a_known_fault_is_found_in_a_copy_of_the_database_and_nothing_else(
    audit, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(audit, "locked", lambda: {"django": {"5.2.19"}, "a-b": {"1.0"}})
    told = [
        _advisory("FOUND-1", "Django", events=[{"introduced": "5.2"}, {"fixed": "5.2.20"}]),
        _advisory("FOUND-2", "a_b", versions=["1.0"], summary="It leaks."),
        _advisory("FOUND-3", "django", events=[{"introduced": "0"}, {"last_affected": "5.2.19"}]),
        _advisory("MENDED", "django", events=[{"introduced": "0"}, {"fixed": "5.2.19"}]),
        _advisory("LATER", "django", events=[{"introduced": "6.0"}]),
        _advisory("WITHDRAWN", "django", versions=["5.2.19"], withdrawn="2026-01-01T00:00:00Z"),
        _advisory("OTHER", "flask", versions=["5.2.19"]),
    ]
    bundle = tmp_path / "all.zip"
    with zipfile.ZipFile(bundle, "w") as archive:
        for each in told:
            archive.writestr(f"{each['id']}.json", json.dumps(each))
    assert audit.main(["--from", str(bundle)]) == 1
    output = capsys.readouterr().out
    assert [line.split(": ")[1].split()[0] for line in output.splitlines()[1:]] == [
        "FOUND-2",
        "FOUND-1",
        "FOUND-3",
    ]
    assert audit.main(["--from", str(tmp_path / "none.zip")]) == 1  # a copy that was named must be there


def test_where_no_advisory_can_be_had_it_is_said_that_nothing_was_audited(audit, capsys, monkeypatch):
    monkeypatch.setattr(audit, "asked", _unreachable)
    assert audit.main([]) == 0
    assert capsys.readouterr().out.startswith("NOT AUDITED")


def _unreachable(*_args, **_kwargs):
    raise OSError("no network")
