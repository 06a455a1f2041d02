"""The machine: what it is, and how engines are kept apart on it."""

import datetime
import os
import platform

from harness import work


def keep_apart(options):
    """Engines run on one processor, this program on the others."""
    processors = sorted(os.sched_getaffinity(0))
    if options.processor is None:
        options.processor = str(processors[-1])
    if options.processor not in map(str, processors):
        raise work.Failure(f"--processor {options.processor}: this program may "
                           f"run on {', '.join(map(str, processors))}")
    others = {number for number in processors
              if str(number) != options.processor}
    if others:
        os.sched_setaffinity(0, others)


def pinned(options, command, threads=1):
    """One thread stays on the processor of engines; more go where they will."""
    if threads == 1:
        return ["taskset", "-c", options.processor, *command]
    everywhere = f"0-{os.cpu_count() - 1}"
    return ["taskset", "-c", everywhere, *command]


def field_of(path, name):
    with open(path, encoding="utf-8") as file:
        for line in file:
            key, _, value = line.partition(":")
            if key.strip() == name:
                return value.strip()
    return "?"


def describe():
    memory = int(field_of("/proc/meminfo", "MemTotal").split()[0]) / 1048576
    tree = work.output_of("git", "-C", str(work.ROOT), "rev-parse", "--short",
                          "HEAD") or "no commit"
    return (f"{datetime.date.today().isoformat()}, {tree}: "
            f"{os.cpu_count()} processors "
            f"{field_of('/proc/cpuinfo', 'model name')}, "
            f"{memory:.0f} GiB, {platform.system()} {platform.release()}")
