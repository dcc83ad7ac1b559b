"""Every public address, with arguments that exist: what tests of all pages go through."""

from django.urls import URLPattern, get_resolver, reverse
from django.utils import translation

# Name of an address to the arguments that it is tried with. A new address without an entry fails the matrix test.
ARGUMENTS = {
    "api-nothing": ["nothing"],
    "calendar-feed": ["nobodys"],
    "choose-language": [],
    "trail-heads": [],
    "front-page": [],
    "healthy": [],
    "ready": [],
    "metrics": [],
    "tour": [],
    "treaties": [],
    "treaty": ["ccm"],
    "history": ["ccm"],
    "status": ["ccm"],
    "status-download": ["ccm", "csv"],
    "targets": ["ccm"],
    "targets-download": ["ccm", "json"],
    "votes": ["ccm"],
    "votes-download": ["ccm", "xlsx"],
    "materials": ["ccm"],
    "material-file": [0],
    "embed-map": ["ccm"],
    "embed-badge": ["ccm"],
    "states": [],
    "state": ["ltu"],
    "accessibility": [],
    "methods": [],
    "guide": [],
    "guide-chapter": ["answering"],
    "guide-picture": ["treaty-en.png"],
    "design": [],
}
# What the link of a survey opens, below its token: tried in tests/web/answering.
BY_LINK = {
    "answer": [],
    "answer-section": ["process"],
    "answer-pass-on": [],
    "answer-revoke": [1],
    "answer-sign": [],
    "answer-blank": [],
    "answer-copy": [],
    "answer-download": ["docx"],
    "answer-file": ["document"],
}
# What the link of an invitation opens, below its token: tried in tests/web/registering.
BY_INVITATION = {"register": [], "register-reply": [], "register-decline": [], "register-calendar": []}
# There is none but in a demonstration: tried in tests/demonstration.
OF_A_DEMONSTRATION = {"demonstration": []}
# Those that a person reads.
PAGES = [
    "tour",
    "treaties",
    "treaty",
    "status",
    "targets",
    "votes",
    "materials",
    "states",
    "state",
    "accessibility",
    "methods",
    "guide",
    "guide-chapter",
    "design",
]
LANGUAGES = ["ar", "zh", "en", "fr", "ru", "es"]


def address(name, language="en"):
    with translation.override(language):
        return reverse(name, args=ARGUMENTS[name])


def names():
    """The names of all addresses of the project, however deep they lie; tests/api goes through those of the API."""

    def below(patterns):
        for pattern in patterns:
            if getattr(pattern, "namespace", None) == "api":
                continue
            if isinstance(pattern, URLPattern):
                yield pattern.name
            else:
                yield from below(pattern.url_patterns)

    return set(below(get_resolver().url_patterns))
