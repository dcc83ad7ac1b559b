"""Side events, speaking slots, places at treaty events. Below /LANGUAGE/desk/CAMPAIGN/events/."""

from django.urls import path

from accede.web.desk.views import events, treaty_events

urlpatterns = [
    path("", events.event_list, name="desk-events"),
    path("expected/<int:number>/", treaty_events.readiness, name="desk-readiness"),
    path("expected/<int:number>/announced/", treaty_events.announced, name="desk-announced"),
    path("expected/<int:number>/not-announced/", treaty_events.not_announced, name="desk-not-announced"),
    path("expected/<int:number>/off/", treaty_events.off, name="desk-expect-off"),
    path("new/", events.new, name="desk-event-new"),
    path("<int:number>/", events.event, name="desk-event"),
    path("<int:number>/edit/", events.edit, name="desk-event-edit"),
    path("<int:number>/move/", events.move, name="desk-event-move"),
    path("<int:number>/guests/", events.guests, name="desk-event-guests"),
    path("<int:number>/note/", events.note, name="desk-event-note"),
    path("<int:number>/note/off/", events.note_off, name="desk-event-note-off"),
    path("<int:number>/file/", events.file, name="desk-event-file"),
]
