#include "answer_key.h"

#include <stdlib.h>
#include <string.h>

#include "search/request.h"

/* Items lie in one array in the order typed, which the sort keeps among those
 * of one name by a pointer to each. */
static int compare_items(const void *left, const void *right) {
    const struct parameter *const *a = left;
    const struct parameter *const *b = right;
    int order = strcmp((*a)->name, (*b)->name);
    return order != 0 ? order : (*a > *b) - (*a < *b);
}

static void append_text(struct buffer *out, const char *text) {
    buffer_append(out, text, strlen(text) + 1);
}

static void append_sorted(struct buffer *out,
                          const struct parameter_list *list) {
    const struct parameter *few[16];
    const struct parameter **items = few;
    if (list->count > sizeof few / sizeof *few)
        items = malloc(list->count * sizeof *items);
    out->failed = out->failed || items == NULL;
    for (size_t i = 0; items != NULL && i < list->count; i++)
        items[i] = &list->items[i];
    if (items != NULL)
        qsort(items, list->count, sizeof *items, compare_items);
    for (size_t i = 0; items != NULL && i < list->count; i++) {
        append_text(out, items[i]->name);
        append_text(out, items[i]->value);
    }
    if (items != few)
        free(items);
}

bool answer_key_write(struct buffer *out,
                      const struct answer_subject *subject) {
    struct parameter_list list;
    if (parameter_list_parse(&list, subject->query, NULL) != CONCORD_OK)
        return false;
    buffer_append(out, &subject->route, sizeof subject->route);
    buffer_append_char(out, subject->gzip ? 'z' : '-');
    append_text(out, subject->segment != NULL ? subject->segment : "");
    append_sorted(out, &list);
    parameter_list_clear(&list);
    return buffer_ok(out);
}
