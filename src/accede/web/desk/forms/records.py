"""Opening a record to more readers, or to fewer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.release_rules import can_be_released, may_decide_on
from accede.access.roles import Confidentiality
from accede.web.desk.forms.base import DeskForm
from accede.web.desk.page import Desk


def _as_class(value: str) -> Confidentiality:
    return Confidentiality(int(value))


class _DecisionForm(DeskForm):
    def __init__(self, *args: Any, desk: Desk, record: Confidential, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.decides = may_decide_on(record, desk.viewer)

    def _offer(self, name: str, classes: list[Confidentiality]) -> None:
        self.has_choices = self.decides and bool(classes)
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [(each.value, each.label) for each in classes]


class ReleaseForm(_DecisionForm):
    to = forms.TypedChoiceField(label=_("Open it to"), coerce=_as_class)
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, desk: Desk, record: Confidential, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, record=record, **kwargs)
        wider = [each for each in reversed(Confidentiality) if each < record.confidentiality]
        self._offer("to", wider if can_be_released(record) else [])


class ClassForm(_DecisionForm):
    stricter = forms.TypedChoiceField(label=_("Confine it to"), coerce=_as_class)

    def __init__(self, *args: Any, desk: Desk, record: Confidential, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, record=record, **kwargs)
        clearance = desk.viewer.clearance(desk.campaign.pk)
        self._offer(
            "stricter", [each for each in Confidentiality if record.confidentiality < each <= clearance]
        )
