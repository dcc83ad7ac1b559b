"""What is drawn by lot, always the same with the same seed; and the words that say of a record that it is invented."""

import random
from datetime import UTC, date, datetime, timedelta

INVENTED = "Invented for measuring"
WORDS = (
    "The bill waits for the committee on foreign affairs",
    "Technical questions of clearance have to be answered first",
    "The Attorney General has the file",
    "The ministry asks for the model law in its own language",
    "A debate in parliament is expected after the elections",
    "The delegation will report to the capital",
)


class Lot:
    """Draws. `until` is the day on which the desk is grown: nothing lies more than some weeks after it."""

    def __init__(self, seed: int, *, until: date, states: list[str]) -> None:
        self.random = random.Random(seed)  # noqa: S311 -- the same every time is what is wanted
        self.until = until
        self.states = states

    def state(self) -> str:
        return self.states[int(self.random.random() * len(self.states))]

    def day(self, back: int = 3 * 365, ahead: int = 0) -> date:
        return self.until + timedelta(days=self.random.randint(-back, ahead))

    def moment(self, back: int = 3 * 365) -> datetime:
        return datetime.combine(self.day(back, -1), datetime.min.time(), UTC) + timedelta(
            minutes=self.random.randrange(24 * 60)
        )

    def text(self, sentences: int = 1) -> str:
        """One of some hundreds: enough to be told apart, few enough to be encrypted once each."""
        variant = self.random.randrange(100)
        first = variant % len(WORDS)
        said = [WORDS[(first + each) % len(WORDS)] for each in range(sentences)]
        return f"{INVENTED} ({variant}): {'. '.join(said)}."

    def choice(self, among: list[str]) -> str:
        return among[int(self.random.random() * len(among))]

    def happens(self, chance: float) -> bool:
        return self.random.random() < chance
