from django.apps import AppConfig


class CampaignConfig(AppConfig):
    name = "accede.campaign"
    label = "campaign"

    def ready(self) -> None:
        """Take up the figures of the rooms below. Rooms above bring theirs themselves. Open the trail of plans to readers."""
        from accede.access.trail import OPEN_WITHIN  # noqa: PLC0415 -- models can be imported only now
        from accede.campaign import measures, trail  # noqa: PLC0415 -- as above
        from accede.evidence import measures as of_evidence  # noqa: PLC0415 -- as above
        from accede.record import measures as of_the_record  # noqa: PLC0415 -- as above

        measures.offer(of_the_record.MEASURES.values())
        measures.offer(of_evidence.MEASURES.values())
        OPEN_WITHIN[self.label] = trail.within
