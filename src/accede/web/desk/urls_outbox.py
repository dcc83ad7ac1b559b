"""The outbox: what waits, what left, what did not. Below /LANGUAGE/desk/CAMPAIGN/outbox/."""

from django.urls import path

from accede.web.desk.views import outbox

urlpatterns = [
    path("", outbox.message_list, name="desk-outbox"),
    path("<int:number>/", outbox.message, name="desk-message"),
    path("<int:number>/decide/", outbox.decide, name="desk-message-decide"),
    path("<int:number>/files/<int:file>/", outbox.attachment, name="desk-message-file"),
]
