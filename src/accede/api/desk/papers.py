"""Documents: reports, papers and dossiers that the desk fills; their drafts, versions and reviews."""

from accede.api import asked
from accede.api.desk import taken
from accede.api.desk.room import Room
from accede.reporting import actions, bundle_actions, making
from accede.reporting import queries as papers

room = Room("Documents")

room.several("/documents", papers.papers, summary="Documents, the latest first")
room.write(
    "POST",
    "/documents",
    actions.draft_paper,
    kinds={"kind": taken.among(making.KINDS), "language": asked.Language},
    summary="Have a document filled",
)
room.one("/documents/{number}", papers.told, summary="A document, with what changed in it")
room.write(
    "POST", "/documents/{number}/refresh", actions.refresh_paper, of="paper", summary="Fill the draft anew"
)
room.write("POST", "/documents/{number}/issue", actions.issue_paper, of="paper", summary="Issue it")
room.write(
    "POST", "/documents/{number}/reviews", actions.open_round, of="paper", summary="Share it for review"
)
room.one("/reviews/{number}", papers.review, summary="A review and its remarks")
room.write("POST", "/reviews/{number}/close", actions.close_round, of="found", summary="Close the review")
room.write("POST", "/reviews/{number}/remarks", actions.comment, of="found", summary="Remark on a passage")
room.write("POST", "/remarks/{number}/settle", actions.settle, of="remark", summary="What became of a remark")
room.several("/bundles", bundle_actions.bundles, summary="Dossiers and languages that are made together")
room.write("POST", "/bundles", bundle_actions.ask_for_dossiers, summary="Have dossiers of many States made")
