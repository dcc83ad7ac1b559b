"""The choices of a draft law, as fields of a form; what the record knows already is filled in."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accede.legislation import drafting
from accede.legislation.drafting import DraftRefusedError
from accede.legislation.queries import qualifying
from accede.record.models import State
from accede.record.queries import states
from accede.record.queries.nearest import NotOnRecordError
from accede.web.desk.forms.base import DeskForm
from accede.web.desk.forms.fields import offer
from accede.web.desk.page import Desk


class DraftLawForm(DeskForm):
    """The choices, and the language of the draft."""

    language = forms.ChoiceField(label=_lazy("Language"), choices=[])

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.choices = add_choices(self, desk.treaty.pk)
        begin_draft(self)

    def composed(self) -> object:
        """Nothing but whether it can be: what is missing is said in its place."""
        given = self.cleaned_data
        try:
            return drafting.compose(self.desk.treaty.pk, given, language=given["language"], state="")
        except DraftRefusedError as error:
            raise ValidationError({error.choice: str(error)} if error.choice else str(error)) from error


def add_choices(form: DeskForm, treaty_key: str) -> list[str]:
    """A field for each choice; gives their names. None has an answer beforehand: a draft says what was decided."""
    known = drafting.choices(treaty_key)
    for key, choice in known.items():
        form.fields[key] = forms.ChoiceField(
            label=choice.name,
            error_messages={"required": drafting.what_hangs_on(choice, treaty_key)},
            choices=[("", "—"), *((each.key, each.name) for each in choice.options.values())],
            help_text=_("It bears on article %(articles)s.") % {"articles": ", ".join(choice.articles)},
        )
    form.order_fields(["state", *known, "language", "audience"])
    return list(known)


def begin_draft(form: DeskForm) -> None:
    """The languages in which there are clauses, first that of the State; and what is on record of it."""
    languages = form.fields["language"]
    offer(form, "language", [each for each in settings.LANGUAGES if each[0] in drafting.LANGUAGES])
    languages.initial = form.desk.language if form.desk.language in drafting.LANGUAGES else "en"
    try:
        state = states.get_state(form.initial.get("state", ""), viewer=form.desk.viewer)
    except NotOnRecordError:
        return
    working = states.working_language(state)
    languages.initial = working if working in drafting.LANGUAGES else languages.initial
    for key, answer in on_record(form.desk, state).items():
        form.fields[key].initial = answer


def on_record(desk: Desk, state: State) -> dict[str, str]:
    """Choice to what the record answers, for those that it does."""
    found = qualifying.qualified(desk.treaty, state=state, **desk.asked)
    answers = {ground.question: ground.answer for each in found for ground in each.grounds}
    return {
        key: "yes" if answers[choice.known_by] else "no"
        for key, choice in drafting.choices(desk.treaty.pk).items()
        if answers.get(choice.known_by) is not None
    }
