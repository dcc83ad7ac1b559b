"""What holds for each confidential model, those that are still to come too."""

import pytest
from django.apps import apps
from django.db import models

from accede.access.confidentiality import Confidential, GuardedQuerySet, NoViewerError, confidential_models
from accede.access.encryption import EncryptedTextField

MODELS = {model._meta.label: model for model in confidential_models().values()}  # noqa: SLF001

# What else stands in the database in clear, and why it may. Of the rest that people write nothing does.
IN_CLEAR = {
    "date_given": "a partial date in ISO 8601, ten characters at most",
    "withdrawn_given": "as above",
    "revoked_given": "as above",
    "began_given": "as above",
    "ended_given": "as above",
    "language": "two letters",
    "shipped_key": "a key of what ships with the program, and is public",
    "evidence.Statement.url": "the address of something that was published",
    "legislation.Law.url": "as above",
    "outreach.Approach.offers": "keys of suggestions that the program makes",
    "outreach.Approach.speakers": "as above",
    "meetings.Delegation.categories": "keys of target categories",
    "outreach.Handover.matters": "kinds and numbers of records",
    "outreach.Handover.states": "ISO codes",
    "reporting.Paper.digest": "a hash",
    "reporting.Bundle.languages": "codes of two letters",
    "outbox.Message.key_hash": "a hash",
    "outbox.Attachment.media_type": "a kind of file",
    "toolkit.Material.audiences": "keys of choices",
    "toolkit.MaterialVersion.file_hash": "a hash",
    "meetings.Event.zone": "a key of the time zone database",
    "reporting.Version.rests": "kinds and numbers of records",
    "reporting.Bundle.rests": "as above",
    "outreach.Pathway.stages": "keys of stages that ship with the program",
}


def test_there_are_some():
    assert "evidence.Obstacle" in MODELS


@pytest.mark.parametrize("label", MODELS)
def test_no_free_text_stands_in_clear(label):
    """Who takes the file, a backup or the disk reads no note."""
    in_clear = [
        field.name
        for field in MODELS[label]._meta.concrete_fields  # noqa: SLF001
        if isinstance(field, models.TextField | models.CharField | models.JSONField)
        and not isinstance(
            field, EncryptedTextField | models.SlugField
        )  # a slug is a key, and holds no sentence
        and not field.choices
        and field.name not in IN_CLEAR
        and f"{label}.{field.name}" not in IN_CLEAR
    ]
    assert in_clear == []


@pytest.mark.parametrize("label", MODELS)
def test_its_manager_refuses_to_list(label):
    model = MODELS[label]
    first = model._default_manager  # noqa: SLF001 -- what Django itself lists by, relations too
    assert isinstance(model.objects.all(), GuardedQuerySet)
    assert isinstance(first.all(), GuardedQuerySet)
    with pytest.raises(NoViewerError):
        list(model.objects.all())


@pytest.mark.parametrize("label", MODELS)
def test_the_database_itself_refuses_a_confidential_row_without_an_owner(label):
    names = {constraint.name for constraint in MODELS[label]._meta.constraints}  # noqa: SLF001
    assert f"{MODELS[label]._meta.model_name}_is_public_or_owned" in names  # noqa: SLF001


def test_what_holds_encrypted_texts_is_guarded():
    """A text that is worth encrypting is given to nobody before it is told for whom."""
    elsewhere = {
        model._meta.label  # noqa: SLF001
        for model in apps.get_models()
        if any(isinstance(field, EncryptedTextField) for field in model._meta.concrete_fields)  # noqa: SLF001
        and not isinstance(model._default_manager.get_queryset(), GuardedQuerySet)  # noqa: SLF001
        and model._meta.app_label != "tests_encryption"  # noqa: SLF001
    }
    assert elsewhere == set()


def test_only_forecasts_and_webhooks_hold_encrypted_texts_without_an_owner():
    """They are never released; everything that people write of the work has an owner and a class.

    A webhook's address and secret, and what was answered, are for administrators, who read nothing confidential.
    """
    unowned = {
        model._meta.label  # noqa: SLF001
        for model in apps.get_models()
        if any(isinstance(field, EncryptedTextField) for field in model._meta.concrete_fields)  # noqa: SLF001
        and not issubclass(model, Confidential)
        and model._meta.app_label != "tests_encryption"  # noqa: SLF001
    }
    assert unowned == {"outreach.KeptForecast", "webhooks.Webhook", "webhooks.Attempt"}
