"""`python -m maps` is `waybook`."""

from maps.cli import main

main()
