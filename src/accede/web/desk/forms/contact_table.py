"""A table of contacts, and who may see what it brings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accede.web.desk.forms.base import ConfidentialForm
from accede.web.desk.page import Desk


class ContactTableForm(ConfidentialForm):
    file = forms.FileField(label=_("Table of contacts"), help_text=_("CSV or XLSX, 5 MB at most."))

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        del self.fields["attribution"]
