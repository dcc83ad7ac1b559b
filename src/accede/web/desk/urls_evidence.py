"""What States say: written down, told as a story, and the norm's page. Below /LANGUAGE/desk/CAMPAIGN/."""

from django.urls import path

from accede.web.desk.views import evidence, norm

urlpatterns = [
    path("norm/", norm.norm, name="desk-norm"),
    path("evidence/new/<str:kind>/", evidence.new, name="desk-evidence-new"),
    path("evidence/reasons/<int:number>/", evidence.reason, name="desk-reason"),
    path("evidence/reasons/<int:number>/withdraw/", evidence.withdraw, name="desk-reason-withdraw"),
    path("evidence/reasons/<int:number>/supersede/", evidence.supersede, name="desk-reason-supersede"),
    path("evidence/incidents/<int:number>/", evidence.incident, name="desk-incident"),
    path("evidence/incidents/<int:number>/assess/", evidence.assess, name="desk-incident-assess"),
    path("evidence/incidents/<int:number>/condemn/", evidence.condemn, name="desk-incident-condemn"),
    path("evidence/steps/<int:number>/revoke/", evidence.revoke, name="desk-step-revoke"),
    path("states/<str:iso3>/reasons/", evidence.story, name="desk-story"),
]
