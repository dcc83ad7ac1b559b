"""Short words for what tests ask of materials."""

from datetime import UTC, date, datetime

from tests.access import cast
from tests.files.uploads import real_word

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.evidence.models import ObstacleCode
from accede.files.inspection import File
from accede.record.models import State
from accede.toolkit import actions, queries
from accede.toolkit.actions import VersionTold, Where
from accede.toolkit.models import Material, MaterialVersion

AT = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
ON = date(2026, 10, 5)
COORDINATORS = Confidentiality.COORDINATORS
SUPPORT_UNIT = Confidentiality.COORDINATORS_AND_ISU
PARTNERS = Confidentiality.PARTNERS
PUBLIC = Confidentiality.PUBLIC


def by(who="coordinator_a"):
    return {"by": cast.viewer(who), "at": AT}


def asked(who="coordinator_a", on=ON):
    return {"on": on, "viewer": cast.viewer(who), "language": "en"}


def campaign():
    return Campaign.objects.get(pk="ccm")


def told(language="en", date_given="2024", **more):
    return VersionTold(language=language, date_given=date_given, **more)


def guide(title="Guide", who="coordinator_a", *, confidentiality=PARTNERS, answers=("PROC",), **more):
    """A guide in English, of 2024, with its file."""
    how = {
        "publisher": "Support Unit",
        "kind": Material.Kind.GUIDE,
        "terms": "Free to use.",
        "first": told(label="1", file=File("guide.docx", real_word())),
    }
    return actions.add_material(
        campaign=campaign(),
        confidentiality=confidentiality,
        title=title,
        obstacles=ObstacleCode.objects.filter(pk__in=answers),
        **(how | more),
        **by(who),
    )


def version(material, language="en", date_given="2026-03", *, confidentiality=PARTNERS, **more):
    return actions.add_version(
        material=material,
        campaign=campaign(),
        confidentiality=confidentiality,
        told=told(language, date_given, **more),
        **by(),
    )


def first(material):
    return (
        MaterialVersion.objects.unguarded(because="the test's own").filter(material=material).earliest("pk")
    )


def give(*versions, logged_by="coordinator_a", state="KEN", confidentiality=SUPPORT_UNIT, **more):
    """To Kenya on 30 September 2026, in confidence between coordinators and support unit."""
    place = {name: more.pop(name) for name in ("meeting", "exchange", "activity") if name in more}
    how = {"handed_on": date(2026, 9, 30), "person": cast.CAST[logged_by]()} | more
    return actions.hand_out(
        campaign=campaign(),
        states=State.objects.filter(pk__in=state.split()),
        versions=versions,
        where=Where(**place),
        confidentiality=confidentiality,
        **how,
        **by(logged_by),
    )


def given(who="coordinator_a", **which):
    return queries.all_hand_outs(campaign(), queries.HandOutsAsked(**which), **asked(who))
