/* query.c - builds and prints query trees. */
#include "engine/query.h"

#include <stdlib.h>
#include <string.h>

#include "schema/buffer.h"

enum { QUERY_STRING_MAX = 1024 * 1024 };

struct query *query_create(struct arena *arena, enum query_kind kind) {
    struct query *query = arena_alloc(arena, sizeof *query);
    if (query != NULL)
        query->kind = kind;
    return query;
}

bool query_add_word(struct arena *arena, struct query *query,
                    const char *word) {
    const char *copy = arena_string(arena, word);
    const char **slot = NULL;
    if (copy != NULL)
        slot = arena_push(arena, &query->words, &query->word_count,
                          sizeof *query->words);
    if (slot == NULL)
        return false;
    *slot = copy;
    return true;
}

bool query_add_child(struct arena *arena, struct query *query,
                     struct query *child) {
    struct query **slot = arena_push(
        arena, &query->children, &query->child_count, sizeof *query->children);
    if (slot == NULL)
        return false;
    *slot = child;
    return true;
}

size_t query_word_count(const struct query *query) {
    size_t count = query->word_count;
    for (size_t i = 0; i < query->child_count; i++)
        count += query_word_count(query->children[i]);
    return count;
}

static void print_words(struct buffer *out, const struct query *query) {
    for (size_t i = 0; i < query->word_count; i++)
        buffer_printf(out, i == 0 ? "%s" : " %s", query->words[i]);
}

static void print_leaf(struct buffer *out, const struct query *query) {
    static const char *const fields[] = {[QUERY_IN_TEXT] = "",
                                         [QUERY_IN_TITLE] = "title:",
                                         [QUERY_IN_SPEAKER] = "speaker:",
                                         [QUERY_IN_ORGANISATION] =
                                             "organisation:",
                                         [QUERY_IN_ID] = "id:"};
    if (query->weight > 0 && query->weight < 1)
        buffer_printf(out, "%g*", query->weight);
    buffer_append_string(out, fields[query->field]);
    if (query->kind == QUERY_PHRASE)
        buffer_append_string(out, "(phrase \"");
    else if (query->kind == QUERY_NEAR)
        buffer_printf(out, "(near/%u ", query->window);
    else if (query->exact)
        buffer_append_string(out, "=");
    print_words(out, query);
    if (query->kind == QUERY_PHRASE)
        buffer_append_string(out, "\")");
    else if (query->kind == QUERY_NEAR)
        buffer_append_string(out, ")");
    else if (query->kind == QUERY_PREFIX)
        buffer_append_string(out, "*");
}

static void print_query(struct buffer *out, const struct query *query) {
    static const char *const names[] = {[QUERY_AND] = "and",
                                        [QUERY_OR] = "or",
                                        [QUERY_AND_NOT] = "and-not",
                                        [QUERY_SYNONYM] = "synonym"};
    switch (query->kind) {
    case QUERY_ALL:
        buffer_append_string(out, "all");
        return;
    case QUERY_WORD:
    case QUERY_PHRASE:
    case QUERY_NEAR:
    case QUERY_PREFIX:
        print_leaf(out, query);
        return;
    case QUERY_AND:
    case QUERY_OR:
    case QUERY_AND_NOT:
    case QUERY_SYNONYM:
        break;
    }
    buffer_printf(out, "(%s", names[query->kind]);
    for (size_t i = 0; i < query->child_count; i++) {
        buffer_append_char(out, ' ');
        print_query(out, query->children[i]);
    }
    buffer_append_char(out, ')');
}

char *query_to_string(const struct query *query) {
    struct buffer out = BUFFER_INIT(QUERY_STRING_MAX);
    print_query(&out, query);
    if (!buffer_ok(&out)) {
        buffer_destroy(&out);
        return NULL;
    }
    return buffer_take(&out);
}
