"""
Builds a dbt or SQLMesh project round by round and writes what every table holds after each to answers.json beside the project.
`second_version.py <dbt|sqlmesh> <folder>`: statements to begin with, rounds and questions come as JSON on standard input.
"""
import json
import os
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import duckdb


def dbt_round(project, number, begins):
    """dbt sees for itself what has changed in its project."""
    from dbt.cli.main import dbtRunner

    flags = ["--quiet", "--no-use-colors", "run", "--project-dir", str(project), "--profiles-dir", str(project), "--target", "prod"]
    result = dbtRunner().invoke(flags)
    if not result.success:
        wrong = [f"{one.node.name}: {one.message}" for one in result.result or [] if str(one.status) != "success"]
        raise RuntimeError(f"dbt did not build the project: {result.exception or ''} {wrong}"[:3000])
    return {}


def sqlmesh_round(project, number, begins):
    """
    A version of the project begins with a plan, and goes on with runs, each an hour later than the last.
    @returns what the plan found changed, and the table that stands behind each model.
    """
    from sqlmesh import Context

    later = datetime.now(timezone.utc).replace(tzinfo=None) + timedelta(hours=number)
    context = Context(paths=str(project))
    told = []
    context.console.log_failed_models = told.extend
    try:
        if begins:
            plan = context.plan(auto_apply=True, no_prompts=True, execution_time=later)
            changed = {
                "added": [one.name for one in plan.context_diff.added],
                "removed": [one.name for one in plan.context_diff.removed_snapshots],
                "direct": [one.name for one in plan.directly_modified],
            }
        else:
            context.run(ignore_cron=True, end=later, execution_time=later)
            changed = {}
        tables = {one.model.fqn: one.table_name() for one in context.snapshots.values() if one.is_model and one.model.kind.is_materialized}
        return {**changed, "tables": tables}
    except Exception as error:
        raise RuntimeError("; ".join([str(error), *(f"{one}: {one.__cause__}" for one in told)])[:3000]) from error
    finally:
        context.close()


def main(tool, folder):
    asked = json.load(sys.stdin)
    project = folder / tool
    path = str(project / "warehouse.duckdb")

    def ask(statements, questions=()):
        # Opened for the moment: the tool has the file to itself while it builds.
        with duckdb.connect(path) as connection:
            for statement in statements:
                connection.execute(statement)
            return {one["id"]: [[None if value is None else str(value) for value in row] for row in connection.execute(one["sql"]).fetchall()] for one in questions}

    os.chdir(project)
    ask(asked["begin"])
    build = {"dbt": dbt_round, "sqlmesh": sqlmesh_round}[tool]
    answers = []
    for place, land in enumerate(asked["rounds"]):
        ask(land)
        found = build(project, asked["number"] + place, place == 0)
        answers.append({**found, "rows": ask([], asked["questions"])})
    (folder / "answers.json").write_text(json.dumps(answers), encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
    main(sys.argv[1], Path(sys.argv[2]).absolute())
