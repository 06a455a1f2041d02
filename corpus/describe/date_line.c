/* date_line.c - the date that a line is and nothing else. */
#include "describe/date_line.h"

#include <string.h>

#include "describe/date_text.h"
#include "describe/words.h"

enum { LINE_BYTES = 80, DAY_BYTES = 10 };

/* The day of a time stamp: what follows it is the time. */
static bool read_stamp(struct edtf_date *out, const char *line) {
    char day[DAY_BYTES + 1];
    if (strlen(line) <= DAY_BYTES || !strchr("T ", line[DAY_BYTES]) ||
        strspn(line + DAY_BYTES + 1, "0123456789") < 2)
        return false;
    memcpy(day, line, DAY_BYTES);
    day[DAY_BYTES] = '\0';
    return edtf_parse(out, day);
}

static size_t skip_weekday(const struct reading *reading) {
    static const char *const days[] = {
        "monday",   "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday",  "mon",       "tue",      "wed",
        "thu",      "fri",     "sat",       "sun",      NULL};
    return reading->word_count > 0 && word_in(reading, 0, days) ? 1 : 0;
}

/* One date that is all of the line, or two that are a span. */
static struct edtf_date whole_line(const struct reading *reading,
                                   const struct found_date *dates,
                                   size_t count) {
    bool span =
        count == 2 && dates[0].form == DATE_SPAN && dates[1].form == DATE_SPAN;
    if ((count != 1 && !span) || dates[0].first_word != skip_weekday(reading) ||
        dates[count - 1].first_word + dates[count - 1].word_count !=
            reading->word_count)
        return edtf_undated();
    struct edtf_date whole = dates[0].when;
    if (span && !edtf_is_undated(dates[0].when) &&
        dates[1].when.latest >= whole.earliest)
        whole.latest = dates[1].when.latest;
    return whole;
}

/* The line as a paper of one block. */
static enum concord_status read_words(struct edtf_date *out, const char *line,
                                      struct concord_error *err) {
    struct block block = {BLOCK_PARAGRAPH, 0, 0, strlen(line)};
    struct document document = {.text = line,
                                .text_size = block.end,
                                .blocks = &block,
                                .block_count = 1};
    struct reading reading = {.document = &document};
    struct found_date *dates = NULL;
    size_t count = 0;
    enum concord_status status = reading_begin(&reading, err);
    if (status == CONCORD_OK)
        status = dates_find(&reading, &dates, &count, err);
    if (status == CONCORD_OK)
        *out = whole_line(&reading, dates, count);
    reading_end(&reading);
    return status;
}

enum concord_status date_of_line(struct edtf_date *out, const char *line,
                                 struct concord_error *err) {
    if (edtf_parse(out, line) || read_stamp(out, line))
        return CONCORD_OK;
    *out = edtf_undated();
    return strlen(line) > LINE_BYTES ? CONCORD_OK : read_words(out, line, err);
}
