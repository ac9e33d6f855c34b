"""Parses every generated file with two SQL parsers. Ends with 1 and the reasons when one is not understood."""
import json
import logging
import re
import sys
from collections import Counter
from multiprocessing import Pool

import sqlglot
from sqlfluff.core import FluffConfig, Linter
from sqlglot import exp

logging.disable(logging.CRITICAL)
SQLGLOT = {"duckdb": "duckdb", "snowflake": "snowflake", "bigquery": "bigquery", "redshift": "redshift", "postgres": "postgres", "databricks": "databricks"}
SQLFLUFF = {**SQLGLOT}
linters = {}


def glot(file):
    try:
        trees = sqlglot.parse(file["text"], read=SQLGLOT[file["platform"]])
    except sqlglot.errors.SqlglotError as error:
        return f"sqlglot: {re.sub(chr(27) + '[^m]*m', '', str(error))[:400]}"
    trees = [tree for tree in trees if tree is not None and not isinstance(tree, exp.Semicolon)]
    if not trees:
        return "sqlglot: no statement"
    kept = [node.sql()[:200] for tree in trees for node in tree.find_all(exp.Command)]
    return f"sqlglot kept as text what it does not understand: {kept[0]}" if kept else None


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
    with open(sys.argv[1], encoding="utf-8") as source:
        files = json.load(source)
    with open(sys.argv[2], encoding="utf-8") as source:
        known = json.load(source)
    tasks = [("sqlglot", file) for file in files] + [("sqlfluff", file) for file in files if file["model"] != "sample"]
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
    unused = [one["why"] for index, one in enumerate(known) if index not in excused]
    if unused:
        print(f"interop/known.json excuses what no longer happens: {unused}")
    print(f"{counts['sqlglot']} files parsed by sqlglot, {counts['sqlfluff']} by sqlfluff: {len(failed)} not understood")
    sys.exit(1 if failed or unused else 0)


if __name__ == "__main__":
    main()
