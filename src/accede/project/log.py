"""What is written to the log, without the secrets that some addresses carry."""

import logging
import re

# An answer to a survey, a reply to an invitation, a calendar: whoever has the address comes in.
_SECRET = re.compile(r"(/answer/|/register/|/calendar/)[^/\s?\"']+")


class WithoutSecrets(logging.Formatter):
    """The usual line, whatever its text, arguments and traceback are made of."""

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub(r"\1…", super().format(record))
