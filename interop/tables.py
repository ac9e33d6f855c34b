"""Runs statements on a DuckDB file and prints the rows of questions as JSON. `tables.py <file>`; statements and questions come as JSON on standard input."""
import json
import sys

import duckdb

asked = json.load(sys.stdin)
with duckdb.connect(sys.argv[1]) as connection:
    for statement in asked["statements"]:
        connection.execute(statement)
    answers = {name: [[None if value is None else str(value) for value in row] for row in connection.execute(sql).fetchall()] for name, sql in asked["questions"].items()}
print(json.dumps(answers))
