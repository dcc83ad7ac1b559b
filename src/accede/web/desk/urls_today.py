"""Where a day at the desk begins, meetings, and who looks after which State. Below /LANGUAGE/desk/CAMPAIGN/."""

from django.urls import path

from accede.web.desk.views import assignments, meetings, today

urlpatterns = [
    path("today/", today.today, name="desk-today"),
    path("silent/", today.silent, name="desk-silent"),
    path("open/", today.by_state, name="desk-open-by-state"),
    path("meetings/", meetings.meeting_list, name="desk-meetings"),
    path("meetings/new/", meetings.new, name="desk-meeting-new"),
    path("meetings/<slug:key>/", meetings.meeting, name="desk-meeting"),
    path("meetings/<slug:key>/attendance/", meetings.attendance, name="desk-attendance"),
    path("meetings/<slug:key>/plan/", meetings.plan, name="desk-plan-meeting"),
    path("meetings/<slug:key>/sheet/", meetings.sheet, name="desk-sheet"),
    path("planned/<int:number>/met/", meetings.met, name="desk-planned-met"),
    path("planned/<int:number>/cancel/", meetings.cancel, name="desk-planned-cancel"),
    path("assignments/", assignments.assignment_list, name="desk-assignments"),
    path("assignments/new/", assignments.assign, name="desk-assign"),
    path("assignments/<str:iso3>/end/", assignments.end, name="desk-assignment-end"),
    path("people/<int:number>/hand-over/", assignments.hand_over, name="desk-hand-over"),
    path("handovers/<int:number>/", assignments.handover, name="desk-handover"),
]
