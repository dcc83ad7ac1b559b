"""The formats by their keys, as `accede import` names them."""

from accede.record.readers.mtdsg import reader as mtdsg
from accede.record.readers.parline import reader as parline
from accede.record.readers.reading import Format
from accede.record.readers.table import reader as table
from accede.record.readers.undl_csv import reader as undl_csv
from accede.record.readers.undl_marcxml import reader as undl_marcxml
from accede.record.readers.unoda import reader as unoda
from accede.record.readers.untc_html import reader as untc_html

FORMATS: dict[str, Format] = {
    module.FORMAT.key: module.FORMAT
    for module in (mtdsg, untc_html, undl_csv, undl_marcxml, unoda, parline, table)
}
