"""What a forecast says, in the reader's language: the sayings of forecast.explanation and forecast.what_if."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By the keys of forecast.explanation.SAYINGS; a test holds it complete.
REASONS: dict[str, str | Promise] = {
    "signed": _("It signed in %(year)s and has not ratified."),
    "not-signed": _("It has not signed."),
    "region": _("In its sub-region %(joined)s of %(others)s others have joined."),
    "vote-yes": _("It voted yes on the treaty’s own resolution in %(year)s."),
    "vote-abstained": _("It abstained on the treaty’s own resolution in %(year)s."),
    "vote-no": _("It voted no on the treaty’s own resolution in %(year)s."),
    "no-vote": _("It has cast no vote on the treaty’s own resolution."),
    "pace": _("Its pace and breadth in joining other treaties: %(joined)s in the last three years."),
    "paces": _(
        "Its pace and breadth in joining other treaties: %(joined)s in the last three years, %(decade)s in the last ten."
    ),
    "pace-beside": _("When and how often it joins other treaties, beside the other States not party."),
    "kind": _("It is Party to %(joined)s of %(others)s treaties of the kind."),
    "family": _("It is Party to %(joined)s of the %(others)s other treaties of one family with this one."),
    "habits": _(
        "Its habits: it is Party to %(joined)s of %(others)s treaties on record, to %(acceded)s of them without "
        "having signed."
    ),
    "votes-kind": _(
        "It voted yes in %(joined)s of %(others)s votes on resolutions about other treaties of the kind."
    ),
    "voting": _("How it votes in the General Assembly, beside the Parties."),
    "alike": _("How far States with a similar treaty record have joined."),
}

# What could be otherwise, by the keys of forecast.what_if.
CHANGES: dict[str, str | Promise] = {
    "vote-yes": _("If it voted yes on the treaty’s next resolution"),
    "vote-abstained": _("If it abstained on the treaty’s next resolution"),
    "region": _("If two more States of its sub-region joined"),
    "kind": _("If it joined two more treaties of the kind"),
}

REFUSALS: dict[str, str | Promise] = {
    "too few Parties": _(
        "The treaty has fewer than five Parties. From so few nothing can be learnt about who joins."
    ),
    "not yet open": _("The treaty could not yet be signed on that day. There is nothing to forecast."),
    "no model": _(
        "No model was learnt from what was known before that day. There is nothing to forecast with."
    ),
    "other": _("The model that is installed does not fit this program. Train it again."),
}


def reason(saying: str, figures: Mapping[str, int]) -> str:
    return str(REASONS[saying]) % figures
