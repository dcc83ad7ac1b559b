"""The shipped record is loaded wholly or not at all, and the same each time."""

import pytest

from accede.record import actions, models, shipped_record

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TABLES = [
    model
    for model in vars(models).values()
    if isinstance(model, type) and issubclass(model, models.models.Model) and model is not models.Edition
]


def contents():
    """Every row of every table, by what it says and not by its number."""
    return {
        model.__name__: sorted((_facts(row) for row in model.objects.values()), key=repr) for model in TABLES
    }


def _facts(row):
    return {name: value for name, value in row.items() if name not in {"id", "roll_call_id"}}


def load(progress=lambda _step, _done, _total: None):
    actions.load_shipped_record(progress=progress)


def test_second_load_gives_the_same_tables():
    before = contents()
    load()
    assert contents() == before


def test_load_is_known_by_its_fingerprint():
    assert actions.loaded_fingerprint() == shipped_record.fingerprint()
    number = models.Edition.objects.count()
    load()
    assert actions.loaded_fingerprint() == shipped_record.fingerprint()
    assert models.Edition.objects.count() == number + 1


@pytest.mark.parametrize("step", ["treaties", "votes"])
def test_load_that_fails_halfway_leaves_the_old_record(step):
    before, editions = contents(), models.Edition.objects.count()

    def fail(at, done, _total):
        if at == step and done > 5:
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        actions.load_shipped_record(progress=fail)
    assert contents() == before
    assert models.Edition.objects.count() == editions


def test_load_tells_how_far_it_is():
    told = []
    load(lambda step, done, total: told.append((step, done, total)))
    assert told == [("treaties", n, 14) for n in range(1, 15)] + [("votes", n, 16) for n in range(1, 17)]


def test_load_leaves_no_action_without_a_source_or_a_date():
    actions_ = models.TreatyAction.objects.select_related("source")
    assert all(action.source.title for action in actions_)
    assert not [action for action in actions_ if action.firmness == "day" and len(action.date_given) != 10]
