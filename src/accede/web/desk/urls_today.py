"""Where a day at the desk begins. Below /LANGUAGE/desk/CAMPAIGN/."""

from django.urls import path

from accede.web.desk.views import today

urlpatterns = [
    path("today/", today.today, name="desk-today"),
]
