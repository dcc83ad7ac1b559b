"""Who of us goes to a forum. That a forum is held, and which States attend, is the public record's."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.access.models import Campaign, Person


class Part(models.Model):
    """Somebody of a campaign takes part in a meeting. Open to all who hold a role there, as is who looks after a State."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    meeting = models.ForeignKey("record.Meeting", models.CASCADE, related_name="parts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("part in a meeting")
        ordering = ["meeting", "person__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "meeting", "person"], name="somebody_takes_part_in_a_meeting_once"
            )
        ]
