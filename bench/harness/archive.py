"""The programs as they are run: the indexer over a folder of files, the daemon
over HTTP."""

import contextlib
import os
import random
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request

from harness import machine, work

FILES_A_FOLDER = 1000


# ---- files and the indexer ----

def make_files(corpus):
    """Each paper a plain text file: its title, then its text."""
    folder = corpus.folder / "files"
    done = corpus.folder / "files.complete"
    if done.exists():
        return folder
    work.remove(folder)
    work.say("writing files of", corpus.name)
    with open(corpus.papers, encoding="utf-8") as papers:
        for number, line in enumerate(papers):
            name, title, _, _, text = line.rstrip("\n").split("\t")
            below = folder / f"{number // FILES_A_FOLDER:04}"
            if number % FILES_A_FOLDER == 0:
                below.mkdir(parents=True)
            (below / f"{name}.txt").write_text(
                f"{title}\n\n{text}\n".replace("\v", "\n"), encoding="utf-8")
    done.touch()
    return folder


class Archive:
    """An index that the indexer keeps of a folder of files."""

    def __init__(self, corpus):
        self.options = corpus.options
        self.files = make_files(corpus)
        self.index = corpus.folder / "published"
        self.count = sum(1 for _ in self.files.glob("*/*.txt"))
        work.say("indexing", self.count, "files, as far as they are not yet")
        self.run()

    def run(self):
        """Seconds that one run of the indexer takes."""
        command = [work.program(self.options, "concord-indexer"), "--quiet",
                   "--index", self.index, self.files]
        start = time.monotonic()
        work.run(self.anywhere(command))
        return time.monotonic() - start

    def anywhere(self, command):
        """On every processor: there is no other engine to keep apart."""
        return machine.pinned(self.options, command, os.cpu_count())

    def change(self, count, turn):
        """Another paragraph at the end of some files."""
        files = sorted(self.files.glob("*/*.txt"))
        for path in random.Random(turn).sample(files, count):
            with open(path, "a", encoding="utf-8") as file:
                file.write(f"\nAmended for the {turn + 1}. time.\n")

    def generation(self):
        return (self.index / "current").resolve()

    def copy(self):
        """Seconds that copying the generation, syncing and hashing take."""
        copied = self.index.with_name("copied")
        work.remove(copied)
        start = time.monotonic()
        work.run(self.anywhere(
            ["sh", "-c", 'cp -r "$1" "$2" && sync && find "$2" -type f '
             "-exec sha256sum {} + >/dev/null", "sh", self.generation(),
             copied]))
        took = time.monotonic() - start
        shutil.rmtree(copied)
        return took

    def walk(self):
        """Seconds of a walk that looks at every file's size and time."""
        start = time.monotonic()
        work.run(self.anywhere(["find", self.files, "-printf", "%s %T@\\n"]),
                 stdout=subprocess.DEVNULL)
        return time.monotonic() - start


# ---- the daemon ----

@contextlib.contextmanager
def daemon(options, index, *arguments):
    """concord-searchd on the processor of engines; gives its address."""
    command = machine.pinned(options, [
        work.program(options, "concord-searchd"), "--index", str(index),
        "--listen", "127.0.0.1:0", "--web", "none", *arguments])
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as served:
        try:
            yield address_of(served)
        finally:
            served.terminate()


def address_of(served):
    for line in served.stderr:
        found = re.search(r"http://[\d.]+:\d+", line)
        if found:
            wait_until_ready(found.group())
            return found.group()
    raise work.Failure("concord-searchd has ended")


def wait_until_ready(address):
    for _ in range(600):
        with contextlib.suppress(urllib.error.URLError):
            with urllib.request.urlopen(address + "/readyz", timeout=5):
                return
        time.sleep(0.1)
    raise work.Failure(f"{address}/readyz does not say that it is ready")


SCRIPT = """\
local paths = {}
for path in io.lines(os.getenv("CONCORD_PATHS")) do
    paths[#paths + 1] = path
end
local at = 0
request = function()
    at = at % #paths + 1
    return wrk.format("GET", paths[at])
end
"""


def requests_a_second(corpus, address, paths, seconds):
    """What wrk reaches with those paths in turn, over connections that are
    kept."""
    script = corpus.folder / "wrk.lua"
    listed = corpus.folder / "wrk.paths"
    script.write_text(SCRIPT, encoding="utf-8")
    listed.write_text("\n".join(paths) + "\n", encoding="utf-8")
    said = work.output_of("env", f"CONCORD_PATHS={listed}", "wrk", "-t1", "-c8",
                          f"-d{seconds}s", "-s", str(script), address)
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not found or "Non-2xx" in said:
        raise work.Failure("wrk: " + said)
    return float(found.group(1))
