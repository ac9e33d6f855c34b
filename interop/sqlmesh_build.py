"""Plans and runs SQLMesh projects delivery by delivery and compares every table with the rows of the run in the tab. Ends with 1 and the differences."""
import json
import os
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from deliveries import check_deliveries


def check(folder):
    import duckdb
    from sqlmesh import Context

    task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    project = folder / "sqlmesh"
    path = str(project / "warehouse.duckdb")

    def ask(statements, question=None):
        # Opened for the moment: SQLMesh has the file to itself while it runs.
        with duckdb.connect(path) as connection:
            for statement in statements:
                connection.execute(statement)
            return connection.execute(question).fetchall() if question else None

    ask([f"create schema if not exists {schema}" for schema in task["schemas"]] + task["landing"])
    os.chdir(project)
    now = datetime.now(timezone.utc).replace(tzinfo=None)

    def load(number):
        context = Context(paths=str(project))
        try:
            if number == 1:
                context.plan(auto_apply=True, no_prompts=True)
            else:
                # An hour later each: a run has nothing to do before the next interval begins.
                later = now + timedelta(hours=number)
                context.run(ignore_cron=True, end=later, execution_time=later)
        except Exception as error:  # whatever SQLMesh finds wrong is a finding
            return [str(error)[:2000]]
        finally:
            context.close()
        return []

    return check_deliveries("SQLMesh on duckdb", task, ask, load)


if __name__ == "__main__":
    results = [check(path.parent) for path in sorted(Path(sys.argv[1]).absolute().glob("*/task.json"))]
    sys.exit(0 if results and all(results) else 1)
