"""The title page of a paper for a meeting, in the layout of the United Nations."""

from accede.record import days
from accede.record.meetings.models import Meeting
from accede.reporting import papers
from accede.reporting.blocks import OPEN, Line, Run, TitlePage, line
from accede.reporting.papers import Front
from accede.reporting.telling import Telling


def title_page(
    telling: Telling, meeting: Meeting, front: Front, *, kind: str, title: Line, who: Line
) -> TitlePage:
    """What nobody knows yet, the number of an agenda item or of a job, is left open in brackets."""
    item = front.agenda_item or OPEN
    job = front.job_number or f"GE.{meeting.begins:%y}-{OPEN}"
    return TitlePage(
        title=title,
        meeting=line(meeting.name),
        symbol=line(front.symbol or papers.symbol(kind, meeting.pk) or OPEN),
        job_line=line(f"{job} ({papers.JOB_LETTERS[telling.language]})"),
        distribution=tuple(
            Run("".join(run.text for run in text))
            for text in (
                telling.say("distribution"),
                line(telling.day(telling.on)),
                telling.say("original", language=telling.word("language_name")),
            )
        ),
        place_and_dates=place_and_dates(telling, meeting),
        agenda_item=telling.say("agenda_item", item=item),
        agenda_title=telling.say("review_of_status"),
        submitted_by=telling.say("submitted_by", who=front.submitted_by or who),
    )


def place_and_dates(telling: Telling, meeting: Meeting) -> Line:
    place = telling.place(meeting.place)
    dates = (
        days.stretch(meeting.begins, meeting.ends, telling.language)
        if meeting.day_is_known
        else telling.given(meeting.begins_given)
    )
    return telling.say("place_and_dates", place=place, dates=dates) if place else line(dates)
