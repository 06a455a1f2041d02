/* cursor.c - generation, page and what both belong to, in hexadecimal. A page
 * of an ordered list that never changes is a place in it: no result is passed
 * over and none comes twice. */
#include "cursor.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fingerprint.h"
#include "search_parameters.h"

/* Digits of the generation, of the page and of the check over all. */
enum { GENERATION_DIGITS = 16, PAGE_DIGITS = 8, CHECK_DIGITS = 16 };

static uint64_t check_of(const struct cursor_scope *scope,
                         const char *generation_and_page) {
    const struct parameter_list *list = scope->parameters;
    uint64_t hash = fingerprint_text(FINGERPRINT_START, generation_and_page);
    hash = fingerprint_text(hash, scope->path);
    for (size_t i = 0; i < list->count; i++) {
        const struct parameter *item = &list->items[i];
        if (search_parameter_is_place(item->name))
            continue;
        hash = fingerprint_text(hash, item->name);
        hash = fingerprint_text(hash, item->value);
    }
    return hash;
}

void cursor_write(char out[CURSOR_MAX], const struct cursor_scope *scope,
                  unsigned page) {
    if (page <= 1) {
        snprintf(out, CURSOR_MAX, CURSOR_START);
        return;
    }
    int size = snprintf(out, CURSOR_MAX, "%0*" PRIx64 "%0*x", GENERATION_DIGITS,
                        scope->generation, PAGE_DIGITS, page);
    snprintf(out + size, CURSOR_MAX - (size_t)size, "%0*" PRIx64, CHECK_DIGITS,
             check_of(scope, out));
}

static uint64_t read_digits(const char *text, int digits) {
    char part[GENERATION_DIGITS + 1];
    snprintf(part, sizeof part, "%.*s", digits, text);
    return strtoull(part, NULL, 16);
}

/* Of as many digits as there must be, and closed with the check of this
 * request. */
static bool is_of(const struct cursor_scope *scope, const char *text) {
    char body[GENERATION_DIGITS + PAGE_DIGITS + 1];
    if (strlen(text) != sizeof body - 1 + CHECK_DIGITS ||
        strspn(text, "0123456789abcdef") != strlen(text))
        return false;
    snprintf(body, sizeof body, "%.*s", (int)sizeof body - 1, text);
    return read_digits(text + strlen(body), CHECK_DIGITS) ==
           check_of(scope, body);
}

enum concord_status cursor_read(unsigned *page, const char *text,
                                const struct cursor_scope *scope,
                                struct concord_error *err) {
    *page = 1;
    if (strcmp(text, CURSOR_START) == 0)
        return CONCORD_OK;
    if (!is_of(scope, text))
        return concord_refuse(err, "cursor",
                              "this cursor is not one of this request's; begin "
                              "with cursor=* and go on with links.next as it "
                              "is");
    if (read_digits(text, GENERATION_DIGITS) != scope->generation) {
        concord_refuse(err, "cursor",
                       "this cursor is of another generation of the index, "
                       "which has changed since; begin again with cursor=*");
        err->status = CONCORD_GONE;
        return CONCORD_GONE;
    }
    *page = (unsigned)read_digits(text + GENERATION_DIGITS, PAGE_DIGITS);
    if (*page == 0)
        *page = 1;
    return CONCORD_OK;
}
