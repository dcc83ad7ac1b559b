"""Where a day at the desk begins, and who looks after which State. Below /LANGUAGE/desk/CAMPAIGN/."""

from django.urls import path

from accede.web.desk.views import assignments, today

urlpatterns = [
    path("today/", today.today, name="desk-today"),
    path("silent/", today.silent, name="desk-silent"),
    path("open/", today.by_state, name="desk-open-by-state"),
    path("assignments/", assignments.assignment_list, name="desk-assignments"),
    path("assignments/new/", assignments.assign, name="desk-assign"),
    path("assignments/<str:iso3>/end/", assignments.end, name="desk-assignment-end"),
    path("people/<int:number>/hand-over/", assignments.hand_over, name="desk-hand-over"),
    path("handovers/<int:number>/", assignments.handover, name="desk-handover"),
]
