"""Parses every generated file with two SQL parsers. Ends with 1 and the reasons when one is not understood."""
import json
import logging
import os
import re
import sys
from collections import Counter
from multiprocessing import Pool
from pathlib import Path

import sqlglot
from platform_functions import FUNCTIONS
from sqlfluff.core import FluffConfig, Linter
from sqlglot import exp

logging.disable(logging.CRITICAL)
SQLGLOT = {"duckdb": "duckdb", "snowflake": "snowflake", "bigquery": "bigquery", "redshift": "redshift", "postgres": "postgres", "databricks": "databricks"}
SQLFLUFF = {**SQLGLOT}
# The slower of the two judges what together holds every construct and every name.
THOROUGHLY = {"hostile", "star", "whole_vault", "given"}
linters = {}


def glot(file):
    try:
        trees = sqlglot.parse(file["text"], read=SQLGLOT[file["platform"]])
    except sqlglot.errors.SqlglotError as error:
        return f"sqlglot: {re.sub(chr(27) + '[^m]*m', '', str(error))[:400]}"
    trees = [tree for tree in trees if tree is not None and not isinstance(tree, exp.Semicolon)]
    if not trees:
        return "sqlglot: no statement"
    for tree in trees:
        for node in tree.find_all(exp.Command, exp.Anonymous, exp.DataType):
            if isinstance(node, exp.Command):
                return f"sqlglot kept as text what it does not understand: {node.sql()[:200]}"
            if isinstance(node, exp.Anonymous) and node.name.lower() not in FUNCTIONS.get(file["platform"], ()):
                return f"sqlglot knows no function {node.name}"
            if isinstance(node, exp.DataType) and node.this in (exp.DataType.Type.USERDEFINED, exp.DataType.Type.UNKNOWN):
                return f"sqlglot knows no type {node.sql()[:100]}"
    return None


def fluff(file):
    dialect = SQLFLUFF[file["platform"]]
    if dialect not in linters:
        linters[dialect] = Linter(config=FluffConfig(overrides={"dialect": dialect, "templater": "raw", "large_file_skip_byte_limit": 0}))
    parsed = linters[dialect].parse_string(file["text"])
    if parsed.violations:
        return f"sqlfluff: {parsed.violations[0].desc()[:400]} (line {parsed.violations[0].line_no})"
    tree = parsed.root_variant().tree if parsed.root_variant() else None
    if tree is None:
        return "sqlfluff: nothing parsed"
    unparsable = next(tree.recursive_crawl("unparsable"), None)
    return f"sqlfluff cannot parse: {unparsable.raw[:200]}" if unparsable else None


def excuses(one, tool, file, problem):
    same = one["tool"] == tool and file["platform"] in one["platforms"]
    return same and re.search(one["problem"], problem) and re.search(one["text"], file["text"])


def check(task):
    tool, file = task
    return tool, file, (glot if tool == "sqlglot" else fluff)(file)


def main():
    files = [file for path in sys.argv[1:-1] for file in json.loads(Path(path).read_text(encoding="utf-8"))]
    known = json.loads(Path(sys.argv[-1]).read_text(encoding="utf-8"))
    tasks = [("sqlglot", file) for file in files] + [("sqlfluff", file) for file in files if file["target"] == "dbt" or file["model"] in THOROUGHLY]
    counts, failed, excused = Counter(), [], Counter()
    with Pool(2) as pool:
        for tool, file, problem in pool.imap_unordered(check, tasks, chunksize=8):
            counts[tool] += 1
            if problem is None:
                continue
            reason = next((index for index, one in enumerate(known) if excuses(one, tool, file, problem)), None)
            if reason is None:
                failed.append((file, problem))
            else:
                excused[reason] += 1
    for file, problem in failed[:40]:
        print(f"{file['model']} / {file['platform']} / {file['path']}: {problem}")
    for index, one in enumerate(known):
        print(f"{excused[index]} files for {', '.join(one['platforms'])} not judged by {one['tool']}: {one['why']}")
    # A project of somebody else need not meet any of them.
    unused = [] if os.environ.get("ORRERY_PROJECT") else [one["why"] for index, one in enumerate(known) if index not in excused]
    if unused:
        print(f"interop/known.json excuses what no longer happens: {unused}")
    print(f"{counts['sqlglot']} files parsed by sqlglot, {counts['sqlfluff']} by sqlfluff: {len(failed)} not understood")
    sys.exit(1 if failed or unused else 0)


if __name__ == "__main__":
    main()
