"""OpenID Connect, where the operator named a provider: one address without a language, which the provider knows."""

from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

urlpatterns: list[URLPattern] = []
if settings.SOCIALACCOUNT_PROVIDERS:
    urlpatterns = [
        path("<slug:provider_id>/", require_POST(views.login), name="openid_connect_login"),
        path("<slug:provider_id>/callback/", require_safe(views.callback), name="openid_connect_callback"),
    ]
