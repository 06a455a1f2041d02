"""PostgreSQL under measurement.

    postgresql_peer.py load FILE FOLDER
    postgresql_peer.py serve FOLDER [--show]

The words are Concord's stems in a tsvector with a GIN index. Facet values are
rows, counted by one GROUP BY for all facets and one more for each that is
filtered. The time is what psql says of each statement. PostgreSQL ranks by its
ts_rank, not by BM25.
"""

import atexit
import glob
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import outside

SCHEMA = """\
CREATE UNLOGGED TABLE paper (paper int PRIMARY KEY, id text, date int,
                             body tsvector);
CREATE UNLOGGED TABLE paper_value (paper int, facet smallint, name text);
CREATE UNLOGGED TABLE raw (paper int, id text, date int, body text);
"""

FINISH = """\
SET maintenance_work_mem = '512MB';
INSERT INTO paper SELECT paper, id, date, to_tsvector('simple', body) FROM raw;
DROP TABLE raw;
CREATE INDEX ON paper USING gin (body);
CREATE INDEX ON paper (date DESC);
CREATE INDEX ON paper_value (paper, facet) INCLUDE (name);
CREATE INDEX ON paper_value (facet, name, paper);
VACUUM ANALYZE;
"""

SETTINGS = {"listen_addresses": "", "shared_buffers": "1GB",
            "work_mem": "256MB", "fsync": "off", "jit": "off",
            "max_parallel_workers_per_gather": "0"}


def as_server(command):
    """PostgreSQL refuses to run as root."""
    if os.geteuid() == 0:
        return ["runuser", "-u", "postgres", "--", *command]
    return command


class Server:
    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        data = self.folder / "data"
        if not data.exists():
            self.folder.mkdir(parents=True)
            if os.geteuid() == 0:
                subprocess.run(["chown", "postgres", self.folder], check=True)
            subprocess.run(as_server([f"{programs}/initdb", "-D", str(data),
                                      "--locale=C.UTF-8", "--auth=trust",
                                      "--username=postgres"]),
                           check=True, stdout=subprocess.DEVNULL)
        given = [part for name, value in SETTINGS.items()
                 for part in ("-c", f"{name}={value}")]
        self.process = subprocess.Popen(as_server(
            [f"{programs}/postgres", "-D", str(data), "-k", str(self.folder),
             *given]), stderr=subprocess.DEVNULL)
        atexit.register(self.stop)
        self.wait()

    def wait(self):
        for _ in range(600):
            if subprocess.run(self.psql("-c", "SELECT 1"), check=False,
                              capture_output=True).returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError("PostgreSQL does not answer")

    def psql(self, *more):
        return ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h",
                str(self.folder), "-U", "postgres", *more]

    def stop(self):
        self.process.terminate()
        self.process.wait()


def load(file, folder):
    server = Server(folder)
    with subprocess.Popen(server.psql(), stdin=subprocess.PIPE,
                          text=True) as psql:
        psql.stdin.write(SCHEMA)
        psql.stdin.write("COPY raw FROM STDIN;\n")
        for number, paper in enumerate(outside.papers(file)):
            name, title, date, _, blocks = paper
            body = outside.body_of(title, blocks).replace("\\", " ")
            day = date.replace("-", "") or "0"
            psql.stdin.write(f"{number}\t{name}\t{day}\t{body}\n")
        psql.stdin.write("\\.\nCOPY paper_value FROM STDIN;\n")
        for number, paper in enumerate(outside.papers(file)):
            for place, facet in enumerate(outside.FACETS):
                for value in paper[3][facet]:
                    psql.stdin.write(f"{number}\t{place}\t{value}\n")
        psql.stdin.write("\\.\n" + FINISH)


# ---- asking ----

def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def where(question, filters):
    asked = ["true"]
    if question.words:
        between = {"or": " | ", "phrase": " <-> "}.get(question.kind, " & ")
        asked.append(f"body @@ {quoted(between.join(question.words))}::tsquery")
    for facet, values in filters.items():
        names = ", ".join(map(quoted, values))
        asked.append(f"EXISTS (SELECT 1 FROM paper_value f WHERE "
                     f"f.paper = paper.paper AND f.facet = "
                     f"{outside.FACETS.index(facet)} AND f.name IN ({names}))")
    return " AND ".join(asked)


def best(question):
    order = "date DESC"
    if question.words:
        between = " | " if question.kind == "or" else " & "
        words = quoted(between.join(question.words))
        order = f"ts_rank(body, {words}::tsquery) DESC"
    return (f"SELECT 'id', id FROM paper WHERE "
            f"{where(question, question.filters)} ORDER BY {order} "
            f"LIMIT {outside.RESULTS};")


def total(question):
    return (f"SELECT 'total', count(*) FROM paper WHERE "
            f"{where(question, question.filters)};")


def counts(question, filters, facets):
    numbers = ", ".join(str(outside.FACETS.index(facet)) for facet in facets)
    return (f"WITH found AS MATERIALIZED (SELECT paper FROM paper WHERE "
            f"{where(question, filters)}) SELECT facet, name, count(*) FROM "
            f"found JOIN paper_value USING (paper) WHERE facet IN ({numbers}) "
            f"GROUP BY facet, name;")


class Asker:
    def __init__(self, server):
        self.psql = subprocess.Popen(server.psql("-F", "\t"), text=True,
                                     stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE)
        self.run(["\\timing on"])

    def run(self, statements):
        """The rows, and the seconds that psql says passed."""
        self.psql.stdin.write("\n".join([*statements, "\\echo ="]) + "\n")
        self.psql.stdin.flush()
        rows, spent = [], 0.0
        while (line := self.psql.stdout.readline().rstrip("\n")) != "=":
            if not line and self.psql.poll() is not None:
                raise RuntimeError("psql has ended")
            timed = re.match(r"Time: ([\d.]+) ms", line)
            if timed:
                spent += float(timed.group(1)) / 1000
            elif "\t" in line:
                rows.append(line.split("\t"))
        return rows, spent

    def ask(self, question):
        own = [facet for facet in outside.FACETS
               if facet not in question.filters]
        statements = [best(question), total(question),
                      counts(question, question.filters, own)]
        statements += [counts(question, question.but(facet), [facet])
                       for facet in question.filters]
        rows, spent = self.run(statements)
        answer = outside.Answer()
        for name, *rest in rows:
            if name == "id":
                answer.ids.append(rest[0])
            elif name == "total":
                answer.total = int(rest[0])
            else:
                answer.counts[outside.FACETS[int(name)]].append(
                    (rest[0], int(rest[1])))
        return answer, spent


def main():
    if sys.argv[1] == "load":
        load(sys.argv[2], sys.argv[3])
        return
    start = time.monotonic()
    asker = Asker(Server(sys.argv[2]))
    opened = time.monotonic() - start
    rows, _ = asker.run(["SELECT 'total', count(*) FROM paper;"])
    outside.serve(opened, int(rows[0][1]), asker.ask)


if __name__ == "__main__":
    main()
