"""What is done to surveys."""

from accede.survey.actions.answers import enter_response, infer_answer, save_answers, sign_off
from accede.survey.actions.invitations import mail_invitations
from accede.survey.actions.links import (
    issue_link,
    issue_links,
    note_opened,
    pass_on,
    revoke_link,
    revoke_links,
)
from accede.survey.actions.reminders import set_reminders, to_come, write_reminders
from accede.survey.actions.reopening import reopen_answers
from accede.survey.actions.rounds import (
    close_round,
    extend_round,
    insist_on_closable,
    keep_questionnaire,
    open_round,
    prepare_round,
    recirculate,
)

__all__ = [
    "close_round",
    "enter_response",
    "extend_round",
    "infer_answer",
    "insist_on_closable",
    "issue_link",
    "issue_links",
    "keep_questionnaire",
    "mail_invitations",
    "note_opened",
    "open_round",
    "pass_on",
    "prepare_round",
    "recirculate",
    "reopen_answers",
    "revoke_link",
    "revoke_links",
    "save_answers",
    "set_reminders",
    "sign_off",
    "to_come",
    "write_reminders",
]
