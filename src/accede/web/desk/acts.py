"""What the audit trail says was done, in words. A test holds it complete: every act that the actions write is here."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    # access
    "accept invitation": _("took up an invitation"),
    "add organisation": _("added an organisation"),
    "add person": _("added a person"),
    "choose language": _("chose a language"),
    "classify": _("confined it to fewer readers"),
    "end role": _("ended a role"),
    "give role": _("gave a role"),
    "invite": _("invited"),
    "keep out": _("kept out"),
    "leave post": _("left a post"),
    "let in": _("let in"),
    "open campaign": _("opened a campaign"),
    "release": _("released it to more readers"),
    "revoke release": _("revoked a release"),
    "take post": _("took a post"),
    # meetings
    "add meeting": _("added a meeting"),
    "put on attendance": _("put a State on the attendance list"),
    "take off attendance": _("took a State off the attendance list"),
}

# What something was done to, where the model has no name in the reader's language.
KINDS: dict[str, str | Promise] = {
    "access.Campaign": _("campaign"),
    "access.Organisation": _("organisation"),
    "access.Person": _("person"),
    "access.Post": _("post"),
    "access.RoleHeld": _("role"),
    # pathways
    "alter pathway": _("altered the stages of a road"),
    "check pathway": _("checked how far a State has come"),
    "choose pathway": _("chose a kind of road"),
    "move": _("moved a State to a stage"),
    "take back move": _("took back a move"),
    # approaches
    "edit approach": _("edited the approach"),
}
