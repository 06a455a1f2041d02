/* date_said.c - sentences that say when this paper was signed, made, agreed,
 * put out or sent. */
#include "describe/date_said.h"

#include "describe/lines.h"
#include "describe/words.h"

enum { BOTTOM_BLOCKS = 12 };

/* Signature. */

static bool is_near_signature(const struct reading *reading, size_t block) {
    size_t first = block > NEAR_BLOCKS ? block - NEAR_BLOCKS : 0;
    for (size_t i = first;
         i < reading->document->block_count && i <= block + NEAR_BLOCKS; i++)
        if (reading->blocks[i].signatory || line_is_signing(reading, i))
            return true;
    return false;
}

bool date_is_signature(const struct reading *reading,
                       const struct found_date *date) {
    if (line_is_signing(reading, date->block))
        return true;
    return line_is_date(reading, date->block) &&
           is_near_signature(reading, date->block);
}

/* "THIS AGREEMENT is made on 1 March 2000 between ..." */
bool date_is_made_on(const struct reading *reading,
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

bool words_turn_date(const struct reading *reading, size_t first, size_t end) {
    for (size_t word = first; word < end; word++)
        if (word_in(reading, word, turns))
            return true;
    return false;
}

bool block_is_at_an_end(const struct reading *reading, size_t block) {
    return block < TOP_BLOCKS ||
           block + BOTTOM_BLOCKS >= reading->document->block_count;
}

/* "Launched in May 2005, the scheme has ...": opens a sentence about it. */
bool date_goes_on_to_tell(const struct reading *reading,
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

/* "Adopted July 2011 by ...", "Agreed by the Board on 21 June 2007." */
bool date_is_adoption_line(const struct reading *reading,
                           const struct found_date *date) {
    enum { DISTANCE_MAX = 16 };
    static const char *const papers[] = {
        "report",   "document", "plan",    "strategy", "review",    "policy",
        "protocol", "code",     "compact", "guidance", "agreement", NULL};
    size_t first = reading->blocks[date->block].first_word;
    size_t verb = word_in(reading, first, papers) ? first + 1 : first;
    return !date_goes_on_to_tell(reading, date) &&
           block_is_at_an_end(reading, date->block) &&
           !reading->blocks[date->block].title &&
           word_in(reading, verb, adoptions) &&
           date->first_word - first <= DISTANCE_MAX &&
           reading_sentence(reading, date->first_word).first == first &&
           !words_turn_date(reading, first + 1, date->first_word);
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
           !words_turn_date(reading, verb, date->first_word);
}

/* "The steering group agreed this plan on 22 April 2010" */
bool date_is_agreed_this(const struct reading *reading,
                         const struct found_date *date) {
    static const char *const links[] = {"on", "in", "at", NULL};
    enum { NOUN_DISTANCE = 4 };
    struct word_span in = reading_sentence(reading, date->first_word);
    if (date->first_word < in.first + 3 ||
        !block_is_at_an_end(reading, date->block) ||
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

bool date_is_adopted(const struct reading *reading,
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
bool date_is_of_effect(const struct reading *reading,
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
bool date_is_agreed(const struct reading *reading,
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
    return count > 0 && block_is_at_an_end(reading, date->block) &&
           verb <= in.first + count + 1 && verb < date->first_word &&
           !words_turn_date(reading, verb, date->first_word);
}

bool date_is_issued(const struct reading *reading,
                    const struct found_date *date) {
    static const char *const papers[] = {
        "report",  "guide",       "guidance", "paper",     "edition",
        "version", "briefing",    "toolkit",  "factsheet", "review",
        "plan",    "publication", NULL};
    return claims_in_sentence(reading, date, papers);
}

/* "This answer was put together at a meeting and is sent on 4 January 2011" */
bool date_is_sent(const struct reading *reading,
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
               block_is_at_an_end(reading, date->block);
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
            return !words_turn_date(reading, before - 2, before);
    return false;
}
