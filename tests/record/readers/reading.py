"""The fixtures of the readers, and reading them to the end."""

from pathlib import Path

from accede.record.readers.formats import FORMATS

HERE = Path(__file__).parent
FIXTURES = {
    "mtdsg": HERE / "mtdsg/ccm.xml",
    "untc-html": HERE / "untc_html/status.html",
    "undl-csv": HERE / "undl_csv/votes.csv",
    "undl-marcxml": HERE / "undl_marcxml/records.xml",
    "unoda": HERE / "unoda/ccm.json",
    "parline": HERE / "parline/answer.json",
    "table": HERE / "table/actions.csv",
}


def no_progress(_done, _size):
    pass


def read_all(key, path=None, **options):
    """What the file is, and all its rows."""
    reading = FORMATS[key].open(path or FIXTURES[key], progress=no_progress, **options)
    return reading, list(reading.rows)
