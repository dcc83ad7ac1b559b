"""At home: parliaments, their chambers and elections."""
