"""A questionnaire as a file that somebody sends: a workbook or a text."""

from accede.survey.form import reading, xlsform
from accede.survey.form.faults import Fault, FormError
from accede.survey.form.questions import Questionnaire
from accede.told import marked as _


def read(content: bytes) -> Questionnaire:
    """Raises FormError, with all that is wrong with it."""
    if content.startswith(b"PK"):
        return xlsform.read(content)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise FormError([Fault("", _("This is neither a workbook (XLSX) nor a text (YAML)."))]) from error
    return reading.read_yaml(text)
