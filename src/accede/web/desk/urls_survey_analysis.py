"""What a survey came to. Below /LANGUAGE/desk/CAMPAIGN/survey/analysis/."""

from django.urls import path

from accede.web.desk.views import survey_analysis as views

urlpatterns = [
    path("", views.overview, name="desk-survey-analyses"),
    path("<int:number>/", views.analysis, name="desk-survey-analysis"),
    path("<int:number>/figures.<str:form>", views.figures_file, name="desk-survey-figures"),
    path("<int:number>/answers.<str:form>", views.answers_file, name="desk-survey-answers"),
]
