"""Forums at which States are met, and whom one meets there. Below /LANGUAGE/desk/CAMPAIGN/."""

from django.urls import path

from accede.web.desk.views import meetings

urlpatterns = [
    path("meetings/", meetings.meeting_list, name="desk-meetings"),
    path("meetings/new/", meetings.new, name="desk-meeting-new"),
    path("meetings/<slug:key>/", meetings.meeting, name="desk-meeting"),
    path("meetings/<slug:key>/attendance/", meetings.attendance, name="desk-attendance"),
    path("meetings/<slug:key>/plan/", meetings.plan, name="desk-plan-meeting"),
    path("meetings/<slug:key>/sheet/", meetings.sheet, name="desk-sheet"),
    path("planned/<int:number>/met/", meetings.met, name="desk-planned-met"),
    path("planned/<int:number>/cancel/", meetings.cancel, name="desk-planned-cancel"),
]
