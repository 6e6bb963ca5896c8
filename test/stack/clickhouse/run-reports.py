"""Runs the statements of a file in ClickHouse, over spans in the table of the Collector's exporter.

Its input is one JSON document with `table` (the statement that makes the table), `rows`, `reports` and `parameters`. Its output
are the rows of each statement that has some, as a list of lists.
"""

import json
import sys

from chdb import session


def main() -> None:
    document = json.load(sys.stdin)
    clickhouse = session.Session()
    clickhouse.query("CREATE DATABASE otel")
    clickhouse.query(document["table"])
    rows = "\n".join(json.dumps(row) for row in document["rows"])
    clickhouse.query("SET date_time_input_format = 'best_effort'")
    clickhouse.query(f"INSERT INTO otel.otel_traces FORMAT JSONEachRow {rows}")
    for name, value in document["parameters"].items():
        clickhouse.query(f"SET param_{name} = '{value}'")
    clickhouse.query("SET output_format_json_quote_64bit_integers = 0")

    answers = []
    for statement in document["reports"].split(";"):
        if statement.strip():
            answer = str(clickhouse.query(statement, "JSONEachRow")).strip()
            answers.append([json.loads(line) for line in answer.splitlines()])
    print(json.dumps(answers))


main()
