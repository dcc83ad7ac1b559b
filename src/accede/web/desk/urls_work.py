"""The States, and the daily work with them. Below /LANGUAGE/desk/CAMPAIGN/."""

from django.urls import path

from accede.web.desk.views import contact_table, contacts, exchanges, promises, search, states

urlpatterns = [
    path("search/", search.search, name="desk-search"),
    path("states/", states.state_list, name="desk-states"),
    path("states/<str:iso3>/", states.state_page, name="desk-state"),
    path("exchanges/", exchanges.exchange_list, name="desk-exchanges"),
    path("exchanges/new/", exchanges.new, name="desk-exchange-new"),
    path("exchanges/<int:number>/", exchanges.exchange, name="desk-exchange"),
    path("exchanges/<int:number>/edit/", exchanges.edit, name="desk-exchange-edit"),
    path("exchanges/<int:number>/promise/", exchanges.pledge, name="desk-exchange-pledge"),
    path("follow-ups/", promises.follow_up_list, name="desk-follow-ups"),
    path("follow-ups/new/", promises.new_follow_up, name="desk-follow-up-new"),
    path("follow-ups/<int:number>/done/", promises.finish, name="desk-follow-up-done"),
    path("follow-ups/<int:number>/postpone/", promises.postpone, name="desk-follow-up-postpone"),
    path("follow-ups/<int:number>/reopen/", promises.reopen, name="desk-follow-up-reopen"),
    path("promises/<int:number>/", promises.settle, name="desk-pledge-settle"),
    path("contacts/", contacts.contact_list, name="desk-contacts"),
    path("contacts/table/", contact_table.table, name="desk-contact-table"),
    path("contacts/table/template.csv", contact_table.template, name="desk-contact-template"),
    path("contacts/table/undo/", contact_table.undo, name="desk-contact-table-undo"),
    path("contacts/new/", contacts.new, name="desk-contact-new"),
    path("contacts/<int:number>/", contacts.contact, name="desk-contact"),
    path("contacts/<int:number>/edit/", contacts.edit, name="desk-contact-edit"),
    path("contacts/<int:number>/leave/", contacts.leave, name="desk-contact-leave"),
    path("contacts/<int:number>/merge/<int:duplicate>/", contacts.merge, name="desk-contact-merge"),
]
