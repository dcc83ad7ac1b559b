"""What is wrong with a questionnaire, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


def marked(text: str) -> str:
    """For the catalogues alone: whoever shows a fault says its words in the language of the reader."""
    return text


@dataclass(frozen=True, slots=True)
class Fault:
    """`words` are English, with a place for each of `values`: %(name)s."""

    where: str
    words: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        told = self.told(self.words)
        return f"{self.where}: {told}" if self.where else told

    def told(self, words: str) -> str:
        """`words` are those of the fault, in whichever language."""
        return words % self.values if self.values else words


class FormError(ValueError):
    """A questionnaire that cannot be taken, with all that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(each) for each in faults))
        self.faults = list(faults)
