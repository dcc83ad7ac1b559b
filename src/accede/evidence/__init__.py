"""Beyond the depositary's record: steps by which a State shows where it stands before it joins."""
