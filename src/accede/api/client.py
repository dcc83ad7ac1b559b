"""A client for analysts: what a desk answers below /api/v1/, as rows that pandas and polars take. Standard library only.

desk = Desk("http://127.0.0.1:8000")
parties = [row for row in desk.status("ccm", on="2025-03-05") if row["status"] == "party"]
"""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

Asked = str | int | date | list[str] | None


class RefusedError(Exception):
    """The desk answered with a problem: `status` as in HTTP, `detail` what was wrong and what to do.

    `nearest` has the known names like one that is not on record.
    """

    def __init__(self, status: int, title: str, detail: str, nearest: list[str]) -> None:
        super().__init__(f"{status} {title}: {detail}" if detail else f"{status} {title}")
        self.status, self.title, self.detail, self.nearest = status, title, detail, nearest


class Rows(list[dict[str, Any]]):
    """All rows of a list, whatever number of pages they came in. `about` is what was said beside them: `on`, `as_of`, `stale`."""

    def __init__(self, rows: list[dict[str, Any]], about: Mapping[str, Any]) -> None:
        super().__init__(rows)
        self.about = dict(about)


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk at an address, such as http://127.0.0.1:8000; with a token, what its person may see there.

    `timeout` is in seconds, for each request. Every method raises RefusedError where the desk refuses, and
    urllib.error.URLError where it cannot be reached.
    """

    address: str
    token: str = field(default="", repr=False)
    timeout: float = 30

    def __post_init__(self) -> None:
        if urlsplit(self.address).scheme not in {"http", "https"}:
            raise ValueError(
                f"{self.address!r} is no address of a desk. Write http:// or https:// before it."
            )

    def treaties(self, *, on: Asked = None) -> Rows:
        return self.rows("treaties", on=on)

    def status(self, treaty: str, *, on: Asked = None, **filters: Asked) -> Rows:
        """Where every State stands on a day, past or to come; `group`, `status`, `language` as on the page."""
        return self.rows(f"treaties/{quote(treaty)}/status", on=on, **filters)

    def targets(self, treaty: str, *, on: Asked = None, **filters: Asked) -> Rows:
        """Whom to approach; `category` may be a list of keys."""
        return self.rows(f"treaties/{quote(treaty)}/targets", on=on, **filters)

    def target_changes(self, treaty: str, *, since: Asked, on: Asked = None, **filters: Asked) -> Rows:
        """Who came onto the lists and who left them between two days; `category` may be a list of keys."""
        return self.rows(f"treaties/{quote(treaty)}/targets/changes", since=since, on=on, **filters)

    def votes(self, treaty: str, *, on: Asked = None, **filters: Asked) -> Rows:
        """A row for each State and roll-call; `resolution` by its symbol."""
        return self.rows(f"treaties/{quote(treaty)}/votes", on=on, **filters)

    def vote_moves(self, treaty: str, *, first: Asked = None, second: Asked = None, **asked: Asked) -> Rows:
        """Who voted otherwise the second time; `first` and `second` by their symbols, the last two without."""
        return self.rows(f"treaties/{quote(treaty)}/votes/moves", first=first, second=second, **asked)

    def actions(self, treaty: str, *, on: Asked = None, **filters: Asked) -> Rows:
        return self.rows(f"treaties/{quote(treaty)}/actions", on=on, **filters)

    def changes(self, treaty: str, *, after: Asked = None, on: Asked = None) -> Rows:
        """Days on which a State's standing became another, the latest first."""
        return self.rows(f"treaties/{quote(treaty)}/changes", after=after, on=on)

    def materials(self, treaty: str, **filters: Asked) -> Rows:
        """What anyone may use; `words`, `kind`, `in_language` as on the page. `file` is a path on the desk."""
        return self.rows(f"treaties/{quote(treaty)}/materials", **filters)

    def state(self, iso3: str, *, on: Asked = None) -> dict[str, Any]:
        """A State with its standing in every treaty, by its three-letter code."""
        return self.get(f"states/{quote(iso3)}", on=on)

    def rows(self, path: str, **asked: Asked) -> Rows:
        """Any list of the API, by its path below /api/v1/, with all its pages."""
        answer = self.get(path, **asked)
        if "items" not in answer:
            raise ValueError(f"{path!r} is no list, but one answer. Ask for it by get().")
        found: list[dict[str, Any]] = answer.pop("items")
        about = {key: value for key, value in answer.items() if key not in {"limit", "offset", "next"}}
        following = answer["next"]
        while following:
            # The path alone: behind a proxy, the desk may know itself by another name.
            parts = urlsplit(following)
            answer = self._asked(f"{parts.path}?{parts.query}")
            found += answer["items"]
            following = answer["next"]
        return Rows(found, about)

    def get(self, path: str, **asked: Asked) -> dict[str, Any]:
        """One answer of the API, as it is."""
        given = {key: value for key, value in asked.items() if value is not None}
        query = urlencode(given, doseq=True)
        return self._asked(f"/api/v1/{path}" + (f"?{query}" if query else ""))

    def _asked(self, place: str) -> dict[str, Any]:
        request = urllib.request.Request(self.address.rstrip("/") + place)  # noqa: S310 -- http or https, see above
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310 -- as above
                told: dict[str, Any] = json.load(answer)
                return told
        except urllib.error.HTTPError as error:
            with error:
                raise _refused(error) from None


def _refused(error: urllib.error.HTTPError) -> RefusedError:
    try:
        told = json.load(error)
    except ValueError:  # a proxy's page, not the desk's
        told = {}
    if not isinstance(told, dict):
        told = {}
    return RefusedError(
        error.code, told.get("title", error.reason), told.get("detail", ""), told.get("nearest", [])
    )
