"""The questionnaires that travel with the program."""

from functools import cache
from pathlib import Path

from accede.survey.form.questions import Questionnaire
from accede.survey.form.reading import read_yaml

_FOLDER = Path(__file__).parents[1] / "shipped"


@cache
def questionnaire() -> Questionnaire:
    return read_yaml((_FOLDER / "reasons.yaml").read_text(encoding="utf-8"))


@cache
def evaluation() -> Questionnaire:
    """How a workshop was."""
    return read_yaml((_FOLDER / "evaluation.yaml").read_text(encoding="utf-8"))
