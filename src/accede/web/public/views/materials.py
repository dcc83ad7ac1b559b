"""Materials that anyone may use: what there is, in which languages, and their files, counted and nothing more."""

import logging

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.access.confidentiality import NotVisibleError
from accede.access.viewer import PUBLIC
from accede.record.queries import treaties
from accede.toolkit import actions, queries
from accede.toolkit.files import DamagedFileError
from accede.toolkit.models import Material
from accede.toolkit.queries.catalogue import Asked
from accede.web.files import to_save
from accede.web.public import asked
from accede.web.public.caching import public_page_of
from accede.web.public.page import render_page
from accede.web.public.views.errors import page_not_found, refusals_told
from accede.web.templatetags.accede import language_name
from accede.web.words import LANGUAGES

_log = logging.getLogger(__name__)


@public_page_of(queries.public_edition)
@refusals_told
def material_list(request: HttpRequest, key: str) -> HttpResponse:
    treaty = treaties.get_treaty(key, viewer=PUBLIC)
    today = timezone.localdate()
    everything = queries.public_materials(treaty, Asked(), on=today)
    spoken = list(dict.fromkeys(each for row in everything for each in row.languages))
    kind = asked.one_of(request, "kind", list(Material.Kind.values))
    language = asked.one_of(request, "language", spoken)
    words = request.GET.get("q", "").strip()[:200]
    context = {
        "rows": queries.public_materials(treaty, Asked(words=words, kind=kind, language=language), on=today),
        "kinds": Material.Kind.choices,
        "spoken": [
            (code, LANGUAGES[code].own_name if code in LANGUAGES else language_name(code)) for code in spoken
        ],
        "kind": kind,
        "language_asked": language,
        "words": words,
    }
    title = _("%(treaty)s: materials") % {"treaty": treaty.short_title}
    return render_page(request, "materials", context, title=title, treaty=treaty, here="materials")


@require_safe
def download(request: HttpRequest, number: int) -> HttpResponse:
    """The file, and one more on today's count. Nobody is recognised: neither a cookie nor an address is kept."""
    try:
        version = queries.public_file(number)
        response = to_save(*queries.file_of(version, viewer=PUBLIC))
    except NotVisibleError:
        return page_not_found(request)
    except DamagedFileError:
        _log.exception("A file of a material is gone or was changed: accede check names it.")
        return page_not_found(request)
    if request.method == "GET":
        try:
            actions.count_download(version=version, on=timezone.localdate())
        except OperationalError:  # the reader has the file all the same
            _log.warning("A download could not be counted: the database was being written.")
    response["Cache-Control"] = "no-store"
    return response
