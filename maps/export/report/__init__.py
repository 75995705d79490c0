"""The report of a case, as Markdown and as a Word document, from the entries of the page."""
