"""What the tests of the law share: the shipped rules, acts to try them on, and strategies that make up more."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

from accede.law.rules import TreatyRules
from accede.law.terms import ActionKind

FOLDER = Path(__file__).parents[2] / "src/accede/record/shipped/treaties"
TREATIES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.toml")}
RULES = {key: TreatyRules.from_mapping(treaty) for key, treaty in TREATIES.items()}
IN_FORCE_SINCE = {key: rules.entry_into_force.published for key, rules in RULES.items()}


@dataclass(frozen=True)
class Act:
    kind: str
    action_date: date
    effective_date: date | None = None


def act(kind, day, effective=None):
    return Act(kind, date.fromisoformat(day), date.fromisoformat(effective) if effective else None)


# A few years round the entry into force of a treaty, so that acts crowd before, on and after it.
FIRST_DAY = date(2009, 1, 1)
LAST_DAY = date(2013, 12, 31)
days = st.dates(FIRST_DAY, LAST_DAY)
every_day = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
treaty_keys = st.sampled_from(sorted(RULES))
in_force_days = st.none() | st.just(date(2010, 8, 1))


@st.composite
def acts(draw):
    """One act of any kind, some with an effective date of the depositary's own, earlier or later."""
    acted = draw(days)
    effective = draw(st.none() | st.integers(-400, 400).map(lambda n: acted + timedelta(days=n)))
    return Act(draw(st.sampled_from(list(ActionKind))), acted, effective)


histories = st.lists(acts(), max_size=6)
