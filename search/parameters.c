#include <stdlib.h>
#include <string.h>

#include "search/request.h"
#include "search_parameters.h"
#include "text/normal.h"

static int hex_value(char digit) {
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

/* Undo %-escapes and '+' in place. NULL when done; what is wrong otherwise. */
static const char *decode(char *text) {
    char *to = text;
    for (const char *from = text; *from; from++) {
        char byte = *from == '+' ? ' ' : *from;
        if (byte == '%') {
            int high = hex_value(from[1]);
            int low = high < 0 ? -1 : hex_value(from[2]);
            if (low < 0)
                return "has a '%' that is not followed by two hex digits; "
                       "write %25 for the sign itself";
            byte = (char)(high * 16 + low);
            from += 2;
        }
        if (byte == '\0')
            return "has a %00, which no parameter may";
        *to++ = byte;
    }
    *to = '\0';
    return text_is_utf8(text, strlen(text)) ? NULL : "is not UTF-8";
}

/* Read one "name=value", which is ours to write into. */
static enum concord_status read_piece(struct parameter_list *list, char *piece,
                                      struct concord_error *err) {
    char *value = strchr(piece, '=');
    if (value)
        *value++ = '\0';
    else
        value = piece + strlen(piece);
    const char *fault = decode(piece);
    if (fault)
        return concord_fail(err, CONCORD_BAD_REQUEST,
                            "the name of parameter %zu %s", list->count + 1,
                            fault);
    fault = decode(value);
    if (fault)
        return concord_refuse(err, piece, "the value of %.60s %s", piece,
                              fault);
    if (list->count == PARAMETERS_MAX)
        return concord_fail(err, CONCORD_BAD_REQUEST,
                            "there are more than %d parameters",
                            PARAMETERS_MAX);
    struct parameter *item =
        arena_push(&list->arena, &list->items, &list->count, sizeof *item);
    if (!item)
        return concord_no_memory(err);
    item->name = piece;
    item->value = value;
    return CONCORD_OK;
}

static enum concord_status read_pieces(struct parameter_list *list, char *text,
                                       struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    while (text && status == CONCORD_OK) {
        char *piece = text;
        text = strchr(piece, '&');
        if (text)
            *text++ = '\0';
        if (*piece)
            status = read_piece(list, piece, err);
    }
    return status;
}

enum concord_status parameter_list_parse(struct parameter_list *list,
                                         const char *query,
                                         struct concord_error *err) {
    memset(list, 0, sizeof *list);
    if (!query || !*query)
        return CONCORD_OK;
    if (strlen(query) > PARAMETERS_BYTES_MAX)
        return concord_fail(err, CONCORD_BAD_REQUEST,
                            "the parameters have more than %d bytes",
                            PARAMETERS_BYTES_MAX);
    char *copy = arena_string(&list->arena, query);
    enum concord_status status =
        copy ? read_pieces(list, copy, err) : concord_no_memory(err);
    if (status != CONCORD_OK)
        parameter_list_clear(list);
    return status;
}

void parameter_list_clear(struct parameter_list *list) {
    arena_clear(&list->arena);
    memset(list, 0, sizeof *list);
}

struct ranked {
    unsigned rank;
    size_t index; /* in the list as it was typed */
    struct parameter parameter;
};

static int compare_ranked(const void *left, const void *right) {
    const struct ranked *a = left;
    const struct ranked *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

/* It is among the items so far, or says nothing. */
static bool is_redundant(const struct parameter_list *list,
                         const struct parameter *item) {
    if (strcmp(item->name, "q") == 0 && item->value[0] == '\0')
        return true;
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].name, item->name) == 0 &&
            strcmp(list->items[i].value, item->value) == 0)
            return true;
    return false;
}

/* Ranks past all others keep what is unknown, in its order, at the end. */
static struct ranked *rank_all(struct arena *arena,
                               const struct parameter_list *list,
                               const struct schema *schema) {
    struct ranked *ranked = arena_alloc(arena, list->count * sizeof *ranked);
    struct search_parameter known;
    for (size_t i = 0; ranked && i < list->count; i++) {
        bool found = search_parameter_find(&known, schema, list->items[i].name);
        ranked[i].rank = found ? search_parameter_rank(&known) : UINT32_MAX;
        ranked[i].index = i;
        ranked[i].parameter = list->items[i];
    }
    return ranked;
}

enum concord_status parameter_list_canonical(struct parameter_list *out,
                                             const struct parameter_list *list,
                                             const struct schema *schema,
                                             struct concord_error *err) {
    memset(out, 0, sizeof *out);
    if (list->count == 0)
        return CONCORD_OK;
    struct ranked *ranked = rank_all(&out->arena, list, schema);
    out->items = arena_alloc(&out->arena, list->count * sizeof *out->items);
    if (!ranked || !out->items) {
        parameter_list_clear(out);
        return concord_no_memory(err);
    }
    qsort(ranked, list->count, sizeof *ranked, compare_ranked);
    for (size_t i = 0; i < list->count; i++)
        if (!is_redundant(out, &ranked[i].parameter))
            out->items[out->count++] = ranked[i].parameter;
    return CONCORD_OK;
}
