"""Plans and runs SQLMesh projects delivery by delivery and compares every table with the rows of the run in the tab. Ends with 1 and the differences."""
import json
import os
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from deliveries import check_deliveries
from sqlmesh_load import load as load_only


def wrong(value):
    """Another value than the one that is expected."""
    return not value if isinstance(value, bool) else value + 1 if isinstance(value, (int, float)) else f"{value}?"


def tried(project, context):
    """Runs the unit tests, and once more with each expectation made wrong, which has to be told. @returns what is not as it should be."""
    from ruamel.yaml import YAML

    result = context.test()
    problems = [f"{test}: {text[-1500:]}" for test, text in [*result.failures, *result.errors]]
    files = sorted((project / "tests").glob("test_*.yaml")) if (project / "tests").exists() else []
    kept = {path: path.read_text(encoding="utf-8") for path in files}
    count = 0
    for path, text in kept.items():
        tests = YAML().load(text)
        for test in tests.values():
            count += 1
            rows = test["outputs"]["query"]["rows"]
            if rows:
                name = next(iter(rows[0]))
                rows[0][name] = wrong(rows[0][name])
            else:
                test["model"] += "_that_is_not_there"
        with path.open("w", encoding="utf-8") as out:
            YAML().dump(tests, out)
    if result.testsRun != count:
        problems.append(f"{result.testsRun} unit tests run of {count}")
    if files:
        context.load()
        spoilt = context.test()
        told = len(spoilt.failures) + len(spoilt.errors)
        for path, text in kept.items():
            path.write_text(text, encoding="utf-8")
        context.load()
        if told != count:
            problems.append(f"{count - told} unit tests do not notice a wrong expectation")
        print(f"  {count} unit tests, {told} of them noticed a wrong expectation", flush=True)
    return problems


def check(folder):
    import duckdb
    from sqlmesh import Context

    task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    if task["platform"] != "duckdb":
        return load_only(folder)
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
        # SQLMesh tells its console which models failed and why, and raises that some did.
        told = []
        context.console.log_failed_models = told.extend
        try:
            if number == 1:
                problems = tried(project, context)
                if problems:
                    return problems
                context.plan(auto_apply=True, no_prompts=True)
            else:
                # An hour later each: a run has nothing to do before the next interval begins.
                later = now + timedelta(hours=number)
                context.run(ignore_cron=True, end=later, execution_time=later)
        except Exception as error:  # whatever SQLMesh finds wrong is a finding
            return [str(error)[:2000], *(f"{one}: {one.__cause__}"[:2000] for one in told)]
        finally:
            context.close()
        return []

    return check_deliveries("SQLMesh on duckdb", task, ask, load)


if __name__ == "__main__":
    results = [check(path.parent) for path in sorted(Path(sys.argv[1]).absolute().glob("*/*/task.json"))]
    sys.exit(0 if results and all(results) else 1)
