"""Groonga under measurement.

    groonga_peer.py load FILE FOLDER
    groonga_peer.py serve FOLDER [--show]

The words are Concord's stems, split at spaces, with positions. Facets are
drilldowns; one that is filtered has a select of its own. The time is the one
that Groonga gives for each command, without what passes between processes.
Groonga ranks by term frequency, not by BM25.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import outside

SCHEMA = """\
table_create Papers TABLE_HASH_KEY ShortText
column_create Papers body COLUMN_SCALAR LongText
column_create Papers date COLUMN_SCALAR Int64
table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenDelimit
column_create Terms papers COLUMN_INDEX|WITH_POSITION Papers body
"""

FACET_SCHEMA = """\
table_create {facet}_values TABLE_PAT_KEY ShortText
column_create Papers {facet} COLUMN_VECTOR {facet}_values
column_create {facet}_values papers COLUMN_INDEX Papers {facet}
"""


def load(file, folder):
    Path(folder).mkdir(parents=True)
    command = ["groonga", "-n", f"{folder}/db"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, text=True,
                          stdout=subprocess.DEVNULL) as groonga:
        out = groonga.stdin
        out.write(SCHEMA)
        for facet in outside.FACETS:
            out.write(FACET_SCHEMA.format(facet=facet))
        out.write("load --table Papers\n[\n")
        for number, paper in enumerate(outside.papers(file)):
            name, title, date, values, blocks = paper
            record = {"_key": name, "body": outside.body_of(title, blocks),
                      "date": int(date.replace("-", "") or 0), **values}
            out.write(("," if number else "")
                      + json.dumps(record, ensure_ascii=False) + "\n")
        out.write("]\n")


class Groonga:
    def __init__(self, folder):
        self.process = subprocess.Popen(
            ["groonga", f"{folder}/db"], stdin=subprocess.PIPE, text=True,
            stdout=subprocess.PIPE)
        self.run("cache_limit 0")   # of whole answers

    def run(self, command):
        """What it answers, and the seconds that it says it took."""
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        head, body = json.loads(self.process.stdout.readline())
        if head[0] != 0:
            raise RuntimeError(f"groonga: {head}: {command}")
        return body, head[2]

    def count(self):
        return self.run("select Papers --limit 0")[0][0][0][0]

    def ask(self, question):
        answer = outside.Answer()
        own = [facet for facet in outside.FACETS
               if facet not in question.filters]
        spent = self.select(answer, question, question.filters, own, True)
        for facet in question.filters:
            spent += self.select(answer, question, question.but(facet), [facet],
                                 False)
        return answer, spent

    def select(self, answer, question, filters, facets, first):
        command = ["select Papers"]
        if question.words:
            between = " OR " if question.kind == "or" else " "
            query = between.join(question.words)
            if question.kind == "phrase":
                query = f'"{query}"'
            command.append(f"--match_columns body --query {quoted(query)}")
        if filters:
            command.append("--filter " + quoted(" && ".join(
                "(" + " || ".join(f'{facet} @ "{value}"' for value in values)
                + ")" for facet, values in filters.items())))
        order = "-_score" if question.words else "-date"
        limit = outside.RESULTS if first else 0
        command.append(f"--output_columns _key --sort_keys {order} "
                       f"--limit {limit}")
        for facet in facets:
            command.append(
                f"--drilldowns[{facet}].keys {facet} "
                f"--drilldowns[{facet}].sort_keys -_nsubrecs,_key "
                f"--drilldowns[{facet}].output_columns _key,_nsubrecs "
                f"--drilldowns[{facet}].limit {outside.BUCKETS}")
        body, spent = self.run(" ".join(command))
        if first:
            answer.total = body[0][0][0]
            answer.ids = [row[0] for row in body[0][2:]]
        for facet in facets:
            answer.counts[facet] = [tuple(row) for row in body[1][facet][2:]]
        return spent


def quoted(text):
    return "'" + text.replace("'", "\\'") + "'"


def main():
    if sys.argv[1] == "load":
        load(sys.argv[2], sys.argv[3])
        return
    start = time.monotonic()
    groonga = Groonga(sys.argv[2])
    documents = groonga.count()
    outside.serve(time.monotonic() - start, documents, groonga.ask)


if __name__ == "__main__":
    main()
