/* date_words.c - see date_words.h. */
#include "date_words.h"

#include <stdio.h>
#include <string.h>

#include "date_pieces.h"
#include "date_point.h"

static const char *const before_words[] = {"before", "pre", "prior to",
                                           "earlier than", NULL};
static const char *const after_words[] = {"after", "post", "later than", NULL};
static const char *const since_words[] = {"since", "from", NULL};
static const char *const until_words[] = {"until", "till", "til",     "by",
                                          "up to", "to",   "through", NULL};
static const char *const joint_words[] = {"to",  "until",   "till",
                                          "til", "through", NULL};
static const char *const onwards_words[] = {
    "onwards",   "onward",   "on",       "and after",
    "and later", "or later", "or after", NULL};
static const char *const back_words[] = {"and before", "and earlier",
                                         "or earlier", "or before", NULL};
static const char *const lead_words[] = {"in", "on", "during", "dated", NULL};

/* What is asked for, while it is read. A fault is kept, the first of all. */
struct question {
    struct date_reader reader;
    struct edtf_date *out;
    enum date_fault fault;
};

static bool at_end(const struct question *question) {
    return question->reader.at->kind == PIECE_END;
}

static bool fail(struct question *question, enum date_fault fault) {
    if (question->fault == DATE_SOUND)
        question->fault = fault;
    return question->fault == DATE_SOUND;
}

static bool read_point(struct question *question, struct date_point *point) {
    return fail(question, date_point_read(point, &question->reader));
}

static bool span_point(struct question *question,
                       const struct date_point *point, struct edtf_date *span) {
    return fail(question, date_point_span(span, point));
}

static bool read_span(struct question *question, struct edtf_date *span) {
    struct date_point point;
    return read_point(question, &point) && span_point(question, &point, span);
}

/* What the first leaves out is the second's; "November to February 2007" began
 * the year before. */
static void complete(struct date_point *first, const struct date_point *last) {
    if (first->spanned || first->year > 0 || last->spanned)
        return;
    if (first->month == 0)
        first->month = last->month;
    first->year = last->year;
    if (first->month > last->month && last->month > 0)
        first->year--;
}

/* The second date of a range that `first` begins. */
static void read_last(struct question *question, struct date_point first) {
    struct date_point last;
    struct edtf_date begins = edtf_undated();
    struct edtf_date ends = edtf_undated();
    if (!read_point(question, &last))
        return;
    complete(&first, &last);
    if (!span_point(question, &first, &begins) ||
        !span_point(question, &last, &ends))
        return;
    *question->out = (struct edtf_date){begins.earliest, ends.latest};
    if (question->out->earliest > question->out->latest)
        fail(question, DATE_BACKWARDS);
}

static void read_between(struct question *question) {
    struct date_point first;
    if (!read_point(question, &first))
        return;
    if (date_accept_word(&question->reader, "and") ||
        date_accept_mark(&question->reader, '-') ||
        date_accept_any(&question->reader, joint_words))
        read_last(question, first);
    else
        fail(question, DATE_UNREADABLE);
}

/* Behind a first date that no word stands before, or "from". */
static void read_rest(struct question *question, bool from) {
    static const char *const present[] = {"date", "now", "present",
                                          "the present", NULL};
    struct date_point first;
    struct edtf_date span = edtf_undated();
    if (!read_point(question, &first))
        return;
    bool dotted = date_accept_mark(&question->reader, ':');
    bool joined = dotted || date_accept_mark(&question->reader, '-') ||
                  date_accept_any(&question->reader, joint_words);
    bool open = joined && ((dotted && at_end(question)) ||
                           date_accept_any(&question->reader, present));
    if (joined && !open) {
        read_last(question, first);
        return;
    }
    if (!span_point(question, &first, &span))
        return;
    *question->out = span;
    if (open || date_accept_any(&question->reader, onwards_words) || from)
        question->out->latest = EDTF_OPEN_LATEST;
    else if (date_accept_any(&question->reader, back_words))
        question->out->earliest = EDTF_OPEN_EARLIEST;
}

/* `step` days past a bound of the date; there may be none. */
static void read_open(struct question *question, edtf_day *bound,
                      bool latest_of_it, int step) {
    struct edtf_date span = edtf_undated();
    int year = 0;
    date_accept_mark(&question->reader, '-');
    if (!read_span(question, &span))
        return;
    *bound = (latest_of_it ? span.latest : span.earliest) + step;
    edtf_day_to_civil(*bound, &year, NULL, NULL);
    if (year < 1 || year > 9999)
        fail(question, DATE_NO_DAY);
}

static void read_question(struct question *question) {
    struct date_reader *reader = &question->reader;
    date_accept_any(reader, lead_words);
    if (date_accept_any(reader, before_words))
        read_open(question, &question->out->latest, false, -1);
    else if (date_accept_any(reader, after_words))
        read_open(question, &question->out->earliest, true, 1);
    else if (date_accept_any(reader, until_words) ||
             date_accept_mark(reader, ':'))
        read_open(question, &question->out->latest, true, 0);
    else if (date_accept_word(reader, "between"))
        read_between(question);
    else
        read_rest(question, date_accept_any(reader, since_words));
    if (!at_end(question))
        fail(question, DATE_UNREADABLE);
}

static const char *reason(enum date_fault fault) {
    switch (fault) {
    case DATE_NO_YEAR:
        return "it names no year";
    case DATE_NO_DAY:
        return "the calendar has no such day or month";
    case DATE_RELATIVE:
        return "dates that move with today are not read, for the answer "
               "could be neither cached nor cited: name the year";
    case DATE_BACKWARDS:
        return "it ends before it begins";
    case DATE_TOO_LONG:
        return "it is too long for a date";
    case DATE_EMPTY:
        return "there is nothing in it";
    case DATE_UNREADABLE:
    case DATE_SOUND:
        break;
    }
    return "it is no date";
}

static enum concord_status refuse(const struct question *question,
                                  const char *name, const char *text,
                                  struct concord_error *err) {
    const char *at = question->reader.at->shown;
    bool shows = question->fault == DATE_UNREADABLE && *at;
    return concord_refuse(
        err, name,
        "%s is \"%.60s\": %s%s%s%s; write 2007, 2007-04, 2007-04-01, a range "
        "of these (2005..2010, ..2010, 2010..), or words: \"april 2007\", "
        "\"1 April 2007\", \"before 2010\", \"since March 2005\", \"between "
        "2003 and 2006\", \"spring 2007\", \"early 2004\", \"the 1990s\", "
        "\"2006/07\" for a financial year",
        name, text, reason(question->fault), shows ? " (see \"" : "",
        shows ? at : "", shows ? "\")" : "");
}

/* A range of EDTF dates: nothing in it is a word or a guess. */
static bool is_plain(const char *text) {
    struct edtf_date date;
    char bracketed[EDTF_TEXT_MAX];
    int size = snprintf(bracketed, sizeof bracketed, "[%s]", text);
    return size < EDTF_TEXT_MAX && edtf_parse(&date, bracketed);
}

enum concord_status date_words_read(struct edtf_date *out, bool *worded,
                                    const char *name, const char *text,
                                    struct concord_error *err) {
    struct date_pieces pieces;
    struct question question = {{pieces.items}, out, DATE_SOUND};
    *out = edtf_undated();
    *worded = false;
    if (edtf_parse(out, text))
        return CONCORD_OK;
    enum concord_status status = date_pieces_cut(&pieces, text, err);
    if (status != CONCORD_OK)
        return status;
    if (pieces.failed)
        fail(&question, DATE_TOO_LONG);
    else if (at_end(&question))
        fail(&question, DATE_EMPTY);
    else
        read_question(&question);
    if (question.fault != DATE_SOUND)
        return refuse(&question, name, text, err);
    *worded = !is_plain(text);
    return CONCORD_OK;
}

void date_words_format(char out[DATE_SHOWN_MAX], struct edtf_date date) {
    edtf_format(out, date);
    size_t size = strlen(out);
    if (out[0] != '[')
        return;
    memmove(out, out + 1, size);
    out[size - 2] = '\0';
}
