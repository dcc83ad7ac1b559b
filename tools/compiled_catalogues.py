"""For the wheel: the translations, compiled. A checkout compiles them at its start; an installed program may not write there."""

from pathlib import Path
from typing import Any

from babel.messages import mofile, pofile
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledCatalogues(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- hatchling's signature
        for po in Path(self.root, "src/accede/locale").glob("*/LC_MESSAGES/django.po"):
            with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
                mofile.write_mo(target, pofile.read_po(source))
