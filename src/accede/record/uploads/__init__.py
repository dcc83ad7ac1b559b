"""Files that were put on the desk, and are not part of the record yet: looked at first, then applied or put aside."""
