"""`python -m hallserver.cli` is `hall`."""

from hallserver.cli import main

main()
