"""Pictures as SVG, drawn on the server: the same one stands in a web page, a DOCX and a PDF."""
