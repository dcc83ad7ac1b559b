"""The public record: States, treaties, treaty actions, votes, and the source of each."""
