"""Functions that exist on a platform and that sqlglot passes through by name, in lower case."""

FUNCTIONS = {
    "duckdb": {"strlen"},
    "redshift": {"from_varbyte", "to_varbyte"},
    "postgres": {"convert_to"},
    "databricks": {"format_number", "weekday"},
}
