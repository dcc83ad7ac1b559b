"""The questionnaire that travels with the program."""

from functools import cache
from pathlib import Path

from accede.survey.form.questions import Questionnaire
from accede.survey.form.reading import read_yaml

_FILE = Path(__file__).parents[1] / "shipped" / "reasons.yaml"


@cache
def questionnaire() -> Questionnaire:
    return read_yaml(_FILE.read_text(encoding="utf-8"))
