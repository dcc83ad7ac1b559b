"""How long the desk keeps members and officers of parliaments."""

from django.utils.translation import gettext_lazy as _

from accede.access.personal import retention
from accede.access.personal.retention import Rule

retention.offer(
    [
        Rule("champions", _("until they take their consent back")),
        Rule("offices", _("until somebody else presides, as the parliament itself publishes it")),
    ]
)
