"""Tables of a DOCX: their cells, widths, rules and direction."""

from collections.abc import Sequence

from docx.oxml import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Emu
from docx.table import Table, _Cell

from accede.reporting.renderers.docx_parts import element

Cell = _Cell


def cells_of(table: Table) -> list[list[Cell]]:
    return [[_Cell(cell, table) for cell in row.tc_lst] for row in table._tbl.tr_lst]  # noqa: SLF001 -- fifty times as fast


def dress_table(table: Table, *, rtl: bool, widths: Sequence[int]) -> None:
    """Rules above, below and under the head, as the papers have them; the head comes again on every page."""
    _borders(table, top="4", bottom="12")
    _lay_out(table, rtl=rtl, widths=widths)
    head = table._tbl.tr_lst[0]  # noqa: SLF001 -- as above
    head.get_or_add_trPr().append(element("w:tblHeader"))
    for row in table._tbl.tr_lst:  # noqa: SLF001
        row.get_or_add_trPr().insert(0, element("w:cantSplit"))
    for cell in head.tc_lst:
        _rule_below(cell)


def dress_front(table: Table, *, rtl: bool) -> None:
    """The head of a paper: no rule but the one below its first row."""
    _borders(table, top="", bottom="")
    _lay_out(table, rtl=rtl, widths=(13, 4))
    for cell in table._tbl.tr_lst[0].tc_lst:  # noqa: SLF001 -- as above
        _rule_below(cell)


def _rule_below(cell: BaseOxmlElement) -> None:
    borders = OxmlElement("w:tcBorders")
    borders.append(element("w:bottom", val="single", sz="12", space="0", color="auto"))
    cell.get_or_add_tcPr().append(borders)


def _borders(table: Table, *, top: str, bottom: str) -> None:
    borders = OxmlElement("w:tblBorders")
    for side, size in (("w:top", top), ("w:bottom", bottom)):
        line = {"val": "single", "sz": size} if size else {"val": "nil"}
        borders.append(element(side, **line, space="0", color="auto"))
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")  # noqa: SLF001 -- as above


def _lay_out(table: Table, *, rtl: bool, widths: Sequence[int]) -> None:
    properties = table._tbl.tblPr  # noqa: SLF001 -- as above
    if rtl:
        properties.insert_element_before(
            element("w:bidiVisual"),
            *("w:tblW", "w:jc", "w:tblInd", "w:tblBorders", "w:tblLayout", "w:tblCellMar", "w:tblLook"),
        )
    table.autofit = False
    whole = Cm(17)
    shares = [Emu(int(whole * width / sum(widths))) for width in widths]
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, shares, strict=True):  # noqa: SLF001
        column.w = width
    for row in table._tbl.tr_lst:  # noqa: SLF001
        for cell, width in zip(row.tc_lst, shares, strict=True):
            cell.width = width
