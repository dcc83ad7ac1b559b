"""Working groups: members, sittings, papers, minutes, action items. Below /LANGUAGE/desk/CAMPAIGN/groups/."""

from django.urls import path

from accede.web.desk.views import groups, sittings

urlpatterns = [
    path("", groups.group_list, name="desk-groups"),
    path("new/", groups.new, name="desk-group-new"),
    path("<int:number>/", groups.group, name="desk-group"),
    path("<int:number>/edit/", groups.edit, name="desk-group-edit"),
    path("<int:number>/members/new/", groups.new_member, name="desk-member-new"),
    path("<int:number>/convene/", groups.convene, name="desk-convene"),
    path("members/<int:number>/", groups.member, name="desk-member"),
    path("action-items/", groups.action_list, name="desk-action-items"),
    path("action-items/<int:number>/", sittings.step, name="desk-action-item"),
    path("action-items/<int:number>/done/", sittings.finish_step, name="desk-action-item-done"),
    path("action-items/<int:number>/reopen/", sittings.reopen_step, name="desk-action-item-reopen"),
    path("sittings/<int:number>/", sittings.sitting, name="desk-sitting"),
    path("sittings/<int:number>/edit/", sittings.edit, name="desk-sitting-edit"),
    path("sittings/<int:number>/decide/", sittings.decide, name="desk-sitting-decide"),
    path("sittings/<int:number>/invite/", sittings.invite, name="desk-sitting-invite"),
    path("sittings/<int:number>/present/", sittings.presence, name="desk-sitting-present"),
    path("sittings/<int:number>/agenda/new/", sittings.new_item, name="desk-agenda-item-new"),
    path("sittings/<int:number>/papers/new/", sittings.new_paper, name="desk-group-paper-new"),
    path("sittings/<int:number>/minutes/new/", sittings.new_minute, name="desk-minute-new"),
    path("sittings/<int:number>/action-items/new/", sittings.new_step, name="desk-action-item-new"),
    path("agenda/<int:number>/", sittings.item, name="desk-agenda-item"),
    path("papers/<int:number>/", sittings.paper, name="desk-group-paper"),
    path("papers/<int:number>/remove/", sittings.remove_paper, name="desk-group-paper-remove"),
    path("minutes/<int:number>/", sittings.minute, name="desk-minute"),
]
