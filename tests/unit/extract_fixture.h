/* extract_fixture.h - read a paper given as a string and say what came out.
 * For the tests of extract and of the formats; to be included after cmocka.h.
 */
#ifndef CONCORD_TESTS_UNIT_EXTRACT_FIXTURE_H
#define CONCORD_TESTS_UNIT_EXTRACT_FIXTURE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/extract.h"
#include "schema/buffer.h"
#include "text/normal.h"

static inline struct extract *read_bytes(const char *name, const char *bytes,
                                         size_t size) {
    struct extract *extract = NULL;
    struct concord_error err = {0};
    if (extract_read(&extract, name, bytes, size, &err) != CONCORD_OK)
        fail_msg("%s: %s", name, err.message);
    return extract;
}

static inline struct extract *read_paper(const char *name, const char *text) {
    return read_bytes(name, text, strlen(text));
}

/* One line for each block: its kind's letter, its level and its text, as in
 * "H2 Purpose". The caller frees it. */
static inline char *list_blocks(const struct extract *extract) {
    struct buffer list = BUFFER_INIT(SIZE_MAX - 1);
    for (size_t i = 0; i < extract->block_count; i++)
        buffer_printf(&list, "%c%u %s\n", "PHLTC"[extract->blocks[i].kind],
                      extract -> blocks[i].level, extract->blocks[i].text);
    char *text = buffer_take(&list);
    assert_non_null(text);
    return text;
}

static inline void assert_blocks(const char *name, const char *text,
                                 const char *expected) {
    struct extract *extract = read_paper(name, text);
    char *found = list_blocks(extract);
    assert_string_equal(found, expected);
    free(found);
    extract_destroy(extract);
}

static inline void assert_refused(const char *name, const char *bytes,
                                  size_t size, const char *reason) {
    struct extract *extract = NULL;
    struct concord_error err = {0};
    assert_int_equal(extract_read(&extract, name, bytes, size, &err),
                     CONCORD_BAD_INPUT);
    assert_null(extract);
    assert_string_equal(err.message, reason);
}

/* What must be true of whatever was read from whatever bytes. */
static inline void assert_sound(const struct extract *extract) {
    assert_true(extract->block_count > 0);
    assert_non_null(extract->format);
    assert_non_null(extract->charset);
    for (size_t i = 0; i < extract->block_count; i++) {
        const struct extracted_block *block = &extract->blocks[i];
        size_t size = strlen(block->text);
        assert_true(size > 0);
        assert_true(text_is_utf8(block->text, size));
        assert_true(block->text[0] != ' ' && block->text[size - 1] != ' ');
        assert_true((block->kind == BLOCK_HEADING) == (block->level > 0));
    }
}

/* A file of the shared folder, NUL-terminated; the caller frees it. NULL when
 * there is no shared folder or no such file in it. */
static inline char *read_shared(const char *path, size_t *size) {
    const char *shared = getenv("CONCORD_SHARED");
    struct buffer name = BUFFER_INIT(4096);
    buffer_printf(&name, "%s/%s", shared ? shared : "", path);
    FILE *file = shared && buffer_ok(&name) ? fopen(name.data, "rb") : NULL;
    buffer_destroy(&name);
    if (!file)
        return NULL;
    struct buffer bytes = BUFFER_INIT(EXTRACT_BYTES_MAX);
    char piece[8192];
    size_t got = 0;
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        buffer_append(&bytes, piece, got);
    fclose(file);
    *size = bytes.size;
    return buffer_take(&bytes);
}

/* A small generator, so that a failure can be had again from its seed. */
static inline uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

/* Change, drop, double or cut some of the bytes; returns the new size, which
 * is at most twice the old. `bytes` has room for that. */
static inline size_t mutate(char *bytes, size_t size, uint32_t *seed) {
    static const char *const PIECES[] = {
        "<",       ">",      "</",   "<td>",     "</p>",  "<!--",
        "&#146;",  "&",      "\"",   "<nav>",    "<pre>", "\xFF",
        "\xC2",    "\r",     "\n\n", "- ",       "1.",    "<tr>",
        "<table>", "</div>", "<br>", "\xF0\x9F", "\t",    "<h1"};
    size_t most = size * 2;
    for (uint32_t left = 1 + next_random(seed) % 12; left > 0; left--) {
        size_t at = size ? next_random(seed) % size : 0;
        const char *piece =
            PIECES[next_random(seed) % (sizeof PIECES / sizeof PIECES[0])];
        size_t length = strlen(piece);
        switch (next_random(seed) % 4) {
        case 0:
            if (size > 0)
                bytes[at] = (char)(next_random(seed) & 0xFF);
            break;
        case 1:
            if (size > 1)
                memmove(bytes + at, bytes + at + 1, --size - at);
            break;
        case 2:
            if (size + length <= most) {
                memmove(bytes + at + length, bytes + at, size - at);
                memcpy(bytes + at, piece, length);
                size += length;
            }
            break;
        default:
            if (at > 0 && next_random(seed) % 8 == 0)
                size = at;
            break;
        }
    }
    return size;
}

/* Read many mutations of a paper: each is read soundly or refused. */
static inline void assert_survives(const char *name, const char *paper,
                                   uint32_t seed, unsigned times) {
    size_t size = strlen(paper);
    char *bytes = malloc(size * 2 + 1);
    assert_non_null(bytes);
    while (times-- > 0) {
        memcpy(bytes, paper, size);
        size_t mutated = mutate(bytes, size, &seed);
        struct extract *extract = NULL;
        struct concord_error err = {0};
        enum concord_status status =
            extract_read(&extract, name, bytes, mutated, &err);
        if (status == CONCORD_OK)
            assert_sound(extract);
        else
            assert_int_equal(status, CONCORD_BAD_INPUT);
        extract_destroy(extract);
    }
    free(bytes);
}

#endif
