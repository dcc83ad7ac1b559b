"""The treaties database of the UN Office for Disarmament Affairs (UNODA) as JSON. See docs/formats/unoda.md."""
