/* time_values.c - see time_values.h. */
#include "time_values.h"

#include <stdio.h>
#include <string.h>

#include "date_words.h"

enum { NOTE_MAX = 128 };

static enum concord_status read_date(struct asked *asked, struct edtf_date *out,
                                     const struct parameter *item,
                                     struct concord_error *err) {
    char shown[DATE_SHOWN_MAX];
    char note[NOTE_MAX];
    bool worded = false;
    enum concord_status status =
        date_words_read(out, &worded, item->name, item->value, err);
    if (status != CONCORD_OK || !worded)
        return status;
    date_words_format(shown, *out);
    snprintf(note, sizeof note, "%s was read as %s.", item->name, shown);
    return asked_note(asked, note, err);
}

enum concord_status time_date_read(struct asked *asked,
                                   struct date_condition **dates,
                                   const struct parameter *item,
                                   struct concord_error *err) {
    struct date_condition date = {.when = edtf_undated(),
                                  .missing =
                                      strcmp(item->value, "_missing") == 0};
    enum concord_status status =
        date.missing ? CONCORD_OK : read_date(asked, &date.when, item, err);
    if (status != CONCORD_OK)
        return status;
    struct date_condition *slot = arena_push(
        &asked->arena, dates, &asked->search.time.date_count, sizeof *slot);
    if (!slot)
        return concord_no_memory(err);
    *slot = date;
    return CONCORD_OK;
}

enum concord_status time_in_force_read(struct asked *asked,
                                       const struct parameter *item,
                                       struct concord_error *err) {
    asked->search.time.asks_force = true;
    return read_date(asked, &asked->search.time.in_force, item, err);
}

enum concord_status time_certainty_read(struct time_conditions *time,
                                        const struct parameter *item,
                                        struct concord_error *err) {
    if (certainty_from_name(&time->certainty, item->value))
        return CONCORD_OK;
    return concord_refuse(err, item->name,
                          "%s is \"%.40s\"; it must be stated, derived, "
                          "probable or unknown",
                          item->name, item->value);
}

enum concord_status time_choice_read(bool *out, const struct parameter *item,
                                     const char *first, const char *second,
                                     struct concord_error *err) {
    *out = strcmp(item->value, second) == 0;
    if (*out || strcmp(item->value, first) == 0)
        return CONCORD_OK;
    return concord_refuse(err, item->name,
                          "%s is \"%.40s\"; it must be %s or %s", item->name,
                          item->value, first, second);
}
