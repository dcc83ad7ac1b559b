"""What the trail says was done has words."""

import ast
from pathlib import Path

import accede
from accede.campaign.actions.elements import KINDS
from accede.web.desk.acts import ACTS

SOURCE = Path(accede.__file__).parent
DOORS = ("web", "api", "cli", "locale")


def _strings(node):
    """Every text that the expression can give; `f"add {kind}"` stands for one of each kind of a plan's elements."""
    made = [each for each in ast.walk(node) if isinstance(each, ast.JoinedStr)]
    parts = {id(part) for each in made for part in each.values}
    whole = {
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in parts
    }
    return whole | {f"{each.values[0].value}{kind}" for each in made for kind in KINDS}


def _acts_of(call):
    """What a call says that it does: `act=`, or what stands second in one of a module's own `_save`s."""
    said = {each for word in call.keywords if word.arg == "act" for each in _strings(word.value)}
    own = isinstance(call.func, ast.Name) and call.func.id.startswith("_save") and len(call.args) > 1
    return said | (_strings(call.args[1]) if own else set())


def acts():
    trees = [
        ast.parse(path.read_text(encoding="utf-8"))
        for path in SOURCE.rglob("*.py")
        if path.relative_to(SOURCE).parts[0] not in DOORS
    ]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {act for call in calls for act in _acts_of(call)}


def test_every_act_that_the_actions_write_has_words():
    found = acts()
    assert {"log exchange", "choose pathway", "keep out", "reopen pledge"} <= found
    assert found - set(ACTS) == set()


def test_no_words_are_kept_for_what_nobody_does():
    assert set(ACTS) - acts() == set()
