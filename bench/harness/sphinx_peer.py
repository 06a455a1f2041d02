"""Sphinx under measurement.

    sphinx_peer.py load FILE FOLDER
    sphinx_peer.py serve FOLDER [--show]

The words are Concord's stems, split at spaces, in a plain index. Facet values
are numbers in multi-valued attributes, counted by a GROUP BY for each facet, all
in one batch with the ten best, which Sphinx runs together where their words and
filters are the same. (FACET is the short way to write it, and cannot say how
ties are ordered.) The clock is around the conversation over a unix socket, in
MySQL's protocol, which is the way in.
"""

import atexit
import json
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

import outside

CONFIG = """\
source papers
{{
    type = tsvpipe
    tsvpipe_command = cat {folder}/papers.tsv
    tsvpipe_field = body
    tsvpipe_attr_uint = date
{attributes}
}}
index papers
{{
    source = papers
    path = {folder}/papers
    docinfo = extern
    mlock = 0
    min_word_len = 1
    charset_table = {characters}
}}
indexer
{{
    mem_limit = 512M
}}
searchd
{{
    listen = {folder}/socket:mysql41
    log = {folder}/log
    pid_file = {folder}/pid
    binlog_path =
    workers = threads
    max_packet_size = 16M
}}
"""

# Counts are exact where no group has to go: as many are kept as a facet has
# values, and not more, since Sphinx makes room for all of them for each question.
LEAST = 20


def configure(folder, characters):
    attributes = "\n".join(f"    tsvpipe_attr_multi = {facet}_values"
                           for facet in outside.FACETS)
    Path(f"{folder}/conf").write_text(CONFIG.format(
        folder=folder, attributes=attributes,
        characters=", ".join(f"U+{code:X}" for code in sorted(characters))),
        encoding="utf-8")


def load(file, folder):
    folder = Path(folder).resolve()
    folder.mkdir(parents=True)
    names, characters = [], set()
    values = {facet: set() for facet in outside.FACETS}
    for _, _, _, listed, _ in outside.papers(file):
        for facet in outside.FACETS:
            values[facet].update(listed[facet])
    # Numbers in the order of the values: ties come out as everywhere else.
    number_of = {facet: {value: number + 1 for number, value
                         in enumerate(sorted(values[facet]))}
                 for facet in outside.FACETS}
    with open(folder / "papers.tsv", "w", encoding="utf-8") as out:
        for number, paper in enumerate(outside.papers(file)):
            name, title, date, listed, blocks = paper
            names.append(name)
            body = outside.body_of(title, blocks).replace("\v", " ")
            characters.update(map(ord, body))
            numbers = [",".join(str(number_of[facet][value])
                                for value in listed[facet])
                       for facet in outside.FACETS]
            out.write("\t".join([str(number + 1), body,
                                 date.replace("-", "") or "0", *numbers])
                      + "\n")
    (folder / "names.json").write_text(json.dumps(
        {"names": names, "values": {facet: sorted(values[facet])
                                    for facet in outside.FACETS}}),
        encoding="utf-8")
    configure(folder, characters - {ord(" ")})
    subprocess.run(["indexer", "--quiet", "--config", folder / "conf", "papers"],
                   check=True)
    (folder / "papers.tsv").unlink()


# ---- MySQL's protocol, as much of it as text results need ----

class Connection:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.file = self.socket.makefile("rb")
        self.packet()   # the greeting
        # Protocol 4.1, several statements and results, no password.
        self.send(struct.pack("<IIB23x", 0x00030200 | 0x8, 1 << 24, 33)
                  + b"bench\0\0", 1)
        self.packet()

    def send(self, payload, number=0):
        self.socket.sendall(struct.pack("<I", len(payload))[:3]
                            + bytes([number]) + payload)

    def packet(self):
        head = self.file.read(4)
        return self.file.read(head[0] | head[1] << 8 | head[2] << 16)

    def ask(self, statement):
        """The rows of each result, as texts."""
        self.send(b"\3" + statement.encode())
        results, more = [], True
        while more:
            first = self.packet()
            if first[0] == 0xFF:
                raise RuntimeError(first[9:].decode() + ": " + statement)
            rows = []
            end = self.packet()
            while end[0] != 0xFE or len(end) > 5:   # the columns
                end = self.packet()
            row = self.packet()
            while row[0] != 0xFE or len(row) > 5:
                rows.append(self.cells(row))
                row = self.packet()
            results.append(rows)
            more = struct.unpack("<H", row[3:5])[0] & 8
        return results

    @staticmethod
    def cells(row):
        """No cell of ours is longer than 250 bytes."""
        found, at = [], 0
        while at < len(row):
            size = 0 if row[at] == 0xFB else row[at]
            found.append(row[at + 1:at + 1 + size].decode())
            at += 1 + size
        return found


# ---- asking ----

class Sphinx:
    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self.daemon = subprocess.Popen(
            ["searchd", "--nodetach", "--config", self.folder / "conf"],
            stdout=subprocess.DEVNULL)
        atexit.register(self.stop)
        known = json.loads((self.folder / "names.json").read_text(
            encoding="utf-8"))
        self.names, self.values = known["names"], known["values"]
        self.number_of = {facet: {value: number + 1 for number, value
                                  in enumerate(values)}
                          for facet, values in self.values.items()}
        self.connection = self.connect()

    def stop(self):
        self.daemon.terminate()
        self.daemon.wait()

    def connect(self):
        for _ in range(600):
            try:
                return Connection(str(self.folder / "socket"))
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("searchd does not listen")

    def where(self, question, filters):
        asked = []
        if question.words:
            between = " | " if question.kind == "or" else " "
            words = between.join(question.words)
            asked.append("MATCH('\"" + words + "\"')"
                         if question.kind == "phrase" else f"MATCH('{words}')")
        for facet, values in filters.items():
            numbers = ",".join(str(self.number_of[facet].get(value, 0))
                               for value in values)
            asked.append(f"{facet}_values IN ({numbers})")
        return "WHERE " + " AND ".join(asked) if asked else ""

    def best(self, question):
        order = "" if question.words else "ORDER BY date DESC"
        return (f"SELECT id FROM papers "
                f"{self.where(question, question.filters)} {order} "
                f"LIMIT {outside.RESULTS} OPTION ranker=bm25")

    def counts(self, question, facet):
        return (f"SELECT GROUPBY() AS value, COUNT(*) AS papers FROM papers "
                f"{self.where(question, question.but(facet))} "
                f"GROUP BY {facet}_values ORDER BY papers DESC, value ASC "
                f"LIMIT {outside.BUCKETS} "
                f"OPTION ranker=bm25, "
                f"max_matches={max(len(self.values[facet]), LEAST)}")

    def ask(self, question):
        answer = outside.Answer()
        batch = ";".join([*(self.counts(question, facet)
                            for facet in outside.FACETS), self.best(question)])
        start = time.monotonic()
        results = self.connection.ask(batch)
        meta = self.connection.ask("SHOW META")
        took = time.monotonic() - start
        answer.total = int(dict(meta[0])["total_found"])
        answer.ids = [self.names[int(row[0]) - 1] for row in results[-1]]
        for facet, rows in zip(outside.FACETS, results):
            answer.counts[facet] = [(self.values[facet][int(number) - 1],
                                     int(count)) for number, count in rows]
        return answer, took


def main():
    if sys.argv[1] == "load":
        load(sys.argv[2], sys.argv[3])
        return
    start = time.monotonic()
    sphinx = Sphinx(sys.argv[2])
    outside.serve(time.monotonic() - start, len(sphinx.names), sphinx.ask)


if __name__ == "__main__":
    main()
