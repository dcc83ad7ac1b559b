"""Mail that leaves the desk: written by other rooms, seen and approved here, sent once."""
