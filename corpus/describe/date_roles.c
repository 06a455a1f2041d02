#include "describe/date_roles.h"

#include <string.h>

#include "describe/date_resolve.h"
#include "describe/words.h"

/* A date as it is looked at: its sentence's words about it. */
struct view {
    const struct reading *reading;
    const struct found_date *date;
    struct word_span in;
    size_t end; /* one past the date's last word */
};

static bool any_said(const struct view *view, word_list list) {
    return words_find(view->reading, view->in.first, view->in.end, list) <
           view->in.end;
}

/* One of the phrases stands before the date, with few words between. */
static bool said_before(const struct view *view, word_list list,
                        size_t distance) {
    size_t date = view->date->first_word;
    size_t from =
        date - view->in.first > distance ? date - distance : view->in.first;
    return words_find(view->reading, from, date, list) < date;
}

/* Claims. */

static bool claim_is(const struct claim *claim, word_list rules) {
    for (size_t i = 0; rules[i]; i++)
        if (strcmp(claim->rule, rules[i]) == 0)
            return true;
    return false;
}

/* "Published ...", "Revised ..." issue a paper, "Agreed ..." signs it. */
static bool is_issued(const struct view *view) {
    static const char *const issues[] = {"published", "issued",    "produced",
                                         "revised",   "refreshed", "reviewed",
                                         "updated",   "completed", "launched",
                                         "printed",   NULL};
    return said_before(view, issues, 16);
}

static bool is_of_a_meeting(const struct view *view) {
    static const char *const meetings[] = {
        "meeting",   "meetings", "cabinet", "committee", "board",  "minutes",
        "executive", "council",  "panel",   "agm",       "agenda", NULL};
    return said_before(view, meetings, 12);
}

static bool is_an_events_page(const struct reading *reading) {
    int facet = schema_find_inferred(reading->schema, INFER_KIND);
    return facet != SCHEMA_NO_INDEX &&
           document_has_value(reading->document, (unsigned)facet, "event");
}

static bool is_a_committees(const struct reading *reading) {
    int facet = schema_find_inferred(reading->schema, INFER_KIND);
    return reading->is_form ||
           (facet != SCHEMA_NO_INDEX &&
            document_has_value(reading->document, (unsigned)facet,
                               "committee-paper"));
}

static enum date_role role_of_claim(const struct view *view,
                                    const struct claim *claim) {
    static const char *const signing[] = {"signature-date",     "made-on",
                                          "agreed-in-sentence", "placed",
                                          "came-into-effect",   NULL};
    static const char *const adopting[] = {"adopted-in-sentence", "agreed-this",
                                           "adopted-line", NULL};
    static const char *const meeting[] = {"meeting-line", "held-on", "sitting",
                                          "labelled-meeting", NULL};
    static const char *const heads[] = {
        "top-date-line", "labelled-date", "title-date", "closing-date-line",
        "timed-line",    "under-title",   NULL};
    static const char *const issues[] = {"newsletter", "bulletin", "briefing",
                                         "issue", NULL};
    if (claim_is(claim, signing))
        return DATE_SIGNED;
    if (claim_is(claim, adopting))
        return is_issued(view) ? DATE_PUBLISHED : DATE_SIGNED;
    if (claim_is(claim, meeting) && said_before(view, issues, 16))
        return DATE_PUBLISHED;
    if (claim_is(claim, meeting))
        return is_an_events_page(view->reading) ? DATE_EVENT : DATE_MEETING;
    if (strcmp(claim->rule, "event-line") == 0)
        return DATE_EVENT;
    if (!claim_is(claim, heads))
        return DATE_PUBLISHED;
    if (is_of_a_meeting(view) || is_a_committees(view->reading))
        return DATE_MEETING;
    return is_an_events_page(view->reading) ? DATE_EVENT : DATE_PUBLISHED;
}

/* What no claim is made with. */

/* "© Barset Voice 2006-2021" that was kept. */
static bool is_of_rights(const struct view *view) {
    static const char *const marks[] = {"copyright", "charity registration",
                                        "all rights reserved", NULL};
    const struct block *block =
        &view->reading->document->blocks[view->date->block];
    enum { LINE_BYTES = 120 };
    return block->end - block->start <= LINE_BYTES &&
           (any_said(view, marks) ||
            strncmp(view->reading->document->text + block->start, "©",
                    strlen("©")) == 0);
}

/* "15 years of the Compact in 2013", "its tenth anniversary in 2008" */
static bool is_anniversary(const struct view *view) {
    static const char *const nouns[] = {
        "anniversary", "anniversaries", "birthday", "birthdays",
        "jubilee",     "anniversary's", NULL};
    static const char *const spans[] = {"years of", "years since", "years old",
                                        "years on", "years in",    "decade of",
                                        NULL};
    static const char *const feasts[] = {
        "celebrating", "celebrate", "celebrates", "celebrated", "celebration",
        "marking",     "marks",     "marked",     "mark",       NULL};
    return any_said(view, nouns) ||
           (any_said(view, spans) && any_said(view, feasts));
}

/* "by 31 March 2009", "no later than noon on Friday 3 May". */
static bool is_deadline(const struct view *view) {
    static const char *const directly[] = {"by",
                                           "by the end of",
                                           "by end of",
                                           "by mid",
                                           "by early",
                                           "by late",
                                           "before",
                                           "before the end of",
                                           "no later than",
                                           "not later than",
                                           "deadline",
                                           "deadline is",
                                           "deadline of",
                                           "closing date",
                                           "closing date is",
                                           "closes on",
                                           "close on",
                                           "until",
                                           "expires on",
                                           "expire on",
                                           "ends on",
                                           "due on",
                                           "due by",
                                           "due in",
                                           "due",
                                           "review date",
                                           "next review",
                                           "target date",
                                           NULL};
    static const char *const set[] = {"deadline",
                                      "closing date",
                                      "closing dates",
                                      "responses by",
                                      "reply by",
                                      "replies by",
                                      "no later than",
                                      "not later than",
                                      "return by",
                                      "review date",
                                      "will be reviewed",
                                      "be reviewed in",
                                      "reviewed by",
                                      "apply by",
                                      "to arrive by",
                                      "to reach us by",
                                      "at the latest",
                                      "expires",
                                      NULL};
    static const char *const times[] = {
        "monday", "tuesday", "wednesday", "thursday", "friday",   "saturday",
        "sunday", "noon",    "5pm",       "on",       "midnight", "4pm",
        "12",     "the",     "pm",        NULL};
    enum { TIMES_MAX = 4, PHRASE_MAX = 4, NEAR = 10 };
    const struct reading *reading = view->reading;
    size_t date = view->date->first_word;
    size_t at = date;
    for (int i = 0; i < TIMES_MAX && at > view->in.first &&
                    word_in(reading, at - 1, times);
         i++)
        at--;
    for (size_t back = 1; back <= PHRASE_MAX && at >= view->in.first + back;
         back++)
        if (words_begin(reading, at - back, at, directly) == back ||
            words_begin(reading, date - back, date, directly) == back)
            return true;
    return said_before(view, set, NEAR);
}

/* "At its meeting on 3 May", "the minutes of 4 June", "Cabinet on 7 July". */
static bool is_meeting(const struct view *view) {
    static const char *const nouns[] = {
        "meeting", "meetings", "meets",  "minutes",
        "agm",     "met",      "minute", "annual general meeting",
        NULL};
    static const char *const bodies[] = {
        "cabinet", "committee", "sub committee", "executive", "board",
        "council", "panel",     "assembly",      NULL};
    static const char *const links[] = {"on", "of", "held on", "dated", NULL};
    enum { NEAR = 8, BODY_NEAR = 4 };
    size_t date = view->date->first_word;
    if (view->date->form != DATE_DAY && view->date->form != DATE_DAY_NO_YEAR)
        return said_before(view, nouns, 3);
    size_t before = weekday_before(view->reading, date) >= 0 ? date - 1 : date;
    bool linked = before > view->in.first &&
                  (word_in(view->reading, before - 1, links) ||
                   gap_has(gap_after(view->reading, before - 1), ","));
    return said_before(view, nouns, NEAR) ||
           (linked && said_before(view, bodies, BODY_NEAR));
}

/* "a workshop held on 6 July", "the Barset Compact Conference 2009", "the
 * consultation ended in August". */
static bool is_event(const struct view *view) {
    static const char *const nouns[] = {"workshop",
                                        "workshops",
                                        "conference",
                                        "event",
                                        "events",
                                        "seminar",
                                        "seminars",
                                        "roadshow",
                                        "summit",
                                        "forum",
                                        "launch",
                                        "launched",
                                        "festival",
                                        "ceremony",
                                        "awards",
                                        "exhibition",
                                        "fair",
                                        "open day",
                                        "training day",
                                        "fun day",
                                        "away day",
                                        "symposium",
                                        "reception",
                                        "hustings",
                                        "agm",
                                        "training session",
                                        "training sessions",
                                        "showcase",
                                        NULL};
    static const char *const acts[] = {"held",
                                       "holding",
                                       "takes place",
                                       "took place",
                                       "take place",
                                       "taking place",
                                       "attended",
                                       "came along",
                                       "come along",
                                       "join us",
                                       "consultation ran",
                                       "consultation ended",
                                       "period ended",
                                       "consultation closed",
                                       "consultation began",
                                       "ran from",
                                       "hosted",
                                       "opened by",
                                       "finished",
                                       "gathered",
                                       NULL};
    return any_said(view, nouns) || any_said(view, acts);
}

/* The role of a date in the text. `claim` is what it claims to be the paper's
 * own by; its rank is 0 when it claims nothing. */
static enum date_role role_of(const struct reading *reading,
                              const struct found_date *date,
                              const struct claim *claim) {
    const struct view view = {reading, date, date_surroundings(reading, date),
                              date->first_word + date->word_count};
    if (reading->blocks[date->block].cited)
        return DATE_CITED;
    if (claim->rank > 0)
        return role_of_claim(&view, claim);
    if (is_of_rights(&view))
        return DATE_FOOTER;
    if (is_anniversary(&view))
        return DATE_ANNIVERSARY;
    if (is_deadline(&view))
        return DATE_DEADLINE;
    if (is_meeting(&view))
        return DATE_MEETING;
    return is_event(&view) ? DATE_EVENT : DATE_CITED;
}

/* A number that only looks like a year: "over 2000 people". */
static bool counts_something(const struct reading *reading,
                             const struct found_date *date) {
    static const char *const before[] = {
        "over",   "about",         "some",  "nearly", "than", "almost",
        "around", "approximately", "total", "up",     NULL};
    static const char *const after[] = {
        "people",    "organisations", "groups",    "members", "volunteers",
        "residents", "copies",        "homes",     "words",   "hours",
        "children",  "employees",     "staff",     "jobs",    "pounds",
        "delegates", "charities",     "responses", "places",  "households",
        "young",     "local",         "voluntary", "more",    NULL};
    size_t word = date->first_word;
    if (date->form != DATE_YEAR)
        return false;
    size_t first = reading->blocks[date->block].first_word;
    if (word > first && (gap_has(gap_after(reading, word - 1), "£") ||
                         word_in(reading, word - 1, before)))
        return true;
    return word + 1 < reading_block_end(reading, date->block) &&
           gap_is(gap_after(reading, word), " ") &&
           !word_has_capital(reading, word + 1) &&
           word_in(reading, word + 1, after);
}

/* The date, or the span that it opens. */
static struct document_date whole_date(const struct found_date *dates,
                                       size_t index) {
    const struct found_date *last = &dates[index];
    while (last->goes_on)
        last++;
    struct document_date whole = {.when = dates[index].when,
                                  .certainty = dates[index].certainty,
                                  .start = dates[index].start,
                                  .end = last->end};
    if (last != &dates[index] && last->when.latest >= whole.when.earliest &&
        !edtf_is_undated(whole.when))
        whole.when.latest = last->when.latest;
    else
        whole.end = dates[index].end;
    return whole;
}

enum concord_status dates_give(struct reading *reading,
                               const struct found_date *dates,
                               const struct claim *claims, size_t count,
                               struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    size_t end = 0;
    for (size_t i = 0; i < count && status == CONCORD_OK; i++) {
        if (edtf_is_undated(dates[i].when) || dates[i].start < end ||
            counts_something(reading, &dates[i]))
            continue;
        struct document_date date = whole_date(dates, i);
        date.role = role_of(reading, &dates[i], &claims[i]);
        end = date.end;
        status = document_add_date(reading->document, date, err);
    }
    return status;
}

enum concord_status date_give_outside(struct document *document,
                                      const struct claim *claim,
                                      struct concord_error *err) {
    if (claim->rank == 0)
        return CONCORD_OK;
    return document_add_date(
        document,
        (struct document_date){.when = claim->when,
                               .certainty = claim->certainty,
                               .role = DATE_PUBLISHED,
                               .quote = claim->outside},
        err);
}
