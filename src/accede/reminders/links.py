"""Whole addresses of pages, for what is read elsewhere: mails and calendars. Of the pages it knows only the names."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accede.reminders.agenda import Item, Kind


@dataclass(frozen=True, slots=True)
class Links:
    """Pages in a language. `base` is where people reach the desk."""

    language: str
    base: str = ""

    def desk(self, campaign: str) -> str:
        return self._to("desk-today", campaign)

    def own(self) -> str:
        return self._to("account-reminders")

    def account(self) -> str:
        return self._to("account-sign-ins")

    def item(self, item: Item) -> str:
        if item.kind is Kind.LINE:
            return self._to("desk-plan-timeline", item.campaign, item.plan)
        if item.kind is Kind.PLANNED:
            return self._to("desk-today", item.campaign)
        if item.kind is Kind.ACTION_ITEM:
            return self._to("desk-action-items", item.campaign)
        if item.kind is Kind.REQUEST:
            return self._to("desk-event", item.campaign, str(item.number))
        if item.kind is Kind.SITTING:
            return self._to("desk-sitting", item.campaign, str(item.number))
        return self._to("desk-follow-ups", item.campaign)

    def meeting(self, campaign: str, key: str) -> str:
        return self._to("desk-meeting", campaign, key)

    def _to(self, name: str, *arguments: str) -> str:
        with translation.override(self.language):
            return f"{self.base or settings.ADDRESS}{reverse(name, args=arguments)}"
