/* fuzz_search.c - any bytes as what is asked of a search: as a query, as a
 * date, as the parameters of an address. Whatever they are, they are read in
 * the end, twice the same, within the limits, or refused by name.
 *
 * The entry is libFuzzer's; without it plain_driver.c calls it. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "date_words.h"
#include "fuzz_entry.h"
#include "schema/schema.h"
#include "search/query_language.h"
#include "search/request.h"

/* A phrase beside near is wanted as a phrase too, and each place between two
 * nears stands in both. */
enum { TREE_WORDS_MAX = 3 * QUERY_WORDS_MAX, TREE_DEPTH_MAX = 100 };

/* A claim that does not hold ends the run; the fuzzer keeps the input. */
#define CLAIM(holds)                                                           \
    do {                                                                       \
        if (!(holds)) {                                                        \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__,         \
                    #holds);                                                   \
            abort();                                                           \
        }                                                                      \
    } while (0)

static void check_refusal(enum concord_status status,
                          const struct concord_error *err) {
    CLAIM(status == CONCORD_OK || status == CONCORD_BAD_REQUEST);
    CLAIM(status == CONCORD_OK || err->message[0] != '\0');
}

/* ---- queries ---- */

static size_t depth_of(const struct query *query) {
    size_t deepest = 0;
    for (size_t i = 0; i < query->child_count; i++) {
        size_t depth = depth_of(query->children[i]);
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest + 1;
}

static void check_tree(const struct query *query, size_t least) {
    size_t words = query_word_count(query);
    CLAIM(words >= least && words <= TREE_WORDS_MAX);
    CLAIM(depth_of(query) <= TREE_DEPTH_MAX);
}

static void check_notes(const struct parsed_query *parsed) {
    for (size_t i = 0; i < parsed->note_count; i++) {
        CLAIM(parsed->notes[i][0] != '\0');
        for (size_t j = 0; j < i; j++)
            CLAIM(strcmp(parsed->notes[i], parsed->notes[j]) != 0);
    }
}

static bool same_tree(const struct query *a, const struct query *b) {
    if (!a || !b)
        return a == b;
    char *first = query_to_string(a);
    char *second = query_to_string(b);
    bool same = first && second && strcmp(first, second) == 0;
    free(first);
    free(second);
    return same;
}

static void try_query(const char *text) {
    struct arena arena = {0};
    struct parsed_query once;
    struct parsed_query again;
    struct concord_error err = {0};
    enum concord_status status = query_parse(&once, &arena, text, &err);
    check_refusal(status, &err);
    CLAIM(status == CONCORD_OK || strcmp(err.parameter, "q") == 0);
    CLAIM(strlen(text) <= QUERY_BYTES_MAX || status == CONCORD_BAD_REQUEST);
    CLAIM(query_parse(&again, &arena, text, NULL) == status);
    CLAIM(same_tree(once.query, again.query));
    CLAIM(same_tree(once.relaxed, again.relaxed));
    CLAIM(once.note_count == again.note_count);
    CLAIM(once.query || !once.relaxed);
    if (once.query)
        check_tree(once.query, 1);
    if (once.relaxed)
        check_tree(once.relaxed, 2);
    check_notes(&once);
    arena_clear(&arena);
}

/* ---- dates ---- */

static void try_date(const char *text) {
    struct concord_error err = {0};
    struct edtf_date date;
    struct edtf_date again;
    bool worded = false;
    char shown[DATE_SHOWN_MAX];
    enum concord_status status =
        date_words_read(&date, &worded, "date", text, &err);
    check_refusal(status, &err);
    CLAIM(status == CONCORD_OK || strcmp(err.parameter, "date") == 0);
    if (status != CONCORD_OK)
        return;
    CLAIM(date.earliest <= date.latest && !edtf_is_undated(date));
    date_words_format(shown, date);
    CLAIM(date_words_read(&again, &worded, "date", shown, NULL) == CONCORD_OK);
    CLAIM(!worded);
    CLAIM(again.earliest == date.earliest && again.latest == date.latest);
}

/* ---- parameters ---- */

static const struct schema *known_schema(void) {
    static struct schema *schema;
    struct concord_error err = {0};
    if (!schema &&
        schema_load(&schema, CONCORD_ROOT "/schema/data", &err) != CONCORD_OK) {
        fprintf(stderr, "%s\n", err.message);
        abort();
    }
    return schema;
}

static void try_asking(const struct parameter_list *list,
                       const struct parameter_list *canonical) {
    for (unsigned of = ASKED_OF_SEARCH; of <= ASKED_OF_LIST; of++) {
        struct asked *asked = NULL;
        struct concord_error err = {0};
        enum concord_status status = asked_from_parameters(
            &asked, (enum asked_of)of, list, known_schema(), &err);
        check_refusal(status, &err);
        CLAIM((status == CONCORD_OK) == (asked != NULL));
        asked_destroy(asked);
        if (status != CONCORD_OK)
            continue;
        status = asked_from_parameters(&asked, (enum asked_of)of, canonical,
                                       known_schema(), &err);
        CLAIM(status == CONCORD_OK);
        asked_destroy(asked);
    }
}

static bool same_list(const struct parameter_list *a,
                      const struct parameter_list *b) {
    bool same = a->count == b->count;
    for (size_t i = 0; i < a->count && same; i++)
        same = strcmp(a->items[i].name, b->items[i].name) == 0 &&
               strcmp(a->items[i].value, b->items[i].value) == 0;
    return same;
}

static void try_parameters(const char *text) {
    struct parameter_list list;
    struct parameter_list canonical;
    struct parameter_list again;
    struct concord_error err = {0};
    enum concord_status status = parameter_list_parse(&list, text, &err);
    check_refusal(status, &err);
    if (status != CONCORD_OK)
        return;
    CLAIM(list.count <= PARAMETERS_MAX);
    CLAIM(parameter_list_canonical(&canonical, &list, known_schema(), &err) ==
          CONCORD_OK);
    CLAIM(parameter_list_canonical(&again, &canonical, known_schema(), &err) ==
          CONCORD_OK);
    CLAIM(same_list(&canonical, &again));
    try_asking(&list, &canonical);
    parameter_list_clear(&again);
    parameter_list_clear(&canonical);
    parameter_list_clear(&list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    try_query(text);
    try_date(text);
    try_parameters(text);
    free(text);
    return 0;
}
