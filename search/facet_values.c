#include "facet_values.h"

#include <string.h>

#include "schema/buffer.h"

/* Open ends of a range of years, which edtf.h holds within 1 to 9999. */
enum { YEAR_FIRST = 1, YEAR_LAST = 9999, YEAR_DIGITS = 4 };

/* What a message holds beside the list of values. */
enum { VALUES_MAX = CONCORD_MESSAGE_MAX - 160 };

/* Append as many values as a message holds, and how many there are beside. */
static void append_allowed(struct buffer *out, const struct facet *facet) {
    size_t listed = 0;
    while (listed < facet->value_count) {
        const char *value = facet->values[listed].value;
        if (out->size + strlen(value) + 2 > VALUES_MAX)
            break;
        buffer_printf(out, "%s, ", value);
        listed++;
    }
    if (listed < facet->value_count)
        buffer_printf(out, "%zu more, ", facet->value_count - listed);
}

static enum concord_status refuse_value(const struct facet *facet,
                                        const struct parameter *item,
                                        struct concord_error *err) {
    struct buffer allowed = BUFFER_INIT(CONCORD_MESSAGE_MAX);
    append_allowed(&allowed, facet);
    concord_refuse(err, item->name,
                   "%s has no value \"%.40s\"; it takes %sand _missing",
                   facet->name, item->value, allowed.data ? allowed.data : "");
    buffer_destroy(&allowed);
    return CONCORD_BAD_REQUEST;
}

/* Four digits at the start of `text`; 0 when there are none. */
static int read_year(const char *text) {
    int year = 0;
    for (int i = 0; i < YEAR_DIGITS; i++) {
        if (text[i] < '0' || text[i] > '9')
            return 0;
        year = year * 10 + (text[i] - '0');
    }
    return year;
}

/* 2007, 2005..2010, ..2010 or 2010.. */
static bool read_years(struct facet_condition *out, const char *text) {
    int first = read_year(text);
    text += first ? YEAR_DIGITS : 0;
    bool range = strncmp(text, "..", 2) == 0;
    text += range ? 2 : 0;
    int last = range ? read_year(text) : first;
    text += range && last ? YEAR_DIGITS : 0;
    out->first_year = first ? first : YEAR_FIRST;
    out->last_year = last ? last : YEAR_LAST;
    return *text == '\0' && (first || last);
}

static enum concord_status years_read(struct facet_condition *out,
                                      const struct facet *facet,
                                      const struct parameter *item,
                                      struct concord_error *err) {
    if (!read_years(out, item->value))
        return concord_refuse(err, item->name,
                              "%s has no value \"%.40s\"; write 2007, "
                              "2005..2010, ..2010, 2010.. or _missing; months, "
                              "days and words are for date",
                              facet->name, item->value);
    if (out->first_year > out->last_year)
        return concord_refuse(err, item->name,
                              "%.40s ends before it begins; write the earlier "
                              "year first",
                              item->value);
    return CONCORD_OK;
}

enum concord_status facet_value_read(struct facet_condition *out,
                                     const struct schema *schema,
                                     unsigned facet,
                                     const struct parameter *item,
                                     struct concord_error *err) {
    const struct facet *asked = schema_facet(schema, facet);
    memset(out, 0, sizeof *out);
    out->facet = facet;
    if (item->value[0] == '\0')
        return concord_refuse(err, item->name,
                              "%s is empty; give it a value or leave it out",
                              item->name);
    out->missing = strcmp(item->value, "_missing") == 0;
    if (out->missing)
        return CONCORD_OK;
    if (asked->kind == FACET_YEAR)
        return years_read(out, asked, item, err);
    if (asked->kind == FACET_CLOSED &&
        facet_find_value(asked, item->value) == SCHEMA_NO_INDEX)
        return refuse_value(asked, item, err);
    out->value = item->value;
    return CONCORD_OK;
}
