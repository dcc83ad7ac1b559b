"""Regional workshops: whom one invites, who comes, what follows. Below /LANGUAGE/desk/CAMPAIGN/workshops/."""

from django.urls import path

from accede.web.desk.views import workshop_day, workshop_people, workshop_replies, workshops

urlpatterns = [
    path("", workshops.workshop_list, name="desk-workshops"),
    path("new/", workshops.new, name="desk-workshop-new"),
    path("<int:number>/", workshops.workshop, name="desk-workshop"),
    path("<int:number>/edit/", workshops.edit, name="desk-workshop-edit"),
    path("<int:number>/decide/", workshops.decide, name="desk-workshop-decide"),
    path("<int:number>/programme/", workshops.programme, name="desk-workshop-programme"),
    path("<int:number>/invite/", workshops.invite, name="desk-workshop-invite"),
    path("<int:number>/letters/", workshop_replies.letters, name="desk-workshop-letters"),
    path("<int:number>/mail/", workshop_replies.mail, name="desk-workshop-mail"),
    path("<int:number>/states/<str:iso3>/", workshop_replies.delegation, name="desk-workshop-delegation"),
    path(
        "<int:number>/states/<str:iso3>/decide/",
        workshop_replies.decide,
        name="desk-workshop-delegation-decide",
    ),
    path("<int:number>/states/<str:iso3>/enter/", workshop_replies.enter, name="desk-workshop-enter"),
    path("<int:number>/participants/", workshop_people.participants, name="desk-workshop-participants"),
    path("<int:number>/participants/new/", workshop_people.guest, name="desk-workshop-guest"),
    path("<int:number>/participants/table/", workshop_people.table, name="desk-workshop-table"),
    path("<int:number>/participants/<int:person>/visa/", workshop_people.visa, name="desk-workshop-visa"),
    path("<int:number>/<slug:what>.<slug:form>", workshop_people.file, name="desk-workshop-file"),
    path("<int:number>/sign-in/", workshop_day.sign_in, name="desk-workshop-sign-in"),
    path("<int:number>/sign-in/worker.js", workshop_day.worker, name="desk-workshop-worker"),
    path("<int:number>/outcome/", workshop_day.outcome, name="desk-workshop-outcome"),
    path("<int:number>/evaluation/", workshop_day.evaluation, name="desk-workshop-evaluation"),
]
