"""The engines: how each is installed, given papers, and asked."""

import os

from harness import work

JARS = "/usr/share/java"


class Peer:
    name = ""
    packages = []
    asks = "stems"      # which column of the questions it is asked
    index_name = ""
    searches = True
    analyses = True     # text by itself, so that loading can be compared

    def __init__(self, options):
        self.options = options
        work.require_packages(self.packages)

    def version(self):
        return work.package_version(self.packages[0])

    threads = 1         # that it loads with at most

    def load(self, corpus, folder):
        work.run(self.load_command(corpus, folder, self.threads))


class Concord(Peer):
    name = "concord"
    asks = "words"
    index_name = "concord"
    threads = os.cpu_count()

    def version(self):
        """The commit, "-dirty" when more than results has changed since."""
        git = ["git", "-C", str(work.ROOT)]
        changed = work.output_of(*git, "status", "--porcelain",
                                 "--untracked-files=no", "--", ":/",
                                 ":!/bench/RESULTS.md", ":!/bench/plots")
        commit = work.output_of(*git, "describe", "--always")
        return commit + ("-dirty" if changed else "")

    def load_command(self, corpus, folder, threads=1, source="text"):
        del source  # its own analysis makes the stems that others are given
        return [work.program(self.options, "bench-concord"), "--load",
                corpus.papers, "--threads", str(threads), folder]

    def serve_command(self, folder, threads=1, quiet=False):
        return [work.program(self.options, "bench-concord"), "--threads",
                str(threads), *(["--quiet"] if quiet else []), folder]


class ConcordWithin(Concord):
    """With so many megabytes for decoded postings."""

    def __init__(self, options, megabytes):
        super().__init__(options)
        self.megabytes = megabytes

    def serve_command(self, folder, threads=1, quiet=False):
        command = super().serve_command(folder, threads, quiet)
        return [*command[:-1], "--memory", str(self.megabytes), command[-1]]


class ConcordReopening(Concord):
    """Opens its index anew before each batch of questions."""

    def serve_command(self, folder, threads=1, quiet=False):
        command = super().serve_command(folder, threads, quiet)
        return [*command[:-1], "--reopen", command[-1]]


class ConcordWithPassages(Concord):
    name = "concord, passages"

    def serve_command(self, folder, threads=1, quiet=False):
        command = super().serve_command(folder, threads, quiet)
        return [*command[:-1], "--passages", "1", command[-1]]


class Lucene(Peer):
    name = "lucene"
    packages = ["liblucene8-java", "default-jdk-headless"]
    index_name = "lucene"
    threads = os.cpu_count()

    def class_path(self):
        jars = [os.path.join(JARS, name) for name in sorted(os.listdir(JARS))
                if name.startswith("lucene-") and name.endswith(".jar")
                and name.split("-")[1] in ("core", "facet", "analyzers")]
        classes = self.options.work / "classes"
        source = work.ROOT / "bench/speed/LucenePeer.java"
        made = classes / "LucenePeer.class"
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            classes.mkdir(parents=True, exist_ok=True)
            work.run(["javac", "-cp", ":".join(jars), "-d", classes, source])
        return ":".join([*jars, str(classes)])

    def java(self, *arguments):
        # The collectors that stop the program pay least of all while it runs.
        return ["java", "-XX:+UseParallelGC", "-Xms2g", "-Xmx4g", "-cp",
                self.class_path(), "LucenePeer", *arguments]

    def load_command(self, corpus, folder, threads=1, source="stems"):
        papers = corpus.stems if source == "stems" else corpus.papers
        return self.java("load", papers, folder, str(threads), source)

    def serve_command(self, folder, threads=1, quiet=False):
        return self.java("serve", folder, str(threads),
                         *(["--quiet"] if quiet else []))


class Built(Peer):
    """One whose library a program of the build is linked with."""

    def load_command(self, corpus, folder, threads=1, source="stems"):
        del threads
        papers = corpus.stems if source == "stems" else corpus.papers
        return [work.program(self.options, f"bench-{self.name}"), "load",
                papers, folder, source]

    def serve_command(self, folder, threads=1, quiet=False):
        del threads, quiet
        return [work.program(self.options, f"bench-{self.name}"), "serve",
                folder]


class Fts5(Built):
    name = "fts5"
    packages = ["libsqlite3-dev"]
    index_name = "fts5.db"


class Xapian(Built):
    name = "xapian"
    packages = ["libxapian-dev"]
    index_name = "xapian"


class Omega(Peer):
    """Omega's scriptindex, which only loads; its searches are libxapian's."""
    name = "omega"
    packages = ["xapian-omega"]
    index_name = "omega"
    searches = False

    def load_command(self, corpus, folder, threads=1, source="text"):
        del threads, source
        script = corpus.folder / "omega.script"
        script.write_text("id : boolean=Q unique=Q field\n"
                          "title : index field\ntext : index field\n",
                          encoding="utf-8")
        records = corpus.folder / "omega.records"
        if not records.exists():
            self.write_records(corpus.papers, records)
        return ["scriptindex", "--overwrite", folder, script, records]

    @staticmethod
    def write_records(papers, records):
        """The same papers as Omega's records: a line feed is written as one
        and an equals sign after it."""
        with (open(papers, encoding="utf-8") as source,
              open(records, "w", encoding="utf-8") as out):
            for line in source:
                name, title, _, _, text = line.rstrip("\n").split("\t")
                title = title.replace("\v", " ")
                text = text.replace("\v", "\n=")
                out.write(f"id={name}\ntitle={title}\ntext={text}\n\n")


class Outside(Peer):
    """One that a program of Python stands before; it is given the stems."""
    analyses = False

    def program(self):
        here = os.path.dirname(os.path.abspath(__file__))
        return ["python3", "-B", os.path.join(here, f"{self.name}_peer.py")]

    def load_command(self, corpus, folder, threads=1, source="stems"):
        del threads, source
        return [*self.program(), "load", corpus.stems, folder]

    def serve_command(self, folder, threads=1, quiet=False):
        del threads, quiet
        return [*self.program(), "serve", folder]


class Groonga(Outside):
    name = "groonga"
    packages = ["groonga"]
    index_name = "groonga"


class Sphinx(Outside):
    name = "sphinx"
    packages = ["sphinxsearch"]
    index_name = "sphinx"


class Postgresql(Outside):
    name = "postgresql"
    packages = ["postgresql"]
    index_name = "postgresql"


KNOWN = {peer.name: peer for peer in (Lucene, Fts5, Xapian, Omega, Groonga,
                                   Sphinx, Postgresql)}
DEFAULT = ["lucene", "fts5", "xapian", "omega"]


def names(options):
    """Of the peers that were asked for."""
    asked = [name for name in options.peers.split(",")
             if name and name != "none"]
    for name in asked:
        if name not in KNOWN:
            raise work.Failure(f"--peers {name}: it takes none, or some of "
                               + ", ".join(KNOWN))
    return asked


def chosen(options):
    """Concord and the peers that were asked for."""
    return [Concord(options), *(KNOWN[name](options)
                                for name in names(options))]
