"""Bringing files in, what sources say against each other, and work in the background. Below /LANGUAGE/desk/CAMPAIGN/."""

from django.urls import path

from accede.web.desk.views import disputes, imports, uploads, work

urlpatterns = [
    path("work/<uuid:task>/", work.work, name="desk-work"),
    path("imports/", imports.import_list, name="desk-imports"),
    path("imports/new/", uploads.new, name="desk-upload-new"),
    path("imports/templates/<slug:kind>.<slug:form>", imports.template, name="desk-import-template"),
    path("imports/disputes/", disputes.dispute_list, name="desk-disputes"),
    path("imports/disputes/<int:number>/", disputes.settle, name="desk-dispute"),
    path("imports/disputes/<int:number>/reopen/", disputes.reopen, name="desk-dispute-reopen"),
    path("imports/<int:number>/", imports.batch, name="desk-import"),
    path("imports/<int:number>/undo/", imports.undo, name="desk-import-undo"),
    path("imports/files/<int:number>/", uploads.upload, name="desk-upload"),
    path("imports/files/<int:number>/tell/", uploads.tell, name="desk-upload-tell"),
    path("imports/files/<int:number>/columns/", uploads.columns, name="desk-upload-columns"),
    path("imports/files/<int:number>/alias/", uploads.alias, name="desk-upload-alias"),
    path("imports/files/<int:number>/apply/", uploads.apply, name="desk-upload-apply"),
    path("imports/files/<int:number>/drop/", uploads.drop, name="desk-upload-drop"),
    path("imports/files/<int:number>/refused/", uploads.refused, name="desk-upload-refused"),
]
