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
    # files that are brought in
    "add alias": _("made a name known"),
    "apply import": _("had a file applied"),
    "map columns": _("said where a table’s fields stand"),
    "put file aside": _("put a file aside"),
    "put file on desk": _("put a file on the desk"),
    "settle contradiction": _("settled what sources say against each other"),
    "tell of file": _("told what a file cannot tell"),
    "undo import": _("took an import back"),
    # meetings
    "add meeting": _("added a meeting"),
    "put on attendance": _("put a State on the attendance list"),
    "take off attendance": _("took a State off the attendance list"),
    "plan meeting": _("planned to meet a State"),
    "mark as met": _("marked as met"),
    "cancel planned meeting": _("took a planned meeting off"),
    "reassign planned meeting": _("gave a planned meeting to somebody else"),
    # evidence
    "add source": _("added a source"),
    "load code book": _("loaded a code book"),
    "record obstacle": _("wrote down a reason"),
    "withdraw obstacle": _("withdrew a reason"),
    "supersede obstacle": _("replaced a reason by a newer one"),
    "record position": _("wrote down a position"),
    "record interpretive position": _("wrote down a reading of the treaty"),
    "record statement": _("wrote down a statement"),
    "record incident": _("wrote down an incident"),
    "assess incident": _("wrote down who judged an incident how"),
    "record interim step": _("wrote down an interim step"),
    "revoke interim step": _("wrote down that an interim step was revoked"),
    # exchanges and what comes of them
    "log exchange": _("logged an exchange"),
    "edit exchange": _("edited an exchange"),
    "add pledge": _("wrote down a promise"),
    "edit pledge": _("edited a promise"),
    "settle pledge": _("wrote down what became of a promise"),
    "reopen pledge": _("opened a promise again"),
    "add follow-up": _("set a next step"),
    "finish follow-up": _("finished a next step"),
    "postpone follow-up": _("postponed a next step"),
    "reassign follow-up": _("gave a next step to somebody else"),
    "reopen follow-up": _("opened a next step again"),
    "add contact": _("added a contact"),
    "edit contact": _("edited a contact"),
    "leave contact post": _("wrote down that a contact left the post"),
    "merge contacts": _("merged two contacts into one"),
    # who looks after which State
    "assign State": _("gave a State to somebody to look after"),
    "end assignment": _("ended that somebody looks after a State"),
    "hand over": _("handed over States"),
    # the work plan
    "import plan": _("brought in a work plan"),
    # documents
    "close review": _("closed a review round"),
    "comment": _("commented on a document"),
    "draft document": _("drafted a document"),
    "issue document": _("issued a document"),
    "open review": _("shared a document for review"),
    "refresh document": _("filled a document anew"),
    "settle comment": _("settled a comment"),
    # pathways
    "alter pathway": _("altered the stages of a road"),
    "check pathway": _("checked how far a State has come"),
    "choose pathway": _("chose a kind of road"),
    "move": _("moved a State to a stage"),
    "take back move": _("took back a move"),
    # forecasts
    "make forecast": _("made a forecast"),
    # approaches
    "edit approach": _("edited the approach"),
}

# What something was done to, where the model has no name in the reader's language.
KINDS: dict[str, str | Promise] = {
    "access.Campaign": _("campaign"),
    "access.Organisation": _("organisation"),
    "access.Person": _("person"),
    "access.Post": _("post"),
    "access.RoleHeld": _("role"),
    "record.AddedAlias": _("name"),
    "record.ImportBatch": _("import"),
    "record.Settlement": _("contradiction"),
    "record.Upload": _("file"),
    "record.Meeting": _("meeting"),
    "record.Attendance": _("attendance"),
}
