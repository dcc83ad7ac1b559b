from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "accede.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Offer figures of what was held to the plan, which knows of this room only so."""
        from accede.access.trail import OPEN_WITHIN  # noqa: PLC0415 -- models can be imported only now
        from accede.campaign import along, awaiting, entries, measures, work  # noqa: PLC0415 -- as above
        from accede.campaign.models import Activity  # noqa: PLC0415 -- as above
        from accede.meetings import group_measures, trail  # noqa: PLC0415 -- as above
        from accede.meetings import measures as own  # noqa: PLC0415 -- as above
        from accede.meetings.actions.action_items import pass_on_action_items  # noqa: PLC0415 -- as above
        from accede.meetings.actions.working_groups import serve_next_plan  # noqa: PLC0415 -- as above
        from accede.meetings.models import Event  # noqa: PLC0415 -- as above
        from accede.meetings.queries import (  # noqa: PLC0415 -- as above
            awaited,
            calendar,
            event_entries,
            events,
            held,
            sittings,
            working_groups,
            workshop_entries,
            workshops_held,
        )

        OPEN_WITHIN[self.label] = trail.within
        awaiting.READERS["participant"] = (
            _("People of workshops who wait for approval"),
            awaited.waiting_people,
        )
        held.READERS["sitting"] = working_groups.held_sittings
        along.ALONG.append(pass_on_action_items)
        along.CARRIED.append(serve_next_plan)
        work.also(Activity.Counts.MEETINGS, group_measures.sittings_tied)
        measures.offer(group_measures.MEASURES.values())
        measures.offer(own.MEASURES.values())
        work.READERS.update(own.READERS)
        work.LIMITED.update(own.READERS)
        held.READERS["workshop"] = workshops_held.workshops_held
        held.READERS["event"] = events.held_events
        calendar.READERS.append(events.entries)
        calendar.READERS.append(sittings.entries)
        entries.FURTHER.append(("event", event_entries.entry_keys, event_entries.entries))
        entries.FURTHER.append(("workshop", workshop_entries.entry_keys, workshop_entries.entries))
        calendar.KINDS["event"] = Event._meta.verbose_name or ""  # noqa: SLF001 -- Django's documented name for it
