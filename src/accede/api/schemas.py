"""What the API answers, field by field: the OpenAPI document is made of these."""

from datetime import date
from typing import Annotated, Literal

from ninja import Field, Schema

Iso3 = Annotated[str, Field(description="ISO 3166-1 alpha-3 code.", examples=["LTU"])]
PartialDate = Annotated[
    str, Field(description="2025-03-06, 2025-03 or 2025, as the source has it; empty where unknown.")
]
StatusWord = Literal["party", "signatory", "neither"]


class Problem(Schema):
    """What was refused, as RFC 9457 writes it."""

    type: str = Field("about:blank", description="Always about:blank: the title says what it is.")
    title: str
    status: int
    detail: str = Field(description="What was wrong, where, and what to do.")
    nearest: list[str] = Field(default=[], description="Known names like the one that was asked for.")


class SourceOut(Schema):
    """Where a fact comes from."""

    key: str
    publisher: str
    title: str
    url: str
    rank: int = Field(
        description="1 depositary, 2 United Nations, 3 support unit, 4 monitor, 5 research, "
        "6 press, 7 general knowledge. A weaker one never overrules a stronger one."
    )
    read: PartialDate


class TreatyOut(Schema):
    """A treaty on record, and how old its status table is."""

    key: str
    abbreviation: str
    title: str
    adopted: date
    depositary: str
    as_of: PartialDate
    stale: bool = Field(description="The table is older than a year on the day asked for.")
    source: SourceOut


class Counts(Schema):
    """How the 197 States divide on a day."""

    joined: int = Field(description="By deposit of an instrument, in force for them or not yet.")
    in_force: int
    signatories: int
    neither: int
    former: int = Field(description="Of those neither, the ones that were Party once.")


class TreatyOnDay(TreatyOut):
    """A treaty with its totals on a day."""

    on: date
    counts: Counts


class StatusOut(Schema):
    """Where one State stands towards one treaty."""

    iso3: Iso3
    name: str
    status: StatusWord
    in_force: bool
    former_party: bool
    signature_date: str
    consent_means: str
    consent_date: str
    entry_into_force_date: str
    withdrawal_effective_date: str


class TargetOut(Schema):
    """A State not party, and why it is worth approaching."""

    iso3: Iso3
    name: str
    status: StatusWord
    categories: str = Field(description="Category keys, joined by |.")
    evidence: str = Field(description="The fact behind each category, with source and age, joined by ' | '.")


class VoteOut(Schema):
    """What one State did in one recorded vote."""

    iso3: Iso3
    name: str
    resolution: str
    date: str
    body: str
    vote: Literal["yes", "no", "abstain", "absent"]


class TargetChangeOut(Schema):
    """A State that came onto a category's list, or left it, between two days, and the fact that moved it."""

    iso3: Iso3
    name: str
    category: str = Field(description="The category's key.")
    change: Literal["entered", "left"]
    why: str
    date: PartialDate
    firmness: str = Field(description="How much of the date the source confirms; empty where there is none.")


class MoveOut(Schema):
    """A State that voted one way and, in a later vote, another. Absence is no position, and counts for neither."""

    iso3: Iso3
    name: str
    first: str = Field(description="The symbol of the earlier vote's resolution.")
    before: Literal["yes", "no", "abstain"]
    second: str = Field(description="The symbol of the later vote's resolution.")
    after: Literal["yes", "no", "abstain"]


class ActionOut(Schema):
    """A dated act of a State towards a treaty, as the depositary records it."""

    iso3: Iso3
    kind: str
    date: PartialDate
    firmness: str = Field(description="How much of the date the source confirms.")
    effective_date: str
    source: str = Field(description="The source's key.")
    note: str


class ChangeOut(Schema):
    """A day on which a State's standing became another."""

    on: date
    iso3: Iso3
    name: str
    became: Literal["party", "party-pending", "signatory", "neither", "former"]
    act: str = Field(description="The kind of act that did it; empty where only time passed.")


class MaterialVersionOut(Schema):
    """The newest version of a material in one language."""

    language: str
    label: str
    date: PartialDate
    url: str = Field(description="Where its publisher has it; empty where that is not known.")
    file: str = Field(description="The path of its file on this desk; empty where there is none here.")
    file_name: str
    size: int | None = Field(description="Of the file, in bytes.")


class MaterialOut(Schema):
    """A material that anyone may use. Without versions it is named by reference: ask whose it is."""

    number: int
    title: str
    publisher: str
    kind: str
    audiences: list[str]
    about: str
    terms: str = Field(description="The terms of use; empty where they are not known here.")
    source: SourceOut | None
    versions: list[MaterialVersionOut]


class StateOut(Schema):
    """One of the 197 States."""

    iso3: Iso3
    iso2: str
    name: str
    groups: list[str] = Field(description="Keys of the groups that it is in on the day.")


class Standing(StatusOut):
    """A State's standing in one treaty, with the age of that treaty's table."""

    treaty: str
    as_of: PartialDate
    stale: bool


class StateOnDay(StateOut):
    """A State with its standing in every treaty on record."""

    formal_name: str
    on: date
    standings: list[Standing]


class Rows(Schema):
    """What every list says of itself: how many rows there are, and where the next ones stand."""

    count: int = Field(description="All rows, those of other pages among them.")
    limit: int
    offset: int
    next: str | None = Field(description="The address of the next rows; null where these are the last.")


class OnTreaty(Rows):
    """A list about a treaty on a day, with the age of what it rests on."""

    treaty: str
    on: date
    as_of: PartialDate
    stale: bool


class TreatyList(Rows):
    items: list[TreatyOut]


class StateList(Rows):
    items: list[StateOut]


class StatusList(OnTreaty):
    items: list[StatusOut]


class TargetList(OnTreaty):
    items: list[TargetOut]


class VoteList(OnTreaty):
    items: list[VoteOut]


class ActionList(OnTreaty):
    items: list[ActionOut]


class TargetChangeList(OnTreaty):
    items: list[TargetChangeOut]


class MoveList(OnTreaty):
    items: list[MoveOut]


class MaterialList(OnTreaty):
    items: list[MaterialOut]


class ChangeList(OnTreaty):
    after: date
    items: list[ChangeOut]
