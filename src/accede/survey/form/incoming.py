"""A questionnaire as a file that somebody sends: a workbook or a text."""

from accede.survey.form import reading, xlsform
from accede.survey.form.faults import Fault, FormError
from accede.survey.form.questions import Questionnaire
from accede.told import marked as _

# How a PDF, an office document from before XLSX or under a password, and a page or drawing begin, whatever they are called.
_OTHERS = (b"%PDF", b"\xd0\xcf\x11\xe0", b"<")


def read(content: bytes) -> Questionnaire:
    """Raises FormError, with all that is wrong with it."""
    if content.startswith(b"PK"):
        return xlsform.read(content)
    neither = FormError([Fault("", _("This is neither a workbook (XLSX) nor a text (YAML)."))])
    if content.lstrip().startswith(_OTHERS):
        raise neither
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise neither from error
    return reading.read_yaml(text)
