"""Import the history of many accounts (the form of the Berka tables) into a book.

The rows of an account are one statement that begins with nothing; each states the balance behind
it. Where that does not follow from the one before, the break is posted there against the suspense
account and told with the trans_id of its row. The accounts have no floor: there are overdrafts. The
rest is as in import_statement: posted, known already, in conflict, or refused for a reason; a last
row that is cut is told with its line and posted nowhere.

Exit status: 0 all is in the book, 1 something was refused, 2 wrong usage, 4 no database.
"""

import typer

from statements.import_files import import_command
from statements.read_history import read_history

main = import_command(read_history)

if __name__ == "__main__":
    typer.run(main)
