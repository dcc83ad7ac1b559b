"""Addresses. Public pages live under /LANGUAGE/; `/` leads to the reader's language. Programs ask below /api/v1/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from accede.project.observing import views as observing
from accede.web.account.views import reminders
from accede.web.public.views import home, trail

urlpatterns = [
    path("healthz", observing.healthy, name="healthy"),
    path("readyz", observing.ready, name="ready"),
    path("metrics", observing.metrics, name="metrics"),
    path("", home.choose_language, name="choose-language"),
    path("api/", include("accede.api.urls")),
    path("account/provider/", include("accede.web.account.urls_provider")),
    path("trail.json", trail.heads, name="trail-heads"),
    path("calendar/<str:token>.ics", reminders.feed, name="calendar-feed"),
    *i18n_patterns(
        path("account/", include("accede.web.account.urls")),
        path("desk/", include("accede.web.desk.urls")),
        path("answer/", include("accede.web.answering.urls")),
        path("register/", include("accede.web.registering.urls")),
        path("", include("accede.web.public.urls")),
    ),
]
handler400 = "accede.web.public.views.errors.not_understood"
handler403 = "accede.web.public.views.errors.not_allowed"
handler404 = "accede.web.public.views.errors.page_not_found"
handler500 = "accede.web.public.views.errors.server_error"
handler429 = "accede.web.account.views.own.too_many"  # the library's own: too many attempts to sign in
