"""The assumptions behind where meetings are spent. Asked by the address, and kept nowhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accede.forecast.portfolio import Assumptions

USUAL = Assumptions()


class AssumptionsForm(forms.Form):
    meetings = forms.FloatField(
        label=_("Meetings to spend"), initial=USUAL.meetings, min_value=1, max_value=100, help_text=""
    )
    lift = forms.FloatField(
        label=_("A first meeting multiplies the odds by"), initial=USUAL.lift, min_value=1, max_value=10
    )
    lift_on_road = forms.FloatField(
        label=_("The same, for a State on its road"),
        initial=USUAL.lift_on_road,
        min_value=1,
        max_value=10,
        help_text=_("Something is known of its pathway."),
    )
    fading = forms.FloatField(
        label=_("A second meeting does so much of the first"),
        initial=USUAL.fading,
        min_value=0,
        max_value=1,
        help_text=_("0: nothing. 1: as much again."),
    )
    cost_unknown = forms.FloatField(
        label=_("Cost where nobody in Geneva is known"),
        initial=USUAL.cost_unknown,
        min_value=1,
        max_value=10,
        help_text=_("In meetings with somebody who is known."),
    )
    most_each = forms.IntegerField(
        label=_("At most so many with one State"), initial=USUAL.most_each, min_value=1, max_value=10
    )

    def assumptions(self) -> Assumptions:
        """As given; the usual ones where a field is wrong or nothing was asked."""
        cleaned = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return Assumptions(**cleaned) if cleaned else USUAL
