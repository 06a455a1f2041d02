"""Real English of Debian's own: its free dictionaries, cut into papers."""

import gzip
import json
import re
import unicodedata

from harness import work

# The GNU dictionary of English, WordNet, and two dictionaries of computing.
BOOKS = ["gcide", "wn", "foldoc", "jargon"]
FOLDER = "/usr/share/dictd"
PAPER_CHARACTERS = 1300   # as many as a made paper has on average
TITLE_CHARACTERS = 100


def paragraphs(book):
    """Its paragraphs, lines that were wrapped joined again."""
    with gzip.open(f"{FOLDER}/{book}.dict.dz", "rt", encoding="utf-8",
                   errors="replace") as file:
        for paragraph in re.split(r"\n\s*\n", file.read()):
            words = unicodedata.normalize("NFC", " ".join(paragraph.split()))
            if words:
                yield words


def papers(book):
    """Paragraphs together until they are long enough, the first one's
    beginning for a title."""
    held, size = [], 0
    for paragraph in paragraphs(book):
        held.append(paragraph)
        size += len(paragraph)
        if size >= PAPER_CHARACTERS:
            yield held
            held, size = [], 0
    if held:
        yield held


def make(options):
    """The path of the papers as JSON lines."""
    work.require_packages([f"dict-{book}" for book in BOOKS])
    path = options.work / "debian.jsonl"
    if path.exists():
        return path
    options.work.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        for book in BOOKS:
            for number, held in enumerate(papers(book)):
                json.dump({"id": f"{book}-{number:06}",
                           "title": held[0][:TITLE_CHARACTERS],
                           "text": "\n\n".join(held)}, out,
                          ensure_ascii=False)
                out.write("\n")
    return path
