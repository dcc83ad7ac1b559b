"""Forums at which States are met, and whom one meets there. Below /LANGUAGE/desk/CAMPAIGN/."""

from django.urls import path

from accede.web.desk.views import calendar, meeting_changes, meetings, treaty_events

urlpatterns = [
    path("meetings/", meetings.meeting_list, name="desk-meetings"),
    path("meetings/new/", meeting_changes.new, name="desk-meeting-new"),
    path("meetings/calendar/", calendar.month, name="desk-calendar"),
    path("meetings/year/", calendar.year, name="desk-year"),
    path("meetings/<slug:key>/", meetings.meeting, name="desk-meeting"),
    path("meetings/<slug:key>/change/", meeting_changes.change, name="desk-meeting-change"),
    path("meetings/<slug:key>/sessions/new/", meeting_changes.session, name="desk-session-new"),
    path(
        "meetings/<slug:key>/sessions/<int:number>/off/", meeting_changes.session_off, name="desk-session-off"
    ),
    path("meetings/<slug:key>/part/", meeting_changes.part, name="desk-part"),
    path("meetings/<slug:key>/meeting.ics", calendar.calendar_file, name="desk-meeting-file"),
    path("meetings/<slug:key>/treaty-event/", treaty_events.page, name="desk-treaty-event"),
    path("meetings/<slug:key>/treaty-event/highlights/", treaty_events.highlights, name="desk-highlights"),
    path("meetings/<slug:key>/treaty-event/expect/", treaty_events.expect, name="desk-expect"),
    path("meetings/<slug:key>/attendance/", meetings.attendance, name="desk-attendance"),
    path("meetings/<slug:key>/plan/", meetings.plan, name="desk-plan-meeting"),
    path("meetings/<slug:key>/sheet/", meetings.sheet, name="desk-sheet"),
    path("planned/<int:number>/met/", meetings.met, name="desk-planned-met"),
    path("planned/<int:number>/cancel/", meetings.cancel, name="desk-planned-cancel"),
]
