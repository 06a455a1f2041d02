/* test_query_corpus.c - what the queries of queries.txt mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "search/query_language.h"

enum { LINE_MAX_BYTES = 4096, QUERIES_LEAST = 300 };

/* The short names of notes, and words that no other note has. */
static const struct {
    const char *name;
    const char *words;
} notes[] = {
    {"and-idle", "\"AND\" is not needed"},
    {"and-lone", "\"AND\" needs something"},
    {"bracket", "A bracket without its pair"},
    {"deep", "Brackets more than"},
    {"empty-bracket", "Brackets with nothing"},
    {"empty-phrase", "A phrase without a word"},
    {"equals", "A \"=\" asks"},
    {"far", "as far as near goes"},
    {"field", "needs a word, a phrase or brackets"},
    {"minus", "A \"-\" leaves out"},
    {"near", "stands between two words"},
    {"not-lone", "\"NOT\" needs something"},
    {"not-minus", "\"NOT\" was read as a \"-\""},
    {"nothing", "There is no word"},
    {"or", "\"OR\" needs something"},
    {"quote", "A quotation mark without its pair"},
    {"star-inside", "with more behind it"},
    {"star-lone", "with no word before it"},
    {"star-quoted", "means nothing within"},
    {"star-short", "needs at least"},
    {"unknown", "is no field to search in"},
};

enum { NOTES = sizeof notes / sizeof *notes };

struct example {
    const char *rules;
    char *typed;
    const char *tree;
    const char *notes; /* short names with spaces between; may be empty */
};

/* \t, \n and \\ in place. */
static void unescape(char *text) {
    char *to = text;
    for (const char *from = text; *from; from++) {
        char byte = *from;
        if (byte == '\\' && from[1])
            byte = *++from == 't' ? '\t' : *from == 'n' ? '\n' : *from;
        *to++ = byte;
    }
    *to = '\0';
}

/* False for a comment or an empty line. */
static bool read_line(struct example *out, char *line) {
    char *rest = line;
    line[strcspn(line, "\n")] = '\0';
    if (line[0] == '#' || line[0] == '\0')
        return false;
    out->rules = strsep(&rest, "\t");
    out->typed = strsep(&rest, "\t");
    out->tree = strsep(&rest, "\t");
    out->notes = rest ? rest : "";
    assert_non_null(out->tree);
    assert_true(out->rules[0] >= '1' && out->rules[0] <= '9');
    unescape(out->typed);
    return true;
}

/* Of the notes that were given; more than one means that `notes` is wrong. */
static const char *short_name(const char *given) {
    const char *found = NULL;
    for (size_t i = 0; i < NOTES; i++)
        if (strstr(given, notes[i].words)) {
            assert_null(found);
            found = notes[i].name;
        }
    return found ? found : "?";
}

static bool names_note(const char *names, const char *name) {
    size_t size = strlen(name);
    for (const char *at = names; (at = strstr(at, name)); at += size)
        if ((at == names || at[-1] == ' ') &&
            (at[size] == ' ' || at[size] == '\0'))
            return true;
    return false;
}

static size_t count_names(const char *names) {
    size_t count = names[0] != '\0';
    for (; *names; names++)
        count += *names == ' ';
    return count;
}

static bool notes_agree(const struct example *example,
                        const struct parsed_query *parsed) {
    for (size_t i = 0; i < parsed->note_count; i++)
        if (!names_note(example->notes, short_name(parsed->notes[i])))
            return false;
    return parsed->note_count == count_names(example->notes);
}

/* Whether the query means that; says so when it does not. */
static bool holds(const struct example *example) {
    struct arena arena = {0};
    struct parsed_query parsed;
    assert_int_equal(query_parse(&parsed, &arena, example->typed, NULL),
                     CONCORD_OK);
    char *tree =
        parsed.query ? query_to_string(parsed.query) : strdup("nothing");
    assert_non_null(tree);
    bool same =
        strcmp(tree, example->tree) == 0 && notes_agree(example, &parsed);
    if (!same) {
        print_error("by %s: %s\n  is   %s\n  read %s\n", example->rules,
                    example->typed, example->tree, tree);
        for (size_t i = 0; i < parsed.note_count; i++)
            print_error("  note %s: %s\n", short_name(parsed.notes[i]),
                        parsed.notes[i]);
    }
    free(tree);
    arena_clear(&arena);
    return same;
}

static void each_query_means_what_is_argued(void **state) {
    char line[LINE_MAX_BYTES];
    size_t count = 0;
    size_t wrong = 0;
    FILE *file = fopen(CONCORD_ROOT "/tests/unit/queries.txt", "re");
    (void)state;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        struct example example;
        if (!read_line(&example, line))
            continue;
        count++;
        wrong += !holds(&example);
    }
    fclose(file);
    assert_in_range(count, QUERIES_LEAST, SIZE_MAX);
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_query_means_what_is_argued),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
