"""The tables of the public record. Status is in none of them: it is read off the treaty actions (see law)."""

import json
from functools import cached_property, lru_cache

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accede.law import terms
from accede.law.rules import TreatyRules
from accede.record.meetings.models import Attendance, Meeting, Series, Session
from accede.record.partial_dates import Firmness
from accede.record.uploads.models import AddedAlias, Settlement, TableProfile, Upload, UploadLine

# Django looks for models here.
__all__ = [
    "AddedAlias",
    "Attendance",
    "Meeting",
    "Series",
    "Session",
    "Settlement",
    "TableProfile",
    "Upload",
    "UploadLine",
]

ACTION_KINDS = [(kind.value, kind.value.replace("_", " ")) for kind in terms.ActionKind]


class Source(models.Model):
    """Where a fact comes from, and when it was read there."""

    class Rank(models.IntegerChoices):
        """How far a source is trusted. A weaker one never overrules a stronger one."""

        DEPOSITARY = 1, _("depositary")
        UN = 2, _("United Nations")
        SUPPORT_UNIT = 3, _("support unit")
        MONITOR = 4, _("monitor")
        RESEARCH = 5, _("research")
        PRESS = 6, _("press")
        GENERAL_KNOWLEDGE = 7, _("general knowledge")

    key = models.SlugField(primary_key=True, max_length=80)
    publisher = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    symbol = models.CharField(max_length=80, blank=True)
    url = models.URLField(max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(choices=Rank)
    published = models.CharField(max_length=10, blank=True, help_text="Partial ISO 8601 date.")
    read = models.CharField(
        max_length=10, blank=True, help_text="Partial ISO 8601 date: facts stand as of it."
    )
    note = models.TextField(blank=True)


class State(models.Model):
    """One of the 197: the Members of the United Nations, the Holy See, the State of Palestine, Cook Islands, Niue."""

    iso3 = models.CharField(primary_key=True, max_length=3)
    iso2 = models.CharField(max_length=2, unique=True)
    m49 = models.PositiveSmallIntegerField(unique=True)
    un_standing = models.CharField(max_length=40)
    un_member_since = models.PositiveSmallIntegerField(
        null=True, help_text="Year; empty for the four non-members."
    )
    capital = models.CharField(max_length=80)
    languages = models.JSONField(default=list, help_text="Official languages, BCP 47 primary subtags.")


class StateName(models.Model):
    """A name by which a State may be found: short and formal in each language, and what else sources call it."""

    class Kind(models.TextChoices):
        SHORT = "short"
        FORMAL = "formal"
        ALIAS = "alias"

    state = models.ForeignKey(State, models.CASCADE, related_name="names")
    kind = models.CharField(max_length=6, choices=Kind)
    language = models.CharField(max_length=2, blank=True, help_text="Empty for an alias of no one language.")
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True, help_text="As names.fold() makes it.")
    collation = models.PositiveSmallIntegerField(
        default=0, help_text="Place of a short name in its language's own order."
    )
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state", "kind", "language", "text"], name="a_name_stands_once"),
            models.UniqueConstraint(
                fields=["state", "language"],
                condition=models.Q(kind="short"),
                name="one_short_name_in_each_language",
            ),
        ]


class Group(models.Model):
    """States that are counted together: a regional group, a region, an alliance, a union."""

    key = models.SlugField(primary_key=True)
    kind = models.CharField(max_length=40)
    names = models.JSONField(help_text="Language to name.")
    source = models.ForeignKey(Source, models.PROTECT)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]

    @property
    def name(self) -> str:
        return in_reader_language(self.names)


class Membership(models.Model):
    """A State in a group, from a day until a day where these are known."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    state = models.ForeignKey(State, models.CASCADE, related_name="memberships")
    from_date = models.DateField(null=True)
    until_date = models.DateField(null=True, help_text="The first day outside.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "state", "from_date"], name="a_membership_begins_once"),
            models.CheckConstraint(
                condition=models.Q(until_date__isnull=True) | models.Q(until_date__gt=models.F("from_date")),
                name="a_membership_ends_after_it_began",
            ),
        ]


@lru_cache(maxsize=1024)
def _law_of(rules: str) -> TreatyRules:
    """Read once: a State's page holds it against every treaty."""
    return TreatyRules.from_mapping(json.loads(rules))


class Treaty(models.Model):
    """A treaty and its rules. Another treaty is another row, never another line of code."""

    class Kind(models.TextChoices):
        """What its instruments call it."""

        CONVENTION = "convention"
        TREATY = "treaty"
        PROTOCOL = "protocol"
        STATUTE = "statute"
        AMENDMENT = "amendment"

    key = models.SlugField(primary_key=True)
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CONVENTION)
    abbreviation = models.CharField(max_length=40)
    titles = models.JSONField(help_text="Language to official title.")
    short_titles = models.JSONField(help_text="Language to short title.")
    adopted_date = models.DateField()
    adopted_at = models.CharField(max_length=80)
    depositary = models.CharField(max_length=200)
    symbol = models.CharField(max_length=40, blank=True, help_text="Number in the depositary's collection.")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="protocols")
    rules = models.JSONField(help_text="What law.rules.TreatyRules reads.")
    as_of = models.CharField(
        max_length=10, help_text="Partial ISO 8601 date: until when the record of its actions is complete."
    )
    source = models.ForeignKey(Source, models.PROTECT)

    class Meta:
        ordering = ["order"]

    @cached_property
    def law(self) -> TreatyRules:
        return _law_of(json.dumps(self.rules))

    @property
    def title(self) -> str:
        return in_reader_language(self.titles)

    @property
    def short_title(self) -> str:
        return in_reader_language(self.short_titles)


class TreatyAction(models.Model):
    """A dated act of a State towards a treaty. Rows are appended; a correction points at what it corrects."""

    treaty = models.ForeignKey(Treaty, models.PROTECT, related_name="actions")
    state = models.ForeignKey(State, models.PROTECT, related_name="actions")
    kind = models.CharField(max_length=30, choices=ACTION_KINDS)
    action_date = models.DateField(help_text="The last day that the source's date can mean.")
    date_given = models.CharField(
        max_length=10,
        blank=True,
        help_text="The date as the source gives it: 2025-03-06, 2025-03, 2025 or nothing.",
    )
    firmness = models.CharField(max_length=20, choices=Firmness, default=Firmness.DAY)
    effective_date = models.DateField(
        null=True, help_text="Where the source states it; otherwise the rules tell."
    )
    recorded_date = models.DateField(help_text="When this record learnt of it.")
    source = models.ForeignKey(Source, models.PROTECT)
    note = models.TextField(blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    batch = models.ForeignKey(
        "ImportBatch", models.PROTECT, null=True, related_name="actions", help_text="Empty: shipped."
    )

    class Meta:
        ordering = ["action_date", "pk"]
        indexes = [models.Index(fields=["treaty", "state"], name="actions_of_a_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["treaty", "state", "kind", "action_date"],
                condition=models.Q(corrects__isnull=True),
                name="an_action_is_recorded_once",
            ),
        ]


class StatusSpan(models.Model):
    """Derived from the actions, for speed: between two days nothing changed. `accede check` compares the two."""

    treaty = models.ForeignKey(Treaty, models.CASCADE, related_name="spans")
    state = models.ForeignKey(State, models.CASCADE, related_name="spans")
    status = models.CharField(max_length=9, choices=[(status.value, status.value) for status in terms.Status])
    in_force = models.BooleanField()
    former_party = models.BooleanField()
    from_date = models.DateField()
    until_date = models.DateField(
        null=True, help_text="The first day that is otherwise; empty while it lasts."
    )

    class Meta:
        ordering = ["from_date", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["treaty", "state", "from_date"], name="one_span_begins_on_a_day"),
            models.CheckConstraint(
                condition=models.Q(until_date__isnull=True) | models.Q(until_date__gt=models.F("from_date")),
                name="a_span_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=models.Q(status="party") | models.Q(in_force=False),
                name="in_force_only_for_a_party",
            ),
            models.CheckConstraint(
                condition=models.Q(status="neither") | models.Q(former_party=False),
                name="former_party_only_outside",
            ),
        ]


class Resolution(models.Model):
    """A General Assembly resolution that tells where States stand towards a treaty."""

    symbol = models.CharField(primary_key=True, max_length=40)
    treaty = models.ForeignKey(Treaty, models.PROTECT, null=True, related_name="resolutions")
    title = models.CharField(max_length=1000)


class RollCall(models.Model):
    """One vote on a resolution, in the First Committee or in plenary. Some are known by their totals only."""

    class Body(models.TextChoices):
        FIRST_COMMITTEE = "first-committee", _("First Committee")
        PLENARY = "plenary", _("Plenary")

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="roll_calls")
    body = models.CharField(max_length=20, choices=Body)
    year = models.PositiveSmallIntegerField()
    vote_date = models.DateField(null=True, help_text="Empty where only the year is known.")
    yes_total = models.PositiveSmallIntegerField()
    no_total = models.PositiveSmallIntegerField()
    abstain_total = models.PositiveSmallIntegerField()
    absent_total = models.PositiveSmallIntegerField(null=True)
    source = models.ForeignKey(Source, models.PROTECT)
    url = models.URLField(max_length=300, blank=True, help_text="The roll-call's own page at its source.")
    note = models.TextField(blank=True)
    past_states = models.JSONField(
        default=dict,
        help_text="Votes of past States, outside the 197: name to choice. The totals count them.",
    )
    batch = models.ForeignKey(
        "ImportBatch", models.PROTECT, null=True, related_name="roll_calls", help_text="Empty: shipped."
    )

    class Meta:
        ordering = ["year", "body", "resolution"]
        constraints = [
            models.UniqueConstraint(fields=["resolution", "body"], name="a_body_votes_once_on_a_resolution"),
        ]


class Vote(models.Model):
    """What one State did in one roll-call."""

    class Choice(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        ABSTAIN = "abstain", _("Abstained")
        ABSENT = "absent", _("Did not vote")

    # The constraint below is an index already; a million votes should not carry two more. Whoever asks for the
    # votes of a State asks for those on some resolutions.
    roll_call = models.ForeignKey(RollCall, models.CASCADE, related_name="votes", db_index=False)
    state = models.ForeignKey(State, models.PROTECT, related_name="votes", db_index=False)
    choice = models.CharField(max_length=7, choices=Choice)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roll_call", "state"], name="a_state_votes_once")]


class PublishedCount(models.Model):
    """A total that someone else published, against which `accede check` holds the record."""

    class Figure(models.TextChoices):
        PARTIES = "parties"
        IN_FORCE = "in_force"
        SIGNATORIES = "signatories"
        NEITHER = "neither"

    treaty = models.ForeignKey(Treaty, models.CASCADE, related_name="published_counts")
    on_date = models.DateField()
    figure = models.CharField(max_length=20, choices=Figure)
    count = models.PositiveSmallIntegerField()
    known_stale = models.BooleanField(default=False, help_text="Our rows are older than this total.")
    source = models.ForeignKey(Source, models.PROTECT)
    note = models.TextField(blank=True)


class ImportBatch(models.Model):
    """A file that was brought in. It outlives editions of the shipped record, and so names rows by their keys."""

    class State(models.TextChoices):
        APPLIED = "applied"
        UNDONE = "undone"
        SET_ASIDE = "set-aside"  # a later edition of the shipped record could not take it up again

    format = models.CharField(max_length=20)
    subject = models.CharField(max_length=10)
    treaty_key = models.SlugField(blank=True, help_text="Empty for votes, and for several treaties at once.")
    file_name = models.CharField(max_length=255)
    file_hash = models.CharField(max_length=64, help_text="SHA-256. The file is kept under it.")
    options = models.JSONField(help_text="What else was asked, so that the file can be read again.")
    source_key = models.SlugField(max_length=80)
    source_is_own = models.BooleanField(help_text="The source came with this file, and goes with it.")
    touched = models.JSONField(default=dict, help_text="Treaty key to the as_of it had before.")
    state = models.CharField(max_length=9, choices=State, default=State.APPLIED)
    why = models.TextField(blank=True, help_text="Why it was set aside.")
    new = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()
    conflicts = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    applied_at = models.DateTimeField()
    applied_by = models.CharField(max_length=150)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["-pk"]


class Contradiction(models.Model):
    """What a file says otherwise than a stronger source, which stands."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="contradictions")
    treaty = models.ForeignKey(Treaty, models.CASCADE, null=True)
    state = models.ForeignKey(State, models.CASCADE)
    about = models.CharField(max_length=100, help_text="A kind of action, or a resolution.")
    stands = models.CharField(max_length=200)
    says = models.CharField(max_length=200)
    source = models.ForeignKey(Source, models.CASCADE)


class StatusNote(models.Model):
    """A text that goes with a treaty's status: a declaration, a territorial application, a footnote."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="notes")
    treaty = models.ForeignKey(Treaty, models.CASCADE, related_name="notes")
    state = models.ForeignKey(State, models.CASCADE, null=True, help_text="Empty outside the 197.")
    participant = models.CharField(max_length=200, blank=True, help_text="As the source writes it.")
    kind = models.CharField(max_length=300)
    text = models.TextField()
    source = models.ForeignKey(Source, models.CASCADE)


class VoteChange(models.Model):
    """A vote that a batch wrote into a roll-call that was there before it, and what stood in its place."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="vote_changes")
    roll_call = models.ForeignKey(RollCall, models.CASCADE)
    state = models.ForeignKey(State, models.CASCADE)
    before = models.CharField(max_length=7, choices=Vote.Choice, blank=True, help_text="Empty: no vote.")


class Edition(models.Model):
    """Each change of the record as a whole. Its last number and day validate what caches hold."""

    changed_at = models.DateTimeField(auto_now_add=True)
    what = models.CharField(max_length=200)
    fingerprint = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the shipped files it loaded."
    )


def in_reader_language(texts: dict[str, str]) -> str:
    """The text in the language in force; English stands in where a source has none in it."""
    return texts.get(get_language() or "en") or texts["en"]
