"""Parliaments, what is before them, and who speaks for the treaty there. Below /LANGUAGE/desk/CAMPAIGN/parliaments/."""

from django.urls import path

from accede.web.desk.views import champions, parliaments, proceedings

urlpatterns = [
    path("", parliaments.parliament_list, name="desk-parliaments"),
    path("entries/<slug:kind>/<int:number>/", parliaments.change, name="desk-parliament-change"),
    path("entries/<slug:kind>/<int:number>/take-out/", parliaments.take_out, name="desk-parliament-take-out"),
    path("proceedings/<int:number>/", proceedings.proceeding, name="desk-proceeding"),
    path("proceedings/<int:number>/edit/", proceedings.edit, name="desk-proceeding-edit"),
    path("proceedings/<int:number>/step/", proceedings.step, name="desk-proceeding-step"),
    path("steps/<int:number>/take-back/", proceedings.take_back, name="desk-proceeding-take-back"),
    path("champions/<int:number>/edit/", champions.edit, name="desk-champion-edit"),
    path("champions/<int:number>/remove/", champions.remove, name="desk-champion-remove"),
    path("pledges/<int:number>/settle/", champions.settle, name="desk-parliamentary-pledge-settle"),
    path("<str:iso3>/", parliaments.parliament, name="desk-parliament"),
    path("<str:iso3>/enter/<slug:kind>/", parliaments.enter, name="desk-parliament-enter"),
    path("<str:iso3>/proceedings/new/", proceedings.new, name="desk-proceeding-new"),
    path("<str:iso3>/champions/new/", champions.new, name="desk-champion-new"),
    path("<str:iso3>/pledges/new/", champions.pledge, name="desk-parliamentary-pledge-new"),
]
