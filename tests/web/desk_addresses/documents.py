"""Documents: for those who run the campaign; reviews, for those who are named too."""

from django.utils import timezone
from tests.access import cast
from tests.web.roles import CAMPAIGN, COORDINATION, WITH_A_ROLE, Address, answers, reading, writing

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.reporting import actions, bundle_actions
from accede.reporting.making import Asked


def _paper():
    now = timezone.now()
    return actions.draft_paper(
        asked=Asked(kind="talking-points", state="CYP"),
        campaign=Campaign.objects.get(pk=CAMPAIGN),
        audience=Confidentiality.PARTNERS,
        language="en",
        on=now.date(),
        by=cast.viewer_of(cast.coordinator_a()),
        at=now,
    )


def _round():
    return actions.open_round(
        paper=_paper(),
        reviewers=[cast.CAST["cmc_partner"](), cast.coordinator_b()],
        by=cast.viewer_of(cast.coordinator_a()),
        at=timezone.now(),
    )


def _number():
    return [CAMPAIGN, _paper().pk]


def _remark():
    reviewer = cast.viewer_of(cast.CAST["cmc_partner"]())
    remark = actions.comment(found=_round(), place="", text="Shorter", by=reviewer, at=timezone.now())
    return [CAMPAIGN, remark.pk]


def _bundle():
    bundle = bundle_actions.ask_for_dossiers(
        campaign=Campaign.objects.get(pk=CAMPAIGN),
        states="CYP",
        category="",
        form="pdf",
        language="en",
        audience=Confidentiality.PARTNERS,
        on=timezone.localdate(),
        by=cast.viewer_of(cast.coordinator_a()),
        at=timezone.now(),
    )
    return [CAMPAIGN, bundle.pk]


def _unseen(allowed, *, granted):
    """Of a document that others may not see: they are told that there is none."""
    return answers(allowed, granted=granted, refused=404) | dict.fromkeys(
        [name for name in cast.CAST if name in cast.WITHOUT_A_ROLE], 403
    )


REVIEWERS = COORDINATION | {"cmc_partner"}
PARTNERS = WITH_A_ROLE - COORDINATION - {"administrator", "observer"}

ADDRESSES = {
    "desk-documents": reading(),
    "desk-document-new": writing(COORDINATION, arguments=lambda: [CAMPAIGN, "progress"]),
    "desk-document": Address(get=_unseen(COORDINATION, granted=200), arguments=_number),
    "desk-document-file": Address(
        get=_unseen(COORDINATION, granted=200), arguments=lambda: [*_number(), "docx"]
    ),
    "desk-document-refresh": Address(
        get=dict.fromkeys(["public", *cast.CAST], 405),
        post=_unseen(COORDINATION, granted=302),
        arguments=_number,
    ),
    "desk-document-issue": Address(
        get=_unseen(COORDINATION, granted=200), post=_unseen(COORDINATION, granted=400), arguments=_number
    ),
    "desk-document-review": Address(
        get=_unseen(COORDINATION, granted=200), post=_unseen(COORDINATION, granted=400), arguments=_number
    ),
    "desk-document-outbox": Address(  # a draft does not go out
        get=dict.fromkeys(["public", *cast.CAST], 405),
        post=_unseen(COORDINATION, granted=400),
        arguments=_number,
    ),
    "desk-document-recalls": reading(COORDINATION),
    "desk-document-recall": Address(  # it is released to partners, who may see it and not write
        get=dict.fromkeys(["public", *cast.CAST], 405),
        post=_unseen(COORDINATION, granted=302),
        arguments=_number,
    ),
    "desk-document-languages": Address(
        get=dict.fromkeys(["public", *cast.CAST], 405),
        post=_unseen(COORDINATION, granted=302),
        arguments=_number,
    ),
    "desk-bundle-new": writing(COORDINATION),
    "desk-bundle": Address(get=_unseen(COORDINATION, granted=200), arguments=_bundle),
    "desk-bundle-file": Address(get=_unseen(COORDINATION, granted=404), arguments=_bundle),
    "desk-review": Address(
        get=_unseen(REVIEWERS, granted=200),
        post=_unseen(REVIEWERS, granted=400),
        arguments=lambda: [CAMPAIGN, _round().pk],
    ),
    "desk-review-close": Address(
        get=dict.fromkeys(["public", *cast.CAST], 405),
        post=_unseen(COORDINATION, granted=302) | {"cmc_partner": 403},
        arguments=lambda: [CAMPAIGN, _round().pk],
    ),
    "desk-comment-settle": Address(
        get=dict.fromkeys(["public", *cast.CAST], 405),
        post=_unseen(COORDINATION, granted=302) | dict.fromkeys(PARTNERS, 403),
        arguments=_remark,
    ),
}
