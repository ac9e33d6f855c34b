"""
Runs on Spark with Delta Lake, in one session in this process: the hash text cases in two time zones, the plain SQL delivery by
delivery, and dbt projects. Ends with 1 and the differences when something is not as expected.
"""
import json
import os
import re
import sys
import time
from pathlib import Path

from dbt_build import build
from deliveries import check_deliveries
from pyspark.sql import SparkSession

DELTA = "io.delta:delta-spark_2.12:3.3.2"
# The declared keys of a table, which only Unity Catalog knows.
KEYS = re.compile(r",\n  (?:primary|foreign) key \([^\n]*?(?=,?\n)")


def start(folder):
    os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
    builder = SparkSession.builder.master("local[1]").appName("orrery")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        # The queries are many small ones: to compile each takes longer than to run it.
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.shuffle.partitions": "1",
        "spark.driver.memory": "2g",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.log.level": "ERROR",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.constraintPropagation.enabled": "false",
        # So short a run does not win back what the second compiler and a parallel collector cost.
        "spark.driver.extraJavaOptions": f"-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.io.tmpdir={folder} -Dderby.system.home={folder}",
        "spark.jars.packages": DELTA,
        "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension",
        "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
        # dbt says of a test's table no format.
        "spark.sql.sources.default": "delta",
        "spark.sql.legacy.createHiveTableByDefault": "false",
        "spark.databricks.delta.snapshotPartitions": "1",
        "spark.databricks.delta.stats.collect": "false",
        # Where Delta's jars stay between runs.
        "spark.jars.ivy": str(Path(sys.executable).parent.parent / "ivy"),
    }.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def check_hash_texts(spark, task):
    failed = 0
    for ansi, zone in [("true", "UTC"), ("false", "America/New_York")]:
        spark.conf.set("spark.sql.session.timeZone", zone)
        spark.conf.set("spark.sql.ansi.enabled", ansi)
        found = sorted(spark.sql(task["query"]).coalesce(1).collect(), key=lambda row: row.id)
        rows = [[str(row.id), row.canonical, row.hashed] for row in found]
        if len(rows) != len(task["expected"]):
            failed += 1
            print(f"{zone}: {len(rows)} rows instead of {len(task['expected'])}")
        for one, row, expected in zip(task["cases"], rows, task["expected"]):
            if row != expected:
                failed += 1
                print(f"{zone}: {one} gives {row} instead of {expected}")
    print(f"Spark {spark.version}: {len(task['expected'])} hash texts in two time zones, {failed} not as worked out by hand", flush=True)
    return failed == 0


def asker(spark):
    def ask(statements, question=None):
        for statement in statements:
            try:
                spark.sql(KEYS.sub("", statement))
            except Exception as error:
                raise RuntimeError(f"{str(error)[:2000]}\nin\n{statement[:3000]}") from None
        return [tuple(row) for row in spark.sql(question).collect()] if question else None

    return ask


def clear(spark):
    """Takes every table away, so that the next model finds none."""
    for (schema,) in spark.sql("show schemas").collect():
        if schema != "default":
            spark.sql(f"drop schema `{schema}` cascade")


def check_sql(spark, task):
    begun, ask = time.time(), asker(spark)
    ask(task["create"])

    def load(number):
        print(f"  {task['name']}: delivery {number} has landed, {time.time() - begun:.0f} s", flush=True)
        try:
            ask(task["load"])
            return []
        except RuntimeError as error:
            return [str(error)]

    return check_deliveries("Plain SQL on Spark", task, ask, load)


def check_dbt(spark, folder):
    import yaml
    from dbt.cli.main import dbtRunner

    task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    project, profiles = folder / "dbt", folder / "profiles"
    profile = yaml.safe_load((project / "dbt_project.yml").read_text(encoding="utf-8"))["profile"]
    session = {"type": "spark", "method": "session", "host": "NA", "schema": "analytics", "threads": 1}
    profiles.mkdir()
    (profiles / "profiles.yml").write_text(yaml.safe_dump({profile: {"target": "prod", "outputs": {"prod": session}}}), encoding="utf-8")
    begun, ask, runner = time.time(), asker(spark), dbtRunner()
    ask(task["create"])

    def load(number):
        print(f"  {task['name']}: delivery {number} has landed, {time.time() - begun:.0f} s", flush=True)
        # The tests in the last round alone: each makes a table, which takes Spark longer than the models do.
        return build(runner, "build" if number > len(task["deliveries"]) else "run", project, profiles)

    return check_deliveries("dbt on Spark", task, ask, load)


def main():
    folder = Path(sys.argv[1])
    begun = time.time()
    spark = start(folder / "scratch")
    print(f"Spark {spark.version} with {DELTA.split(':', 1)[1]}, started in {time.time() - begun:.1f} s", flush=True)
    read = lambda path: json.loads(path.read_text(encoding="utf-8"))
    results = [check_hash_texts(spark, read(folder / "hash-texts.json"))]
    # As SQL warehouses have it.
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    spark.conf.set("spark.sql.ansi.enabled", "true")
    for path in sorted((folder / "sql").glob("*.json")):
        results.append(check_sql(spark, read(path)))
        clear(spark)
    for path in sorted((folder / "dbt").glob("*/task.json")):
        results.append(check_dbt(spark, path.parent))
        clear(spark)
    spark.stop()
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
