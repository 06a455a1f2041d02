#include "describe/relation_national.h"

#include "describe/date_text.h"
#include "describe/words.h"
#include "schema/authorities.h"

const char national_compact[] = "national Compact";

enum { EDITIONS = 3 };

/* Their events, the oldest first. */
static struct edtf_date edition_date(const struct reading *reading,
                                     size_t edition) {
    static const char *const events[EDITIONS] = {
        "compact-1998", "compact-refreshed", "compact-renewed"};
    for (size_t i = 0; i < schema_event_count(reading->schema); i++) {
        const struct dated_event *event =
            schema_event(reading->schema, (unsigned)i);
        if (strcmp(event->event, events[edition]) == 0)
            return event->date;
    }
    return edtf_undated();
}

struct edtf_date national_compact_then(const struct reading *reading) {
    const struct edtf_date own = reading->document->date;
    struct edtf_date then = edtf_undated();
    if (own.earliest == EDTF_OPEN_EARLIEST || own.latest == EDTF_OPEN_LATEST)
        return then;
    for (size_t i = 0; i < EDITIONS; i++) {
        struct edtf_date edition = edition_date(reading, i);
        if (edtf_is_undated(edition) || edition.earliest > own.latest)
            break;
        if (edition.latest > own.earliest)
            return edtf_undated(); /* made while the one gave way to the other
                                    */
        then = edition;
    }
    return then;
}

/* The month or the day of an edition. */
static bool is_an_editions(const struct reading *reading,
                           struct edtf_date when) {
    enum { MONTH_DAYS = 31 };
    if (edtf_is_undated(when) || when.latest - when.earliest > MONTH_DAYS)
        return false;
    for (size_t i = 0; i < EDITIONS; i++) {
        struct edtf_date edition = edition_date(reading, i);
        if (when.latest >= edition.earliest && when.earliest <= edition.latest)
            return true;
    }
    return false;
}

/* Whose Compact it is stands in the same part of the text. */
static bool names_government(const struct reading *reading,
                             struct word_span in) {
    static const char *const names[] = {
        "the government", "government and",  "the prime minister",
        "home secretary", "national",        "central government",
        "her majesty's",  "the home office", NULL};
    return words_find(reading, in.first, in.end, names) < in.end;
}

struct edtf_date national_compact_told(const struct reading *reading,
                                       size_t compact) {
    enum { NEAR = 24 };
    struct word_span in = reading_sentence(reading, compact);
    if (compact - in.first > NEAR)
        in.first = compact - NEAR;
    if (in.end - compact > NEAR)
        in.end = compact + NEAR;
    for (size_t word = in.first; word < in.end; word++) {
        struct found_date found;
        if (!word_has_class(reading, word, WORD_OF_DATE) ||
            !date_at(reading, word, in.end, &found))
            continue;
        if (names_government(reading, in) &&
            is_an_editions(reading, found.when))
            return found.when;
        word += found.word_count - 1;
    }
    return edtf_undated();
}
