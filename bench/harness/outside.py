"""Engines that are servers or programs with a language of their own, asked
through the same lines as those that bench builds (speed/peer.h draws them)."""

import sys
import time

FACETS = ["type", "region", "topic", "year", "organisation"]
BUCKETS = 10
RESULTS = 10
BLOCK_WORD = "xxblockxx"   # between blocks, for engines without gaps


def papers(path):
    """Each paper: id, title, date, values by facet, blocks of the text."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            name, title, date, listed, text = line.rstrip("\n").split("\t")
            values = {facet: [] for facet in FACETS}
            for each in listed.split("|"):
                facet, _, value = each.partition("=")
                if facet in values:
                    values[facet].append(value)
            yield name, title, date, values, text.split("\v\v")


def body_of(title, blocks):
    return f" {BLOCK_WORD} ".join([title, *blocks])


class Question:
    def __init__(self, line):
        self.kind, words, filters = line.split("\t")
        self.words = words.split()
        self.filters = {}
        for each in filters.split("|"):
            if each:
                facet, _, value = each.partition("=")
                self.filters.setdefault(facet, []).append(value)

    def but(self, facet):
        """The filters of the other facets."""
        return {name: values for name, values in self.filters.items()
                if name != facet}


class Answer:
    def __init__(self):
        self.total = 0
        self.ids = []
        self.counts = {facet: [] for facet in FACETS}

    def digest(self):
        hashed = 14695981039346656037
        for octet in self.shown().encode():
            hashed = (hashed ^ octet) * 1099511628211 % 2 ** 64
        return f"{hashed:016x}"

    def shown(self):
        return "".join(facet + ":" + "".join(
            f"{value}={count};" for value, count in sorted(
                self.counts[facet], key=lambda each: (-each[1], each[0])
            )[:BUCKETS] if count > 0) for facet in FACETS)


def serve(opened, documents, ask):
    """Answer until standard input ends. ask(question) gives an Answer and the
    seconds that it took."""
    print(f"ready\t{opened * 1e9:.0f}\t{documents}", flush=True)
    started = time.monotonic()
    for line in sys.stdin:
        line = line.rstrip("\n")
        if line:
            answer, took = ask(Question(line))
            shown = answer.shown() if "--show" in sys.argv else answer.digest()
            print(f"{answer.total}\t{shown}\t{took * 1e9:.0f}\t"
                  f"{','.join(answer.ids)}")
        else:
            print(f"=\t{(time.monotonic() - started) * 1e9:.0f}", flush=True)
            started = time.monotonic()
