"""Reads of materials and hand-outs."""

from accede.toolkit.queries.catalogue import Asked as MaterialsAsked
from accede.toolkit.queries.catalogue import (
    Fit,
    ForState,
    downloads,
    file_of,
    fits,
    for_state,
    get_material,
    get_version,
    material,
    materials,
    public_edition,
    public_file,
    public_materials,
    titles,
)
from accede.toolkit.queries.given import Asked as HandOutsAsked
from accede.toolkit.queries.given import (
    HandOutRow,
    all_hand_outs,
    get_hand_out,
    hand_out,
    hand_outs,
    held,
    outdated,
    outdated_paged,
)
from accede.toolkit.queries.rows import MaterialRow, VersionRow
from accede.toolkit.queries.search import Hit, search

__all__ = [
    "Fit",
    "ForState",
    "HandOutRow",
    "HandOutsAsked",
    "Hit",
    "MaterialRow",
    "MaterialsAsked",
    "VersionRow",
    "all_hand_outs",
    "downloads",
    "file_of",
    "fits",
    "for_state",
    "get_hand_out",
    "get_material",
    "get_version",
    "hand_out",
    "hand_outs",
    "held",
    "material",
    "materials",
    "outdated",
    "outdated_paged",
    "public_edition",
    "public_file",
    "public_materials",
    "search",
    "titles",
]
