"""Addresses. Public pages live under /LANGUAGE/; `/` leads to the reader's language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from accede.web.public.views import home

urlpatterns = [
    path("", home.choose_language, name="choose-language"),
    *i18n_patterns(
        path("desk/", include("accede.web.desk.urls")),
        path("", include("accede.web.public.urls")),
    ),
]
handler404 = "accede.web.public.views.errors.page_not_found"
handler500 = "accede.web.public.views.errors.server_error"
