"""The tables: what each measures, and how it is printed."""

import re
import resource
import statistics
import time
import urllib.parse

from harness import archive, machine, measure, peers, plots, work


class Table:
    """Markdown, with its title and what was measured."""

    def __init__(self, key, title, about):
        self.key = key
        self.title = title
        self.lines = [about, ""]
        self.goals = []
        self.goals_size = ""    # that they are set for, when it is another
        self.agreed = True

    def row(self, *cells):
        self.lines.append("| " + " | ".join(cells) + " |")

    def head(self, *cells):
        self.row(*cells)
        self.row("---", *(["---:"] * (len(cells) - 1)))

    def note(self, *words):
        self.lines += ["", " ".join(words)]

    def goal(self, wanted, reached, met):
        self.goals.append(f"- {'met' if met else '**not met**'}: {wanted}; "
                          f"it is {reached}")

    def text(self):
        head = (f"Goals, which are set for {self.goals_size} papers:"
                if self.goals_size else "Goals:")
        goals = ["", head, "", *self.goals] if self.goals else []
        return (f"### {self.title}\n\n" + "\n".join(self.lines + goals)
                + "\n")

    def judge_by(self, corpus):
        """Whoever asks for another size is told that the goals have theirs."""
        if not corpus.is_real and corpus.name != corpus.default_size:
            self.goals_size = corpus.default_size

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

# How many times as long another engine is to take: of a class, of Lucene's; of
# one question of each class, of the others'.
LUCENE_GOALS = {"common": 10, "or": 10, "everything": 10, "rare": 3.5,
                "and": 3.5, "filtered": 3.5, "phrase": 1}
MIXED_GOALS = {"groonga": 25, "sphinx": 60, "fts5": 80, "xapian": 40}


def lucene_goals(table, name, own, other):
    """Of one class: the median, and p95 no worse."""
    if name in LUCENE_GOALS:
        middle = other.ratio(own)[0]
        table.goal(f"{name}, {LUCENE_GOALS[name]}× of lucene",
                   f"{ratio(middle)}×", middle >= LUCENE_GOALS[name])
    tail = other.p95() / own.p95()
    table.goal(f"{name}, p95 no worse than lucene's", f"{ratio(tail)}×",
               tail >= 1)


def mixed_rates(table, taken):
    """Questions a second where every class comes as often as the others, not
    counting those of the game, which have the same words over again."""
    rates = {}
    for engine, by_class in taken.items():
        each = [times.mean() for name, times in by_class.items()
                if not name.startswith("game-")]
        if each:
            rates[engine.peer.name] = 1e6 * len(each) / sum(each)
    table.note("Questions a second, all classes but the game's mixed evenly:",
               "; ".join(f"{name} {rate:,.0f}" for name, rate in rates.items())
               + ".")
    for name, wanted in MIXED_GOALS.items():
        if name in rates:
            reached = rates["concord"] / rates[name]
            table.goal(f"{wanted}× of {name}", f"{ratio(reached)}×",
                       reached >= wanted)


def search_rows(table, name, questions, engines, options, taken):
    times, differing = measure.interleave(engines, questions, options)
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
        taken.setdefault(engine, {})[name] = times[engine]
        table.row("" if engine is not engines[0] else name, *cells[1:])
        if engine.peer.name == "lucene":
            lucene_goals(table, name, own, times[engine])
    return differing


def search(options, key="search"):
    corpus = work.Corpus(options, "200k")
    chosen = [peer for peer in peers.chosen(options) if peer.searches]
    chosen.insert(1, peers.ConcordWithPassages(options))
    questions = corpus.questions(options.questions)
    engines = []
    differing = []
    taken = {}
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
        table.judge_by(corpus)
        table.head("class", "engine", "median", "p95", "ratio", "rounds",
                   "p95 ratio")
        for name, asked in questions.items():
            work.say(name)
            found = search_rows(table, name, asked, engines, options, taken)
            if not corpus.is_real or not is_phrase(asked):
                differing += found
            elif found:
                table.note(f"Of {name}, {len(found)} answers differ, and may: "
                           f"Concord's phrases are of words as they are "
                           f"written, others' of stems.")
    finally:
        for engine in engines:
            engine.__exit__()
    mixed_rates(table, taken)
    report_agreement(table, differing, sum(map(len, questions.values())))
    return table


def is_phrase(questions):
    return questions[0]["words"].startswith("phrase\t")


def report_agreement(table, differing, asked):
    if not differing:
        table.note(f"Every total and every count of {asked} questions is "
                   f"the same in all engines, those of phrases in real text "
                   f"aside.")
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
    options.warm = min(options.warm, 1)   # else most of two minutes
    return search(options, "quick")


# ---- threads ----

def rate(peer, corpus, questions, threads):
    """Questions a second, the best of the rounds after one that warms."""
    with measure.Engine(peer, corpus, threads, quiet=True) as engine:
        measure.warm(engine, questions, corpus.options.warm)
        return max(len(questions) / engine.ask(questions)[1]
                   for _ in range(corpus.options.rounds))


def threads(options):
    corpus = work.Corpus(options, "200k")
    chosen = [peer for peer in peers.chosen(options)
              if peer.name in ("concord", "lucene")]
    every = [question for asked in corpus.questions(options.questions).values()
             for question in asked]
    for peer in chosen:
        corpus.index(peer)
    table = Table(f"threads {corpus.name}", f"Two threads: {corpus.name}",
                  f"{machine.describe()}. {versions(chosen)}. "
                  f"All {len(every)} questions mixed; questions a second, the "
                  f"best of {options.rounds} rounds.")
    table.judge_by(corpus)
    table.head("engine", "one thread", "two threads", "ratio")
    for peer in chosen:
        one = rate(peer, corpus, every, 1)
        two = rate(peer, corpus, every, 2)
        table.row(peer.name, f"{one:,.0f}", f"{two:,.0f}", f"{two / one:.2f}×")
        if peer.name == "concord":
            table.goal("two threads 1.8× of one", f"{two / one:.2f}×",
                       two / one >= 1.8)
    return table


# ---- loading ----

LOAD_GOALS = {"lucene": 1, "fts5": 1, "omega": 5, "xapian": 5}


def load_once(peer, corpus, folder, threads):
    """Seconds that pass, and seconds of processors, from the papers' file to
    an index that is merged."""
    work.remove(folder)
    command = peer.load_command(corpus, folder, threads, "text")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    work.run(machine.pinned(corpus.options, command, threads))
    took = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, (after.ru_utime - before.ru_utime
                  + after.ru_stime - before.ru_stime)


def load(options):
    corpus = work.Corpus(options, "75k")
    chosen = [peer for peer in peers.chosen(options) if peer.analyses]
    text = corpus.papers.stat().st_size
    table = Table(
        f"load {corpus.name}", f"Loading: {corpus.name}",
        f"{machine.describe()}. {versions(chosen)}. {text / 1e6:.0f} MB of "
        f"titles, values and text, each engine with its own analysis, positions "
        f"and stored text, and merged in the end. As many processors as "
        f"threads. A ratio is an engine's time over Concord's with as many "
        f"threads; *processors* is their time, which other programs on the "
        f"machine disturb less.")
    table.judge_by(corpus)
    table.head("engine", "threads", "seconds", "MB a second", "ratio",
               "processors, s", "ratio", "index, MB", "of the text",
               "size ratio")
    own = {}
    for peer in chosen:
        for count in range(1, peer.threads + 1):
            folder = corpus.folder / f"load-{peer.index_name}"
            took, spent = load_once(peer, corpus, folder, count)
            size = work.size_of(folder)
            beside = own.setdefault(count, (took, spent, size))
            table.row(peer.name, str(count), f"{took:.1f}",
                      f"{text / took / 1e6:.1f}", f"{took / beside[0]:.2f}×",
                      f"{spent:.1f}", f"{spent / beside[1]:.2f}×",
                      f"{size / 1e6:.0f}", f"{size / text:.2f}",
                      f"{size / beside[2]:.2f}×")
            if peer.name in LOAD_GOALS:
                wanted = LOAD_GOALS[peer.name]
                table.goal(f"{wanted}× of {peer.name} with {count} threads",
                           f"{took / beside[0]:.2f}×, by processors "
                           f"{spent / beside[1]:.2f}×",
                           took / beside[0] >= wanted)
            if peer.name == "lucene":
                table.goal("an index no larger than lucene's",
                           f"{beside[2] / size:.2f}× as large",
                           beside[2] <= size)
            work.remove(folder)
    return table


# ---- opening ----

FRESH_STARTS = 7


def first_answers(peer, corpus, questions):
    """Milliseconds to open and microseconds of the first question, each of its
    own process: medians."""
    opened, first = [], []
    for question in questions[:FRESH_STARTS]:
        with measure.Engine(peer, corpus) as engine:
            opened.append(engine.opened_ms)
            first.append(engine.ask([question])[0][0].microseconds)
    return statistics.median(opened), statistics.median(first)


def answers_after_opening(corpus, questions):
    """Microseconds of the first question that a running program asks of an
    index that it opened anew: median."""
    peer = peers.ConcordReopening(corpus.options)
    with measure.Engine(peer, corpus) as engine:
        engine.ask(questions[FRESH_STARTS:] or questions)
        return statistics.median(engine.ask([question])[0][0].microseconds
                                 for question in questions[:FRESH_STARTS])


def opening(options):
    corpus = work.Corpus(options, "200k")
    own = peers.Concord(options)
    lucene = peers.Lucene(options)
    corpus.index(own)
    corpus.index(lucene)
    table = Table(
        f"open {corpus.name}", f"The first question: {corpus.name}",
        f"{machine.describe()}. {versions([own, lucene])}. The first question "
        f"after an index was opened, with its files in the system's cache and "
        f"nothing else: by a program that runs, as a daemon does when a "
        f"generation is published, and by a new process, whose own pages come "
        f"first, too. Medians of {FRESH_STARTS}. Beside it Lucene after "
        f"warming up, and in a new process. Microseconds but for opening.")
    table.judge_by(corpus)
    table.head("class", "opening, ms", "concord, opened", "lucene, warm",
               "ratio", "concord, new", "lucene, new")
    with measure.Engine(lucene, corpus) as warm:
        for name, asked in corpus.questions(options.questions).items():
            times, _ = measure.interleave([warm], asked, options)
            opened, new = first_answers(own, corpus, asked)
            first = answers_after_opening(corpus, asked)
            its_first = first_answers(lucene, corpus, asked)[1]
            if name == "rare":
                table.goal("open in 100 ms", f"{opened:.1f} ms", opened <= 100)
            table.goal(f"{name}, first within 2× of lucene warm",
                       f"{first / times[warm].median():.2f}×",
                       first <= 2 * times[warm].median())
            table.row(name, f"{opened:.1f}", micros(first),
                      micros(times[warm].median()),
                      f"{first / times[warm].median():.2f}", micros(new),
                      micros(its_first))
    return table


# ---- memory ----

def resident(engine):
    """Bytes of the process: of its own, and of files that it has mapped."""
    path = f"/proc/{engine.process.pid}/status"
    return [int(machine.field_of(path, name).split()[0]) * 1024
            for name in ("RssAnon", "RssFile")]


def every_word(corpus):
    """One question for each stem of the corpus, so that all are decoded."""
    words = set()
    with open(corpus.papers, encoding="utf-8") as file:
        for line in file:
            fields = line.split("\t")
            words.update(re.findall(r"[^\W_]+", fields[1].lower()))
            words.update(re.findall(r"[^\W_]+", fields[4].lower()))
    return [{"words": f"word\t{word}\t"} for word in sorted(words)]


BATCH = 10000
TIGHT_MEGABYTES = 64


def ask_everything(engine, corpus, options):
    """Every question, then every word; how many words there are."""
    for asked in corpus.questions(options.questions).values():
        engine.ask(asked)
    words = every_word(corpus)
    for start in range(0, len(words), BATCH):
        engine.ask(words[start:start + BATCH])
    return len(words)


def memory(options):
    corpus = work.Corpus(options, "200k")
    own = peers.Concord(options)
    corpus.index(own)
    table = Table(
        f"memory {corpus.name}", f"Memory: {corpus.name}",
        f"{machine.describe()}. {versions([own])}. Resident memory of the "
        f"process, MB: its own, and of files that are mapped, which the system "
        f"may take back.")
    table.judge_by(corpus)
    table.head("when", "its own", "mapped", "its own, bytes a paper",
               "both, bytes a paper")

    def add(engine, when):
        anonymous, mapped = resident(engine)
        table.row(when, f"{anonymous / 1e6:.1f}", f"{mapped / 1e6:.1f}",
                  f"{anonymous / engine.documents:,.0f}",
                  f"{(anonymous + mapped) / engine.documents:,.0f}")
        return anonymous, anonymous + mapped

    with measure.Engine(own, corpus, quiet=True) as engine:
        add(engine, "opened")
        words = ask_everything(engine, corpus, options)
        _, both = add(engine, f"each of {words:,} words asked for, no limit")
        table.goal("under 2 KB a paper with everything decoded",
                   f"{both / engine.documents:,.0f} bytes",
                   both < 2048 * engine.documents)
    tight = peers.ConcordWithin(options, TIGHT_MEGABYTES)
    with measure.Engine(tight, corpus, quiet=True) as engine:
        before, _ = add(engine, f"opened with --memory {TIGHT_MEGABYTES}")
        ask_everything(engine, corpus, options)
        after, _ = add(engine, "the same words asked for")
        table.goal(f"--memory {TIGHT_MEGABYTES} is kept",
                   f"{(after - before) / 2 ** 20:.0f} MiB more than when opened",
                   after - before <= TIGHT_MEGABYTES * 2 ** 20)
    return table


# ---- publishing ----

CHANGED = 10


def milliseconds(values):
    middle = statistics.median(values) * 1000
    return [f"{middle:,.0f}",
            f"{min(values) * 1000:,.0f}–{max(values) * 1000:,.0f}"]


def beside(table, what, own, than, other, wanted):
    """Two rows, and how many times as long the first takes."""
    table.head("what", "median, ms", "rounds", "ratio")
    share = statistics.median(own) / statistics.median(other)
    table.row(what, *milliseconds(own), f"{share:.2f}×")
    table.row(than, *milliseconds(other), "")
    table.goal(f"{wanted}× of {than}", f"{share:.2f}×", share <= wanted)


def publish(options):
    corpus = work.Corpus(options, "100k")
    kept = archive.Archive(corpus)
    table = Table(
        f"publish {corpus.name}", f"A small change: {corpus.name}",
        f"{machine.describe()}. {CHANGED} of {kept.count:,} files changed and "
        f"published by concord-indexer, beside copying, syncing and hashing "
        f"the generation, in turn.")
    table.judge_by(corpus)
    own, other = [], []
    for turn in range(options.rounds):
        kept.change(CHANGED, turn)
        own.append(kept.run())
        other.append(kept.copy())
    beside(table, "concord-indexer", own, "cp -r && sync && sha256sum", other,
           1)
    return table


def noop(options):
    corpus = work.Corpus(options, "100k")
    kept = archive.Archive(corpus)
    table = Table(
        f"noop {corpus.name}", f"Nothing has changed: {corpus.name}",
        f"{machine.describe()}. concord-indexer over {kept.count:,} files of "
        f"which none has changed, beside a walk, in turn.")
    table.judge_by(corpus)
    own, other = [], []
    for _ in range(options.rounds):
        own.append(kept.run())
        other.append(kept.walk())
    beside(table, "concord-indexer", own, "find -printf '%s %T@\\n'", other, 3)
    return table


# ---- HTTP ----

WRK_SECONDS = 5
FACETS = "facets=type,region,topic,year,organisation"


def path_of(question):
    """The question as a client of the API asks it."""
    kind, words, filters = question["words"].split("\t")
    between = {"or": " OR "}.get(kind, " ")
    text = between.join(words.split(" "))
    if kind == "phrase":
        text = f'"{text}"'
    asked = [("q", text)] + [tuple(each.split("=", 1))
                             for each in filters.split("|") if each]
    return f"/v1/search?{urllib.parse.urlencode(asked)}&relax=none&{FACETS}"


def http(options):
    work.require_packages(["wrk"])
    corpus = work.Corpus(options, "200k")
    own = peers.Concord(options)
    index = corpus.index(own)
    table = Table(
        f"http {corpus.name}", f"Over HTTP: {corpus.name}",
        f"{machine.describe()}. {versions([own])}, wrk "
        f"{work.package_version('wrk')}. The daemon on processor "
        f"{options.processor}, wrk on another, 8 connections that are kept, "
        f"answers made anew but in the last row, of papers that stay unpacked "
        f"(a thread keeps its last 512); requests a second, the best "
        f"of {options.rounds} times {WRK_SECONDS} s in turn.")
    table.judge_by(corpus)
    questions = corpus.questions(options.questions)
    paths = {"/healthz": ["/healthz"]}
    paths |= {name: [path_of(question) for question in asked]
              for name, asked in questions.items()}
    table.head("what", "requests a second", "of /healthz")

    def measure_all(wanted, *arguments):
        best = dict.fromkeys(wanted, 0.0)
        with archive.daemon(options, index, *arguments) as address:
            for _ in range(options.rounds):
                for name in wanted:
                    best[name] = max(best[name], archive.requests_a_second(
                        corpus, address, paths[name], WRK_SECONDS))
        return best

    made = measure_all(paths, "--no-answer-cache")
    kept = measure_all(["rare"])
    for name, reached in [*made.items(), ("rare, kept answers", kept["rare"])]:
        table.row(name, f"{reached:,.0f}",
                  f"{100 * reached / made['/healthz']:.0f}%")
    share = made["rare"] / made["/healthz"]
    table.goal("rare, 50% of /healthz", f"{100 * share:.0f}%", share >= 0.5)
    return table


# ---- growth ----

SIZES = ["10k", "100k", "1M"]


def grow(options, own, size, points, table):
    """One row, and a point for each question: matches, microseconds."""
    options.size = size
    corpus = work.Corpus(options, size)
    index = corpus.index(own)
    everything = corpus.questions(options.questions)
    medians = {}
    with measure.Engine(own, corpus) as engine:
        for name, asked in everything.items():
            first, _ = measure.warm(engine, asked, options.warm)
            times = [engine.ask(asked)[0] for _ in range(options.rounds)]
            each = [statistics.median(answer.microseconds for answer in answers)
                    for answers in zip(*times)]
            medians[name] = statistics.median(each)
            points += [(engine.documents, name, answer.total, time)
                       for answer, time in zip(first, each)]
        anonymous, mapped = resident(engine)
        count = engine.documents
        opened, _ = first_answers(own, corpus, everything["rare"])
    rate_of = count / corpus.seconds(own)
    size_of = work.size_of(index)
    table.row(size, *(micros(medians[name]) for name in
                      ("rare", "and", "or", "common", "phrase", "filtered",
                       "everything")),
              f"{opened:.1f}", f"{(anonymous + mapped) / count:,.0f}",
              f"{rate_of:,.0f}", f"{size_of / count:,.0f}")
    return [count, opened, (anonymous + mapped) / count, rate_of,
            size_of / count]


def growth(options):
    own = peers.Concord(options)
    sizes = options.size.split(",") if options.size else SIZES
    table = Table(
        "growth", "Growth",
        f"{machine.describe()}. {versions([own])}. Medians of each class in "
        f"microseconds; opening in ms; resident bytes a paper after the "
        f"questions; papers a second that are loaded with "
        f"{own.threads} threads; bytes a paper on the disk.")
    table.head("papers", "rare", "and", "or", "common", "phrase", "filtered",
               "everything", "opening", "memory", "load", "disk")
    points = []
    rows = [grow(options, own, size, points, table) for size in sizes]
    if options.results:
        plots.draw(options, points, rows)
        table.lines += ["", "![Latency against matches](plots/latency.png)",
                        "", "![Growth](plots/growth.png)"]
    return table


TABLES = {"search": search, "threads": threads, "load": load, "size": load,
          "open": opening, "memory": memory, "publish": publish, "noop": noop,
          "http": http, "growth": growth, "quick": quick}
ALL = ["search", "threads", "load", "open", "memory", "publish", "noop",
       "http", "growth"]
