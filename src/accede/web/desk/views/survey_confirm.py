"""What is not undone in the survey is asked once more, in a page that says what will happen."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from accede.survey.models import Round
from accede.web.desk.page import Desk, render_desk


def is_sure(request: HttpRequest) -> bool:
    return request.POST.get("sure") == "yes"


def ask(
    request: HttpRequest,
    desk: Desk,
    survey: Round,
    *,
    title: str,
    explained: str,
    submit: str,
    back: str,
    facts: Sequence[tuple[str, int]] = (),
) -> HttpResponse:
    """The page; its button sends the same again."""
    context = {
        "round": survey,
        "what": request.POST["what"],
        "explained": explained,
        "submit": submit,
        "back": back,
        "facts": facts,
    }
    return render_desk(request, desk, "survey/confirm", context, title=title, here="survey")
