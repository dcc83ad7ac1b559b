"""The addresses below /LANGUAGE/answer/TOKEN/. `answer` is the one that a letter carries."""

from django.urls import path

from accede.web.answering import views
from accede.web.answering.copies import blank, copy, download, file

urlpatterns = [
    path("<str:token>/", views.overview, name="answer"),
    path("<str:token>/part/<slug:key>/", views.section, name="answer-section"),
    path("<str:token>/pass-on/", views.pass_on_section, name="answer-pass-on"),
    path("<str:token>/revoke/<int:number>/", views.revoke, name="answer-revoke"),
    path("<str:token>/sign/", views.sign, name="answer-sign"),
    path("<str:token>/blank/", blank, name="answer-blank"),
    path("<str:token>/copy/", copy, name="answer-copy"),
    path("<str:token>/copy.<str:form>", download, name="answer-download"),
    path("<str:token>/files/<slug:question>/", file, name="answer-file"),
]
