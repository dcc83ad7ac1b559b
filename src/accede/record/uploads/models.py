"""What somebody put on the desk, what it would change, and what people decided on the way."""

from django.db import models

from accede.access.models import Person


class Upload(models.Model):
    """A file on the desk. Nothing of it is in the record before it is applied."""

    class State(models.TextChoices):
        LOOKED_AT = "looked-at"  # what it would change is being found out
        COLUMNS = "columns"  # a table of which somebody has to say where its fields stand
        SHOWN = "shown"  # what it would change is known
        REFUSED = "refused"  # nothing can be taken from it as it is; `why` says what to do
        APPLIED_NOW = "being-applied"
        APPLIED = "applied"  # or the record had all of it already: then there is no batch

    file_name = models.CharField(max_length=255)
    file_hash = models.CharField(
        max_length=64, db_index=True, help_text="SHA-256. The file is kept under it."
    )
    size = models.PositiveBigIntegerField()
    format = models.CharField(max_length=20, blank=True, help_text="Empty: not recognised yet.")
    options = models.JSONField(default=dict, help_text="As imports.plan.Request takes them.")
    state = models.CharField(max_length=13, choices=State, default=State.LOOKED_AT)
    why = models.TextField(blank=True)
    counts = models.JSONField(default=dict)
    told = models.JSONField(default=dict, help_text="What else the look at it found: see tasks.look.")
    fingerprint = models.CharField(max_length=64, blank=True, help_text="Of what was shown.")
    task = models.UUIDField(null=True)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    batch = models.ForeignKey("record.ImportBatch", models.SET_NULL, null=True, related_name="uploads")

    class Meta:
        ordering = ["-pk"]


class UploadLine(models.Model):
    """A line of the preview: imports.plan.Finding, for a page to show."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="lines", db_index=False)
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=9)
    iso3 = models.CharField(max_length=3, blank=True)
    about = models.CharField(max_length=200)
    on_record = models.TextField(blank=True)
    in_file = models.TextField(blank=True)
    line = models.PositiveIntegerField()
    why = models.TextField(blank=True)
    reason = models.JSONField(
        null=True, help_text="What why takes to be said in another language: told.kept()."
    )
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "what", "number"], name="an_upload_has_a_line_once")
        ]


class AddedAlias(models.Model):
    """A name that somebody added for good. It outlives editions of the shipped record."""

    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, unique=True, help_text="As names.fold() makes it.")
    iso3 = models.CharField(max_length=3)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()


class TableProfile(models.Model):
    """Where the fields stand in tables with these headings, as somebody once said."""

    headings_key = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the set of headings.")
    headings = models.JSONField()
    columns = models.JSONField(help_text="Field to heading.")
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()


class Settlement(models.Model):
    """Why one side of a contradiction holds. Held by facts: contradictions come anew with an edition."""

    treaty_key = models.SlugField(blank=True)
    iso3 = models.CharField(max_length=3)
    about = models.CharField(max_length=100)
    stands = models.CharField(max_length=200)
    says = models.CharField(max_length=200)
    reason = models.TextField()
    settled_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()
    batch = models.ForeignKey(
        "record.ImportBatch",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="settlements",
        help_text="The import by which the record follows the other source. Empty: what is on record stands.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["treaty_key", "iso3", "about", "stands", "says"],
                name="a_contradiction_is_settled_once",
            )
        ]
