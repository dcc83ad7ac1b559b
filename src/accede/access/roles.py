"""Roles in a campaign, classes of confidentiality, and which role is cleared for which class.

The classes and both rules on top of them are design.md's, section 6; docs/confidentiality.md tells them to users.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

# Who answers a survey is an organisation to the desk. What it owns is opened no further than it consented to.
RESPONDENTS = "Respondents to surveys"


class Confidentiality(models.IntegerChoices):
    """How far a record may travel; the strictest last."""

    PUBLIC = 1, _("public")
    PARTNERS = 2, _("partners")
    COORDINATORS_AND_ISU = 3, _("coordinators and support unit")
    COORDINATORS = 4, _("coordinators")


class Attribution(models.TextChoices):
    """What those who may see a record may do with it."""

    OPEN = "open", _("with its speaker")
    CHATHAM_HOUSE = "chatham-house", _("Chatham House: without its speaker")
    AGGREGATE_ONLY = "aggregate-only", _("only in counts")


class Role(models.TextChoices):
    """What somebody does in a campaign."""

    COORDINATOR = "coordinator", _("coordinator")
    SUPPORT_UNIT_OFFICER = "support-unit-officer", _("support unit officer")
    THEMATIC_COORDINATOR = "thematic-coordinator", _("thematic coordinator")
    PARTNER = "partner", _("partner")
    OBSERVER = "observer", _("observer")
    ADMINISTRATOR = "administrator", _("administrator")


class OrganisationKind(models.TextChoices):
    """What somebody comes from: it bounds what may be shown, whatever the role."""

    STATE = "state", _("mission or ministry of a State")
    SUPPORT_UNIT = "support-unit", _("implementation support unit")
    PRESIDENCY = "presidency", _("Presidency")
    CIVIL_SOCIETY = "civil-society", _("civil society")
    ICRC = "icrc", _("International Committee of the Red Cross")
    PARLIAMENTARIANS = "parliamentarians", _("network of parliamentarians")
    INTERNATIONAL = "international", _("international organisation")
    OTHER = "other", _("other")


# An administrator runs the desk and, as such, reads nothing confidential on it; nor does an observer.
CLEARANCE = {
    Role.COORDINATOR: Confidentiality.COORDINATORS,
    Role.SUPPORT_UNIT_OFFICER: Confidentiality.COORDINATORS_AND_ISU,
    Role.THEMATIC_COORDINATOR: Confidentiality.PARTNERS,
    Role.PARTNER: Confidentiality.PARTNERS,
    Role.OBSERVER: Confidentiality.PUBLIC,
    Role.ADMINISTRATOR: Confidentiality.PUBLIC,
}

# Which kinds of organisation a role can be held from. Civil society publishes, so it never sees bilateral notes;
# the ICRC's own dialogue stays its own: both are partners or observers and nothing more.
_STATES = {OrganisationKind.STATE, OrganisationKind.PRESIDENCY}
HELD_FROM = {
    Role.COORDINATOR: _STATES,
    Role.SUPPORT_UNIT_OFFICER: {OrganisationKind.SUPPORT_UNIT},
    Role.THEMATIC_COORDINATOR: _STATES,
    Role.PARTNER: set(OrganisationKind),
    Role.OBSERVER: set(OrganisationKind),
    Role.ADMINISTRATOR: set(OrganisationKind),
}

# Those who contribute records of their own; an organisation sees its own records through them.
CONTRIBUTORS = frozenset(
    {Role.COORDINATOR, Role.SUPPORT_UNIT_OFFICER, Role.THEMATIC_COORDINATOR, Role.PARTNER}
)
# Those who run the campaign: they assign States, edit pathways and approaches, hand over.
COORDINATION = frozenset({Role.COORDINATOR, Role.SUPPORT_UNIT_OFFICER})
