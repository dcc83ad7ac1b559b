"""Documents: from the record to the report, one tree of blocks rendered to DOCX, PDF, HTML and Markdown."""
