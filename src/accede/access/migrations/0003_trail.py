"""Entries of the trail are sealed anew, so that what names a person can be taken out of them later.

Done only as far as the seals held until now: where one was broken, it stays broken.
"""

import hashlib
import hmac
import json
import secrets
from datetime import UTC

from django.db import migrations, models
from django.utils import timezone


def _plainly(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=True).encode()


def old_seal(entry):
    told = [
        entry.previous_hash,
        entry.at.astimezone(UTC).isoformat(),
        entry.person_id,
        entry.by_name,
        entry.act,
        entry.kind,
        entry.object_key,
        entry.changes,
    ]
    return hashlib.sha256(_plainly(told)).hexdigest()


def new_seal(entry):
    leaves = {"by_name": entry.by_name} | {f"changes.{name}": each for name, each in entry.changes.items()}
    digests = {}
    for name, value in leaves.items():
        salt = hmac.new(entry.salt.encode(), name.encode(), "sha256").hexdigest()
        digests[name] = hashlib.sha256(salt.encode() + _plainly(value)).hexdigest()
    told = [
        entry.previous_hash,
        entry.at.astimezone(UTC).isoformat(),
        entry.person_id,
        entry.act,
        entry.kind,
        entry.object_key,
        digests,
    ]
    return hashlib.sha256(_plainly(told)).hexdigest()


def seal_anew(apps, _schema_editor):
    entries = apps.get_model("access", "AuditEntry")
    head = apps.get_model("access", "AuditHead").objects.get(pk=1)
    before_old, before_new, number, batch = "", "", 0, []
    for entry in entries.objects.order_by("pk").iterator(chunk_size=1000):
        if entry.previous_hash != before_old or entry.hash != old_seal(entry):
            entries.objects.bulk_update(batch, ["salt", "previous_hash", "hash"])
            return
        number, before_old = number + 1, entry.hash
        entry.salt, entry.previous_hash = secrets.token_hex(16), before_new
        entry.hash = before_new = new_seal(entry)
        batch.append(entry)
        if len(batch) == 1000:
            entries.objects.bulk_update(batch, ["salt", "previous_hash", "hash"])
            batch = []
    entries.objects.bulk_update(batch, ["salt", "previous_hash", "hash"])
    if not number or (head.last_hash, head.entries) != (before_old, number):
        return
    told = entries(
        at=timezone.now(),
        by_name="accede",
        act="seal trail anew",
        kind="access.AuditHead",
        object_key="1",
        changes={"last_hash": [before_old, before_new]},
        previous_hash=before_new,
        salt=secrets.token_hex(16),
    )
    told.hash = new_seal(told)
    told.save()
    head.last_hash, head.entries = told.hash, number + 1
    head.save()


class Migration(migrations.Migration):
    dependencies = [("access", "0002_zone")]

    operations = [
        migrations.AddField(
            model_name="auditentry",
            name="salt",
            field=models.CharField(blank=True, default="", max_length=32),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="auditentry",
            name="withdrawn",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="Of what was taken out its digests, of what stays its salts.",
            ),
        ),
        migrations.CreateModel(
            name="TrailCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("checked_at", models.DateTimeField()),
                ("entries", models.PositiveBigIntegerField()),
                ("hash", models.CharField(blank=True, max_length=64)),
                ("broken", models.BooleanField(default=False)),
                ("entry", models.PositiveBigIntegerField(help_text="Where it breaks; none: at its end.", null=True)),
                ("why", models.CharField(blank=True, max_length=200)),
            ],
            options={"ordering": ["-day"]},
        ),
        migrations.RunPython(seal_anew, migrations.RunPython.noop),
    ]
