"""What other programs are told, for administrators. Below /LANGUAGE/desk/CAMPAIGN/webhooks/."""

from django.urls import path

from accede.web.desk.views import webhooks

urlpatterns = [
    path("", webhooks.webhook_list, name="desk-webhooks"),
    path("new/", webhooks.new_webhook, name="desk-webhook-new"),
    path("<int:number>/", webhooks.webhook, name="desk-webhook"),
    path("<int:number>/change/", webhooks.change, name="desk-webhook-change"),
    path("<int:number>/decide/", webhooks.decide, name="desk-webhook-decide"),
    path("<int:number>/secret/", webhooks.change_secret, name="desk-webhook-secret"),
    path("<int:number>/deliveries/<int:delivery>/again/", webhooks.send_again, name="desk-delivery-again"),
]
