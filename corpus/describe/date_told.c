#include "describe/date_told.h"

#include "describe/date_resolve.h"
#include "describe/words.h"
#include "schema/authorities.h"

enum { RANK_TOLD = 5, WEEK_DAYS = 7 };

static struct claim no_claim(void) {
    return (struct claim){.rank = 0, .when = edtf_undated()};
}

static struct claim claim_of(struct edtf_date when, const char *rule,
                             enum certainty certainty, size_t start,
                             size_t end) {
    return (struct claim){.rank = RANK_TOLD,
                          .rule = rule,
                          .certainty = certainty,
                          .when = when,
                          .start = start,
                          .end = end,
                          .source = EVIDENCE_TEXT};
}

/* ---- today, yesterday, last month ---- */

static const char *const todays[] = {"today", NULL};
static const char *const yesterdays[] = {"yesterday", "last night",
                                         "last evening", NULL};
static const char *const weeks[] = {"last week", "earlier this week",
                                    "this week", NULL};
static const char *const past_months[] = {"last month", NULL};
static const char *const months[] = {"this month", "earlier this month", NULL};

/* The month after the one that the day is in. */
static struct edtf_date month_after(edtf_day day) {
    int year = 0;
    int month = 0;
    edtf_day_to_civil(day, &year, &month, NULL);
    return month == 12 ? edtf_month(year + 1, 1) : edtf_month(year, month + 1);
}

static struct edtf_date month_of_day(edtf_day day) {
    int year = 0;
    int month = 0;
    edtf_day_to_civil(day, &year, &month, NULL);
    return edtf_month(year, month);
}

static bool within_a_month(struct edtf_date when) {
    enum { MONTH_DAYS = 31 };
    return !edtf_is_undated(when) && when.earliest != EDTF_OPEN_EARLIEST &&
           when.latest != EDTF_OPEN_LATEST &&
           when.latest - when.earliest < MONTH_DAYS;
}

/* When the text was written that calls `when` by the phrase in first..end;
 * undated when there is none that tells. */
static struct edtf_date told_since(const struct reading *reading, size_t first,
                                   size_t end, struct edtf_date when) {
    bool exact = when.earliest == when.latest;
    if (words_find(reading, first, end, past_months) < end)
        return month_after(when.latest);
    if (words_find(reading, first, end, months) < end)
        return month_of_day(when.earliest);
    if (!exact)
        return edtf_undated();
    if (words_find(reading, first, end, todays) < end)
        return when;
    if (words_find(reading, first, end, yesterdays) < end)
        return (struct edtf_date){when.latest + 1, when.latest + 1};
    if (words_find(reading, first, end, weeks) < end)
        return (struct edtf_date){when.latest + 1, when.latest + WEEK_DAYS + 3};
    return edtf_undated();
}

/* "today (14 May 2009)", "last week, on 14 May 2009": what stands directly
 * before the date, but for small words. */
struct edtf_date date_told_since(const struct reading *reading,
                                 const struct found_date *date) {
    enum { NEAR = 4 };
    static const char *const small[] = {
        "on",       "in",      "at",        "the",      "of",
        "monday",   "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday",  NULL};
    struct word_span in = reading_sentence(reading, date->first_word);
    size_t first = date->first_word;
    while (first > in.first && date->first_word - first < NEAR &&
           word_in(reading, first - 1, small))
        first--;
    size_t from = first - in.first > 3 ? first - 3 : in.first;
    while (from < first && gap_ends_sentence(reading, from))
        from++;
    return told_since(reading, from, first, date->when);
}

static struct claim since_date(const struct reading *reading,
                               const struct found_date *date) {
    struct edtf_date when = date_told_since(reading, date);
    return edtf_is_undated(when)
               ? no_claim()
               : claim_of(when, "told-since", CERTAINTY_DERIVED, date->start,
                          date->end);
}

/* "The Act became law last month." */
static struct claim since_event(const struct reading *reading,
                                const struct mention *mention) {
    static const char *const verbs[] = {
        "became",   "received",  "came",     "passed", "gained", "published",
        "launched", "announced", "released", "was",    NULL};
    enum { NEAR = 12 };
    const struct dated_event *event =
        schema_event(reading->schema, mention->watched->value);
    struct word_span in = reading_sentence(reading, mention->first_word);
    size_t after = mention->first_word + mention->word_count;
    size_t end = in.end > after + NEAR ? after + NEAR : in.end;
    size_t verb = words_find(reading, after, end, verbs);
    if (verb == end || reading->words[mention->first_word].quoted ||
        !within_a_month(event->date))
        return no_claim();
    struct edtf_date when = told_since(reading, verb, end, event->date);
    return edtf_is_undated(when)
               ? no_claim()
               : claim_of(when, "told-since", CERTAINTY_DERIVED, mention->start,
                          mention->end);
}

struct claim claim_told_since(const struct reading *reading,
                              const struct found_date *dates, size_t count) {
    struct claim claim = no_claim();
    for (size_t i = 0; i < count && claim.rank == 0; i++)
        if (within_a_month(dates[i].when) &&
            dates[i].certainty == CERTAINTY_STATED &&
            !reading->words[dates[i].first_word].quoted &&
            !reading->blocks[dates[i].block].cited)
            claim = since_date(reading, &dates[i]);
    for (size_t i = 0; i < reading->dated_count && claim.rank == 0; i++)
        if (reading->dated[i].watched->sort == WATCHED_EVENT)
            claim = since_event(reading, &reading->dated[i]);
    return claim;
}

/* ---- announced ---- */

/* The sentence asks the reader for something by the day, or to come on it. */
static bool is_asked(const struct reading *reading, struct word_span in) {
    static const char *const asks[] = {"your comments",
                                       "your views",
                                       "your response",
                                       "your responses",
                                       "comments by",
                                       "responses by",
                                       "closing date",
                                       "please send",
                                       "please reply",
                                       "please return",
                                       "please respond",
                                       "please register",
                                       "please book",
                                       "book your place",
                                       "join us",
                                       "rsvp",
                                       "to book",
                                       "you are invited",
                                       "invite you",
                                       "invites you",
                                       "nominations by",
                                       "applications by",
                                       "apply by",
                                       "deadline for responses",
                                       "deadline for applications",
                                       "deadline for nominations",
                                       "deadline for comments",
                                       "return your",
                                       "consultation closes",
                                       "consultation ends",
                                       "consultation will close",
                                       "consultation will end",
                                       "consultation period ends",
                                       "consultation runs",
                                       "consultation will run",
                                       "responses should",
                                       "comments should",
                                       "is inviting",
                                       "come along",
                                       "answers by",
                                       "replies by",
                                       "views by",
                                       "comments to",
                                       "entries by",
                                       "let us know by",
                                       "let us have your",
                                       "tell us by",
                                       "open from",
                                       "runs from",
                                       "open until",
                                       "closes on",
                                       "closing on",
                                       "please ring by",
                                       "please contact",
                                       "reply by",
                                       "return by",
                                       "to arrive by",
                                       "to reach us by",
                                       NULL};
    return words_find(reading, in.first, in.end, asks) < in.end;
}

/* "The consultation opened on ..." */
static bool is_opening(const struct reading *reading, struct word_span in) {
    static const char *const signs[] = {
        "consultation opened", "consultation opens",
        "consultation began",  "consultation started",
        "consultation starts", "consultation begins",
        "was launched",        NULL};
    return words_find(reading, in.first, in.end, signs) < in.end;
}

/* The first day that readers are asked for, and the consultation's opening. */
struct announced {
    const struct found_date *asked;
    const struct found_date *opened;
};

static struct announced find_announced(const struct reading *reading,
                                       const struct found_date *dates,
                                       size_t count) {
    struct announced found = {NULL, NULL};
    for (size_t i = 0; i < count; i++) {
        const struct found_date *date = &dates[i];
        if (!within_a_month(date->when) ||
            date->certainty != CERTAINTY_STATED ||
            reading->words[date->first_word].quoted ||
            reading->blocks[date->block].cited)
            continue;
        struct word_span in = date_surroundings(reading, date);
        if (date->goes_on && is_asked(reading, in)) {
            found.opened = date;
            continue;
        }
        if (is_opening(reading, in) && !is_asked(reading, in))
            found.opened = date;
        else if (is_asked(reading, in) &&
                 (!found.asked || date->when.latest < found.asked->when.latest))
            found.asked = date;
    }
    return found;
}

/* A day after it that is told as past, and it is past too. */
static bool is_outlived(const struct reading *reading,
                        const struct found_date *dates, size_t count,
                        edtf_day day) {
    for (size_t i = 0; i < count; i++)
        if (!edtf_is_undated(dates[i].when) && dates[i].when.earliest > day &&
            words_tell_past(reading, date_surroundings(reading, &dates[i])))
            return true;
    return false;
}

static bool is_of_kind(const struct reading *reading, word_list kinds) {
    int facet = schema_find_inferred(reading->schema, INFER_KIND);
    for (size_t i = 0; facet != SCHEMA_NO_INDEX && kinds[i]; i++)
        if (document_has_value(reading->document, (unsigned)facet, kinds[i]))
            return true;
    return false;
}

/* Open for twelve weeks and more, where other things are asked for in one month
 * or two. */
static bool is_a_consultation(const struct reading *reading,
                              const struct found_date *asked) {
    static const char *const kinds[] = {"consultation", NULL};
    static const char *const views[] = {
        "comments",  "views",        "response", "responses",
        "responded", "consultation", "answers",  "consulting",
        "respond",   "draft",        NULL};
    struct word_span in = reading_sentence(reading, asked->first_word);
    return is_of_kind(reading, kinds) ||
           words_find(reading, in.first, in.end, views) < in.end;
}

struct claim claim_announced(const struct reading *reading,
                             const struct found_date *dates, size_t count) {
    enum {
        SHORT_DAYS = 62,
        LIKELY_DAYS = 91,
        MOST_DAYS = 120,
        LONGEST_DAYS = 250
    };
    struct announced found = find_announced(reading, dates, count);
    if (!found.asked ||
        is_outlived(reading, dates, count, found.asked->when.latest))
        return no_claim();
    edtf_day last = found.asked->when.latest;
    struct edtf_date when = {last - MOST_DAYS, last};
    struct edtf_date shorter = {last - SHORT_DAYS, last};
    bool sure = edtf_single_year(when) != 0;
    if (sure)
        when.earliest = last - LIKELY_DAYS;
    else if (!is_a_consultation(reading, found.asked) &&
             edtf_single_year(shorter) != 0)
        when = shorter;
    if (found.opened && found.opened->when.earliest < last &&
        last - found.opened->when.earliest <= LONGEST_DAYS) {
        when.earliest = found.opened->when.earliest;
        sure = true;
    }
    return claim_of(when, "asked-by-then",
                    sure ? CERTAINTY_DERIVED : CERTAINTY_PROBABLE,
                    found.asked->start, found.asked->end);
}

/* ---- news ---- */

static bool is_news(const struct reading *reading) {
    static const char *const kinds[] = {"news", "committee-paper", NULL};
    return is_of_kind(reading, kinds);
}

struct claim claim_news(const struct reading *reading,
                        const struct found_date *dates, size_t count) {
    enum { OPENING_BLOCKS = 4, DAYS = 61 };
    struct claim claim = no_claim();
    if (!is_news(reading))
        return claim;
    for (size_t i = 0; i < count; i++) {
        const struct found_date *date = &dates[i];
        if (date->block < OPENING_BLOCKS && date->form == DATE_DAY &&
            !reading->words[date->first_word].quoted &&
            date->when.earliest > claim.when.earliest &&
            words_tell_past(reading, date_surroundings(reading, date)))
            claim = claim_of(date->when, "news-of-the-day", CERTAINTY_PROBABLE,
                             date->start, date->end);
    }
    if (claim.rank == 0 ||
        is_outlived(reading, dates, count, claim.when.latest))
        return no_claim();
    claim.when.latest += DAYS;
    return claim;
}
