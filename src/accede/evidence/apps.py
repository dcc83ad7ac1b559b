from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "accede.evidence"
    label = "evidence"
