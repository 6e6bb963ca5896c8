"""Answers ClickHouse's HTTP interface from ClickHouse as a library: each POST is a statement, and its rows are the answer.

Its one argument is a file with the statement that makes the table of the Collector's exporter. It prints its port when it is ready.
"""

import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from chdb import session

CLICKHOUSE = session.Session()


class Statements(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        statement = self.rfile.read(int(self.headers["content-length"])).decode()
        try:
            status, answer = 200, CLICKHOUSE.query(statement).bytes()
        except RuntimeError as error:
            status, answer = 400, str(error).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    CLICKHOUSE.query("CREATE DATABASE otel")
    with open(sys.argv[1], encoding="utf-8") as table:
        CLICKHOUSE.query(table.read())
    CLICKHOUSE.query("SET date_time_input_format = 'best_effort'")
    server = HTTPServer(("127.0.0.1", 0), Statements)
    print(server.server_port, flush=True)
    server.serve_forever()


main()
