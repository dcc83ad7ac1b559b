"""A questionnaire as XLSForm, the workbook that Kobo and ODK exchange: read and written."""

from accede.survey.form.xlsform.reading import read
from accede.survey.form.xlsform.sheets import LARGEST
from accede.survey.form.xlsform.writing import write

__all__ = ["LARGEST", "read", "write"]
