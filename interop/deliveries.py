"""Brings deliveries to a project of some tool and compares every table with the rows of the run in the tab."""
import json
import time


def compare(expected, found):
    ours = sorted(json.dumps(row, ensure_ascii=False) for row in expected)
    theirs = sorted(json.dumps([None if value is None else str(value) for value in row], ensure_ascii=False) for row in found)
    if ours == theirs:
        return None
    missing, extra = sorted(set(ours) - set(theirs)), sorted(set(theirs) - set(ours))
    return f"{len(ours)} rows in the tab, {len(theirs)} here; missing {missing[:2]}, extra {extra[:2]}"


def spoilt(rows):
    """The rows with one cell of the last changed: what a comparison has to notice."""
    return [*rows[:-1], (*rows[-1][:-1], f"{rows[-1][-1]}?")]


def check_deliveries(label, task, ask, load, again=True):
    """
    Lands and loads one delivery after the other, and the last once more: a load that finds nothing new changes nothing.
    `ask(statements, question)` runs statements and returns the rows of a question; `load(number)` returns what failed.
    """
    begun, problems, rows = time.time(), [], 0
    deliveries = task["deliveries"]
    rounds = [*deliveries, {"land": [], "expected": deliveries[-1]["expected"]}] if again else deliveries
    for number, delivery in enumerate(rounds, 1):
        ask(delivery["land"])
        failed = load(number)
        problems += [f"delivery {number}: {text}" for text in failed]
        if failed:
            break
        for question in task["questions"]:
            # A view stores nothing: where each question takes long, it is asked once everything has come.
            if question.get("last") and number < len(deliveries):
                continue
            found = ask([], question["sql"])
            rows += len(found)
            difference = compare(delivery["expected"][question["id"]], found)
            if number == len(rounds) and found and compare(delivery["expected"][question["id"]], spoilt(found)) is None:
                problems.append(f"{question['id']}: a changed row is not noticed")
            if difference:
                problems.append(f"delivery {number}: {question['id']}: {difference}")
    for problem in problems[:20]:
        print(f"  {problem}")
    print(
        f"{label}, {task['name']}: {len(task['questions'])} tables, {rows:,} rows compared in {len(rounds)} rounds of {len(deliveries)} deliveries, "
        f"{len(problems)} problems, {time.time() - begun:.1f} s",
        flush=True,
    )
    return len(problems) == 0 and rows > 0
