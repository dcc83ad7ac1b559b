"""A program that does what a page does: who may not is refused first, then who may is answered."""

import json

from tests.api.bearers import bearer

DESK = "/api/v1/desk/ccm"


def sent(client, method, path, body=None, *, who="coordinator_a", **headers):
    return getattr(client, method)(
        f"{DESK}{path}",
        json.dumps(body) if body is not None else None,
        content_type="application/json",
        headers=bearer(who) | headers,
    )


def read(client, path, *, who="coordinator_a", **filters):
    answer = client.get(f"{DESK}{path}", filters, headers=bearer(who))
    assert answer.status_code == 200, (path, answer.content)
    return answer.json() if "json" in answer["Content-Type"] else answer.content.decode()


def done(client, method, path, body=None, *, who="coordinator_a", but="observer"):
    """What the act answered. Before it the same was refused to somebody who may not, with the reason."""
    refused = sent(client, method, path, body, who=but)
    assert refused.status_code in (403, 404), (path, refused.status_code, refused.content)
    assert refused["Content-Type"] == "application/problem+json"
    answer = sent(client, method, path, body, who=who)
    assert answer.status_code == 200, (path, answer.content)
    return answer.json()
