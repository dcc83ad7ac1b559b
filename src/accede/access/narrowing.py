"""Which texts in clear may hold a word once they are folded, asked of the database: the others need not be read."""

from typing import Any

from django.db.models import CharField, F, IntegerField, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Length
from django.db.models.lookups import Contains, GreaterThan, IContains


class _Octets(Length):
    """How long a text is in UTF-8: longer than in characters where it is not ASCII alone."""

    function = "OCTET_LENGTH"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Its own function for that came with 3.43."""
        return self.as_sql(compiler, connection, template="LENGTH(CAST(%(expressions)s AS BLOB))", **extra)


def may_hold(column: str, word: str) -> Q:
    """Every row in whose text the folded word occurs, and some others.

    Of a text in ASCII folding leaves the letters as they are, but for capitals, and takes apostrophes out of words. What
    it does to others the database is not asked.
    """
    return _may(F(column), word)


def may_be_among(column: str, word: str) -> Q:
    """The same of a column of JSON, in which other letters may be written as escapes."""
    text = Cast(F(column), CharField())
    return _may(text, word) | Q(Contains(text, "\\u"))


def _may(text: Combinable, word: str) -> Q:
    changed = Q(GreaterThan(_Octets(text), Length(text)))
    return changed | Q(IContains(text, word)) | Q(Contains(text, "'")) if word.isascii() else changed
