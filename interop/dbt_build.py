"""Builds dbt projects delivery by delivery and compares every table with the rows of the run in the tab. Ends with 1 and the differences."""
import json
import os
import re
import sys
import time
from pathlib import Path


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
    """Runs `dbt run` or `dbt build`. Returns what failed, in words, and how many nodes there were."""
    result = invoke(runner, command, project, profiles)
    if result.exception:
        return [f"dbt: {str(result.exception)[:3000]}"], 0
    results = list(result.result or [])
    wrong = [one for one in results if str(one.status) not in ("success", "pass", "warn")]
    return [f"{one.node.name}: {one.status} {one.message}"[:1500] for one in wrong], len(results)


def compare(expected, found):
    ours = sorted(json.dumps(row, ensure_ascii=False) for row in expected)
    theirs = sorted(json.dumps([None if value is None else str(value) for value in row], ensure_ascii=False) for row in found)
    if ours == theirs:
        return None
    missing, extra = sorted(set(ours) - set(theirs)), sorted(set(theirs) - set(ours))
    return f"{len(ours)} rows in the tab, {len(theirs)} here; missing {missing[:2]}, extra {extra[:2]}"


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
    begun, problems, rows, nodes = time.time(), [], 0, 0
    runner = dbtRunner()
    deliveries = task["deliveries"]
    # The last delivery once more, now with seeds and tests: a build that finds nothing new changes nothing.
    rounds = [*deliveries, {"land": [], "expected": deliveries[-1]["expected"]}] if task["landing"] else deliveries
    for number, delivery in enumerate(rounds, 1):
        adapter.run(delivery["land"])
        failed, nodes = build(runner, "build" if number == len(rounds) else "run", project, profiles)
        problems += [f"delivery {number}: {text}" for text in failed]
        if failed:
            break
        for question in task["questions"]:
            found = adapter.run([], question["sql"])
            rows += len(found)
            difference = compare(delivery["expected"][question["id"]], found)
            if difference:
                problems.append(f"delivery {number}: {question['id']}: {difference}")
    for problem in problems[:20]:
        print(f"  {problem}")
    print(
        f"dbt on {adapter.name}, {task['name']}: {len(task['questions'])} tables, {rows:,} rows compared after {len(deliveries)} deliveries and once more, "
        f"{nodes} nodes, {len(problems)} problems, {time.time() - begun:.1f} s",
        flush=True,
    )
    return len(problems) == 0 and rows > 0


if __name__ == "__main__":
    os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
    folders = [path.parent for path in sorted(Path(sys.argv[1]).glob("*/*/task.json"))]
    only = sys.argv[2:]
    results = [check(folder) for folder in folders if not only or folder.parent.name in only]
    sys.exit(0 if results and all(results) else 1)
