"""Who is likely to join next, and how well that was foreseen in the past. Pure: numpy and scipy only."""
