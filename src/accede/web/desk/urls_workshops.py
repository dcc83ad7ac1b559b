"""Regional workshops: whom one invites, who comes, what follows. Below /LANGUAGE/desk/CAMPAIGN/workshops/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
