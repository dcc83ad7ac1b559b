"""The working groups that travel with the program."""

from importlib import resources
from pathlib import Path

import yaml
from django.db import transaction

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.campaign.models import Activity
from accede.meetings.models import WorkingGroup

FILE = Path(str(resources.files("accede.meetings"))) / "shipped" / "working_groups.yaml"


@transaction.atomic
def load_shipped_groups() -> None:
    """Each once: from then on it is its people's own."""
    for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        if WorkingGroup.objects.filter(key=entry["key"]).exists():
            continue
        WorkingGroup.objects.create(
            key=entry["key"],
            campaign=Campaign.objects.get(pk=entry["campaign"]),
            activity=Activity.objects.filter(key=entry["activity"]).first(),
            source_id=entry["source"],
            since_given=entry["since"],
            names=entry["names"],
            mandates=entry["mandates"],
            kinds=entry["kinds"],
            open_class=Confidentiality[_constant(entry["open"])],
            closed_class=Confidentiality[_constant(entry["closed"])],
        )


def _constant(text: str) -> str:
    return text.replace("-", "_").upper()
