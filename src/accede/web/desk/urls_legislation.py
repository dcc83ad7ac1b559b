"""National law: where States stand, the checklist, laws beside it. Below /LANGUAGE/desk/CAMPAIGN/."""

from django.urls import path

from accede.web.desk.views import drafting, help_with_law, laws, qualifying

urlpatterns = [
    path("laws/", laws.overview, name="desk-laws"),
    path("laws/checklist/", laws.checklist_page, name="desk-law-checklist"),
    path("laws/help/", help_with_law.overview, name="desk-help"),
    path("laws/help/new/", help_with_law.new, name="desk-help-new"),
    path("laws/help/<int:number>/", help_with_law.answer, name="desk-help-answer"),
    path("laws/model-law/", qualifying.overview, name="desk-model-law"),
    path("laws/facts/new/", qualifying.new, name="desk-qualifying-new"),
    path("laws/facts/<int:number>/withdraw/", qualifying.withdraw, name="desk-qualifying-withdraw"),
    path("laws/new/", laws.new, name="desk-law-new"),
    path("laws/<int:number>/", laws.law_page, name="desk-law"),
    path("laws/<int:number>/end/", laws.end, name="desk-law-end"),
    path("laws/<int:number>/compare/<slug:point>/", laws.compare, name="desk-law-compare"),
    path("states/<str:iso3>/laws/draft/", drafting.draft, name="desk-law-draft"),
    path("states/<str:iso3>/laws/", laws.state_laws, name="desk-state-laws"),
]
