"""Engines as processes, asked over pipes; and what the times say."""

import statistics
import subprocess

from harness import machine, work


class Answer:
    def __init__(self, line):
        total, self.digest, nanoseconds, ids = line.split("\t")
        self.total = int(total)
        self.microseconds = int(nanoseconds) / 1000
        self.ids = ids.split(",") if ids else []


class Engine:
    """One engine, opened on one corpus."""

    def __init__(self, peer, corpus, threads=1, quiet=False):
        self.peer = peer
        folder = corpus.index(peer)
        command = machine.pinned(
            corpus.options, peer.serve_command(folder, threads, quiet), threads)
        self.process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, encoding="utf-8")
        _, opened, documents = self.read().split("\t")
        self.opened_ms = int(opened) / 1e6
        self.documents = int(documents)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            raise work.Failure(f"{self.peer.name} has stopped answering")
        return line.rstrip("\n")

    def ask(self, questions):
        """The answers, and the seconds that the whole batch took."""
        for question in questions:
            self.process.stdin.write(question[self.peer.asks] + "\n")
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        answers = [Answer(self.read()) for _ in questions]
        return answers, int(self.read().split("\t")[1]) / 1e9


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Times:
    """The microseconds of one engine with one class, by round."""

    def __init__(self):
        self.rounds = []

    def add(self, answers):
        self.rounds.append([answer.microseconds for answer in answers])

    def every(self):
        return [time for one in self.rounds for time in one]

    def mean(self):
        return statistics.mean(self.every())

    def median(self):
        return statistics.median(self.every())

    def p95(self):
        return percentile(self.every(), 0.95)

    def ratio(self, than):
        """How many times as long as `than`: of medians, and the least and the
        most of the rounds that both have."""
        rounds = [statistics.median(mine) / statistics.median(theirs)
                  for mine, theirs in zip(self.rounds, than.rounds)]
        return self.median() / than.median(), min(rounds), max(rounds)


LONG_BATCH = 5.0   # seconds; a slower engine is asked in two rounds only


def warm(engine, questions, seconds):
    """Ask until it has had time to warm up; the first answers, and how long a
    batch takes."""
    first, took = engine.ask(questions)
    spent = took
    while spent < seconds:
        took = engine.ask(questions)[1]
        spent += took
    return first, took


def disagreements(questions, expected, found):
    """Questions that two engines answer otherwise, as words for a person."""
    for question, left, right in zip(questions, expected, found):
        if left.total != right.total:
            yield (f"{question['words']!r}: {left.total} papers, "
                   f"and {right.total}")
        elif left.digest != right.digest:
            yield f"{question['words']!r}: {left.total} papers, other counts"


def interleave(engines, questions, options):
    """Every engine in turn, round after round: its times, and what the first
    one and another disagree about."""
    times = {engine: Times() for engine in engines}
    differing = []
    expected = None
    slow = set()
    for engine in engines:
        answers, took = warm(engine, questions, options.warm)
        expected = expected or answers
        differing += [f"{engine.peer.name}: {words}" for words
                      in disagreements(questions, expected, answers)]
        if took > LONG_BATCH:
            slow.add(engine)
    for number in range(options.rounds):
        for engine in engines:
            if number < 2 or engine not in slow:
                times[engine].add(engine.ask(questions)[0])
    return times, differing
