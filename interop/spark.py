"""Runs the hash text cases on Spark in this process, in two time zones. Ends with 1 and the differences when one is not as expected."""
import json
import sys

from pyspark.sql import SparkSession


def main():
    with open(sys.argv[1], encoding="utf-8") as source:
        task = json.load(source)
    builder = SparkSession.builder.master("local[1]").appName("orrery")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        # The query is many small ones: to compile each takes longer than to run it.
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.shuffle.partitions": "1",
        "spark.driver.memory": "1g",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.log.level": "ERROR",
    }.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
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
    print(f"Spark {spark.version}: {len(task['expected'])} hash texts in two time zones, {failed} not as worked out by hand")
    spark.stop()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
