# ruff: noqa: SLF001 -- Django names its own description of a model so
"""The register of personal data is complete: of every field that may tell of somebody it says whether it does."""

from django.apps import apps

from accede.access.personal import register
from accede.access.personal.retention import RULES

ROLES = ("names", "addresses", "details", "mentions", "files", "people")


def test_every_field_is_declared_personal_or_not():
    declared = register.register()
    lacking = {}
    for model in apps.get_models():
        label = model._meta.label
        asked = register.to_be_declared(model)
        held = declared.get(label)
        told = {*held.personal, *held.not_personal} if held else set()
        if missing := asked - told:
            lacking[label] = sorted(missing)
    assert lacking == {}, "write them into the room's personal.toml"


def test_what_is_declared_is_there_once_and_whole():
    for label, held in register.register().items():
        model = apps.get_model(label)
        names = [*held.personal, *held.not_personal]
        there = {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}
        assert set(names) <= there, label
        assert len(names) == len(set(names)), label
        assert bool(held.personal or held.of) == held.is_personal, label
        if held.is_personal:
            register.Whose(held.whose)
            register.Purpose(held.purpose)
            register.SeenBy(held.seen_by)
            assert held.kept in RULES, label
        if held.of:
            assert apps.get_model(label)._meta.get_field(held.of).related_model


def test_addresses_of_mail_are_never_taken_for_nothing():
    """A field of this type that is declared not personal would be a mistake."""
    for label, held in register.register().items():
        model = apps.get_model(label)
        for name in held.not_personal:
            assert "email" not in name, f"{label}.{name}"
            assert type(model._meta.get_field(name)).__name__ not in ("EmailField", "GenericIPAddressField")
