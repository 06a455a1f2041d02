/* date_claims.c - the places where papers put their own date, and what each
 * weighs. */
#include "describe/date_claims.h"

#include "describe/date_imprint.h"
#include "describe/date_labels.h"
#include "describe/date_said.h"
#include "describe/date_years.h"
#include "describe/lines.h"
#include "describe/words.h"

typedef bool claim_test(const struct reading *reading,
                        const struct found_date *date);

/* Lines. */

/* A day whose year its markup gave, and nothing else on the line. */
static bool is_whole_line(const struct reading *reading,
                          const struct found_date *date) {
    size_t first = reading->blocks[date->block].first_word;
    if (date->form == DATE_MONTH && date->first_word == first + 1 &&
        date->first_word + date->word_count ==
            reading_block_end(reading, date->block) &&
        word_has_capital(reading, first) &&
        gap_is(gap_after(reading, first), " / "))
        return true; /* "Hydref / October 2011" */
    return date->form == DATE_DAY &&
           date->first_word + date->word_count ==
               reading_block_end(reading, date->block) &&
           date->first_word - first <=
               (weekday_before(reading, date->first_word) >= 0);
}

/* Beside another line that is a date: "Archives, June 2015, May 2015". */
static bool stands_in_a_list(const struct reading *reading, size_t block) {
    return (block > 0 && line_is_date(reading, block - 1)) ||
           (block + 1 < reading->document->block_count &&
            line_is_date(reading, block + 1));
}

static bool claims_top_line(const struct reading *reading,
                            const struct found_date *date) {
    return date->block < TOP_BLOCKS &&
           (line_is_date(reading, date->block) ||
            is_whole_line(reading, date)) &&
           !(date->form == DATE_MONTH &&
             stands_in_a_list(reading, date->block)) &&
           prose_above(reading, date->block) <= 1;
}

/* A date ends the block. */
static bool ends_with_date(const struct reading *reading, size_t block) {
    enum { DATE_WORDS_MAX = 3, LINE_WORDS_MIN = 4 };
    if (block >= reading->document->block_count ||
        reading->blocks[block].word_count < LINE_WORDS_MIN)
        return false;
    size_t end = reading_block_end(reading, block);
    for (size_t word = end - DATE_WORDS_MAX; word < end; word++) {
        struct found_date date;
        if (date_at(reading, word, end, &date) && word + date.word_count == end)
            return true;
    }
    return false;
}

/* Its neighbours end with dates too: a row of a plan, or of a list of what was
 * done. */
static bool is_row_of_dates(const struct reading *reading, size_t block) {
    bool above = block > 0 && ends_with_date(reading, block - 1);
    bool below = ends_with_date(reading, block + 1);
    return (above && below) || (below && ends_with_date(reading, block + 2)) ||
           (above && block > 1 && ends_with_date(reading, block - 2));
}

/* What a meeting takes up stands below who was there: "Minutes of the meeting
 * held on 6 July" are then those of the last one. */
static bool is_below_attendance(const struct reading *reading, size_t block) {
    static const char *const attendance[] = {
        "apologies",  "present",         "attendees",
        "attendance", "in attendance",   "welcome",
        "attended",   "members present", NULL};
    for (size_t i = 0; i < block; i++) {
        size_t first = reading->blocks[i].first_word;
        size_t end = reading_block_end(reading, i);
        if (first < end && word_number(reading, first, 2) >= 0)
            first++;
        if (words_begin(reading, first, end, attendance) > 0)
            return true;
    }
    return false;
}

/* "Cabinet, 13 December 2007", "Minutes of the meeting held on 3 May 2006",
 * "Newsletter - March 2009": a short line near the top that ends with it. */
/* With a full stop that is no hour's: "6.30 p.m." */
static bool ends_with_stop(const struct reading *reading, size_t block) {
    static const char *const hours[] = {"m", "am", "pm", "p.m", "a.m", NULL};
    const struct block *at = &reading->document->blocks[block];
    return reading->document->text[at->end - 1] == '.' &&
           !word_in(reading, reading_block_end(reading, block) - 1, hours);
}

/* "Compact Group | Done. Printed in May": what the date tells of begins after
 * the noun. */
static bool stops_between(const struct reading *reading, size_t noun,
                          size_t date) {
    for (size_t word = noun; word + 1 < date; word++)
        if (gap_has(gap_after(reading, word), ". ") &&
            gap_ends_sentence(reading, word))
            return true;
    return false;
}

static bool claims_meeting_line(const struct reading *reading,
                                const struct found_date *date) {
    static const char *const meetings[] = {
        "cabinet",  "council",  "board",  "committee", "meeting", "executive",
        "minutes",  "panel",    "agenda", "forum",     "group",   "newsletter",
        "bulletin", "briefing", "issue",  "evidence",  NULL};
    enum { LINE_WORDS_MAX = 36, LINE_WORDS_PLAIN = 24 };
    const struct block_facts *facts = &reading->blocks[date->block];
    size_t end = reading_block_end(reading, date->block);
    if (date->block >= TOP_BLOCKS || facts->word_count > LINE_WORDS_MAX ||
        prose_above(reading, date->block) > 1)
        return false;
    static const char *const openers[] = {"notes", "minutes", "note", "record",
                                          NULL};
    static const char *const records[] = {
        "minutes",   "notes",         "agenda",         "note",
        "record",    "at a meeting",  "meeting",        "draft minutes",
        "notice of", "oral evidence", "evidence taken", NULL};
    bool record = words_begin(reading, facts->first_word, end, records) > 0;
    size_t noun =
        words_find(reading, facts->first_word, date->first_word, meetings);
    static const char *const items[] = {"confirmed", "approved", "agreed",
                                        "correct",   "attached", "matters",
                                        "last",      "next",     NULL};
    static const char *const papers[] = {"minutes of", "notes of",
                                         "meeting held", "minutes", NULL};
    bool of_minutes = words_find(reading, facts->first_word, date->first_word,
                                 papers) < date->first_word;
    if (facts->list_item ||
        (!of_minutes &&
         label_is_anothers(reading, facts->first_word, date->first_word)) ||
        (of_minutes && is_below_attendance(reading, date->block)))
        return false;
    if (record && date->form == DATE_DAY && noun < date->first_word)
        return !words_turn_date(reading, facts->first_word, date->first_word) &&
               words_find(reading, facts->first_word, end, items) == end;
    return !ends_with_stop(reading, date->block) &&
           !stops_between(reading, noun, date->first_word) &&
           facts->word_count <= LINE_WORDS_PLAIN &&
           !is_row_of_dates(reading, date->block) && noun < date->first_word &&
           (word_has_capital(reading, noun) ||
            word_in(reading, facts->first_word, openers)) &&
           date->first_word + date->word_count + 4 >= end &&
           !words_turn_date(reading, facts->first_word, date->first_word);
}

/* "at 6.00 p.m.", "2.00 pm", "from 10am" */
static bool is_hour_at(const struct reading *reading, size_t word) {
    static const char *const links[] = {"at", "from", "commencing", "starting",
                                        NULL};
    if (word_in(reading, word, links))
        word++;
    if (word_is(reading, word, "at"))
        word++;
    return word < reading->word_count &&
           reading->words[word].folded[0] >= '0' &&
           reading->words[word].folded[0] <= '9';
}

static bool is_a_committees(const struct reading *reading) {
    int facet = schema_find_inferred(reading->schema, INFER_KIND);
    return reading->is_form ||
           (facet != SCHEMA_NO_INDEX &&
            document_has_value(reading->document, (unsigned)facet,
                               "committee-paper"));
}

/* A line that opens with a day and goes on with the hour. */
static bool is_timed_line(const struct reading *reading,
                          const struct found_date *date) {
    enum { LINE_WORDS_MAX = 30 };
    const struct block_facts *facts = &reading->blocks[date->block];
    size_t after = date->first_word + date->word_count;
    return date->form == DATE_DAY && date->block < TOP_BLOCKS &&
           facts->word_count <= LINE_WORDS_MAX &&
           date->first_word <= facts->first_word + 1 &&
           after + 1 < reading_block_end(reading, date->block) &&
           is_hour_at(reading, after);
}

/* "Tuesday, 14th September, 2010 at 6.00 p.m. in Committee Room 2": above a
 * committee's paper. */
static bool claims_sitting(const struct reading *reading,
                           const struct found_date *date) {
    return is_a_committees(reading) && is_timed_line(reading, date);
}

/* "Wednesday 19 November 2008 00.01 GMT" above an article, "3 November 2011,
 * 6pm, Town Hall" above a notice. */
static bool claims_timed(const struct reading *reading,
                         const struct found_date *date) {
    enum { HEAD_BLOCKS = 6 };
    return date->block < HEAD_BLOCKS && is_timed_line(reading, date) &&
           prose_above(reading, date->block) == 0;
}

/* "BARSET, 12 March 2009 - A scheme ...": where and when a piece was filed. */
static bool claims_dateline(const struct reading *reading,
                            const struct found_date *date) {
    enum { HEAD_BLOCKS = 8, PLACE_WORDS_MAX = 3, PROSE_WORDS = 5 };
    size_t first = reading->blocks[date->block].first_word;
    size_t last = date->first_word + date->word_count - 1;
    if (date->form != DATE_DAY || date->block >= HEAD_BLOCKS ||
        date->first_word == first ||
        date->first_word - first > PLACE_WORDS_MAX ||
        last + PROSE_WORDS >= reading_block_end(reading, date->block) ||
        prose_above(reading, date->block) > 0)
        return false;
    for (size_t word = first; word < date->first_word; word++)
        if (!word_has_capital(reading, word))
            return false;
    struct gap after = gap_after(reading, last);
    return gap_has(gap_after(reading, date->first_word - 1), ",") &&
           (gap_has(after, " - ") || gap_has(after, " – ") ||
            gap_has(after, " — "));
}

/* "Held at the Town Hall on Tuesday 7 October 2003." */
static bool claims_held(const struct reading *reading,
                        const struct found_date *date) {
    static const char *const openers[] = {
        "held",      "a meeting held", "meeting held",
        "notes of",  "notes from",     "report of the meeting",
        "record of", "to be held on",  NULL};
    enum { DISTANCE_MAX = 18, HEAD_BLOCKS = 6 };
    const struct block_facts *facts = &reading->blocks[date->block];
    return date->form == DATE_DAY &&
           (facts->opening || date->block < HEAD_BLOCKS) &&
           words_begin(reading, facts->first_word,
                       reading_block_end(reading, date->block), openers) > 0 &&
           date->first_word - facts->first_word <= DISTANCE_MAX &&
           reading_sentence(reading, date->first_word).first ==
               facts->first_word;
}

/* "Report to the meeting of the Board to be held on 12 March 2009" */
static bool claims_report_to(const struct reading *reading,
                             const struct found_date *date) {
    static const char *const openers[] = {"report to",
                                          "report for",
                                          "paper for",
                                          "paper to",
                                          "agenda for",
                                          "for consideration at",
                                          "for consideration",
                                          "to be considered",
                                          "submitted to",
                                          "presented to",
                                          NULL};
    static const char *const sittings[] = {"meeting", "held",      "cabinet",
                                           "board",   "committee", "executive",
                                           "council", "panel",     NULL};
    enum { WORDS_MAX = 22, AFTER_MAX = 5 };
    const struct block_facts *facts = &reading->blocks[date->block];
    size_t first = facts->first_word;
    size_t end = reading_block_end(reading, date->block);
    return date->form == DATE_DAY && date->block < TOP_BLOCKS &&
           facts->word_count <= WORDS_MAX &&
           prose_above(reading, date->block) == 0 &&
           words_begin(reading, first, date->first_word, openers) > 0 &&
           words_find(reading, first, date->first_word, sittings) <
               date->first_word &&
           date->first_word + date->word_count + AFTER_MAX >= end;
}

/* "Barset Echo, Friday, March 13, 2009, page 4", "Ann Other, 12 March 2009
 * 00.05 GMT": whose piece it is, when it came out and where. */
static bool claims_named_line(const struct reading *reading,
                              const struct found_date *date) {
    static const char *const places[] = {"page", "p", "pp", "gmt", "bst", NULL};
    enum { HEAD_BLOCKS = 6, NAME_WORDS_MAX = 5, WORDS_MAX = 16 };
    const struct block_facts *facts = &reading->blocks[date->block];
    size_t after = date->first_word + date->word_count;
    size_t end = reading_block_end(reading, date->block);
    size_t named = date->first_word;
    if (weekday_before(reading, named) >= 0)
        named--;
    if (date->form != DATE_DAY || date->block >= HEAD_BLOCKS ||
        facts->word_count > WORDS_MAX ||
        prose_above(reading, date->block) > 0 || named <= facts->first_word ||
        named - facts->first_word > NAME_WORDS_MAX ||
        !gap_is(gap_after(reading, named - 1), ", "))
        return false;
    for (size_t word = facts->first_word; word < named; word++)
        if (!word_has_capital(reading, word) &&
            !word_has_class(reading, word, WORD_JOINER))
            return false;
    return after < end &&
           (word_in(reading, after, places) || is_hour_at(reading, after));
}

static bool claims_closing_line(const struct reading *reading,
                                const struct found_date *date) {
    enum { FOOT_BLOCKS = 5 }; /* below it may stand where the file is kept */
    if (date->block + FOOT_BLOCKS >= reading->document->block_count &&
        date->form == DATE_MONTH && is_whole_line(reading, date))
        return true;
    return is_last_line(reading, date->block) &&
           line_is_date(reading, date->block) &&
           !stands_in_a_list(reading, date->block);
}

/* An event's page opens with its day: "On Thursday 6 November at the ..." */
static bool claims_event_line(const struct reading *reading,
                              const struct found_date *date) {
    enum { LINE_WORDS_MAX = 24, DISTANCE_MAX = 3 };
    const struct block_facts *facts = &reading->blocks[date->block];
    return (date->form == DATE_DAY || date->form == DATE_DAY_NO_YEAR) &&
           date->block < TOP_BLOCKS && facts->word_count <= LINE_WORDS_MAX &&
           date->first_word - facts->first_word <= DISTANCE_MAX &&
           prose_above(reading, date->block) == 0;
}

/* "Your letter of 4 May 2005": the date of the paper named before it. */
static bool is_a_letters(const struct reading *reading,
                         const struct found_date *date) {
    static const char *const links[] = {"of", "dated", "from", "on", NULL};
    static const char *const letters[] = {
        "letter", "letters", "email", "e-mail", "memo", "note", "mail", NULL};
    size_t word = date->first_word;
    return word >= reading->blocks[date->block].first_word + 2 &&
           word_in(reading, word - 1, links) &&
           word_in(reading, word - 2, letters);
}

/* A title that ends with a day or a month: "Newsletter, March 2009". */
static bool claims_title(const struct reading *reading,
                         const struct found_date *date) {
    size_t after = date->first_word + date->word_count;
    size_t end = reading_block_end(reading, date->block);
    size_t first = reading->blocks[date->block].first_word;
    if (!reading->blocks[date->block].title || is_a_letters(reading, date) ||
        words_turn_date(reading, first, date->first_word) ||
        label_is_anothers(reading, first, date->first_word))
        return false;
    return after == end ||
           (date->form == DATE_DAY && /* "3 May 2011 - The hall is saved" */
            date->first_word == reading->blocks[date->block].first_word &&
            !gap_is_space(gap_after(reading, after - 1)));
}

/* "News | 3 March 2010", "3 March 2010 | News | 2 comments". */
static bool claims_parted_line(const struct reading *reading,
                               const struct found_date *date) {
    static const char *const bars[] = {"|", "·", "•", "//", "»", NULL};
    enum { LINE_WORDS_MAX = 14 };
    const struct block_facts *facts = &reading->blocks[date->block];
    size_t end = reading_block_end(reading, date->block);
    size_t after = date->first_word + date->word_count;
    if (date->block >= TOP_BLOCKS || facts->word_count > LINE_WORDS_MAX ||
        date->form != DATE_DAY || prose_above(reading, date->block) > 1)
        return false;
    for (size_t i = 0; bars[i]; i++)
        if ((date->first_word > facts->first_word &&
             gap_has(gap_after(reading, date->first_word - 1), bars[i])) ||
            (after < end && gap_has(gap_after(reading, after - 1), bars[i])))
            return true;
    return false;
}

/* "24 Feb 2004 : Column 254WH": over a page of a parliament's record. */
static bool claims_column(const struct reading *reading,
                          const struct found_date *date) {
    static const char *const columns[] = {"column", "columns", "col", NULL};
    size_t after = date->first_word + date->word_count;
    return date->form == DATE_DAY &&
           date->first_word == reading->blocks[date->block].first_word &&
           after < reading_block_end(reading, date->block) &&
           word_in(reading, after, columns) &&
           line_is_running_head(reading, date->block);
}

/* "Issue 12, Spring 2009", "No. 7 - June 2009": a newsletter's. */
static bool claims_series(const struct reading *reading,
                          const struct found_date *date) {
    static const char *const counts[] = {"issue",
                                         "no",
                                         "number",
                                         "volume",
                                         "vol",
                                         "edition",
                                         "issue no",
                                         "issue number",
                                         "newsletter no",
                                         "bulletin no",
                                         "newsletter",
                                         "bulletin",
                                         "newsletter issue",
                                         "bulletin issue",
                                         NULL};
    enum { LINE_WORDS_MAX = 12 };
    const struct block_facts *facts = &reading->blocks[date->block];
    size_t end = reading_block_end(reading, date->block);
    size_t count = words_begin(reading, facts->first_word, end, counts);
    return count > 0 && facts->word_count <= LINE_WORDS_MAX &&
           date->block < TOP_BLOCKS && !facts->list_item &&
           prose_above(reading, date->block) <= 1 &&
           word_number(reading, facts->first_word + count, 4) >= 0;
}

/* The line ends with the date, or goes on with the letter: "... 3 March 2006
 * Dear Ross". */
static bool claims_letters_head(const struct reading *reading,
                                const struct found_date *date) {
    enum { LINE_WORDS_MAX = 24, HEAD_BLOCKS = 10 };
    const struct block_facts *facts = &reading->blocks[date->block];
    size_t end = reading_block_end(reading, date->block);
    size_t after = date->first_word + date->word_count;
    if (date->form != DATE_DAY || date->block >= TOP_BLOCKS + NEAR_BLOCKS ||
        is_a_letters(reading, date) ||
        words_turn_date(reading, facts->first_word, date->first_word))
        return false;
    if (after < end && word_is(reading, after, "dear") &&
        word_has_capital(reading, after))
        return true;
    if (after != end || facts->word_count > LINE_WORDS_MAX)
        return false;
    for (size_t i = date->block + 1;
         i <= date->block + HEAD_BLOCKS && i < reading->document->block_count;
         i++)
        if (line_is_salutation(reading, i))
            return true;
    return false;
}

/* Where each claim weighs how much; 0 where it is none. */
static const struct {
    const char *rule;
    claim_test *holds;
    int rank[3]; /* by enum paper_kind */
} claims[] = {
    {"signature-date", date_is_signature, {100, 40, 45}},
    {"made-on", date_is_made_on, {98, 0, 60}},
    {"adopted-in-sentence", date_is_adopted, {90, 0, 0}},
    {"agreed-this", date_is_agreed_this, {88, 50, 55}},
    {"adopted-line", date_is_adoption_line, {88, 50, 50}},
    {"came-into-effect", date_is_of_effect, {64, 0, 0}},
    {"agreed-in-sentence", date_is_agreed, {45, 0, 0}},
    {"issued-in-sentence", date_is_issued, {60, 55, 55}},
    {"sent-in-sentence", date_is_sent, {58, 57, 57}},
    {"revised-in-line", date_is_revision, {89, 92, 92}},
    {"byline-date", date_is_byline, {40, 95, 95}},
    {"labelled-date", date_is_labelled, {70, 90, 90}},
    {"labelled-meeting", date_is_labelled_meeting, {70, 91, 91}},
    {"parted-line", claims_parted_line, {0, 88, 88}},
    {"letters-head", claims_letters_head, {0, 86, 86}},
    {"column-line", claims_column, {0, 84, 84}},
    {"series-line", claims_series, {0, 84, 86}},
    {"meeting-line", claims_meeting_line, {55, 80, 85}},
    {"sitting", claims_sitting, {0, 80, 82}},
    {"timed-line", claims_timed, {0, 80, 81}},
    {"dateline", claims_dateline, {0, 80, 80}},
    {"report-to", claims_report_to, {0, 60, 80}},
    {"named-line", claims_named_line, {0, 0, 79}},
    {"title-date", claims_title, {80, 75, 78}},
    {"imprint", date_is_imprint, {62, 70, 70}},
    {"under-title", date_is_under_title, {61, 68, 68}},
    {"credit", date_is_credit, {45, 66, 66}},
    {"handed-over", date_is_handed_over, {0, 66, 66}},
    {"placed", date_is_placed, {92, 45, 50}},
    {"top-date-line", claims_top_line, {60, 80, 80}},
    {"event-line", claims_event_line, {0, 62, 0}},
    {"held-on", claims_held, {0, 60, 60}},
    {"closing-date-line", claims_closing_line, {65, 40, 40}},
    {"last-updated", date_is_updated, {0, 10, 10}},
};

/* "June/July 2009" is one date, as a newsletter's is. */
static struct found_date whole_months(const struct found_date *date) {
    enum { DAYS_MAX = 100 };
    struct found_date whole = *date;
    if (date->form != DATE_SPAN || !date->goes_on || date->month == 0 ||
        date->day > 0 || edtf_is_undated(date->when) ||
        edtf_is_undated(date[1].when) ||
        date[1].when.latest - date->when.earliest > DAYS_MAX)
        return whole;
    whole.form = DATE_MONTH;
    whole.when.latest = date[1].when.latest;
    whole.word_count =
        date[1].first_word + date[1].word_count - date->first_word;
    whole.end = date[1].end;
    return whole;
}

struct claim claim_of_date(const struct reading *reading,
                           const struct found_date *found,
                           enum paper_kind kind) {
    enum { POSTED_RANK = 12 };
    struct claim best = {.rank = 0, .when = edtf_undated()};
    const struct found_date whole = whole_months(found);
    const struct found_date *date = found->goes_on ? &whole : found;
    bool completed =
        date->form == DATE_DAY_NO_YEAR && !edtf_is_undated(date->when);
    if (date->form == DATE_YEAR || date->form == DATE_SPAN ||
        date_ends_a_year(reading, date))
        return claim_of_years(reading, found, kind);
    if ((date->form != DATE_DAY && date->form != DATE_MONTH && !completed) ||
        reading->words[date->first_word].quoted ||
        reading->blocks[date->block].cited)
        return best;
    for (size_t i = 0; i < sizeof claims / sizeof claims[0]; i++) {
        if (claims[i].rank[kind] <= best.rank ||
            !claims[i].holds(reading, date))
            continue;
        best.rank = claims[i].rank[kind];
        best.rule = claims[i].rule;
    }
    best.when = date->when;
    best.certainty = date->certainty;
    if (best.rank > POSTED_RANK && kind == PAPER_AGREEMENT &&
        date_is_posted(reading, date)) {
        best.rank = POSTED_RANK;
        best.certainty = CERTAINTY_PROBABLE;
    }
    best.start = date->start;
    best.end = date->end;
    best.source = EVIDENCE_TEXT;
    return best;
}
