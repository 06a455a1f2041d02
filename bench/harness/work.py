"""The work folder: programs, packages, corpora, indexes."""

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Failure(Exception):
    """What is wrong and what to do, for a person."""


def say(*words, sep=" "):
    print("bench/run:", *words, sep=sep, file=sys.stderr, flush=True)


def output_of(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def program(options, name):
    """A program of the build, built if it is not there: one that links a peer's
    library is left out of builds from before that was installed."""
    path = options.build / "bin" / name
    if not path.exists():
        if not (options.build / "CMakeCache.txt").exists():
            raise Failure(f"{options.build} is no build of Concord; make one: "
                          f"cmake -S . -B build -G Ninja && ninja -C build")
        say("building", name)
        run(["cmake", options.build], stdout=subprocess.DEVNULL)
        run(["cmake", "--build", options.build, "--target", name],
            stdout=subprocess.DEVNULL)
    return str(path)


def run(command, **more):
    command = [str(part) for part in command]
    done = subprocess.run(command, check=False, **more)
    if done.returncode != 0:
        raise Failure(f"this failed with status {done.returncode}: "
                      + shlex.join(command))


# ---- packages ----

def package_version(package):
    return output_of("dpkg-query", "-W", "-f", "${Version}", package)


def require_packages(packages):
    """Install what is missing of Debian's packages."""
    missing = [name for name in packages if not package_version(name)]
    if not missing:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        raise Failure("not installed: " + " ".join(missing)
                      + "\nas root: " + " ".join(command))
    say("installing", *missing)
    run(command, stdout=subprocess.DEVNULL)


# ---- corpora ----

def count_of(size):
    """10k, 200k, 1M or a plain number."""
    units = {"k": 1000, "M": 1000000}
    digits = size[:-1] if size[-1:] in units else size
    if not digits.isdecimal() or int(digits) == 0:
        raise Failure(f"--size {size}: it takes a number of papers like 300, "
                      f"10k or 1M")
    return int(digits) * units.get(size[-1], 1)


MADE = set()   # the indexes that this run has made or found, for --fresh


class Corpus:
    """One folder of papers.tsv, stems.tsv and questions.tsv."""

    def __init__(self, options, default_size):
        self.options = options
        self.default_size = default_size
        self.is_real = options.docs is not None
        if options.docs:
            facts = options.docs.stat()
            key = f"{options.docs.resolve()} {facts.st_size} {facts.st_mtime}"
            self.name = options.docs.stem
            self.folder = options.work / ("docs-" + hashlib.sha256(
                key.encode()).hexdigest()[:12])
        else:
            self.name = options.size or default_size
            self.folder = options.work / self.name
        if not (self.folder / "complete").exists():
            self.make()

    def make(self):
        maker = program(self.options, "bench-corpus")
        say("making the corpus", self.name)
        self.folder.mkdir(parents=True, exist_ok=True)
        prepare = [maker, "--prepare", self.folder]
        if self.options.docs:
            with open(self.options.docs, "rb") as source:
                run(prepare, stdin=source)
        else:
            count = str(count_of(self.name))
            with subprocess.Popen([maker, "--documents", count],
                                  stdout=subprocess.PIPE) as making:
                run(prepare, stdin=making.stdout)
            if making.returncode != 0:
                raise Failure(f"{maker} failed with {making.returncode}")
        (self.folder / "complete").touch()

    @property
    def papers(self):
        return self.folder / "papers.tsv"

    @property
    def stems(self):
        return self.folder / "stems.tsv"

    def questions(self, most):
        """By class, in the order of the file: (words, stems) as peers are
        asked them."""
        classes = {}
        known = {}
        wanted = [name for name in self.options.classes.split(",") if name]
        with open(self.folder / "questions.tsv", encoding="utf-8") as file:
            for line in file:
                name, kind, words, stems, filters = line.rstrip("\n").split("\t")
                known[name] = True
                if wanted and name not in wanted:
                    continue
                asked = classes.setdefault(name, [])
                if len(asked) < most:
                    asked.append({"words": f"{kind}\t{words}\t{filters}",
                                  "stems": f"{kind}\t{stems}\t{filters}"})
        for name in wanted:
            if name not in classes:
                raise Failure(f"--classes {name}: there are only "
                              + ", ".join(known))
        return classes

    def index(self, peer):
        """The folder of the peer's index, made if it is not there yet, or was
        made by another version."""
        folder = self.folder / peer.index_name
        done = self.folder / (peer.index_name + ".complete")
        made_by = self.noted(peer)[1]
        if folder not in MADE and (self.options.fresh
                                   or made_by != peer.version()):
            done.unlink(missing_ok=True)
        MADE.add(folder)
        if not done.exists():
            remove(folder)
            say("indexing", self.name, "for", peer.name)
            start = time.monotonic()
            peer.load(self, folder)
            done.write_text(f"{time.monotonic() - start}\n{peer.version()}\n",
                            encoding="utf-8")
        return folder

    def noted(self, peer):
        """How long the peer's index took to make, and which version made it."""
        done = self.folder / (peer.index_name + ".complete")
        known = done.read_text(encoding="utf-8").split() if done.exists() else []
        return (known + ["nan", ""][len(known):])[:2]

    def seconds(self, peer):
        """How long the index took to make."""
        return float(self.noted(peer)[0])


def remove(path):
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def size_of(folder):
    """Bytes of all files, a linked one once."""
    if os.path.isfile(folder):
        return os.path.getsize(folder)
    seen = {}
    for path, _, names in os.walk(folder):
        for name in names:
            facts = os.lstat(os.path.join(path, name))
            seen[facts.st_ino] = facts.st_size
    return sum(seen.values())
