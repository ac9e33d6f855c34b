"""Lets SQLMesh load the projects of platforms that are out of reach, and render every query and audit in the platform's dialect."""
import json
from pathlib import Path

from platform_functions import FUNCTIONS


def unread(tree, dialect):
    """What the dialect's own parser keeps as text, or as a function that it does not know, when it reads a rendered query back."""
    from sqlglot import exp, parse_one

    kept = parse_one(tree.sql(dialect=dialect), read=dialect).find_all(exp.Command, exp.Anonymous)
    return [node.sql() for node in kept if node.name.lower() not in FUNCTIONS.get(dialect, ())]


def load(folder):
    """@returns whether all of it is understood."""
    from sqlmesh import Context
    from sqlmesh.core.config import Config, GatewayConfig, ModelDefaultsConfig
    from sqlmesh.core.config.connection import DuckDBConnectionConfig
    from sqlmesh.utils.yaml import load as load_yaml

    task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    project = folder / "sqlmesh"
    given = load_yaml(project / "config.yaml", variables={}, render_jinja=False)
    # As the project says, but for the connection, which nobody has here.
    config = Config(
        gateways={given["default_gateway"]: GatewayConfig(connection=DuckDBConnectionConfig())},
        default_gateway=given["default_gateway"],
        model_defaults=ModelDefaultsConfig(**given["model_defaults"]),
        environment_catalog_mapping=given.get("environment_catalog_mapping", {}),
    )
    problems = []
    (project / "config.yaml").unlink()
    try:
        context = Context(paths=str(project), config=config)
    except Exception as error:  # whatever SQLMesh finds wrong is a finding
        print(f"  {str(error)[:2000]}")
        return False
    counts = {"models": 0, "audits": 0}
    dialect = task["platform"]

    def look(name, render):
        try:
            left = unread(render(), dialect)
            problems.extend(f"{name}: not understood: {one[:300]}" for one in left)
        except Exception as error:  # whatever SQLMesh finds wrong is a finding
            problems.append(f"{name}: {str(error)[:600]}")

    for model in context.models.values():
        counts["models"] += 1
        if model.is_sql:
            look(model.name, model.render_query_or_raise)
        for audit, arguments in model.audits_with_args:
            counts["audits"] += 1
            look(f"{model.name}, {audit.name}", lambda: model.render_audit_query(audit, **arguments))
    for audit in context.standalone_audits.values():
        counts["audits"] += 1
        look(audit.name, audit.render_audit_query)
    context.close()
    if counts["models"] != task["models"]:
        problems.append(f"{counts['models']} models loaded of {task['models']}")
    for problem in problems[:20]:
        print(f"  {problem}")
    print(f"SQLMesh for {dialect}, {task['name']}: {counts['models']} models and {counts['audits']} audits loaded and rendered, {len(problems)} problems", flush=True)
    return not problems
