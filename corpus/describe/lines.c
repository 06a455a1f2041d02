#include "describe/lines.h"

#include <ctype.h>
#include <string.h>

#include "describe/date_text.h"
#include "describe/names.h"
#include "describe/words.h"
#include "schema/wordings.h"

static const char *const date_words[] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "mon",     "tue",       "tues",     "wed",    "thu",
    "thur",   "thurs",   "fri",       "sat",      "sun",    "am",
    "pm",     "at",      "to",        "and",      "of",     "date",
    "dated",  "noon",    "on",        "the",      "from",   NULL};

static size_t first_of(const struct reading *reading, size_t block) {
    return reading->blocks[block].first_word;
}

/* A number with or without the ending that makes it a day's ("1st"), or the
 * hour's ("2.30pm"). */
static bool is_figure(const struct reading *reading, size_t word) {
    static const char *const endings[] = {"",   "st", "nd",   "rd", "th",
                                          "am", "pm", "noon", NULL};
    const char *folded = reading->words[word].folded;
    size_t digits = strspn(folded, "0123456789.");
    for (size_t i = 0; digits > 0 && endings[i]; i++)
        if (strcmp(folded + digits, endings[i]) == 0)
            return true;
    return false;
}

/* How many words from `word` on a line of dates may have there; 0 for none. */
static size_t date_part_at(const struct reading *reading, size_t word,
                           size_t end, bool *dated) {
    struct found_date date;
    if (date_at(reading, word, end, &date)) {
        *dated =
            *dated || (date.form != DATE_YEAR && !edtf_is_undated(date.when));
        return date.word_count;
    }
    return is_figure(reading, word) || word_in(reading, word, date_words);
}

bool line_is_date(const struct reading *reading, size_t block) {
    enum { WORDS_MAX = 12 };
    size_t end = reading_block_end(reading, block);
    bool dated = false;
    if (reading->blocks[block].word_count > WORDS_MAX)
        return false;
    for (size_t word = first_of(reading, block); word < end;) {
        size_t count = date_part_at(reading, word, end, &dated);
        if (count == 0)
            return false;
        word += count;
    }
    return dated;
}

bool line_is_salutation(const struct reading *reading, size_t block) {
    enum { WORDS_MAX = 8 };
    return reading->blocks[block].word_count >= 2 &&
           reading->blocks[block].word_count <= WORDS_MAX &&
           word_is(reading, first_of(reading, block), "dear");
}

bool line_is_valediction(const struct reading *reading, size_t block) {
    static const char *const farewells[] = {"yours sincerely",
                                            "yours faithfully",
                                            "yours truly",
                                            "yours ever",
                                            "yours",
                                            "sincerely",
                                            "kind regards",
                                            "best wishes",
                                            "best regards",
                                            "with best wishes",
                                            "with kind regards",
                                            NULL};
    enum { WORDS_MAX = 12 };
    return reading->blocks[block].word_count <= WORDS_MAX &&
           words_begin(reading, first_of(reading, block),
                       reading_block_end(reading, block), farewells) > 0;
}

/* "by admin on March 12th, 2009": nobody takes that for a thing done by noon.
 */
static bool has_day(const struct reading *reading, size_t first, size_t end) {
    struct found_date date;
    for (size_t word = first; word < end; word++)
        if (date_at(reading, word, end, &date) && date.form == DATE_DAY)
            return true;
    return false;
}

bool line_is_byline(const struct reading *reading, size_t block) {
    static const char *const openers[] = {
        "by",           "posted by",     "written by", "posted on",
        "submitted by", "guest blog by", "blog by",    "author",
        "posted in",    "guest post by", "added on",   "added by",
        "published by", "article by",    "story by",   "filed by",
        "reported by",  "words by",      NULL};
    enum { WORDS_MAX = 16 };
    size_t first = first_of(reading, block);
    size_t end = reading_block_end(reading, block);
    if (end - first > WORDS_MAX || end - first < 2)
        return false;
    size_t count = words_begin(reading, first, end, openers);
    struct found_date date;
    if (word_is(reading, first, "by") &&
        date_at(reading, first + 1, end, &date))
        return false; /* "By: December 2007" is when a thing is to be done */
    if (count == 0 && date_at(reading, first, end, &date) &&
        word_is(reading, first + date.word_count, "by"))
        count = date.word_count + 1;
    char last =
        reading->document->text[reading->document->blocks[block].end - 1];
    return count > 0 && first + count < end && last != '.' &&
           (word_has_capital(reading, first + count) ||
            is_figure(reading, first + count) || has_day(reading, first, end));
}

/* Where the first part of a line of parts ends: at a comma, a cell's border, a
 * spaced dash. `end` when the line is of one part. */
static size_t first_part_end(const struct reading *reading, size_t first,
                             size_t end) {
    for (size_t word = first; word + 1 < end; word++) {
        struct gap gap = gap_after(reading, word);
        if (gap_has(gap, ",") || gap_has(gap, "|") || gap_has(gap, "\t") ||
            gap_has(gap, " - ") || gap_has(gap, " – ") || gap_has(gap, " ("))
            return word + 1;
    }
    return end;
}

static bool all_capitals_first(const struct reading *reading, size_t first,
                               size_t end) {
    for (size_t word = first; word < end; word++)
        if (!word_has_capital(reading, word))
            return false;
    return first < end;
}

static const char *const roles[] = {
    "chair",       "chairman",       "chairwoman",   "chairperson",
    "chief",       "commander",      "commissioner", "constable",
    "coordinator", "ordinator",      "councillor",   "dean",
    "director",    "executive",      "governor",     "head",
    "leader",      "manager",        "mayor",        "member",
    "minister",    "officer",        "president",    "principal",
    "secretary",   "superintendent", "treasurer",    "trustee",
    "bishop",      "convenor",       "vicar",        NULL};

bool line_is_name_and_role(const struct reading *reading, size_t block) {
    enum { NAME_WORDS_MAX = 6, WORDS_MAX = 24 };
    size_t first = first_of(reading, block);
    size_t end = reading_block_end(reading, block);
    if (end - first > WORDS_MAX || end - first < 3)
        return false;
    size_t part = first_part_end(reading, first, end);
    if (part == end || part - first < 2 || part - first > NAME_WORDS_MAX ||
        !all_capitals_first(reading, first, part))
        return false;
    for (size_t word = part; word < end; word++)
        if (word_in_any_number(reading, word, roles) &&
            word_has_capital(reading, word))
            return true;
    return false;
}

bool line_is_signing(const struct reading *reading, size_t block) {
    static const char *const openers[] = {"signed", "signatories", "signatures",
                                          "signature", NULL};
    static const char *const prose[] = {"by", "for", "on", NULL};
    enum { WORDS_MAX = 14, PROSE_WORDS_MAX = 40 };
    size_t first = first_of(reading, block);
    size_t words = reading->blocks[block].word_count;
    if (words > 1 && word_number(reading, first, 2) >= 0)
        first++; /* "6. Signed" */
    if (words == 0 || !word_in(reading, first, openers))
        return false;
    return words <= WORDS_MAX ||
           (words <= PROSE_WORDS_MAX && word_in(reading, first + 1, prose));
}

bool line_is_signed_for(const struct reading *reading, size_t block) {
    static const char *const leads[] = {
        "for",        "for and on behalf of", "on behalf of",
        "signed for", "signed on behalf of",  NULL};
    enum { WORDS_MAX = 30, BODY_WORDS_MAX = 14 };
    size_t first = first_of(reading, block);
    size_t end = reading_block_end(reading, block);
    size_t lead = words_begin(reading, first, end, leads);
    if (lead == 0 || end - first > WORDS_MAX)
        return false;
    size_t word = first + lead;
    while (word + 1 < end && word < first + BODY_WORDS_MAX &&
           !gap_is(gap_after(reading, word), ": "))
        word++;
    return word + 2 < end && gap_is(gap_after(reading, word), ": ") &&
           word_has_capital(reading, word + 1) &&
           word_has_capital(reading, word + 2);
}

bool line_is_body(const struct reading *reading, size_t block) {
    size_t first = first_of(reading, block);
    size_t end = reading_block_end(reading, block);
    if (first < end && word_is(reading, first, "the"))
        first++;
    size_t bodies = 0;
    while (first < end) {
        const struct name_run *name = name_of(reading, first);
        if (!name || name->kind != NAME_BODY || name->first_word != first)
            return false;
        first += name->word_count;
        bodies++;
    }
    return bodies > 0;
}

/* "Occasional paper no. 7", "Volume 12", "Issue 4". */
static bool ends_with_number_of_series(const struct reading *reading,
                                       size_t first, size_t end) {
    static const char *const counts[] = {"no",  "number", "issue", "volume",
                                         "vol", "study",  NULL};
    return end - first >= 2 && word_number(reading, end - 1, 4) >= 0 &&
           word_in(reading, end - 2, counts);
}

/* "24 Feb 2004 : Column 254WH", "Col. 12". */
static bool has_column(const struct reading *reading, size_t first,
                       size_t end) {
    static const char *const columns[] = {"column", "columns", "col", NULL};
    for (size_t word = first; word + 1 < end; word++)
        if (word_in(reading, word, columns) &&
            strpbrk(reading->words[word + 1].folded, "0123456789"))
            return true; /* "Column WA270" too */
    return false;
}

bool line_is_running_head(const struct reading *reading, size_t block) {
    enum { WORDS_MAX = 16 };
    size_t first = first_of(reading, block);
    size_t end = reading_block_end(reading, block);
    return end - first <= WORDS_MAX &&
           (ends_with_number_of_series(reading, first, end) ||
            has_column(reading, first, end));
}

/* What a paper records of itself beside its title: how many words from `first`
 * on are its label. */
static size_t record_label(const struct reading *reading, size_t first,
                           size_t end) {
    return words_begin(reading, first, end,
                       schema_wording(reading->schema, WORDING_RECORD_LABELS));
}

bool line_is_labelled(const struct reading *reading, size_t block) {
    static const char *const reports[] = {
        "report of the", "report by the", "report by", "report of",
        "report to the", "joint report",  NULL};
    size_t first = first_of(reading, block);
    size_t end = reading_block_end(reading, block);
    size_t count = record_label(reading, first, end);
    if (count > 0 && first + count <= reading->word_count &&
        gap_has(gap_after(reading, first + count - 1), ":"))
        return true;
    return words_begin(reading, first, end, reports) > 0;
}

size_t next_label(const struct reading *reading, size_t first, size_t end) {
    static const char *const others[] = {
        "section", "title",  "subject", "type", "department",
        "theme",   "source", "topic",   "area", NULL};
    for (size_t word = first; word < end; word++) {
        if (!word_has_capital(reading, word))
            continue;
        size_t count = record_label(reading, word, end);
        if (count == 0)
            count = words_begin(reading, word, end, others);
        if (count > 0 && word + count < end &&
            gap_is(gap_after(reading, word + count - 1), ": "))
            return word;
    }
    return end;
}

bool words_are_label(const struct reading *reading, size_t first, size_t end) {
    word_list labels = schema_wording(reading->schema, WORDING_PAPER_LABELS);
    size_t count = words_begin(reading, first, end, labels);
    if (count == 0)
        return false; /* "CONFIDENTIAL - DRAFT" has two */
    if (first + count < end &&
        !gap_is_space(gap_after(reading, first + count - 1)))
        count += words_begin(reading, first + count, end, labels);
    while (first + count < end &&
           (is_figure(reading, first + count) ||
            strlen(reading->words[first + count].folded) == 1 ||
            word_is(reading, first + count, "no")))
        count++;
    return first + count == end;
}

bool line_is_bare_label(const struct reading *reading, size_t block) {
    return words_are_label(reading, first_of(reading, block),
                           reading_block_end(reading, block));
}

/* The outward and inward parts of a postcode, as the last two words. */
static bool ends_with_postcode(const struct reading *reading, size_t first,
                               size_t end) {
    if (end - first < 2)
        return false;
    const char *out = reading->words[end - 2].folded;
    const char *in = reading->words[end - 1].folded;
    size_t letters = strspn(out, "abcdefghijklmnopqrstuvwxyz");
    return letters >= 1 && letters <= 2 && strlen(out) <= 4 &&
           isdigit((unsigned char)out[letters]) && strlen(in) == 3 &&
           isdigit((unsigned char)in[0]) && isalpha((unsigned char)in[1]) &&
           isalpha((unsigned char)in[2]);
}

bool line_is_postal(const struct reading *reading, size_t block) {
    static const char *const streets[] = {
        "street",    "road",  "avenue", "lane",  "square", "house",
        "whitehall", "close", "way",    "place", NULL};
    enum { WORDS_MAX = 16 };
    size_t first = first_of(reading, block);
    size_t end = reading_block_end(reading, block);
    if (end - first > WORDS_MAX)
        return false;
    return ends_with_postcode(reading, first, end) ||
           (word_number(reading, first, 4) > 0 && end - first <= 6 &&
            words_find(reading, first, end, streets) < end);
}

/* Words that may stand before the party: "The public sector partners will". */
static bool may_describe_party(const struct reading *reading, size_t word) {
    static const char *const words[] = {
        "the",     "all",       "both",      "each",      "every",
        "any",     "and",       "of",        "to",        "this",
        "public",  "voluntary", "community", "statutory", "third",
        "local",   "sector",    "parties",   "partner",   "organisations",
        "bodies",  "council",   "district",  "private",   "county",
        "borough", "city",      NULL};
    return word_has_capital(reading, word) || word_in(reading, word, words) ||
           word_number(reading, word, 4) >= 0;
}

bool line_is_undertaking(const struct reading *reading, size_t block) {
    static const char *const promises[] = {
        "will",        "shall",        "agree",        "agrees",
        "recognise",   "recognises",   "undertake",    "undertakes",
        "acknowledge", "acknowledged", "acknowledges", "believe",
        "believes",    "commit",       "commits",      "value",
        "values",      "respect",      "support",      NULL};
    static const char *const parties[] = {"we",          "council",
                                          "trust",       "sector",
                                          "partner",     "party",
                                          "parties",     "organisation",
                                          "body",        "bodies",
                                          "group",       "agency",
                                          "agencies",    "signatory",
                                          "signatories", "government",
                                          "authority",   "authorities",
                                          "funder",      "forum",
                                          "college",     "constabulary",
                                          "police",      "volunteer",
                                          "member",      NULL};
    enum { PARTY_WORDS_MAX = 10 };
    size_t first = first_of(reading, block);
    size_t end = reading_block_end(reading, block);
    size_t last = end - first > PARTY_WORDS_MAX ? first + PARTY_WORDS_MAX : end;
    for (size_t word = first; word + 1 < last; word++) {
        if (word_in_any_number(reading, word, parties) &&
            word_in(reading, word + 1, promises))
            return true;
        if (!may_describe_party(reading, word))
            return false;
    }
    return false;
}
