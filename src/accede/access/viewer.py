"""The one for whom something is read or written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from accede.access.roles import CONTRIBUTORS, COORDINATION, Confidentiality, Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever asks. Reads take a viewer even where everything is public, so that no path exists without one.

    `roles` are those held today, by the key of their campaign; `clearances` the strictest class that they open.
    `is_icrc`: of the ICRC, which is never asked for its own dialogue with States.
    """

    name: str
    person_id: int | None = None
    organisation_id: int | None = None
    is_icrc: bool = False
    roles: Mapping[str, frozenset[Role]] = field(default_factory=lambda: MappingProxyType({}))
    clearances: Mapping[str, Confidentiality] = field(default_factory=lambda: MappingProxyType({}))

    def holds(self, campaign: str, roles: frozenset[Role]) -> bool:
        """Whether any of the roles is held in the campaign."""
        return bool(self.roles.get(campaign, frozenset()) & roles)

    def contributes_to(self, campaign: str) -> bool:
        return self.holds(campaign, CONTRIBUTORS)

    def coordinates(self, campaign: str) -> bool:
        return self.holds(campaign, COORDINATION)

    def administers(self, campaign: str) -> bool:
        return self.holds(campaign, frozenset({Role.ADMINISTRATOR}))

    def clearance(self, campaign: str) -> Confidentiality:
        return self.clearances.get(campaign, Confidentiality.PUBLIC)


# Anyone, not signed in: sees the public record and nothing else.
PUBLIC = Viewer(name="public")


def audience(confidentiality: Confidentiality, *, campaign: str) -> Viewer:
    """Those for whom a document is drafted: they see what the class opens, and own nothing."""
    return Viewer(name=f"audience: {confidentiality.label}", clearances={campaign: confidentiality})
