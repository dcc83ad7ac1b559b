"""People and the trail: they belong to the desk as a whole, not to one campaign."""

from django.urls import path

from accede.web.desk.views import people, personal, trail

urlpatterns = [
    path("audit/", trail.trail, name="desk-audit"),
    path("people/", people.people, name="desk-people"),
    path("people/personal/", personal.register, name="desk-personal"),
    path("people/personal/find/", personal.find, name="desk-personal-find"),
    path("people/personal/export/", personal.export, name="desk-personal-export"),
    path("people/personal/delete/", personal.delete, name="desk-personal-delete"),
    path("people/new/", people.new_person, name="desk-person-new"),
    path("people/organisations/new/", people.new_organisation, name="desk-organisation-new"),
    path("people/campaigns/new/", people.new_campaign, name="desk-campaign-new"),
    path("people/roles/<int:number>/end/", people.end_role, name="desk-role-end"),
    path("people/<int:number>/", people.person, name="desk-person"),
    path("people/<int:number>/post/", people.take_post, name="desk-person-post"),
    path("people/<int:number>/role/", people.give_role, name="desk-person-role"),
    path("people/<int:number>/keep-out/", people.keep_out, name="desk-person-keep-out"),
    path("people/<int:number>/invite/", people.invite, name="desk-person-invite"),
]
