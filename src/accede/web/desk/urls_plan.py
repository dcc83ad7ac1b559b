"""The work plan. Below /LANGUAGE/desk/CAMPAIGN/."""

from django.urls import path

from accede.web.desk.views import plan_elements, plan_parts, plan_work, plans

urlpatterns = [
    path("plan/", plans.first_plan, name="desk-plan"),
    path("plan/new/", plans.new, name="desk-plan-new"),
    path("plan/import/", plans.import_plan, name="desk-plan-import"),
    path("plan/own/", plan_work.own_part, name="desk-plan-own"),
    path("plan/reports/<int:number>/", plan_work.answer, name="desk-plan-report"),
    path("plan/action-plans/", plan_parts.action_plans, name="desk-action-plans"),
    path("plan/action-plans/<slug:action_plan>/", plan_parts.load_text, name="desk-action-text"),
    path("plans/<slug:key>/", plans.plan, name="desk-plan-page"),
    path("plans/<slug:key>/edit/", plans.edit, name="desk-plan-edit"),
    path("plans/<slug:key>/next/", plans.clone, name="desk-plan-next"),
    path("plans/<slug:key>/file/", plans.export, name="desk-plan-export"),
    path("plans/<slug:key>/timeline/", plan_parts.timeline, name="desk-plan-timeline"),
    path("plans/<slug:key>/budget/", plan_parts.budget, name="desk-plan-budget"),
    path("plans/<slug:key>/objectives/<slug:element>/", plan_elements.objective, name="desk-objective"),
    path("plans/<slug:key>/indicators/<slug:element>/", plan_elements.indicator, name="desk-indicator"),
    path("plans/<slug:key>/activities/<slug:element>/", plan_work.activity, name="desk-activity"),
    path("plans/<slug:key>/activities/<slug:element>/state/", plan_work.say, name="desk-activity-say"),
    path("plans/<slug:key>/activities/<slug:element>/report/", plan_work.report, name="desk-activity-report"),
    path(
        "plans/<slug:key>/activities/<slug:element>/roles/", plan_elements.roles, name="desk-activity-roles"
    ),
    path("plans/<slug:key>/rates/<int:number>/remove/", plan_parts.remove_rate, name="desk-rate-remove"),
    path("plans/<slug:key>/lines/<slug:element>/", plan_work.line, name="desk-line"),
    path("plans/<slug:key>/new/<str:kind>/", plan_elements.new, name="desk-element-new"),
    path("plans/<slug:key>/<str:kind>/<slug:element>/edit/", plan_elements.edit, name="desk-element-edit"),
    path(
        "plans/<slug:key>/<str:kind>/<slug:element>/remove/", plan_elements.remove, name="desk-element-remove"
    ),
]
