"""Whom to talk to: Geneva meets, the capital decides, New York deposits."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.record.models import State


class Contact(Confidential):
    """A post at one of a State's contact points, and who holds it. Somebody who left stays, as history."""

    class Place(models.TextChoices):
        GENEVA = "geneva", _("mission in Geneva")
        CAPITAL = "capital", _("capital")
        NEW_YORK = "new-york", _("mission in New York")

    state = models.ForeignKey(State, models.PROTECT, related_name="contacts", verbose_name=_("State"))
    place = models.CharField(_("contact point"), max_length=10, choices=Place)
    name = EncryptedTextField(_("name"), blank=True)
    post = EncryptedTextField(_("post"), blank=True)
    email = EncryptedTextField(_("email address"), blank=True)
    phone = EncryptedTextField(_("telephone"), blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True)
    valid_from = models.DateField(_("in the post since"), null=True, blank=True)
    valid_until = models.DateField(
        _("in the post until"), null=True, blank=True, help_text=_("The first day that is not.")
    )
    note = EncryptedTextField(_("note"), blank=True)
    successor = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="predecessors")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates")

    class Meta(Confidential.Meta):
        verbose_name = _("contact")
        indexes = [models.Index(fields=["campaign", "state"], name="contacts_of_a_state")]
        constraints = [
            *Confidential.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="a_contact_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="a_contact_is_merged_into_another",
            ),
        ]

    def holds_post_on(self, on: date) -> bool:
        """Whether somebody is in this post that day, as far as is on record."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or self.valid_until > on
        )
