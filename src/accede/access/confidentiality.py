"""Confidential records: nothing lists them before it is told for whom."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Q, When, sql
from django.utils.translation import gettext_lazy as _

from accede.access.models import Campaign, Organisation
from accede.access.readable import readable_by
from accede.access.roles import Attribution, Confidentiality
from accede.access.viewer import Viewer

WITHHELD = "[withheld]"
SMALLEST_CELL = 5


class NoViewerError(RuntimeError):
    """Confidential records were asked for without saying for whom."""


# What is read while a document is made: by the label of the model, the numbers of its records.
_READ: ContextVar[dict[str, set[int]] | None] = ContextVar("read", default=None)


@contextlib.contextmanager
def noting_what_is_read() -> Iterator[dict[str, set[int]]]:
    """Collects every confidential record that is read or counted meanwhile, by whomever: what is made rests on them."""
    read: dict[str, set[int]] = {}
    token = _READ.set(read)
    try:
        yield read
    finally:
        _READ.reset(token)


def is_noted() -> bool:
    """Whether it is collected just now what is read."""
    return _READ.get() is not None


class GuardedQuery(sql.Query):
    """The question to the database: it is not put, not even inside another, before it is told for whom."""

    told = False

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        self.insist()
        return super().get_compiler(*args, **kwargs)

    def combine(self, rhs: sql.Query, connector: str) -> None:
        if isinstance(rhs, GuardedQuery):
            rhs.insist()
        super().combine(rhs, connector)

    def insist(self) -> None:
        if not self.told:
            raise NoViewerError(
                f"{self.model.__name__} is confidential: say for whom, with visible_to(viewer)."  # type: ignore[union-attr]
            )


class GuardedQuerySet(models.QuerySet[Any]):
    """Refuses to be read until `visible_to` has named a viewer, so a forgotten filter fails in the first test."""

    query: GuardedQuery

    def __init__(self, model: Any = None, query: Any = None, **kwargs: Any) -> None:
        super().__init__(model=model, query=query or GuardedQuery(model), **kwargs)

    def visible_to(self, viewer: Viewer) -> Self:
        """What the viewer may read one by one: never what may only be counted, unless it is the viewer's own."""
        return self._read_by(viewer, but_for=[Attribution.AGGREGATE_ONLY])

    def attributable_by(self, viewer: Viewer) -> Self:
        """What the viewer may read and knows the speaker of: for a list by State, in which the place alone would tell."""
        return self._read_by(viewer, but_for=[Attribution.AGGREGATE_ONLY, Attribution.CHATHAM_HOUSE])

    def _read_by(self, viewer: Viewer, *, but_for: Iterable[Attribution]) -> Self:
        """What is the viewer's own, and what the class lets them see `but_for` what may be used in another way only."""
        chain = self.filter(readable_by(viewer, but_for=but_for))
        chain.query.told = True
        return chain

    def unguarded(self, *, because: str) -> Self:
        """Every row, for a write or a check that shows none of it. The reason is for whoever reads the code."""
        chain = self._chain()  # type: ignore[attr-defined]  # Django's own way to clone
        chain.query.told = bool(because)
        return chain  # type: ignore[no-any-return]

    def count_by(self, *fields: str, viewer: Viewer, of: str = "") -> dict[Any, int | None]:
        """How many there are of each kind, among them those that may only be counted; None for "fewer than five".

        Rows are counted or, where `of` names a field, its different values: States, and not what they said. What the
        viewer may read is known to them: told is only what leaves none or at least five beside it.
        """
        rows = self.filter(readable_by(viewer))
        rows.query.told = True
        one = of or "pk"
        is_read = readable_by(viewer, but_for=[Attribution.AGGREGATE_ONLY])
        found = rows.order_by().values_list(*fields)
        tables = sum(used > 0 for used in found.query.alias_refcount.values())
        repeats = bool(of) or tables > 1  # one table alone tells of each record once
        found = found.annotate(Count(one, distinct=repeats))
        found = found.annotate(told=Count(Case(When(is_read, then=one)), distinct=repeats))
        numbers, unread = {}, {}
        for *values, number, told in found:
            key = values[0] if len(fields) == 1 else tuple(values)
            numbers[key], unread[key] = number, number - told
        return suppress(numbers, unread=unread) if any(unread.values()) else numbers

    def _insist(self) -> None:
        self.query.insist()
        self._note()

    def _note(self) -> None:
        read = _READ.get()
        if read is None or not issubclass(self.model, Confidential) or self.query.combinator:
            return
        token = _READ.set(None)
        try:
            found = self._chain()  # type: ignore[attr-defined]  # Django's own way to clone
            rows = found if found.query.is_sliced else found.order_by()
            read.setdefault(self.model._meta.label, set()).update(rows.values_list("pk", flat=True))  # noqa: SLF001
        finally:
            _READ.reset(token)

    def raw(self, *_args: Any, **_kwargs: Any) -> Any:
        raise NoViewerError(
            f"{self.model.__name__} is confidential: ask with visible_to(viewer), not in SQL."
        )

    def _fetch_all(self) -> None:
        self.query.insist()
        if self._result_cache is None:
            self._note()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._insist()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._insist()
        return super().count()

    def exists(self) -> bool:
        self._insist()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._insist()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._insist()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._insist()
        return super().delete()

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        self._insist()  # inside another query it would tell as much
        return super().resolve_expression(*args, **kwargs)


class Confidential(models.Model):
    """A record with an owner and a class. Free text in it is an `EncryptedTextField`, always.

    What ships with the program is public and nobody's: it has neither campaign nor owner.
    """

    campaign_id: str | None
    owner_id: int | None
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    confidentiality = models.PositiveSmallIntegerField(_("who may see it"), choices=Confidentiality)
    attribution = models.CharField(
        _("how it may be used"), max_length=14, choices=Attribution, default=Attribution.OPEN
    )

    objects: ClassVar[Any] = models.Manager.from_queryset(GuardedQuerySet)()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(confidentiality=Confidentiality.PUBLIC)
                | (Q(campaign__isnull=False) & Q(owner__isnull=False)),
                name="%(class)s_is_public_or_owned",
            )
        ]

    def _get_FIELD_display(self, field: models.Field[Any, Any]) -> str:  # noqa: N802 -- Django's own name for it
        """As Django's, which reads every choice in the language in force before it takes one."""
        value = getattr(self, field.attname)
        return str(_labels(field).get(value, "" if value is None else value))

    def is_visible_to(self, viewer: Viewer) -> bool:
        """The same rule as `visible_to`, for a record at hand."""
        if self._is_owned_by(viewer):
            return True
        if self.attribution == Attribution.AGGREGATE_ONLY:
            return False
        if self.confidentiality == Confidentiality.PUBLIC:
            return True
        return self.confidentiality <= viewer.clearance(self.campaign_id or "")

    def speaker_is_shown_to(self, viewer: Viewer) -> bool:
        """Under the Chatham House Rule what was said may be used, but not who said it."""
        return self.is_visible_to(viewer) and (
            self.attribution != Attribution.CHATHAM_HOUSE or self._is_owned_by(viewer)
        )

    def part_of(self) -> "Confidential | None":
        """The record in which this one stands, and which alone decides who may see both."""
        return None

    def parts(self, *, at: Confidentiality) -> "Iterable[Confidential]":  # noqa: ARG002 -- for whoever has some
        """Records that stand in this one: as confidential as it is, whenever it comes to stand `at` another class."""
        return ()

    def _is_owned_by(self, viewer: Viewer) -> bool:
        return _owns(viewer, self.owner_id, self.campaign_id)


@cache
def _labels(field: models.Field[Any, Any]) -> dict[Any, Any]:
    return dict(field.flatchoices)


# By the kind of a record: what rooms beside its own keep that tells of it. A room adds its own at the start.
TOLD_ELSEWHERE: dict[str, "Callable[[Confidential, Confidentiality], Iterable[Confidential]]"] = {}


def all_parts(record: Confidential, *, at: Confidentiality) -> "Iterator[Confidential]":
    """What goes along when the record comes to stand at another class: what stands in it, and what tells of it."""
    yield from record.parts(at=at)
    elsewhere = TOLD_ELSEWHERE.get(str(record._meta.model_name))  # noqa: SLF001 -- Django's documented name for it
    if elsewhere:
        yield from elsewhere(record, at)


# Told when a record was made stricter, inside the transaction that does it. A room adds its own at the start.
CONFINED: "list[Callable[[Confidential, datetime], None]]" = []


def is_stricter(changes: Mapping[str, Any]) -> bool:
    """Whether a change lets fewer people read the record, or read it otherwise."""
    before, after = changes.get("confidentiality", (None, None))
    attributed, attribution = changes.get("attribution", (None, None))
    return bool(before is not None and after > before) or bool(
        attributed == Attribution.OPEN and attribution != Attribution.OPEN
    )


def _owns(viewer: Viewer, owner: int | None, campaign: str | None) -> bool:
    return owner is not None and owner == viewer.organisation_id and viewer.contributes_to(campaign or "")


def suppress(counts: Mapping[Any, int], *, unread: Mapping[Any, int] | None = None) -> dict[Any, int | None]:
    """Counts with those below the smallest cell left out, and never just one: the total would give it away.

    The smallest cell of five is the usual floor of official statistics; with twelve signatories a region and a
    reason together would name a State. `unread` is how many of each the reader does not know singly: eight tell of the
    two beside six that can be read.
    """
    hidden = counts if unread is None else unread
    small = [
        key for key, count in counts.items() if 0 < count < SMALLEST_CELL or 0 < hidden[key] < SMALLEST_CELL
    ]
    others = sorted(counts.keys() - set(small), key=lambda key: (not hidden[key], counts[key], str(key)))
    while small and others and (len(small) == 1 or 0 < sum(hidden[key] for key in small) < SMALLEST_CELL):
        small.append(others.pop(0))
    return {key: None if key in small else count for key, count in counts.items()}


def withhold(record: Confidential, text: str, *, audience: Viewer) -> str:
    """The text, or `[withheld]` where the audience that a document is drafted for may not see it."""
    return text if record.is_visible_to(audience) else WITHHELD


class NotVisibleError(LookupError):
    """No such record, or none that the viewer may see: whoever asks is not told which."""


Record = TypeVar("Record", bound=Confidential)


def get_visible(model: type[Record], number: int, *, viewer: Viewer) -> Record:
    """The record of that number. Raises NotVisibleError."""
    found: Record | None = model.objects.visible_to(viewer).filter(pk=number).first()
    if found is None:
        raise NotVisibleError(f"{model.__name__} {number}")
    return found


def confidential_models() -> dict[str, type[Confidential]]:
    """Every model of confidential records of the program, by its name in small letters."""
    return {
        str(model._meta.model_name): model  # noqa: SLF001 -- Django's documented name for it
        for model in apps.get_models()
        if issubclass(model, Confidential)
    }


def get_record(kind: str, number: int, *, viewer: Viewer) -> Confidential:
    """The record of that kind, as `confidential_models` calls it, and number. Raises NotVisibleError."""
    model = confidential_models().get(kind)
    if model is None:
        raise NotVisibleError(kind)
    return get_visible(model, number, viewer=viewer)


def known_among(kind: str, numbers: Iterable[int], *, viewer: Viewer) -> set[int]:
    """Of the records of that kind those that the viewer may see and knows the speaker of.

    So rooms beside each other, which know of each other by numbers only, tell no more than each would by itself.
    """
    model, wanted = confidential_models().get(kind), set(numbers)
    if model is None or not wanted:
        return set()
    return set(model.objects.attributable_by(viewer).filter(pk__in=wanted).values_list("pk", flat=True))
