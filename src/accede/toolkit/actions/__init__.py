"""Writes of materials and hand-outs: who may, what is refused, and what the trail learns."""

from accede.toolkit.actions.downloads import count_download
from accede.toolkit.actions.hand_outs import Where, edit_hand_out, hand_out, take_back_hand_out
from accede.toolkit.actions.materials import add_material, edit_material, offer_again, withdraw
from accede.toolkit.actions.shipped import load_shipped_materials
from accede.toolkit.actions.versions import VersionTold, add_version, drop_left_over_files

__all__ = [
    "VersionTold",
    "Where",
    "add_material",
    "add_version",
    "count_download",
    "drop_left_over_files",
    "edit_hand_out",
    "edit_material",
    "hand_out",
    "load_shipped_materials",
    "offer_again",
    "take_back_hand_out",
    "withdraw",
]
