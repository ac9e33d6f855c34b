"""Builds dbt projects delivery by delivery and compares every table with the rows of the run in the tab. Ends with 1 and the differences."""
import csv
import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

from deliveries import check_deliveries, compare


class Duckdb:
    name = "duckdb"

    def __init__(self, folder, task):
        self.path = str(folder / "warehouse.duckdb")
        self.target = {"type": "duckdb", "path": self.path, "schema": "main", "threads": 1}

    def run(self, statements, question=None):
        # Opened for the moment: dbt has the file to itself while it builds.
        import duckdb

        with duckdb.connect(self.path) as connection:
            for statement in statements:
                connection.execute(statement)
            return connection.execute(question).fetchall() if question else None


class Postgres:
    name = "postgres"

    def __init__(self, folder, task):
        host = os.environ["ORRERY_PGHOST"]
        self.database = f"dbt_{task['name']}"
        self.target = {
            "type": "postgres",
            "host": host,
            "port": 5432,
            "user": "orrery",
            "password": "",
            "dbname": self.database,
            "schema": "public",
            "threads": 1,
        }
        self.connect = {"host": host, "user": "orrery"}
        self.execute("postgres", [f"create database {self.database}"])

    def execute(self, database, statements, question=None):
        import psycopg2

        connection = psycopg2.connect(dbname=database, **self.connect)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
                if question:
                    cursor.execute(question)
                    return cursor.fetchall()
        finally:
            connection.close()

    def run(self, statements, question=None):
        return self.execute(self.database, statements, question)


ADAPTERS = {"duckdb": Duckdb, "postgres": Postgres}


def invoke(runner, command, project, profiles, *flags):
    return runner.invoke(["--quiet", "--no-use-colors", *flags, command, "--project-dir", str(project), "--profiles-dir", str(profiles), "--target", "prod"])


def parse(folder, task):
    """Lets the platform's adapter parse a project with the profile that comes with it. A warning or deprecation is a failure."""
    from dbt.cli.main import dbtRunner

    project = folder / "dbt"
    for name in set(re.findall(r"env_var\('(\w+)'", (project / "profiles.yml").read_text(encoding="utf-8"))):
        os.environ.setdefault(name, "none")
    result = invoke(dbtRunner(), "parse", project, project, "--warn-error", "--show-all-deprecations")
    nodes = len(result.result.nodes) if result.success and result.result else 0
    if nodes == 0:
        print(f"  {str(result.exception)[:3000]}")
    print(f"dbt for {task['platform']}, {task['name']}: {nodes} nodes parsed", flush=True)
    return nodes > 0


def build(runner, command, project, profiles):
    """Runs `dbt run` or `dbt build`. Returns what failed, in words."""
    result = invoke(runner, command, project, profiles)
    if result.exception:
        return [f"dbt: {str(result.exception)[:3000]}"]
    results = list(result.result or [])
    wrong = [one for one in results if str(one.status) not in ("success", "pass", "warn", "no-op")]
    return [f"{one.node.name}: {one.status} {one.message}"[:1500] for one in wrong] or ([] if results else ["dbt: nothing was built"])


def metric_problems(task, ask, project, profiles):
    """Asks MetricFlow for every metric and compares the figures with those of plain SQL. Returns what differs."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    # MetricFlow is another process, and DuckDB lets only one open the file.
    DuckDBConnectionManager.close_all_connections()
    out = profiles / "metrics.csv"
    command = [str(Path(sys.executable).with_name("mf")), "query", "--metrics", ",".join(one["name"] for one in task["metrics"]), "--csv", str(out)]
    done = subprocess.run(command, cwd=project, env={**os.environ, "DBT_PROFILES_DIR": str(profiles)}, capture_output=True, text=True, timeout=300)
    if done.returncode != 0 or not out.exists():
        return [f"MetricFlow: {done.stdout[-1500:]} {done.stderr[-500:]}"]
    with open(out, encoding="utf-8", newline="") as file:
        found = next(csv.DictReader(file), {})
    problems = []
    for one in task["metrics"]:
        expected = ask([], one["sql"])[0][0]
        figure = found.get(one["name"])
        if expected is None or figure in (None, "") or abs(Decimal(str(expected)) - Decimal(figure)) > Decimal("0.000001"):
            problems.append(f"metric {one['name']}: MetricFlow says {figure}, SQL says {expected}")
    print(f"  {len(task['metrics'])} metrics asked of MetricFlow, {len(problems)} differ")
    return problems


def check(folder):
    import yaml
    from dbt.cli.main import dbtRunner

    task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    if task["platform"] not in ADAPTERS:
        return parse(folder, task)
    adapter = ADAPTERS[task["platform"]](folder, task)
    project = folder / "dbt"
    profile = yaml.safe_load((project / "dbt_project.yml").read_text(encoding="utf-8"))["profile"]
    profiles = folder / "profiles"
    profiles.mkdir()
    (profiles / "profiles.yml").write_text(yaml.safe_dump({profile: {"target": "prod", "outputs": {"prod": adapter.target}}}), encoding="utf-8")
    adapter.run([f"create schema if not exists {schema}" for schema in task["schemas"]] + task["landing"])
    runner = dbtRunner()
    # Seeds bring their own rows: then there is nothing to load once more.
    last = len(task["deliveries"]) + (1 if task["landing"] else 0)
    passed = check_deliveries(
        f"dbt on {adapter.name}",
        task,
        adapter.run,
        # Seeds, tests and snapshots in the last round, or in all where snapshots are looked at: the others only have to load.
        lambda number: build(runner, "build" if (number == last or task.get("finally")) and not task.get("untested") else "run", project, profiles),
        again=bool(task["landing"]),
    )
    looked_at = [(one["sql"], compare(one["rows"], adapter.run([], one["sql"]))) for one in task.get("finally", [])] if passed else []
    problems = [f"{sql}: {difference}" for sql, difference in looked_at if difference]
    problems += metric_problems(task, adapter.run, project, profiles) if passed and task.get("metrics") else []
    for problem in problems:
        print(f"  {problem}")
    return passed and not problems


if __name__ == "__main__":
    os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
    folders = [path.parent for path in sorted(Path(sys.argv[1]).glob("*/*/task.json"))]
    only = sys.argv[2:]
    results = [check(folder) for folder in folders if not only or folder.parent.name in only]
    sys.exit(0 if results and all(results) else 1)
