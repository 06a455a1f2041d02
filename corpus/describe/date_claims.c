#include "describe/date_claims.h"

#include "describe/date_imprint.h"
#include "describe/date_years.h"
#include "describe/lines.h"
#include "describe/names.h"
#include "describe/words.h"

enum { TOP_BLOCKS = 12, BOTTOM_BLOCKS = 12, NEAR_BLOCKS = 4 };

typedef bool claim_test(const struct reading *reading,
                        const struct found_date *date);

/* Signature. */

static bool is_near_signature(const struct reading *reading, size_t block) {
    size_t first = block > NEAR_BLOCKS ? block - NEAR_BLOCKS : 0;
    for (size_t i = first;
         i < reading->document->block_count && i <= block + NEAR_BLOCKS; i++)
        if (reading->blocks[i].signatory || line_is_signing(reading, i))
            return true;
    return false;
}

static bool claims_signature(const struct reading *reading,
                             const struct found_date *date) {
    if (line_is_signing(reading, date->block))
        return true;
    return line_is_date(reading, date->block) &&
           is_near_signature(reading, date->block);
}

/* "THIS AGREEMENT is made on 1 March 2000 between ..." */
static bool claims_made(const struct reading *reading,
                        const struct found_date *date) {
    static const char *const openers[] = {"this agreement is made",
                                          "this agreement was made",
                                          "this compact is made",
                                          "this compact was made",
                                          "this compact is signed",
                                          "this agreement is signed",
                                          "this agreement is dated",
                                          "this memorandum is made",
                                          "this deed is made",
                                          "this compact is agreed",
                                          "made this",
                                          "agreement made",
                                          NULL};
    enum { DISTANCE_MAX = 8 };
    size_t first = reading->blocks[date->block].first_word;
    return date->block < TOP_BLOCKS &&
           date->first_word - first <= DISTANCE_MAX &&
           words_begin(reading, first, date->first_word, openers) > 0;
}

/* Adoption. */

static const char *const adoptions[] = {
    "adopted",  "agreed",    "approved", "endorsed",   "launched",  "ratified",
    "signed",   "published", "issued",   "produced",   "revised",   "refreshed",
    "reviewed", "updated",   "renewed",  "relaunched", "completed", NULL};

/* What turns the date of the paper into the date of something else. */
static const char *const turns[] = {
    "replaces", "replace",  "replaced", "supersedes", "superseded", "since",
    "until",    "after",    "before",   "following",  "from",       "which",
    "based",    "existing", "previous", "earlier",    "first",      "that",
    "who",      "whose",    "original", "response",   "will",       NULL};

static bool turns_between(const struct reading *reading, size_t first,
                          size_t end) {
    for (size_t word = first; word < end; word++)
        if (word_in(reading, word, turns))
            return true;
    return false;
}

static bool is_at_an_end(const struct reading *reading, size_t block) {
    return block < TOP_BLOCKS ||
           block + BOTTOM_BLOCKS >= reading->document->block_count;
}

/* "Adopted July 2011 by ...", "Agreed by the Board on 21 June 2007." */
/* "Launched in May 2005, the scheme has ...": opens a sentence about it. */
static bool goes_on_to_tell(const struct reading *reading,
                            const struct found_date *date) {
    enum { TAIL_MAX = 8 };
    static const char *const subjects[] = {"the", "it", "this",
                                           "our", "we", NULL};
    static const char *const verbs[] = {"is",  "was",  "has", "have",
                                        "are", "were", "had", NULL};
    size_t after = date->first_word + date->word_count;
    struct word_span in = reading_sentence(reading, date->first_word);
    if (after >= in.end)
        return false;
    bool comma = gap_has(gap_after(reading, after - 1), ",");
    return (comma && word_in(reading, after, subjects)) ||
           (in.end - after > TAIL_MAX &&
            words_find(reading, after, in.end, verbs) < in.end);
}

static bool claims_adoption_line(const struct reading *reading,
                                 const struct found_date *date) {
    enum { DISTANCE_MAX = 16 };
    static const char *const papers[] = {
        "report",   "document", "plan",    "strategy", "review",    "policy",
        "protocol", "code",     "compact", "guidance", "agreement", NULL};
    size_t first = reading->blocks[date->block].first_word;
    size_t verb = word_in(reading, first, papers) ? first + 1 : first;
    return !goes_on_to_tell(reading, date) &&
           is_at_an_end(reading, date->block) &&
           !reading->blocks[date->block].title &&
           word_in(reading, verb, adoptions) &&
           date->first_word - first <= DISTANCE_MAX &&
           reading_sentence(reading, date->first_word).first == first &&
           !turns_between(reading, first + 1, date->first_word);
}

/* The word after "This Code was", "This edition has been"; `end` when the
 * sentence does not begin so. */
static size_t after_this_paper(const struct reading *reading, size_t first,
                               size_t end, word_list papers) {
    static const char *const openers[] = {"this", "our", "the present", NULL};
    static const char *const copulas[] = {"was", "is",   "has been",
                                          "has", "were", NULL};
    enum { NOUN_DISTANCE = 4 };
    size_t opener = words_begin(reading, first, end, openers);
    if (opener == 0)
        return end;
    for (size_t noun = first + opener;
         noun < end && noun < first + opener + NOUN_DISTANCE; noun++) {
        size_t copula = words_begin(reading, noun + 1, end, copulas);
        if (word_in(reading, noun, papers) && copula > 0)
            return noun + 1 + copula;
    }
    return end;
}

/* The word after "It was", where the sentence before speaks of "this Code". */
static size_t after_it(const struct reading *reading, size_t block,
                       size_t first, size_t end, word_list papers) {
    static const char *const openers[] = {"it was", "it has been", NULL};
    static const char *const these[] = {"this", "our", NULL};
    enum { NOUN_DISTANCE = 4, VERB_DISTANCE = 2 };
    size_t opener = words_begin(reading, first, end, openers);
    if (opener == 0 || first <= reading->blocks[block].first_word)
        return end;
    struct word_span before = reading_sentence(reading, first - 1);
    size_t noun = before.first + 1;
    while (noun < first && noun < before.first + NOUN_DISTANCE &&
           !word_in(reading, noun, papers))
        noun++;
    size_t verb = words_find(reading, first + opener, end, adoptions);
    return word_in(reading, before.first, these) && noun < first &&
                   word_in(reading, noun, papers) &&
                   verb < first + opener + VERB_DISTANCE
               ? first + opener
               : end;
}

static bool claims_in_sentence(const struct reading *reading,
                               const struct found_date *date,
                               word_list papers) {
    struct word_span sentence = reading_sentence(reading, date->first_word);
    size_t from =
        after_this_paper(reading, sentence.first, date->first_word, papers);
    if (from == date->first_word)
        from = after_it(reading, date->block, sentence.first, date->first_word,
                        papers);
    size_t verb = words_find(reading, from, date->first_word, adoptions);
    return verb < date->first_word &&
           !turns_between(reading, verb, date->first_word);
}

/* "The steering group agreed this plan on 22 April 2010" */
static bool claims_this_agreed(const struct reading *reading,
                               const struct found_date *date) {
    static const char *const links[] = {"on", "in", "at", NULL};
    enum { NOUN_DISTANCE = 4 };
    struct word_span in = reading_sentence(reading, date->first_word);
    if (date->first_word < in.first + 3 ||
        !is_at_an_end(reading, date->block) ||
        !word_in(reading, date->first_word - 1, links) ||
        !word_has_class(reading, date->first_word - 2, WORD_PAPER_NOUN))
        return false;
    for (size_t i = 3; i <= NOUN_DISTANCE + 2; i++) {
        size_t word = date->first_word - i;
        if (word <= in.first)
            return false;
        if (word_is(reading, word, "this"))
            return word_in(reading, word - 1, adoptions);
    }
    return false;
}

static bool claims_agreement_adopted(const struct reading *reading,
                                     const struct found_date *date) {
    static const char *const papers[] = {
        "compact", "code",    "agreement", "protocol",  "edition", "document",
        "charter", "version", "statement", "concordat", NULL};
    return claims_in_sentence(reading, date, papers);
}

/* "It", after a sentence of the same block that begins with "this". */
static bool is_said_of_this(const struct reading *reading, size_t block,
                            size_t first) {
    if (first <= reading->blocks[block].first_word ||
        !word_is(reading, first, "it"))
        return false;
    struct word_span before = reading_sentence(reading, first - 1);
    return word_is(reading, before.first, "this");
}

/* "This Compact came into effect on 1 October 2011." "This is the third
 * Compact. It came into force on 1 October 2013." */
static bool claims_in_effect(const struct reading *reading,
                             const struct found_date *date) {
    static const char *const openers[] = {
        "this compact",   "the compact",   "this code",     "the code",
        "this agreement", "the agreement", "this protocol", NULL};
    static const char *const verbs[] = {"came into effect",  "came into force",
                                        "comes into effect", "comes into force",
                                        "takes effect",      "took effect",
                                        "is effective from", NULL};
    static const char *const links[] = {"on", "in", "from", NULL};
    struct word_span in = reading_sentence(reading, date->first_word);
    size_t subject = words_begin(reading, in.first, date->first_word, openers);
    if (subject == 0 && is_said_of_this(reading, date->block, in.first))
        subject = 1;
    size_t verb = subject ? words_begin(reading, in.first + subject,
                                        date->first_word, verbs)
                          : 0;
    size_t after = in.first + subject + verb;
    return verb > 0 && after < date->first_word &&
           word_in(reading, after, links) && after + 2 >= date->first_word;
}

/* "The Compact was agreed in October 2003" within the Compact itself. */
static bool claims_the_agreement(const struct reading *reading,
                                 const struct found_date *date) {
    static const char *const subjects[] = {
        "the compact was",      "the code was",      "the agreement was",
        "the compact has been", "the code has been", NULL};
    static const char *const verbs[] = {"adopted",  "agreed",   "approved",
                                        "endorsed", "ratified", "signed",
                                        NULL};
    struct word_span in = reading_sentence(reading, date->first_word);
    size_t count = words_begin(reading, in.first, in.end, subjects);
    size_t verb =
        words_find(reading, in.first + count, date->first_word, verbs);
    return count > 0 && is_at_an_end(reading, date->block) &&
           verb <= in.first + count + 1 && verb < date->first_word &&
           !turns_between(reading, verb, date->first_word);
}

static bool claims_paper_issued(const struct reading *reading,
                                const struct found_date *date) {
    static const char *const papers[] = {
        "report",  "guide",       "guidance", "paper",     "edition",
        "version", "briefing",    "toolkit",  "factsheet", "review",
        "plan",    "publication", NULL};
    return claims_in_sentence(reading, date, papers);
}

/* "This answer was put together at a meeting and is sent on 4 January 2011" */
static bool claims_sent(const struct reading *reading,
                        const struct found_date *date) {
    static const char *const openers[] = {"this", NULL};
    static const char *const nouns[] = {
        "answer", "response", "submission", "reply",       "note", "article",
        "page",   "issue",    "evidence",   "information", NULL};
    static const char *const verbs[] = {"sent on",       "submitted on",
                                        "posted on",     "written on",
                                        "issued on",     "published on",
                                        "written in",    "issued in",
                                        "published in",  "compiled on",
                                        "compiled in",   "prepared in",
                                        "correct as of", "correct as at",
                                        "correct at",    "current at",
                                        "accurate at",   "correct in",
                                        "prepared on",   "finished on",
                                        "completed on",  NULL};
    static const char *const posted[] = {"this entry was posted",
                                         "this post was written",
                                         "this post was published",
                                         "this article was published",
                                         "this article was posted",
                                         "this entry was written",
                                         "this article was written",
                                         "this article first appeared",
                                         "this article appeared",
                                         "this page was created",
                                         "this page was published",
                                         "this story was published",
                                         "this news item was posted",
                                         "this item was posted",
                                         "this post was posted",
                                         "this entry was published",
                                         NULL};
    enum { NOUN_DISTANCE = 4, VERB_WORDS = 3, POSTED_DISTANCE = 12 };
    struct word_span in = reading_sentence(reading, date->first_word);
    if (words_begin(reading, in.first, date->first_word, posted) > 0)
        return date->first_word - in.first <= POSTED_DISTANCE &&
               is_at_an_end(reading, date->block);
    size_t before = weekday_before(reading, date->first_word) >= 0
                        ? date->first_word - 1
                        : date->first_word;
    bool verb = false;
    for (size_t i = 2; i <= VERB_WORDS && before >= in.first + i; i++)
        verb = verb || words_begin(reading, before - i, before, verbs) == i;
    if (!verb || !word_in(reading, in.first, openers))
        return false;
    for (size_t i = 1; i <= NOUN_DISTANCE && in.first + i < before; i++)
        if (word_has_class(reading, in.first + i, WORD_PAPER_NOUN) ||
            word_in(reading, in.first + i, nouns))
            return !turns_between(reading, before - 2, before);
    return false;
}

/* What readers wrote stands under a line that counts it. */
static bool has_dropped_comments(const struct reading *reading) {
    for (size_t i = 0; i < reading->document->dropped_count; i++) {
        const struct dropped_block *dropped = &reading->document->dropped[i];
        if (strcmp(dropped->rule, "comments") == 0 &&
            strpbrk(dropped->text, "123456789"))
            return true;
    }
    return false;
}

static bool is_below_text(const struct reading *reading, size_t block) {
    enum { TEXT_WORDS = 15 };
    for (size_t i = 0; i < block; i++)
        if (reading->blocks[i].word_count >= TEXT_WORDS)
            return true;
    return false;
}

static bool is_below_comments(const struct reading *reading, size_t block) {
    static const char *const heads[] = {
        "comments",      "comment",   "responses to",    "leave a reply",
        "your comments", "responses", "reader comments", NULL};
    enum { WORDS_MAX = 4 };
    if (has_dropped_comments(reading) && is_below_text(reading, block))
        return true; /* the line that counts them is gone */
    for (size_t i = 1; i < block; i++) {
        size_t first = reading->blocks[i].first_word;
        size_t end = reading_block_end(reading, i);
        if (end - first > WORDS_MAX || first == end)
            continue;
        if (word_number(reading, first, 3) >= 0)
            first++;
        if (words_begin(reading, first, end, heads) > 0)
            return true;
    }
    return false;
}

/* Labels and bylines. */

/* What stands before a date that is the paper's own, at either end of it. */
static const char *const own_date_labels[] = {
    "published",
    "published on",
    "posted",
    "posted on",
    "date",
    "dated",
    "date published",
    "publication date",
    "issued",
    "issued on",
    "date issued",
    "issue date",
    "released",
    "added",
    "created",
    "submitted",
    "submitted on",
    "written",
    "version",
    "edition",
    "date posted",
    "news release",
    "press release",
    "date of meeting",
    "meeting date",
    "date of report",
    "report date",
    "final version",
    "final draft",
    "date of issue",
    "last revised",
    "revised",
    "meeting",
    "date of decision",
    "decision date",
    "committee date",
    "cabinet date",
    "date of committee",
    "date of cabinet",
    "printed",
    "for immediate release",
    "immediate release",
    "for release",
    "release date",
    "date of release",
    "media release",
    "embargoed until",
    "sent",
    "sent on",
    "date sent",
    "first published",
    "page created",
    "date created",
    "date added",
    "uploaded",
    "uploaded on",
    "article date",
    "news date",
    "date of publication",
    "date of letter",
    "document date",
    "embargo",
    "embargoed to",
    "not for publication before",
    "press notice",
    "news from",
    "second edition",
    "draft",
    "first draft",
    "second draft",
    "draft version",
    "draft no",
    "third edition",
    "fourth edition",
    "2nd edition",
    "3rd edition",
    "new edition",
    "revised edition",
    "updated edition",
    "advert placed",
    "advertised",
    "placed",
    "placed on",
    "hc deb",
    "hl deb",
    "ordered by the house of commons to be printed",
    "ordered by the house of lords to be printed",
    "presented to parliament",
    "laid before parliament",
    "date approved",
    "date agreed",
    "date adopted",
    "date signed",
    "approval date",
    "date of signing",
    "date of adoption",
    "date of approval",
    "date of this version",
    "version date",
    "date of newsletter",
    "date of article",
    "published online",
    "document created",
    "date written",
    "date prepared",
    "prepared",
    "prepared on",
    "decision published",
    "date decision made",
    "decision made",
    "date and time",
    "day and time",
    "date time",
    "date of event",
    "held on",
    "date held",
    "case study collected",
    "case study written",
    "case study prepared",
    "story collected",
    "story written",
    "text revised",
    "text agreed",
    NULL};

/* The nearest word before the date that a label within the line would begin
 * with: after a bar or, where the line opens with a reference, a point. What
 * stands in brackets or after a title is said of that. */
static size_t label_before(const struct reading *reading,
                           const struct found_date *date) {
    static const char *const references[] = {
        "ref", "reference", "our", "version", "status", "contact", NULL};
    enum { NEAR = 6 };
    size_t first = reading->blocks[date->block].first_word;
    bool referred = word_in(reading, first, references);
    for (size_t i = 1; i <= NEAR && date->first_word > first + i; i++) {
        size_t word = date->first_word - i;
        struct gap gap = gap_after(reading, word - 1);
        size_t label =
            words_begin(reading, word, date->first_word, own_date_labels);
        bool marked =
            label > 0 && gap_has(gap_after(reading, word + label - 1), ":");
        if (word_has_capital(reading, word) &&
            (((referred || marked) && gap_has(gap, ".")) || gap_has(gap, "|") ||
             gap_has(gap, "·") || gap_has(gap, "•") || gap_has(gap, "\t")))
            return word;
    }
    return date->first_word;
}

/* "Date of next meeting: 11 January 2005", "Date for review": another day's
 * label that begins as the paper's own. */
static bool is_anothers_label(const struct reading *reading, size_t first,
                              size_t end) {
    static const char *const signs[] = {
        "next",      "last",      "previous",  "future",          "review",
        "reviewed",  "closing",   "closes",    "completion",      "completed",
        "birth",     "start",     "end",       "expiry",          "expires",
        "due",       "effective", "deadline",  "implementation",  "target",
        "following", "return",    "responses", "to be confirmed", NULL};
    return words_find(reading, first, end, signs) < end;
}

/* Short: the line, or the sentence that opens it. */
static bool is_short_statement(const struct reading *reading,
                               const struct found_date *date) {
    enum { WORDS_MAX = 18 };
    size_t first = reading->blocks[date->block].first_word;
    struct word_span in = reading_sentence(reading, date->first_word);
    return reading->blocks[date->block].word_count <= WORDS_MAX ||
           (in.first == first && in.end - first <= WORDS_MAX &&
            is_last_line(reading, date->block));
}

/* Nothing but names, figures and small words between a label and its date:
 * "Draft Compact to Cabinet 3 June" is a plan's. */
static bool only_small_between(const struct reading *reading, size_t first,
                               size_t end) {
    static const char *const small[] = {
        "on",     "in",    "at",   "by",    "the", "of",  "for",
        "and",    "v",     "am",   "pm",    "no",  "gmt", "version",
        "number", "draft", "this", "to be", NULL};
    for (size_t word = first; word < end; word++)
        if (!word_has_capital(reading, word) &&
            word_number(reading, word, 4) < 0 &&
            !word_in(reading, word, small) &&
            !word_is(reading, word - 1, "by") && /* a writer's sign */
            reading->words[word].folded[0] > '9')
            return false;
    return true;
}

/* The label of a meeting's day, which outranks when its papers were put out. */
static bool is_meetings_label(const struct reading *reading, size_t first,
                              size_t end) {
    static const char *const labels[] = {"date of meeting",
                                         "meeting date",
                                         "date of decision",
                                         "decision date",
                                         "committee date",
                                         "cabinet date",
                                         "date of committee",
                                         "date of cabinet",
                                         "meeting",
                                         "date of the meeting",
                                         "decision made",
                                         "date decision made",
                                         "date and time",
                                         "day and time",
                                         "held on",
                                         "date held",
                                         NULL};
    return words_begin(reading, first, end, labels) > 0;
}

static bool claims_labelled(const struct reading *reading,
                            const struct found_date *date) {
    enum { DISTANCE_MAX = 7 };
    const struct block_facts *facts = &reading->blocks[date->block];
    size_t first = facts->first_word;
    size_t end = reading_block_end(reading, date->block);
    size_t count = words_begin(reading, first, end, own_date_labels);
    if (count == 0 || first + count > date->first_word ||
        is_anothers_label(reading, first, first + count)) {
        /* "Ref: BC/12. Published March 2004." */
        first = label_before(reading, date);
        count = words_begin(reading, first, date->first_word, own_date_labels);
    }
    if (count == 0 || !is_short_statement(reading, date) ||
        !is_at_an_end(reading, date->block) ||
        is_below_comments(reading, date->block))
        return false;
    static const char *const copies[] = {"printed on", "printed from", NULL};
    size_t after = first + count;
    struct gap gap = gap_after(reading, after - 1);
    bool count_is_marked = gap_has(gap, ":") || gap_has(gap, "|");
    return date->first_word - after <= DISTANCE_MAX &&
           words_begin(reading, first, end, copies) == 0 &&
           (count_is_marked ||
            only_small_between(reading, after, date->first_word)) &&
           !turns_between(reading, after, date->first_word) &&
           !is_anothers_label(reading, after, date->first_word);
}

static bool claims_labelled_meeting(const struct reading *reading,
                                    const struct found_date *date) {
    enum { WORDS_MAX = 14 };
    const struct block_facts *facts = &reading->blocks[date->block];
    return date->form == DATE_DAY && facts->word_count <= WORDS_MAX &&
           is_meetings_label(reading, facts->first_word, date->first_word) &&
           claims_labelled(reading, date);
}

/* "First published 2001; revised and agreed by the Partnership on", before the
 * date: `first` is the second part's. */
static bool is_revised_by(const struct reading *reading, size_t first,
                          const struct found_date *date, word_list issues,
                          word_list revisions) {
    static const char *const links[] = {"on", "in", NULL};
    enum { DISTANCE_MAX = 12 };
    size_t opening = reading->blocks[date->block].first_word;
    return word_in(reading, first, revisions) &&
           words_find(reading, opening, first, issues) < first &&
           is_at_an_end(reading, date->block) &&
           date->first_word - first <= DISTANCE_MAX &&
           word_in(reading, date->first_word - 1, links) &&
           !turns_between(reading, first, date->first_word) &&
           !goes_on_to_tell(reading, date);
}

/* "Published September 2011, updated January 2013 to ...": the text is that of
 * its last revision. */
static bool claims_revision(const struct reading *reading,
                            const struct found_date *date) {
    static const char *const issues[] = {
        "published", "first published", "issued",        "first issued",
        "produced",  "written",         "adopted",       "agreed",
        "launched",  "printed",         "first printed", NULL};
    static const char *const revisions[] = {"updated",   "revised",   "amended",
                                            "refreshed", "reissued",  "renewed",
                                            "edited",    "corrected", NULL};
    static const char *const links[] = {"in", "on", NULL};
    struct word_span in = reading_sentence(reading, date->first_word);
    size_t verb = date->first_word - 1;
    size_t first = reading->blocks[date->block].first_word;
    if (in.first > first && date->first_word <= in.first + 2 &&
        word_in(reading, in.first, revisions) &&
        words_begin(reading, first, in.first, issues) > 0)
        return true; /* "First printed May 2001. Revised October 2002." */
    if (is_revised_by(reading, in.first, date, issues, revisions))
        return true;
    if (date->first_word < in.first + 3 ||
        words_begin(reading, in.first, date->first_word, issues) == 0)
        return false;
    static const char *const versions[] = {"this version", "this edition",
                                           "current version", "present version",
                                           NULL};
    enum { NEAR = 4 };
    size_t near =
        date->first_word - in.first > NEAR ? date->first_word - NEAR : in.first;
    if (words_find(reading, near, date->first_word, versions) <
        date->first_word)
        return true; /* "First issued October 2006, this version (4) May 2008"
                      */
    if (word_in(reading, verb, links))
        verb--;
    return word_in(reading, verb, revisions);
}

static bool claims_byline(const struct reading *reading,
                          const struct found_date *date) {
    return is_at_an_end(reading, date->block) &&
           line_is_byline(reading, date->block) &&
           !is_below_comments(reading, date->block);
}

/* "Submitted by admin on Wed, 08/02/2012 - 11:14": when it was put on a site,
 * which is not when an agreement was made. */
static bool is_when_posted(const struct reading *reading,
                           const struct found_date *date) {
    static const char *const openers[] = {
        "submitted by", "posted by", "added by",    "uploaded by", "created by",
        "uploaded on",  "posted on", "uploaded",    "posted",      "added on",
        "page created", "added",     "date posted", "date added",  NULL};
    size_t first = reading->blocks[date->block].first_word;
    return words_begin(reading, first, date->first_word, openers) > 0;
}

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
         is_anothers_label(reading, facts->first_word, date->first_word)) ||
        (of_minutes && is_below_attendance(reading, date->block)))
        return false;
    if (record && date->form == DATE_DAY && noun < date->first_word)
        return !turns_between(reading, facts->first_word, date->first_word) &&
               words_find(reading, facts->first_word, end, items) == end;
    char last =
        reading->document->text[reading->document->blocks[date->block].end - 1];
    return last != '.' && facts->word_count <= LINE_WORDS_PLAIN &&
           !is_row_of_dates(reading, date->block) && noun < date->first_word &&
           (word_has_capital(reading, noun) ||
            word_in(reading, facts->first_word, openers)) &&
           date->first_word + date->word_count + 4 >= end &&
           !turns_between(reading, facts->first_word, date->first_word);
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
        turns_between(reading, first, date->first_word) ||
        is_anothers_label(reading, first, date->first_word))
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
        turns_between(reading, facts->first_word, date->first_word))
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

/* "Last updated 4 February 2011": it dates the page, for want of another. */
static bool claims_updated(const struct reading *reading,
                           const struct found_date *date) {
    static const char *const openers[] = {"last updated",
                                          "page last updated",
                                          "last modified",
                                          "last reviewed",
                                          "this page was last updated",
                                          "updated",
                                          "page updated",
                                          "page last reviewed",
                                          "page last modified",
                                          "last reviewed on",
                                          "content last updated",
                                          "last edited",
                                          "last amended",
                                          "date updated",
                                          "date modified",
                                          "updated on",
                                          "modified",
                                          "this page was last modified",
                                          "this page was last reviewed",
                                          "last update",
                                          "date last updated",
                                          "page reviewed",
                                          NULL};
    static const char *const reviews[] = {"reviewed",      "page reviewed",
                                          "last reviewed", "updated",
                                          "last updated",  NULL};
    size_t first = reading_sentence(reading, date->first_word).first;
    size_t count = words_begin(reading, first, date->first_word, openers);
    if (count == 0) { /* "Page owner: A. Other · Reviewed July 2013" */
        first = label_before(reading, date);
        count = words_begin(reading, first, date->first_word, reviews);
    }
    return count > 0 && date->first_word <= first + count + 2 &&
           date->first_word >= first + count;
}

/* Where each claim weighs how much; 0 where it is none. */
static const struct {
    const char *rule;
    claim_test *holds;
    int rank[3]; /* by enum paper_kind */
} claims[] = {
    {"signature-date", claims_signature, {100, 40, 45}},
    {"made-on", claims_made, {98, 0, 60}},
    {"adopted-in-sentence", claims_agreement_adopted, {90, 0, 0}},
    {"agreed-this", claims_this_agreed, {88, 50, 55}},
    {"adopted-line", claims_adoption_line, {88, 50, 50}},
    {"came-into-effect", claims_in_effect, {64, 0, 0}},
    {"agreed-in-sentence", claims_the_agreement, {45, 0, 0}},
    {"issued-in-sentence", claims_paper_issued, {60, 55, 55}},
    {"sent-in-sentence", claims_sent, {58, 57, 57}},
    {"revised-in-line", claims_revision, {89, 92, 92}},
    {"byline-date", claims_byline, {40, 95, 95}},
    {"labelled-date", claims_labelled, {70, 90, 90}},
    {"labelled-meeting", claims_labelled_meeting, {70, 91, 91}},
    {"parted-line", claims_parted_line, {0, 88, 88}},
    {"letters-head", claims_letters_head, {0, 86, 86}},
    {"column-line", claims_column, {0, 84, 84}},
    {"series-line", claims_series, {0, 84, 86}},
    {"meeting-line", claims_meeting_line, {55, 80, 85}},
    {"sitting", claims_sitting, {0, 80, 82}},
    {"timed-line", claims_timed, {0, 80, 81}},
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
    {"last-updated", claims_updated, {0, 10, 10}},
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
        is_when_posted(reading, date)) {
        best.rank = POSTED_RANK;
        best.certainty = CERTAINTY_PROBABLE;
    }
    best.start = date->start;
    best.end = date->end;
    best.source = EVIDENCE_TEXT;
    return best;
}
