/* plain_driver.c - runs a fuzz target without a fuzzer: over each line of the
 * files named, and over some hundred thousand bytes more that are made of two
 * lines each, the same on every run. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz_entry.h"

enum {
    LINES_MAX = 4096,
    LINE_BYTES_MAX = 4096,
    MIXED_MAX = 4 * LINE_BYTES_MAX
};
enum { MIXES_OF_A_LINE = 60 };

static char *lines[LINES_MAX];
static size_t line_count;
static uint64_t seed = 20071213;

/* xorshift64*. */
static size_t pick(size_t below) {
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (size_t)((seed * UINT64_C(2685821657736338717)) >> 33) % below;
}

static void read_lines(const char *path) {
    char line[LINE_BYTES_MAX];
    FILE *file = fopen(path, "re");
    if (!file) {
        fprintf(stderr, "%s: cannot be read\n", path);
        exit(1);
    }
    while (line_count < LINES_MAX && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        lines[line_count] = strdup(line);
        line_count += lines[line_count] != NULL;
    }
    fclose(file);
}

/* The input that is tried; shown when a claim about it does not hold. */
static const char *tried;
static size_t tried_size;

static void show(int signal_number) {
    (void)signal_number;
    if (write(STDERR_FILENO, tried, tried_size) < 0 ||
        write(STDERR_FILENO, "\n", 1) < 0)
        _exit(1);
}

static void run(const char *text, size_t size) {
    tried = text;
    tried_size = size;
    LLVMFuzzerTestOneInput((const uint8_t *)text, size);
}

/* A part of one line, some times over, and a part of another, with a byte
 * changed now and then. */
static void run_mixed(const char *line, const char *other) {
    char mixed[MIXED_MAX];
    size_t size = 0;
    size_t part = pick(strlen(line) + 1);
    for (size_t times = 1 + pick(3) * pick(20);
         times > 0 && size + part < LINE_BYTES_MAX; times--) {
        memcpy(mixed + size, line, part);
        size += part;
    }
    size_t rest = pick(strlen(other) + 1);
    memcpy(mixed + size, other + strlen(other) - rest, rest);
    size += rest;
    for (size_t changes = pick(3); changes > 0 && size > 0; changes--)
        mixed[pick(size)] = (char)pick(256);
    run(mixed, size);
}

int main(int argc, char **argv) {
    signal(SIGABRT, show);
    for (int i = 1; i < argc; i++)
        read_lines(argv[i]);
    for (size_t i = 0; i < line_count; i++) {
        run(lines[i], strlen(lines[i]));
        for (int mix = 0; mix < MIXES_OF_A_LINE; mix++)
            run_mixed(lines[i], lines[pick(line_count)]);
    }
    printf("%zu lines, and %d mixes of each, hold\n", line_count,
           MIXES_OF_A_LINE);
    for (size_t i = 0; i < line_count; i++)
        free(lines[i]);
    return line_count > 0 ? 0 : 1;
}
