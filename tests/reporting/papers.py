"""Documents to render, and files read again by other programs than those that wrote them."""

import io
import subprocess
import tempfile
import zipfile
from pathlib import Path

import pypdf

from accede.reporting.blocks import (
    Annex,
    Cited,
    Document,
    Heading,
    Items,
    Paragraph,
    Part,
    Picture,
    Run,
    Sources,
    Table,
    TitlePage,
    line,
)

WORDS = {
    "en": {"table": "Table", "figure": "Figure", "annex": "Annex", "draft": "Draft", "head": "Convention"},
    "ar": {"table": "الجدول", "figure": "الشكل", "annex": "المرفق", "draft": "مسودة", "head": "اتفاقية"},
    "zh": {"table": "表", "figure": "图", "annex": "附件", "draft": "草稿", "head": "集束弹药公约"},
    "ru": {
        "table": "Таблица",
        "figure": "Рисунок",
        "annex": "Приложение",
        "draft": "Проект",
        "head": "Конвенция",
    },
}
TEXTS = {
    "en": "South Sudan acceded to the Convention on 3 August 2023.",
    "ar": "انضم جنوب السودان إلى الاتفاقية في 3 آب/أغسطس 2023.",
    "zh": "南苏丹于2023年8月3日加入《公约》。",
    "ru": "Южный Судан присоединился к Конвенции 3 августа 2023 года.",
}
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#123a63"/></svg>'
SOURCES = (
    Cited("untc", "United Nations, Treaty Collection", "https://treaties.un.org/"),
    Cited("isu", "ISU"),
)


def paper(language="en", text="", *, draft=False, kind="progress"):
    """A paper with a block of every kind; `text` stands in each of them."""
    told = text or TEXTS[language]
    return Document(
        kind,
        told,
        language,
        (
            Part(
                language,
                (
                    TitlePage(
                        title=line(told),
                        meeting=line(told),
                        symbol=line("CCM/MSP/2024/7"),
                        job_line=line("GE.24-11376 (E)"),
                        distribution=line("Distr.: General", "28 June 2024"),
                        place_and_dates=line(told),
                        submitted_by=line("President"),
                    ),
                    Heading(text=line(told)),
                    Paragraph(text=line(Run(told, cites=("untc", "isu"))), key="first", numbered=True),
                    Heading(text=line(told), level=2),
                    Paragraph(text=line(Run(told, bold=True)), key="second", numbered=True),
                    Items(items=(line(told), line(told)), lettered=True),
                    Items(items=(line(told),)),
                    Table(
                        caption=line(told), head=(line(told), line("n")), rows=((line(told), line("1")),) * 3
                    ),
                    Picture(svg=SQUARE, alt=told, caption=line(told)),
                    Annex(title=line(told)),
                    Paragraph(text=line(told)),
                    Sources(title=line("Sources")),
                ),
            ),
        ),
        SOURCES,
        WORDS[language],
        draft=draft,
    )


def pdf_text(content):
    """The text of a PDF as another program reads it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(content)
        told = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    return told.stdout.decode().translate(dict.fromkeys([*range(8234, 8239), 160]))


def pdf(content):
    return pypdf.PdfReader(io.BytesIO(content))


def in_libreoffice(content):
    """The DOCX opened and printed by LibreOffice, as PDF."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.docx"
        path.write_bytes(content)
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                folder,
                path,
            ],
            capture_output=True,
            check=True,
            timeout=120,
        )
        return path.with_suffix(".pdf").read_bytes()


def part_of(content, name):
    """A part of a DOCX, as XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read(name).decode()
