"""The tables: what each measures, and how it is printed."""

import re

from harness import machine, measure, peers, work


class Table:
    """Markdown, with its title and what was measured."""

    def __init__(self, key, title, about):
        self.key = key
        self.title = title
        self.lines = [about, ""]
        self.agreed = True

    def row(self, *cells):
        self.lines.append("| " + " | ".join(cells) + " |")

    def head(self, *cells):
        self.row(*cells)
        self.row("---", *(["---:"] * (len(cells) - 1)))

    def note(self, *words):
        self.lines += ["", " ".join(words)]

    def text(self):
        return f"### {self.title}\n\n" + "\n".join(self.lines) + "\n"

    def keep(self, path):
        """In the place of the table of this key, or at the end."""
        begin, end = f"<!-- {self.key} -->", f"<!-- end {self.key} -->"
        block = f"{begin}\n{self.text()}{end}"
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        place = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.S)
        new = (place.sub(lambda _: block, old) if place.search(old)
               else old.rstrip("\n") + "\n\n" + block + "\n")
        path.write_text(new, encoding="utf-8")


def versions(engines):
    return ", ".join(f"{peer.name} {peer.version()}" for peer in engines)


def micros(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def ratio(value):
    return f"{value:.0f}" if value >= 20 else f"{value:.1f}"


# ---- search ----

def search_rows(table, name, questions, engines, options):
    times, differing = measure.interleave(engines, questions, options.rounds)
    own = times[engines[0]]
    for engine in engines:
        cells = [name, engine.peer.name, micros(times[engine].median()),
                 micros(times[engine].p95())]
        if engine is engines[0]:
            cells += ["", "", ""]
        else:
            middle, least, most = times[engine].ratio(own)
            cells += [f"{ratio(middle)}×", f"{ratio(least)}–{ratio(most)}",
                      f"{ratio(times[engine].p95() / own.p95())}×"]
        table.row(*cells)
        name = ""
    return differing


def search(options, key="search"):
    corpus = work.Corpus(options, "200k")
    chosen = peers.chosen(options)
    chosen.insert(1, peers.ConcordWithPassages(options))
    questions = corpus.questions(options.questions)
    engines = []
    differing = []
    try:
        for peer in chosen:
            engines.append(measure.Engine(peer, corpus))
        count = engines[0].documents
        table = Table(
            f"{key} {corpus.name}", f"Search: {corpus.name}, {count:,} papers",
            f"{machine.describe()}. {versions(chosen)}. One thread each on "
            f"processor {options.processor}, "
            f"{options.questions} questions of a class, "
            f"{options.rounds} rounds in turn, top 10 and exact counts of "
            f"five facets; microseconds. A ratio is an engine's time over "
            f"Concord's, beside it the least and the most of the rounds.")
        table.head("class", "engine", "median", "p95", "ratio", "rounds",
                   "p95 ratio")
        for name, asked in questions.items():
            work.say(name)
            differing += search_rows(table, name, asked, engines, options)
    finally:
        for engine in engines:
            engine.__exit__()
    report_agreement(table, differing, sum(map(len, questions.values())))
    return table


def report_agreement(table, differing, asked):
    if not differing:
        table.note(f"All {asked} questions have the same totals and the same "
                   f"counts in every engine.")
        return
    table.agreed = False
    table.note(f"**The engines disagree** in {len(differing)} answers, so that "
               f"nothing above can be relied on:")
    table.lines += [f"- {words}" for words in differing[:20]]
    work.say("ENGINES DISAGREE", *differing[:20], sep="\n")


def quick(options):
    options.size = options.size or "10k"
    options.questions = min(options.questions, 20)
    options.rounds = min(options.rounds, 3)
    return search(options, "quick")


# ---- threads ----

def rate(peer, corpus, questions, threads, rounds):
    """Questions a second, the best of the rounds after one that warms."""
    with measure.Engine(peer, corpus, threads, quiet=True) as engine:
        measure.warm(engine, questions)
        return max(len(questions) / engine.ask(questions)[1]
                   for _ in range(rounds))


def threads(options):
    corpus = work.Corpus(options, "200k")
    chosen = [peer for peer in peers.chosen(options)
              if peer.name in ("concord", "lucene")]
    every = [question for asked in corpus.questions(options.questions).values()
             for question in asked]
    table = Table(f"threads {corpus.name}", f"Two threads: {corpus.name}",
                  f"{machine.describe()}. {versions(chosen)}. "
                  f"All {len(every)} questions mixed; questions a second, the "
                  f"best of {options.rounds} rounds.")
    table.head("engine", "one thread", "two threads", "ratio")
    for peer in chosen:
        one = rate(peer, corpus, every, 1, options.rounds)
        two = rate(peer, corpus, every, 2, options.rounds)
        table.row(peer.name, f"{one:,.0f}", f"{two:,.0f}", f"{two / one:.2f}×")
    return table


TABLES = {"search": search, "threads": threads, "quick": quick}
ALL = ["search", "threads"]
