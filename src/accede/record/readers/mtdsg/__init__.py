"""Status of a treaty as the UN Treaty Collection publishes it in XML. What it reads: docs/formats/mtdsg.md."""
