"""Writes of the work with States: who may, what is refused, and what the trail learns."""

from accede.outreach.actions.assignments import assign_states, end_assignment, hand_over
from accede.outreach.actions.contacts import (
    add_contact,
    add_contacts,
    edit_contact,
    leave_contact_post,
    merge_contacts,
    take_back_contacts,
)
from accede.outreach.actions.exchanges import Heard, edit_exchange, hear_obstacle, log_exchange
from accede.outreach.actions.forecasts import make_forecast
from accede.outreach.actions.planned import cancel_planned, mark_met, plan_meeting
from accede.outreach.actions.promises import (
    NextStep,
    Promise,
    add_follow_up,
    add_pledge,
    edit_pledge,
    finish_follow_up,
    make_follow_up,
    make_pledge,
    postpone_follow_up,
    reassign_follow_up,
    reopen_follow_up,
    settle_pledge,
)

__all__ = [
    "Heard",
    "NextStep",
    "Promise",
    "add_contact",
    "add_contacts",
    "add_follow_up",
    "add_pledge",
    "assign_states",
    "cancel_planned",
    "edit_contact",
    "edit_exchange",
    "edit_pledge",
    "end_assignment",
    "finish_follow_up",
    "hand_over",
    "hear_obstacle",
    "leave_contact_post",
    "log_exchange",
    "make_follow_up",
    "make_forecast",
    "make_pledge",
    "mark_met",
    "merge_contacts",
    "plan_meeting",
    "postpone_follow_up",
    "reassign_follow_up",
    "reopen_follow_up",
    "settle_pledge",
    "take_back_contacts",
]
