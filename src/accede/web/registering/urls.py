"""The addresses below /LANGUAGE/register/TOKEN/. `register` is the one that an invitation carries."""

from django.urls import path

from accede.web.registering import views

urlpatterns = [
    path("<str:token>/", views.overview, name="register"),
    path("<str:token>/reply/", views.reply_page, name="register-reply"),
    path("<str:token>/decline/", views.decline_page, name="register-decline"),
    path("<str:token>/workshop.ics", views.calendar, name="register-calendar"),
]
