"""Webhooks: which addresses are told of what, and the log of what was sent. For administrators."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.web.account import second_factor
from accede.web.desk.forms.webhooks import WebhookForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.webhooks import actions, queries, rules
from accede.webhooks.events import TRIED_FOR
from accede.webhooks.models import Webhook

A_PAGE = 25


@require_safe
@desk_page
def webhook_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    context = {"webhooks": queries.webhooks(desk.campaign, viewer=desk.viewer)}
    return render_desk(request, desk, "webhooks/list", context, title=_("Webhooks"), here="people")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new_webhook(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A further address; its secret is shown this once."""
    rules.insist_on_administering(desk.viewer, desk.campaign.pk)
    form = WebhookForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def act() -> Webhook:
            return actions.add(campaign=desk.campaign, **given, **desk.acting)

        if form.attempt(act):
            return _secret_shown_once(request, desk, form.made, form.made.secret)
    return _form_page(request, desk, form, title=_("Add a webhook"), button=_("Add"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def change(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = _found(desk, number)
    was = {"url": found.url, "kinds": found.kinds, "every_treaty": found.every_treaty}
    form = WebhookForm(request.POST or None, desk=desk, initial=was)
    form.editing(found, viewer=desk.viewer)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def act() -> None:
            actions.change(webhook=found, **given, **desk.acting)

        if form.attempt(act):
            return redirect("desk-webhook", desk.campaign.pk, number)
    return _form_page(request, desk, form, title=_("Change the webhook"), button=_("Save"))


@require_safe
@desk_page
def webhook(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One of them, with the log of what was sent and what waits."""
    found = _found(desk, number)
    page = Paginator(queries.log(found, viewer=desk.viewer), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "webhook": found,
        "page": page,
        "both_sign": len(found.secrets(at=desk.at)) > 1,
        "days": TRIED_FOR.days,
    }
    return render_desk(request, desk, "webhooks/webhook", context, title=_("Webhook"), here="people")


@require_POST
@desk_page
def decide(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Test it, switch it off or on, or take it away."""
    found = _found(desk, number)
    match request.POST.get("what"):
        case "ping":
            actions.ping(webhook=found, **desk.acting)
            messages.success(request, _("A test is on its way. Load this page again in a moment."))
        case "on" | "off" as what:
            actions.switch(webhook=found, on=what == "on", **desk.acting)
        case "remove":
            actions.remove(webhook=found, **desk.acting)
            messages.success(request, _("The webhook is removed, with its log."))
            return redirect("desk-webhooks", desk.campaign.pk)
        case _:
            raise ValidationError(_("Say what is to be done with the webhook."))
    return redirect("desk-webhook", desk.campaign.pk, number)


@require_POST
@desk_page
def change_secret(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = _found(desk, number)
    second_factor.insist_on_fresh(request)  # with it anybody can write in this desk's name
    secret = actions.change_secret(webhook=found, **desk.acting)
    return _secret_shown_once(request, desk, found, secret)


@require_POST
@desk_page
def send_again(request: HttpRequest, desk: Desk, number: int, delivery: int) -> HttpResponse:
    found = queries.get_delivery(number, delivery, viewer=desk.viewer)
    actions.send_again(delivery=found, **desk.acting)
    messages.success(request, _("It is on its way once more. Load this page again in a moment."))
    return redirect("desk-webhook", desk.campaign.pk, number)


def _found(desk: Desk, number: int) -> Webhook:
    rules.insist_on_administering(desk.viewer, desk.campaign.pk)
    return queries.get_webhook(number, viewer=desk.viewer)


def _form_page(
    request: HttpRequest, desk: Desk, form: WebhookForm, *, title: str, button: str
) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "button": button}
    return render_desk(request, desk, "webhooks/form", context, title=title, here="people", status=status)


def _secret_shown_once(request: HttpRequest, desk: Desk, shown: Webhook, secret: str) -> HttpResponse:
    context = {"webhook": shown, "secret": secret, "both_sign": bool(shown.secret_before)}
    return render_desk(request, desk, "webhooks/secret", context, title=_("The secret"), here="people")
