"""Import bank statements (MT940, camt.053, OFX) into a book.

Each file is read, copied to staging as the loader, then judged and posted by api.post_import as a
whole: a statement is posted, known already, in conflict with another one, or refused for a reason.
A file that can't be read stops no other. What was posted stays when a later file fails. A dry run
does the same for each file by itself, and takes it back.

Exit status: 0 all is in the book, 1 something was refused, 2 wrong usage, 4 no database.
"""

import logging

import typer

from statements.import_files import import_command
from statements.read_statements import read_statements

main = import_command(read_statements)

if __name__ == "__main__":
    logging.getLogger("mt940").propagate = False  # it tells each fault twice; ours is told once
    logging.getLogger("mt940").addHandler(logging.NullHandler())
    typer.run(main)
