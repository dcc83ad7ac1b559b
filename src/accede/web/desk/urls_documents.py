"""Documents: drafted, issued, downloaded, reviewed. Below /LANGUAGE/desk/CAMPAIGN/."""

from django.urls import path

from accede.web.desk.views import bundles, documents, reviews

urlpatterns = [
    path("documents/", documents.document_list, name="desk-documents"),
    path("documents/new/<slug:kind>/", documents.new, name="desk-document-new"),
    path("documents/<int:number>/", documents.document, name="desk-document"),
    path("documents/<int:number>/refresh/", documents.refresh, name="desk-document-refresh"),
    path("documents/<int:number>/issue/", documents.issue, name="desk-document-issue"),
    path("documents/<int:number>/file.<slug:form>", documents.download, name="desk-document-file"),
    path("documents/recalls/", documents.recalls, name="desk-document-recalls"),
    path("documents/<int:number>/recall/", documents.settle_recall, name="desk-document-recall"),
    path("documents/<int:number>/review/", reviews.open_round, name="desk-document-review"),
    path("documents/<int:number>/outbox/", documents.outbox, name="desk-document-outbox"),
    path("documents/<int:number>/languages/", bundles.languages, name="desk-document-languages"),
    path("documents/bundles/new/", bundles.new, name="desk-bundle-new"),
    path("documents/bundles/<int:number>/", bundles.bundle, name="desk-bundle"),
    path("documents/bundles/<int:number>/file", bundles.download, name="desk-bundle-file"),
    path("documents/reviews/<int:number>/", reviews.review, name="desk-review"),
    path("documents/reviews/<int:number>/close/", reviews.close, name="desk-review-close"),
    path("documents/comments/<int:number>/settle/", reviews.settle, name="desk-comment-settle"),
]
