"""Words and forms that the pages share, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accede import languages

LANGUAGES = languages.LANGUAGES

STATUSES: dict[str, str | Promise] = {
    "party": _("Party"),
    "party-pending": _("Party, not yet in force"),
    "signatory": _("Signatory"),
    "neither": _("Neither"),
    "former": _("Former Party"),
}

# What stands on a State's timeline, by the kind of its rows.
ENTRIES: dict[str, str | Promise] = {
    "exchange": _("Exchanges"),
    "pledge": _("Promises"),
    "followup": _("Next steps"),
    "handout": _("Hand-outs"),
    "proceedingstep": _("In parliament"),
    "parliamentarypledge": _("Parliamentary pledges"),
    "treatyaction": _("Treaty actions"),
    "vote": _("Votes"),
    "statement": _("Statements"),
    "position": _("Positions"),
    "obstacle": _("Reasons"),
    "interimstep": _("Interim steps"),
    "attendance": _("Meetings"),
    "event": _("Events"),
    "workshop": _("Workshops"),
}

# What a clock asks for, by the key that a treaty's rules give it.
CLOCKS: dict[str, str | Promise] = {
    "initial_transparency_report": _("initial transparency report"),
    "annual_transparency_report": _("annual transparency report"),
    "initial_report": _("initial report"),
    "annual_report": _("annual report"),
    "declarations": _("declarations"),
    "safeguards_agreement": _("safeguards agreement"),
    "stockpile_destruction": _("destruction of stockpiles"),
    "clearance": _("clearance and destruction of remnants"),
    "mine_clearance": _("destruction of mines in mined areas"),
}

# What work in the background does at the moment, by the key that it tells.
WORK_STEPS: dict[str, str | Promise] = {
    "reading": _("The file is read and compared with the record"),
    "writing": _("The record is written"),
    "documents": _("The documents are filled and set"),
    "binding": _("They are bound together"),
    "undoing": _("What the import changed is taken back"),
}

# Formats of files, by their keys.
FORMAT_NAMES: dict[str, str | Promise] = {
    "mtdsg": _("Status of a treaty, UN Treaty Collection (XML)"),
    "untc-html": _("Status of a treaty, UN Treaty Collection (saved page)"),
    "undl-csv": _("Votes, UN Digital Library (CSV)"),
    "undl-marcxml": _("Voting records, UN Digital Library (MARCXML)"),
    "unoda": _("Actions, UNODA treaties database (JSON)"),
    "parline": _("Parliaments, IPU Parline (JSON)"),
    "table": _("A table of your own (CSV or XLSX)"),
}

# What becomes of something that a file or the record has: the short word of a tab, by record.imports.plan.What.
FINDINGS: dict[str, str | Promise] = {
    "new": _("New"),
    "changed": _("Changed"),
    "unchanged": _("Unchanged"),
    "gone": _("Gone from the source"),
    "conflict": _("Against a stronger source"),
    "refused": _("Stopped"),
    "note": _("Notes"),
    "outside": _("Outside the 197"),
}

# The fields of a table, by the key that the reader gives them.
TABLE_FIELDS: dict[str, str | Promise] = {
    "state": _("State, by name"),
    "iso3": _("State, by ISO code"),
    "reason": _("Reason, by its key in the code book"),
    "kind": _("Kind of action or step"),
    "date": _("Date"),
    "effective": _("Day of effect"),
    "resolution": _("Symbol of the resolution"),
    "vote": _("Vote"),
    "body": _("Body"),
    "title": _("Title"),
    "summary": _("Summary"),
    "revoked": _("Revoked on"),
    "reading": _("Our reading"),
    "own words": _("The State’s own words"),
    "rank": _("Rank among its reasons"),
    "grade": _("Stated or inferred"),
    "withdrawn": _("Withdrawn on"),
    "treaty": _("Key of the treaty"),
    "source": _("Key of the source"),
    "note": _("Note"),
}

# What a table can be about.
TABLE_KINDS: dict[str, str | Promise] = {
    "actions": _("Treaty actions"),
    "votes": _("Votes"),
    "steps": _("Interim steps"),
    "obstacles": _("Reasons not to join"),
}

# States of an import, and of a file on the desk.
IMPORT_STATES: dict[str, str | Promise] = {
    "applied": _("applied"),
    "undone": _("undone"),
    "set-aside": _("set aside"),
}
UPLOAD_STATES: dict[str, str | Promise] = {
    "looked-at": _("is being looked at"),
    "columns": _("its columns have to be named"),
    "shown": _("looked at, not applied"),
    "refused": _("nothing can be taken from it"),
    "being-applied": _("is being applied"),
    "applied": _("applied"),
}

# Kinds of question of a survey.
QUESTION_KINDS: dict[str, str | Promise] = {
    "choice": _("one of these"),
    "several": _("several of these"),
    "ranked": _("these in their order"),
    "matrix": _("one of these for each line"),
    "text": _("a text"),
    "number": _("a number"),
    "date": _("a day"),
    "file": _("a file"),
    "statement": _("nothing is asked"),
    "consent": _("how the answers may be used"),
}


# What somebody signed in with, by the library's keys.
MEANS: dict[str, str | Promise] = {
    "password": _("password"),
    "totp": _("code of the app"),
    "recovery_codes": _("recovery code"),
    "webauthn": _("passkey"),
    "socialaccount": _("provider"),
}

# Towns in which meetings under the treaties, or beside them, are held.
PLACES: dict[str, str | Promise] = {
    "Geneva": _("Geneva"),
    "New York": _("New York"),
    "Vienna": _("Vienna"),
    "Rome": _("Rome"),
    "Dublin": _("Dublin"),
    "Oslo": _("Oslo"),
    "Dubrovnik": _("Dubrovnik"),
    "Lausanne": _("Lausanne"),
    "Vientiane": _("Vientiane"),
    "Beirut": _("Beirut"),
    "Lusaka": _("Lusaka"),
    "San José": _("San José"),
    "Yaoundé": _("Yaoundé"),
    "Nairobi": _("Nairobi"),
    "Manila": _("Manila"),
    "Kampala": _("Kampala"),
    "Brisbane": _("Brisbane"),
    "Addis Ababa": _("Addis Ababa"),
    "Brussels": _("Brussels"),
    "The Hague": _("The Hague"),
    "Bangkok": _("Bangkok"),
}
