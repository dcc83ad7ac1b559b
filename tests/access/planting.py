"""One record of every confidential model and class, each with a word by which a leak is seen.

A model that is new is planted without a line here, as long as what it needs can be guessed from its fields.
"""

import re
import secrets
from datetime import date

from django.db import models
from django.utils import timezone
from tests.access import cast
from tests.factories import events, survey, workshops

from accede.access.confidentiality import Confidential, confidential_models
from accede.access.encryption import encrypted_fields
from accede.access.models import Campaign, Organisation, Person
from accede.access.roles import Attribution, Confidentiality, OrganisationKind
from accede.meetings.models import Workshop
from accede.record.models import State, Treaty
from accede.survey.models import Round

# What a column needs that cannot be guessed.
NEEDED = {
    "outreach.Handover": {
        "states": ["KEN"],
        "matters": {kind: [] for kind in ("followup", "pledge", "plannedmeeting", "approach")},
    },
    "outreach.Pathway": {"template": "two-chambers", "stages": ["cabinet"]},
    "legislation.QualifyingFact": {"answer": False},
    "legislation.Finding": {"point": "definitions"},
    "toolkit.MaterialVersion": {"language": "en"},
    "outreach.Move": {"stage": "cabinet", "date_given": "2026-03-01"},
}
# What no two records may have alike.
OF_ITS_OWN = {"outbox.Message": ["key_hash"]}
# Texts that hold data.
AS_DATA = {
    ("survey.Answer", "value"): '"{}"',
    ("meetings.Participant", "change"): '{{"name": "{}"}}',
}
# Parts that go no further than a class, whatever the record's own.
NO_FURTHER = {
    ("outreach.Exchange", "who"): Confidentiality.COORDINATORS_AND_ISU,
    ("toolkit.HandOut", "who"): Confidentiality.COORDINATORS_AND_ISU,
    ("outreach.Exchange", "assessment"): Confidentiality.COORDINATORS,
}
# Of a record that says for all to read what may be told of it, these parts tell who spoke.
NOBODYS = 9
TELLS_THE_SPEAKER = {"who", "place", "assessment", "origin", "speaker", "by_whom", "forum"}
IN_CONFIDENCE = [each for each in Confidentiality if each != Confidentiality.PUBLIC]


def owner() -> Organisation:
    """None of the cast is from there."""
    return cast.organisation("Mission of elsewhere", OrganisationKind.STATE)


def plant(
    model: type[Confidential], confidentiality: int, attribution: str = Attribution.OPEN
) -> Confidential:
    """A record with its word in each text. Written past the actions, which may refuse some of them."""
    label = model._meta.label  # noqa: SLF001 -- Django's documented name for it
    row = model(
        campaign=Campaign.objects.get(pk="ccm"),
        owner=owner(),
        confidentiality=confidentiality,
        attribution=attribution,
        **NEEDED.get(label, {}),
    )
    for field in model._meta.concrete_fields:  # noqa: SLF001
        is_needed = not (field.primary_key or field.null or field.blank or field.has_default())
        if is_needed and getattr(row, field.attname, None) in (None, ""):
            setattr(row, field.name, _guess(field, confidentiality))
    for name in encrypted_fields(model):
        told = word(model, _class_of(label, name, confidentiality, attribution))
        setattr(row, name, AS_DATA.get((label, name), "{}").format(told))
    for name in OF_ITS_OWN.get(label, []):
        setattr(row, name, secrets.token_hex(16))
    if hasattr(row, "day"):
        row.day, row.date_given = date(2026, 3, 1), "2026-03-01"
    if label == "meetings.Expected":  # at a meeting of that kind
        row.meeting = events.treaty_event()
    if hasattr(row, "firmness"):
        row.firmness = "day"
    if label in ("outreach.Approach", "outreach.Pathway"):  # a State has one
        row.state_id = {2: "KEN", 3: "UGA", 4: "JAM"}[confidentiality]
    row.save()
    return row


def word(model: type[Confidential], confidentiality: int) -> str:
    return f"zq{model._meta.model_name}{confidentiality}"  # noqa: SLF001


def words_in(text: str) -> set[tuple[str, int]]:
    """The planted words that stand in a text, as model and class."""
    names = "|".join(confidential_models())  # a random token may begin like a word
    return {(name, int(number)) for name, number in re.findall(rf"zq({names})(\d)", text.lower())}


def plant_everything() -> dict[str, list[Confidential]]:
    """Every model in every class; and what may only be counted, or not attributed, in the widest."""
    planted: dict[str, list[Confidential]] = {}
    for name, model in confidential_models().items():
        planted[name] = [plant(model, each) for each in IN_CONFIDENCE]
        if name not in ("approach", "pathway"):
            for attribution in (Attribution.CHATHAM_HOUSE, Attribution.AGGREGATE_ONLY):
                planted[name].append(plant(model, Confidentiality.PARTNERS, attribution))
    return planted


def _class_of(label: str, field: str, confidentiality: int, attribution: str) -> int:
    if attribution == Attribution.AGGREGATE_ONLY:
        return NOBODYS
    if attribution == Attribution.CHATHAM_HOUSE and field in TELLS_THE_SPEAKER:
        is_content = label == "evidence.Incident"  # where it was is what is said
        return confidentiality if is_content else NOBODYS
    return max(confidentiality, NO_FURTHER.get((label, field), confidentiality))


def _guess(field: models.Field, confidentiality: int):
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.ForeignKey):
        return _somebody_for(field.related_model, confidentiality)
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.DateField):
        return date(2026, 3, 1)
    return ""


def _somebody_for(model, confidentiality: int):
    if model is State:
        return State.objects.get(pk="KEN")
    if model is Treaty:
        return Treaty.objects.get(pk="ccm")
    if model is Person:
        return cast.coordinator_a()
    if model in (Round, Workshop):  # one for each: a State answers, and is invited, once in it
        return survey.opened(states=[]) if model is Round else workshops.workshop()
    if issubclass(model, Confidential):
        return plant(model, confidentiality)
    return model._default_manager.first()  # noqa: SLF001 -- the first that ships will do
