"""Which States there are, how they are called, and which groups they are in."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from accede.access.viewer import Viewer
from accede.asked_once import once
from accede.record.models import Group, Membership, State, StateName
from accede.record.names import fold
from accede.record.queries import nearest
from accede.record.queries.editions import kept_for_edition

# A language is worth a filter where so many States have it as an official one.
SHARED_BY = 3
# Signs of what is sought: no name has so many, and SQLite looks for no text of fifty thousand.
LONGEST = 200


@once(dict)
@kept_for_edition
def state_names(language: str, *, viewer: Viewer) -> dict[str, str]:
    """ISO code to short name, in the order of that language."""
    return dict(
        StateName.objects.filter(kind=StateName.Kind.SHORT, language=language)
        .order_by("collation")
        .values_list("state_id", "text")
    )


@kept_for_edition
def folded_names(*, viewer: Viewer) -> dict[str, str]:
    """ISO code to all names of the State, in all languages, folded."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for iso3, folded in StateName.objects.values_list("state_id", "folded"):
        names[iso3].append(folded)
    return {iso3: " ".join(each) for iso3, each in names.items()}


def get_state(iso3: str, *, viewer: Viewer) -> State:
    """The State of that ISO 3166 code, upper or lower case; else NotOnRecordError with the nearest names."""
    if iso3.isascii() and iso3.isalpha():
        state = State.objects.filter(iso3=iso3.upper()).first()
        if state:
            return state
    raise nearest.NotOnRecordError("State", iso3, suggestions(iso3, viewer=viewer, language="en").values())


def formal_name(state: State, language: str) -> str:
    """The State's formal name, or its short name where no formal one is on record."""
    names = dict(state.names.filter(language=language).values_list("kind", "text"))
    return names.get(StateName.Kind.FORMAL) or names[StateName.Kind.SHORT]


# Which of a State's own languages it works in at the United Nations, the likeliest first.
WORKING = ("fr", "es", "ar", "ru", "zh", "en")


def working_language(state: State) -> str:
    """English where a State has none of the six as its own, and where English is one of several that it has."""
    own = [each for each in WORKING if each in state.languages]
    return "en" if "en" in own or not own else own[0]


def find_states(text: str, *, viewer: Viewer) -> list[str]:
    """ISO codes of the States that `text` may mean, the surest first: a whole name, a beginning, a part of one.

    Any name counts: short, formal or former, in any of the six languages, and the ISO codes.
    """
    sought = fold(text)
    if not sought or len(sought) > LONGEST:
        return []
    code = sought.upper()
    exact = set(State.objects.filter(Q(iso3=code) | Q(iso2=code)).values_list("pk", flat=True))
    begins, contains = set(), set()
    for iso3, folded in StateName.objects.filter(folded__contains=sought).values_list("state_id", "folded"):
        if folded == sought:
            exact.add(iso3)
        elif f" {folded}".startswith(f" {sought}") or f" {sought}" in f" {folded}":
            begins.add(iso3)
        else:
            contains.add(iso3)
    if exact:
        return sorted(exact)
    return sorted(begins) + sorted(contains - begins)


def suggestions(text: str, *, viewer: Viewer, language: str) -> dict[str, str]:
    """ISO code to short name of the States of which any name resembles `text`, the likest first.

    A code of two letters means one State, or none.
    """
    names = state_names(language, viewer=viewer)
    if len(text) == len("LT") and text.isascii() and text.isalpha():
        for iso3 in State.objects.filter(iso2=text.upper()).values_list("pk", flat=True):
            return {iso3: names[iso3]}
    states = dict(StateName.objects.values_list("folded", "state_id"))
    return {states[folded]: names[states[folded]] for folded in nearest.nearest_names(fold(text), states)}


@once(list)
@kept_for_edition
def groups(*, viewer: Viewer, kind: str = "") -> list[Group]:
    """All groups, or those of one kind, in their order on record."""
    return list(Group.objects.filter(kind=kind) if kind else Group.objects.all())


@once(set)
def members(group_key: str, *, on: date, viewer: Viewer) -> set[str]:
    """ISO codes of the group's States on that day; NotOnRecordError for a group that is not there."""
    known = [group.key for group in groups(viewer=viewer)]
    if group_key not in known:
        raise nearest.NotOnRecordError("group", group_key, nearest.nearest_names(group_key, known) or known)
    return {iso3 for iso3, key in _memberships(on) if key == group_key}


@once(dict)
def groups_of_kind(kind: str, *, on: date, viewer: Viewer) -> dict[str, str]:
    """ISO code to group key, for a kind of which a State is in one group at most (a region)."""
    of_kind = {group.key for group in groups(viewer=viewer, kind=kind)}
    return {iso3: key for iso3, key in _memberships(on) if key in of_kind}


def groups_by_state(*, on: date, viewer: Viewer) -> defaultdict[str, list[str]]:
    """ISO code to the keys of the groups that the State is in on that day, in their order on record."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for iso3, key in _memberships(on):
        found[iso3].append(key)
    return found


@once(dict)
@kept_for_edition
def codes(*, viewer: Viewer) -> dict[str, str]:
    """The three-letter ISO code of each State to its two-letter one."""
    return dict(State.objects.values_list("iso3", "iso2"))


def groups_of(state: State, *, on: date, viewer: Viewer) -> list[Group]:
    """The groups that the State is in on that day."""
    keys = {key for iso3, key in _memberships(on) if iso3 == state.pk}
    return [group for group in groups(viewer=viewer) if group.key in keys]


def _memberships(on: date) -> Iterator[tuple[str, str]]:
    """ISO code and group key, in the order of groups on record."""
    for iso3, key, since, until in _memberships_on_record():
        if (since is None or since <= on) and (until is None or until > on):
            yield iso3, key


@kept_for_edition
def _memberships_on_record() -> list[tuple[str, str, date | None, date | None]]:
    ordered = Membership.objects.order_by("group__order", "group_id", "state_id", "pk")
    return list(ordered.values_list("state_id", "group_id", "from_date", "until_date"))


def speakers(language: str, *, viewer: Viewer) -> set[str]:
    """ISO codes of the States of which `language` (a BCP 47 primary subtag) is an official one."""
    return {iso3 for iso3, spoken in State.objects.values_list("pk", "languages") if language in spoken}


@once(list)
@kept_for_edition
def languages_spoken(*, viewer: Viewer) -> list[str]:
    """The languages that several States have as an official one: those by which outreach is planned."""
    counts: defaultdict[str, int] = defaultdict(int)
    for spoken in State.objects.values_list("languages", flat=True):
        for language in spoken:
            counts[language] += 1
    return sorted(language for language, count in counts.items() if count >= SHARED_BY)
