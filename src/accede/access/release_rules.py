"""Who decides on the class of a record, and which can be opened at all."""

from accede.access.confidentiality import Confidential
from accede.access.roles import RESPONDENTS, Role
from accede.access.viewer import Viewer


def may_decide_on(record: Confidential, by: Viewer) -> bool:
    """The owning organisation decides on its own, a coordinator on what the campaign's coordinators may see.

    Nobody decides on what stands in another record: who may see that is decided there.
    """
    if record.part_of() is not None:
        return False
    campaign = record.campaign_id or ""
    owns = (
        record.owner_id is not None and record.owner_id == by.organisation_id and by.contributes_to(campaign)
    )
    coordinates = by.holds(campaign, frozenset({Role.COORDINATOR})) and record.is_visible_to(by)
    return by.person_id is not None and (owns or coordinates)


def can_be_released(record: Confidential) -> bool:
    """Not what States answered, nor the evidence that it became: they said themselves how far it goes."""
    return record.owner is None or record.owner.name != RESPONDENTS
