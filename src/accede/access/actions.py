"""Writes about people, roles and releases. Each is one transaction with its audit entry in it."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.confidentiality import Confidential, all_parts
from accede.access.invitations import refuse_closed
from accede.access.models import Campaign, Invitation, Organisation, Person, Post, Release, RoleHeld
from accede.access.queries import hash_of, manages
from accede.access.release_rules import can_be_released, may_decide_on
from accede.access.revoking_actions import revoke_all_of
from accede.access.roles import HELD_FROM, Confidentiality, OrganisationKind, Role
from accede.access.viewer import Viewer

INVITATION_LASTS = timedelta(days=7)


class NotAllowedError(PermissionError):
    """Somebody asked for what their role does not allow."""


@transaction.atomic
def add_organisation(*, name: str, kind: OrganisationKind, by: Viewer, at: datetime) -> Organisation:
    _must_administer_somewhere(by)
    organisation = Organisation(name=name.strip(), kind=kind)
    organisation.full_clean()
    organisation.save()
    audit.write(act="add organisation", of=organisation, by=by, at=at)
    return organisation


@transaction.atomic
def add_person(
    *,
    email: str,
    name: str,
    organisation: Organisation,
    title: str,
    language: str = "en",
    on: date,
    by: Viewer,
    at: datetime,
) -> Person:
    """Somebody new, with the post that they hold from that day. They can sign in once they took up an invitation."""
    _must_administer_somewhere(by)
    person = Person(email=email.strip().lower(), name=name.strip(), language=language)
    person.set_unusable_password()
    person.full_clean()
    person.save()
    audit.write(act="add person", of=person, by=by, at=at)
    take_post(person=person, organisation=organisation, title=title, on=on, by=by, at=at)
    return person


@transaction.atomic
def bring_in(
    *,
    person: Person | None,
    email: str,
    name: str,
    organisation: str,
    kind: OrganisationKind | None,
    title: str,
    language: str,
    campaign: Campaign,
    roles: Iterable[Role],
    on: date,
    by: Viewer,
    at: datetime,
) -> tuple[Person, str]:
    """Somebody with post, roles and an invitation, whole or not at all; the token comes with them.

    The organisation is named; one that is new here has a kind. Of somebody known already only what is said anew
    changes: a post, further roles.
    """
    place = _organisation(organisation.strip(), kind, by=by, at=at)
    if person is None:
        if not (name.strip() and place and title.strip()):
            raise ValidationError(_("Somebody new has a name, an organisation and a post: say all three."))
        person = add_person(
            email=email,
            name=name,
            organisation=place,
            title=title,
            language=language,
            on=on,
            by=by,
            at=at,
        )
    elif place and title.strip():
        take_post(person=person, organisation=place, title=title, on=on, by=by, at=at)
    elif place or title.strip():
        raise ValidationError(_("A new post has an organisation and a name: say both."))
    for role in roles:
        give_role(person=person, campaign=campaign, role=role, on=on, by=by, at=at)
    return person, invite(person=person, by=by, at=at)


@transaction.atomic
def move(
    *,
    person: Person,
    organisation: str,
    kind: OrganisationKind | None,
    title: str,
    on: date,
    by: Viewer,
    at: datetime,
) -> None:
    """Another post from that day on, at the organisation of that name; one that is new here has a kind."""
    place = _organisation(organisation.strip(), kind, by=by, at=at)
    if place is None:
        raise ValidationError({"organisation": _("A post is held somewhere.")})
    take_post(person=person, organisation=place, title=title, on=on, by=by, at=at)


def _organisation(
    name: str, kind: OrganisationKind | None, *, by: Viewer, at: datetime
) -> Organisation | None:
    if not name:
        return None
    # By the program and not by the database: SQLite knows capitals of the Latin alphabet without accents only.
    meant = name.casefold()
    found = next(
        (each for each in Organisation.objects.order_by("pk") if each.name.casefold() == meant), None
    )
    if found is None and kind is None:
        raise ValidationError(
            _("“%(name)s” is new here: say what kind of organisation it is.") % {"name": name}
        )
    if found is None and kind is not None:
        return add_organisation(name=name, kind=kind, by=by, at=at)
    if found is not None and kind is not None and found.kind != kind:
        raise ValidationError(
            _("“%(name)s” is on record already, as %(kind)s.")
            % {"name": found.name, "kind": OrganisationKind(found.kind).label}
        )
    return found


@transaction.atomic
def take_post(
    *, person: Person, organisation: Organisation, title: str, on: date, by: Viewer, at: datetime
) -> Post:
    """The person's new post. The one before ends on the same day, and roles that the new one cannot hold with it."""
    _must_manage(person, by, on=on)
    for left in person.posts.filter(held_until__isnull=True):
        before = audit.values(left)
        left.held_until = max(on, left.held_from)
        left.save()
        audit.write(act="leave post", of=left, by=by, at=at, before=before)
    post = Post(person=person, organisation=organisation, title=title.strip(), held_from=on)
    post.full_clean()
    post.save()
    audit.write(act="take post", of=post, by=by, at=at)
    for held in person.roles_held.filter(held_until__isnull=True):
        if organisation.kind not in HELD_FROM[Role(held.role)]:
            _end(held, on=on, by=by, at=at)
    return post


@transaction.atomic
def give_role(
    *, person: Person, campaign: Campaign, role: Role, on: date, by: Viewer, at: datetime
) -> RoleHeld:
    """A role from that day on.

    Raises ValidationError where the person's organisation cannot hold it: civil society publishes, and so is never
    cleared for bilateral notes.
    """
    _must_administer(campaign.pk, by)
    post = person.posts.filter(held_until__isnull=True).select_related("organisation").first()
    if post is None:
        raise ValidationError(_("%(name)s holds no post: give one first.") % {"name": person.name})
    if post.organisation.kind not in HELD_FROM[role]:
        raise ValidationError(
            _("The role “%(role)s” cannot be held from %(organisation)s (%(kind)s).")
            % {
                "role": role.label,
                "organisation": post.organisation.name,
                "kind": OrganisationKind(post.organisation.kind).label,
            }
        )
    existing = person.roles_held.filter(campaign=campaign, role=role, held_until__isnull=True).first()
    if existing:
        return existing
    held = RoleHeld.objects.create(person=person, campaign=campaign, role=role, held_from=on)
    audit.write(act="give role", of=held, by=by, at=at)
    return held


@transaction.atomic
def end_role(*, held: RoleHeld, on: date, by: Viewer, at: datetime) -> None:
    """That day is the first without it. Nobody gives up administering by themselves: somebody must be left to do it."""
    _must_administer(held.campaign_id, by)
    if held.role == Role.ADMINISTRATOR and held.person_id == by.person_id:
        raise NotAllowedError(_("Another administrator has to end your role as administrator."))
    _end(held, on=on, by=by, at=at)


def _end(held: RoleHeld, *, on: date, by: Viewer, at: datetime) -> None:
    before = audit.values(held)
    held.held_until = max(on, held.held_from)
    held.save()
    audit.write(act="end role", of=held, by=by, at=at, before=before)


@transaction.atomic
def invite(*, person: Person, by: Viewer, at: datetime) -> str:
    """A new invitation for the person; the token to put into its link. Any before it opens nothing any more."""
    _must_manage(person, by, on=timezone.localdate(at))
    if not person.is_active:
        raise ValidationError(_("%(name)s is kept out: let them in first.") % {"name": person.name})
    _close_invitations(person, at)
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        person=person, token_hash=hash_of(token), made_at=at, expires_at=at + INVITATION_LASTS
    )
    audit.write(act="invite", of=person, by=by, at=at, before=audit.values(person))
    return token


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, password: str, name: str, language: str, at: datetime
) -> Person:
    """Use the invitation, once: the person's name, language and password. Raises InvitationError.

    It begins anew: passkeys, app, recovery codes and tokens from before are forgotten, and a new password ends every
    session.
    """
    locked = Invitation.objects.select_for_update().select_related("person").get(pk=invitation.pk)
    refuse_closed(locked, at=at)
    person = locked.person
    before = audit.values(person)
    person.name, person.language = name.strip() or person.name, language
    person.set_password(password)
    person.full_clean(exclude=["password"])
    person.save()
    Authenticator.objects.filter(user=person).delete()
    locked.used_at = at
    locked.save()
    viewer = Viewer(name=person.name, person_id=person.pk)
    revoke_all_of(person, by=viewer, at=at)
    audit.write(act="accept invitation", of=person, by=viewer, at=at, before=before)
    return person


@transaction.atomic
def choose_language(*, person: Person, language: str, by: Viewer, at: datetime) -> None:
    """The language that somebody's own pages open in."""
    if person.pk != by.person_id:
        raise NotAllowedError(_("Everybody chooses their own language."))
    before = audit.values(person)
    person.language = language
    person.save(update_fields=["language"])
    audit.write(act="choose language", of=person, by=by, at=at, before=before)


@transaction.atomic
def choose_zone(*, person: Person, zone: str, by: Viewer, at: datetime) -> None:
    """The clocks by which somebody reads hours, beside those of the place."""
    if person.pk != by.person_id:
        raise NotAllowedError(_("Everybody chooses their own time zone."))
    before = audit.values(person)
    person.zone = zone
    person.save(update_fields=["zone"])
    audit.write(act="choose zone", of=person, by=by, at=at, before=before)


@transaction.atomic
def set_active(*, person: Person, active: bool, by: Viewer, at: datetime) -> None:
    """Let somebody in, or keep them out at once, whatever roles they hold."""
    _must_manage(person, by, on=timezone.localdate(at))
    if person.pk == by.person_id:
        raise NotAllowedError(_("You cannot keep yourself out."))
    before = audit.values(person)
    person.is_active = active
    person.save()
    _close_invitations(person, at)
    if not active:
        revoke_all_of(person, by=by, at=at)
    audit.write(act="let in" if active else "keep out", of=person, by=by, at=at, before=before)


@transaction.atomic
def open_campaign(*, treaty_key: str, on: date, by: Viewer, at: datetime) -> Campaign:
    """A campaign for one more treaty of the record. Whoever opens it administers it."""
    _must_administer_somewhere(by)
    campaign, is_new = Campaign.objects.get_or_create(key=treaty_key, defaults={"treaty_key": treaty_key})
    if not is_new:
        raise ValidationError(_("There is a campaign for this treaty already."))
    audit.write(act="open campaign", of=campaign, by=by, at=at)
    if by.person_id is not None:
        held = RoleHeld.objects.create(
            person_id=by.person_id, campaign=campaign, role=Role.ADMINISTRATOR, held_from=on
        )
        audit.write(act="give role", of=held, by=by, at=at)
    return campaign


@transaction.atomic
def classify(*, record: Confidential, confidentiality: Confidentiality, by: Viewer, at: datetime) -> None:
    """A stricter class for a record. To a wider one it goes by `release` alone."""
    if confidentiality < record.confidentiality:
        raise NotAllowedError(_("A record is opened to more readers by a release, with a reason."))
    _may_decide_on(record, by)
    _move_to(record, confidentiality, act="classify", by=by, at=at)


@transaction.atomic
def release(*, record: Confidential, to: Confidentiality, reason: str, by: Viewer, at: datetime) -> Release:
    """Open a record to a wider class. Raises NotAllowedError unless its owner, or a coordinator, decides it."""
    decides = _may_decide_on(record, by)
    if not can_be_released(record):
        raise ValidationError(_("Those who answered said how far this goes. Nobody opens it further."))
    if to >= record.confidentiality:
        raise ValidationError(_("A release opens a record to more readers: choose a wider class."))
    if not reason.strip():
        raise ValidationError(_("A release gives its reason."))
    decision = Release.objects.create(
        kind=record._meta.label,  # noqa: SLF001
        object_key=str(record.pk),
        from_class=record.confidentiality,
        to_class=to,
        released_by_id=decides,
        released_at=at,
        reason=reason.strip(),
    )
    _move_to(record, to, act="release", by=by, at=at)
    return decision


@transaction.atomic
def revoke_release(*, decision: Release, record: Confidential, by: Viewer, at: datetime) -> None:
    """Back to the class from before. What was read meanwhile stays read; the decision stays in the list."""
    _may_decide_on(record, by)
    decision.revoked_by_id, decision.revoked_at = by.person_id, at
    decision.save()
    back_to = Confidentiality(max(record.confidentiality, decision.from_class))
    _move_to(record, back_to, act="revoke release", by=by, at=at)


def _move_to(record: Confidential, to: Confidentiality, *, act: str, by: Viewer, at: datetime) -> None:
    """The class of a record and of all that stands in it."""
    for each in (record, *all_parts(record, at=to)):
        before = audit.values(each)
        each.confidentiality = to
        each.save(update_fields=["confidentiality"])
        audit.write(act=act, of=each, by=by, at=at, before=before)


def _may_decide_on(record: Confidential, by: Viewer) -> int:
    """The number of the person who decides."""
    if record.part_of() is not None:
        raise NotAllowedError(_("This stands in another record, which decides who may see both."))
    if by.person_id is None or not may_decide_on(record, by):
        raise NotAllowedError(_("Only its owner or a coordinator decides who may see this."))
    return by.person_id


def _close_invitations(person: Person, at: datetime) -> None:
    person.invitations.filter(used_at__isnull=True, expires_at__gt=at).update(expires_at=at)


def _must_administer(campaign: str, by: Viewer) -> None:
    if not by.administers(campaign):
        raise NotAllowedError(_("Only an administrator of this campaign may do this."))


def _must_administer_somewhere(by: Viewer) -> None:
    if not any(by.administers(campaign) for campaign in by.roles):
        raise NotAllowedError(_("Only an administrator may do this."))


def _must_manage(person: Person, by: Viewer, *, on: date) -> None:
    if not manages(person, on=on, viewer=by):
        raise NotAllowedError(
            _("Only an administrator of every campaign in which %(name)s holds a role may do this.")
            % {"name": person.name}
        )
