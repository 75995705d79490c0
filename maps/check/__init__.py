"""
Checks: each finds one kind of thing that a reader would trip over.

A check is a module with a `RULE` and a function `find_…` that takes a `Survey` and yields findings.
`run.CHECKS` lists the functions, `rules.CHECK_RULES` says what each rule finds and why it matters;
a test holds the modules, both lists and the table in the documentation together.
"""
