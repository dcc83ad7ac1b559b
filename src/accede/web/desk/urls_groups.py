"""Working groups: members, meetings, papers, minutes. Below /LANGUAGE/desk/CAMPAIGN/groups/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
