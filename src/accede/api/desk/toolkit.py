"""Materials, and who was given which."""

from accede.api.desk.room import Room
from accede.toolkit import queries as toolkit
from accede.toolkit.actions import hand_outs, materials
from accede.toolkit.queries import catalogue
from accede.toolkit.queries.given import HandOutRow

room = Room("Materials")

room.several("/materials", catalogue.materials, summary="Materials, with their versions")
room.one("/materials/{number}", catalogue.material, summary="A material")
room.write(
    "POST",
    "/materials",
    materials.add_material,
    needed=("title", "kind"),
    but=("first",),
    summary="Add a material",
)
room.write(
    "PATCH",
    "/materials/{number}",
    materials.edit_material,
    of="material",
    summary="Say otherwise what is given",
)
room.one("/states/{iso3}/materials", catalogue.for_state, summary="Materials that suit a State")
room.several("/hand-outs", toolkit.hand_outs, row=HandOutRow, summary="Who was given which")
room.several("/hand-outs/outdated", toolkit.outdated, summary="Who holds an outdated version")
room.one("/hand-outs/{number}", toolkit.hand_out, summary="A hand-out")
room.write("POST", "/hand-outs", hand_outs.hand_out, summary="Log what was handed out")
room.write(
    "DELETE", "/hand-outs/{number}", hand_outs.take_back_hand_out, of="row", summary="It was not handed out"
)
