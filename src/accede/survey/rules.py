"""Who runs a survey, and how far an answer travels by what the State consented to."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accede.access.actions import NotAllowedError
from accede.access.models import Campaign, Organisation
from accede.access.roles import RESPONDENTS, Attribution, Confidentiality, OrganisationKind, Role
from accede.access.viewer import Viewer
from accede.survey.form.questions import Consent
from accede.survey.models import Round

# Nobody reads what is not signed off yet.
DRAFT = (Confidentiality.COORDINATORS, Attribution.AGGREGATE_ONLY)
CLASSES = {
    Consent.ATTRIBUTABLE: (Confidentiality.PARTNERS, Attribution.OPEN),
    Consent.COORDINATORS: (Confidentiality.COORDINATORS_AND_ISU, Attribution.OPEN),
    Consent.AGGREGATE: (Confidentiality.COORDINATORS_AND_ISU, Attribution.AGGREGATE_ONLY),
}


def runs_surveys(viewer: Viewer, campaign: str) -> bool:
    return viewer.coordinates(campaign)


def insist_on_running(by: Viewer, campaign: Campaign) -> None:
    if not runs_surveys(by, campaign.pk):
        raise NotAllowedError(_("Only those who run the campaign may do this."))


def insist_on_not_closed(survey: Round) -> None:
    """A closed round's figures are told. Told again with a few more answers, they would differ by just these States."""
    if survey.closed_on is not None:
        raise ValidationError(
            _(
                "This round is closed and its figures are told: it takes no more answers, and none is changed. "
                "Put the questionnaire to these States in a round that follows it."
            )
        )


def origin_of(name: str) -> str:
    """From where evidence comes that a round's answers became. In one language, for it is looked for again."""
    return f"Survey: {name}"


def respondents() -> Organisation:
    """The owner of what States answer: nobody on the desk, so that none may read what is only for counting."""
    found, _made = Organisation.objects.get_or_create(
        name=RESPONDENTS, defaults={"kind": OrganisationKind.OTHER}
    )
    return found


def respondent(campaign: Campaign, name: str) -> Viewer:
    """Whoever answers by a link: no account, and no more than their own answers."""
    return Viewer(
        name=name,
        organisation_id=respondents().pk,
        roles={campaign.pk: frozenset({Role.PARTNER})},
    )
