"""Links without an account: issued, issued anew, passed on, revoked."""

import secrets
from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.queries import hash_of
from accede.access.viewer import Viewer
from accede.survey import rules
from accede.survey.models import Link, Response, Round


@transaction.atomic
def issue_link(*, response: Response, by: Viewer, at: datetime) -> str:
    """The token of a new link to all of a State's answers. Any before it, passed on ones too, open nothing any more."""
    rules.insist_on_running(by, response.round.campaign)
    return _issue(response, by, at)


@transaction.atomic
def issue_links(*, survey: Round, of: Collection[str] = (), by: Viewer, at: datetime) -> dict[str, str]:
    """ISO code to the token of a new link, for each State (of these) that has not answered yet."""
    rules.insist_on_running(by, survey.campaign)
    waiting = Response.objects.unguarded(because="only links are made").filter(
        round=survey, signed_at__isnull=True
    )
    if of:
        waiting = waiting.filter(state__in=of)
    return {each.state_id: _issue(each, by, at) for each in waiting.select_related("round").defer("scan")}


@transaction.atomic
def add_link(*, response: Response, by: Viewer, at: datetime) -> str:
    """One more link to all of a State's answers, beside those that it has: whoever is writing by one of them goes on."""
    rules.insist_on_running(by, response.round.campaign)
    token = _make(response, "", at)
    audit.write(act="issue survey link", of=response, by=by, at=at, before=audit.values(response))
    return token


def _issue(response: Response, by: Viewer, at: datetime) -> str:
    response.links.filter(revoked_at__isnull=True).update(revoked_at=at)
    token = _make(response, "", at)
    audit.write(act="issue survey link", of=response, by=by, at=at, before=audit.values(response))
    return token


@transaction.atomic
def pass_on(*, link: Link, section: str, at: datetime) -> str:
    """The token of a link to one section, for a colleague to whom whoever holds `link` passes it on."""
    response = link.response
    if link.section:
        raise ValidationError(_("Only whoever holds the whole questionnaire passes on a part."))
    if response.round.questionnaire.form.section(section) is None:
        raise ValidationError(_("There is no such part."))
    by = rules.respondent(response.round.campaign, f"survey: {response.state_id}")
    token = _make(response, section, at)
    audit.write(act="pass on survey", of=response, by=by, at=at, before=audit.values(response))
    return token


@transaction.atomic
def revoke_link(*, link: Link, by: Viewer, at: datetime) -> None:
    """The link opens nothing any more. `by` runs the campaign, or is the respondent who passed it on."""
    is_respondent = by.organisation_id == rules.respondents().pk
    if not (is_respondent and link.section):
        rules.insist_on_running(by, link.response.round.campaign)
    link.revoked_at = at
    link.save()
    audit.write(act="revoke survey link", of=link.response, by=by, at=at, before=audit.values(link.response))


@transaction.atomic
def revoke_links(*, response: Response, by: Viewer, at: datetime) -> None:
    """None of a State's links opens anything any more."""
    rules.insist_on_running(by, response.round.campaign)
    response.links.filter(revoked_at__isnull=True).update(revoked_at=at)
    audit.write(act="revoke survey link", of=response, by=by, at=at, before=audit.values(response))


def _make(response: Response, section: str, at: datetime) -> str:
    token = secrets.token_urlsafe(24)
    Link.objects.create(response=response, section=section, token_hash=hash_of(token), made_at=at)
    return token


def note_opened(*, link: Link, at: datetime) -> None:
    """When a link was first opened. Nothing else is noted of whoever opens it."""
    Link.objects.filter(pk=link.pk, opened_at__isnull=True).update(opened_at=at)
