/* quotations.c - the words of others that a paper quotes, with who said them.
 *
 *   The Minister stated:  "I am glad."      a verb before, or a colon
 *   "I am glad," said Ann Other.            a verb after
 *   "I am glad." - Ann Other, Chair         a line that attributes
 *   "I am glad," she said. "I am." "We."    going on
 *   She said that it "has been a help to every one of us".   a fragment
 *
 * Marks around a title, a term or a word held at arm's length quote nobody. */
#include <string.h>

#include "describe/features.h"
#include "describe/lines.h"
#include "describe/quote_marks.h"
#include "describe/reading.h"
#include "describe/speakers.h"
#include "describe/words.h"
#include "schema/wordings.h"

enum {
    BEFORE_WORDS = 40, /* that are looked at before a quotation ... */
    AFTER_WORDS = 26,  /* ... and after it */
    DIRECT_WORDS = 8,  /* between a verb and the mark */
    FRAGMENT_WORDS = 5,
    SCARE_WORDS = 3,
    TITLE_WORDS = 12,
    BLOCK_WORDS = 10,
    LINE_WORDS = 26 /* of a line that attributes */
};

/* Where the quotation is said to be somebody's, and how that was seen. */
struct attribution {
    const char *rule; /* NULL when it is nobody's */
    size_t first;     /* words that name the speaker */
    size_t end;
    bool ahead; /* the speaker follows the verb */
    bool named; /* a speaker must be found for it to count */
};

struct telling {
    struct reading *reading;
    struct speaker last; /* of the quotation before */
    size_t last_end;     /* word */
    size_t last_block;   /* READING_NOWHERE before the first */
    const char *told_by;
};

static word_list wording(const struct reading *reading, enum wording list) {
    return schema_wording(reading->schema, list);
}

/* Verbs. */

static size_t verb_at(const struct reading *reading, size_t word, size_t end) {
    /* "the Secretary of State" says nothing yet. */
    return reading->words[word].quoted || word_has_capital(reading, word)
               ? 0
               : words_begin(reading, word, end,
                             wording(reading, WORDING_SPEECH_VERBS));
}

/* The last verb of speech in first..end, or `end`. */
static size_t last_verb(const struct reading *reading, size_t first,
                        size_t end) {
    for (size_t word = end; word > first; word--)
        if (verb_at(reading, word - 1, end) > 0)
            return word - 1;
    return end;
}

static bool has_noun(const struct reading *reading, size_t first, size_t end) {
    return words_find(reading, first, end,
                      wording(reading, WORDING_SPEECH_NOUNS)) < end;
}

/* Surroundings. */

static size_t words_in(const struct quoted *quoted) {
    return quoted->end_word - quoted->first_word;
}

/* The bytes between the word before and the quotation's first: the mark is
 * among them. */
static struct gap gap_before(const struct reading *reading,
                             const struct quoted *quoted) {
    if (quoted->first_word == 0)
        return (struct gap){"", 0};
    return gap_after(reading, quoted->first_word - 1);
}

static bool opens_block(const struct reading *reading,
                        const struct quoted *quoted) {
    return reading->blocks[quoted->block].first_word == quoted->first_word;
}

static bool ends_block(const struct reading *reading,
                       const struct quoted *quoted) {
    return reading_block_end(reading, quoted->end_block) == quoted->end_word;
}

/* The quotation ends as a sentence does, or breaks off for "she said". */
static bool ends_spoken(const struct reading *reading,
                        const struct quoted *quoted) {
    char last = reading->document->text[quoted->end - 1];
    return last == '.' || last == ',' || last == '!' || last == '?' ||
           (quoted->end >= 3 &&
            memcmp(reading->document->text + quoted->end - 3, "…", 3) == 0);
}

static bool breaks_off(const struct reading *reading,
                       const struct quoted *quoted) {
    char last = reading->document->text[quoted->end - 1];
    struct gap gap = gap_after(reading, quoted->end_word - 1);
    return last == ',' || last == '!' || last == '?' || gap_has(gap, ",") ||
           gap_has(gap, " –") || gap_has(gap, " -") || gap_has(gap, "…");
}

/* The sentence before the quotation in its block, up to BEFORE_WORDS. */
static size_t before_begins(const struct reading *reading,
                            const struct quoted *quoted) {
    size_t first = reading->blocks[quoted->block].first_word;
    size_t word = quoted->first_word;
    if (word > first + BEFORE_WORDS)
        first = word - BEFORE_WORDS;
    while (word > first) {
        size_t before = word - 1;
        bool ends = word < quoted->first_word
                        ? gap_ends_sentence(reading, before) &&
                              !reading->words[before].quoted
                        : gap_has(gap_after(reading, before), ". ") ||
                              gap_has(gap_after(reading, before), "? ") ||
                              gap_has(gap_after(reading, before), "! ");
        if (ends)
            break;
        word--;
    }
    return word;
}

static size_t after_ends(const struct reading *reading,
                         const struct quoted *quoted) {
    size_t end = reading_block_end(reading, quoted->end_block);
    size_t word = quoted->end_word;
    if (end > word + AFTER_WORDS)
        end = word + AFTER_WORDS;
    while (word < end) {
        struct gap gap = gap_after(reading, word);
        word++;
        if (gap_ends_sentence(reading, word - 1) || gap_has(gap, "“") ||
            gap_has(gap, " \"") || gap_has(gap, " ‘"))
            break;
    }
    return word;
}

/* What is no quotation. */

static bool is_title_case(const struct reading *reading,
                          const struct quoted *quoted) {
    static const char *const small[] = {
        "a",  "an", "and", "as",  "at", "by",   "for",  "from", "in",
        "of", "on", "or",  "the", "to", "with", "your", "our",  NULL};
    size_t capitals = 0;
    size_t others = 0;
    for (size_t word = quoted->first_word; word < quoted->end_word; word++) {
        if (word_has_capital(reading, word))
            capitals++;
        else if (!word_in(reading, word, small))
            others++;
    }
    return words_in(quoted) <= TITLE_WORDS && capitals > 1 &&
           capitals > others * 2;
}

/* "entitled ‘...’", "the term ‘...’", "the ‘...’ scheme" */
static bool is_name(const struct reading *reading,
                    const struct quoted *quoted) {
    enum { LOOK_BACK = 2, NAME_WORDS = 12, TERM_WORDS = 6 };
    struct gap gap = gap_before(reading, quoted);
    size_t word = quoted->first_word;
    size_t first = reading->blocks[quoted->block].first_word;
    if (words_in(quoted) > NAME_WORDS)
        return false;
    for (size_t back = 1; back <= LOOK_BACK && word >= first + back; back++)
        if (words_begin(reading, word - back, word,
                        wording(reading, WORDING_NAMING_WORDS)) == back &&
            !gap_has(gap, ":") && !gap_has(gap, ","))
            return true;
    return words_in(quoted) <= TERM_WORDS &&
           quoted->end_word < reading_block_end(reading, quoted->end_block) &&
           gap_after(reading, quoted->end_word - 1).size <= 4 &&
           words_begin(reading, quoted->end_word,
                       reading_block_end(reading, quoted->end_block),
                       wording(reading, WORDING_MEANING_WORDS)) > 0;
}

/* Attributions. */

static const struct attribution nobody = {.rule = NULL};

static bool only_small_between(const struct reading *reading, size_t first,
                               size_t end) {
    static const char *const small[] = {
        "that", "to",   "us",  "me",  "how", "as",   "follows", "the",
        "this", "them", "him", "her", "it",  "they", "simply",  "thus",
        "then", "also", "we",  "has", "was", "is",   "were",    "had",
        "and",  "of",   "a",   "all", NULL};
    for (size_t word = first; word < end; word++)
        if (!word_in(reading, word, small))
            return false;
    return true;
}

/* A verb in the sentence that leads up to the quotation. */
static struct attribution verb_before(const struct reading *reading,
                                      const struct quoted *quoted) {
    size_t first = before_begins(reading, quoted);
    size_t end = quoted->first_word;
    if (first == end)
        return nobody;
    struct gap gap = gap_before(reading, quoted);
    bool colon = gap_has(gap, ":");
    size_t verb = last_verb(reading, first, end);
    struct attribution attribution = {"verb-before", first, verb, false, false};
    if (colon && verb == end) {
        attribution.named = !has_noun(reading, first, end);
        attribution.rule = "colon-before";
        size_t source = words_find(reading, first, end,
                                   wording(reading, WORDING_SPEECH_SOURCES));
        if (source < end) {
            attribution.first = source;
            attribution.end = end;
            attribution.ahead = true;
        }
        return attribution;
    }
    if (verb == end)
        return nobody;
    size_t after = verb + verb_at(reading, verb, end);
    bool direct = only_small_between(reading, after, end);
    /* A few words held at arm's length: had "no plans". */
    bool fragment = !colon && !ends_spoken(reading, quoted) &&
                    !word_has_capital(reading, quoted->first_word);
    if (fragment && words_in(quoted) < FRAGMENT_WORDS)
        return nobody;
    if (colon || direct || (gap_has(gap, ",") && end - after <= DIRECT_WORDS))
        return attribution;
    static const char *const that[] = {"that", NULL};
    if (words_in(quoted) < FRAGMENT_WORDS)
        return nobody;
    attribution.rule = "fragment";
    return words_find(reading, after, end, that) < end ||
                   end - after <= DIRECT_WORDS
               ? attribution
               : nobody;
}

/* The block before leads up to it: "The Minister stated:" */
static struct attribution block_before(const struct reading *reading,
                                       const struct quoted *quoted) {
    if (quoted->block == 0 || !opens_block(reading, quoted))
        return nobody;
    size_t block = quoted->block - 1;
    size_t end = reading_block_end(reading, block);
    size_t first = reading->blocks[block].first_word;
    char last =
        reading->document->text[reading->document->blocks[block].end - 1];
    bool colon = last == ':';
    if (end == first || strchr(".!?\"", last))
        return nobody;
    size_t begins = reading_sentence(reading, end - 1).first;
    if (end > begins + BEFORE_WORDS)
        begins = end - BEFORE_WORDS;
    size_t verb = last_verb(reading, begins, end);
    bool open = colon || verb + 2 >= end;
    if (verb == end && (!colon || reading->blocks[block].heading))
        return nobody;
    if (!open)
        return nobody;
    return (struct attribution){"lead-in", begins, verb, false,
                                verb == end && !has_noun(reading, begins, end)};
}

static bool is_object(const struct reading *reading, size_t word, size_t end) {
    static const char *const objects[] = {
        "that", "it",  "this", "there", "he",  "she",  "they", "we",
        "a",    "how", "why",  "what",  "all", "many", NULL};
    return word < end && gap_joins(gap_after(reading, word - 1)) &&
           word_in(reading, word, objects);
}

/* “...,” said Ann Other; “...,” she told the Board; “...” - Ann Other */
static struct attribution verb_after(const struct reading *reading,
                                     const struct quoted *quoted) {
    enum { SUBJECT_WORDS = 18 };
    size_t first = quoted->end_word;
    size_t end = after_ends(reading, quoted);
    if (!quoted->closed || first >= end)
        return nobody;
    struct gap gap = gap_after(reading, first - 1);
    size_t verb = verb_at(reading, first, end);
    size_t source = words_begin(reading, first, end,
                                wording(reading, WORDING_SPEECH_SOURCES));
    bool small = !word_has_capital(reading, first);
    if ((verb > 0 && small && !is_object(reading, first + verb, end)) ||
        source > 0)
        return (struct attribution){
            "verb-after", first + (source > 0 ? source : verb), end, true,
            verb > 0 && !breaks_off(reading, quoted)};
    bool dash = gap_has(gap, " –") || gap_has(gap, " -") || gap_has(gap, "—") ||
                gap_has(gap, " (") || gap_has(gap, "~");
    if (dash && word_has_capital(reading, first) &&
        words_in(quoted) > SCARE_WORDS && ends_spoken(reading, quoted))
        return (struct attribution){"line-after", first, end, true, true};
    if (!breaks_off(reading, quoted))
        return nobody;
    size_t stop = end > first + SUBJECT_WORDS ? first + SUBJECT_WORDS : end;
    for (size_t word = first; word < stop; word++)
        if (verb_at(reading, word, end) > 0 &&
            !is_object(reading, word + verb_at(reading, word, end), end))
            return (struct attribution){"verb-after", first, word, false, true};
    return nobody;
}

static bool begins_with_dash(const struct reading *reading, size_t block) {
    const char *text =
        reading->document->text + reading->document->blocks[block].start;
    return strncmp(text, "-", 1) == 0 || strncmp(text, "–", 3) == 0 ||
           strncmp(text, "—", 3) == 0 || strncmp(text, "~", 1) == 0;
}

/* A quotation that is a paragraph, and the line of who said it under it. */
static struct attribution line_after(const struct reading *reading,
                                     const struct quoted *quoted) {
    size_t block = quoted->end_block + 1;
    if (!opens_block(reading, quoted) || !ends_block(reading, quoted) ||
        block >= reading->document->block_count)
        return nobody;
    size_t first = reading->blocks[block].first_word;
    size_t words = reading->blocks[block].word_count;
    char last =
        reading->document->text[reading->document->blocks[block].end - 1];
    if (words == 0 || words > LINE_WORDS || last == ':')
        return nobody;
    bool line = begins_with_dash(reading, block) ||
                line_is_name_and_role(reading, block);
    if (!line || !word_has_capital(reading, first))
        return nobody;
    return (struct attribution){"line-after", first, first + words, true, true};
}

/* Goes on after "she said.", or is the next paragraph of the same words. */
static struct attribution going_on(const struct telling *telling,
                                   const struct quoted *quoted) {
    const struct reading *reading = telling->reading;
    bool same_block = telling->last_block == quoted->block;
    bool next_block = telling->last_block + 1 == quoted->block &&
                      opens_block(reading, quoted) &&
                      ends_block(reading, quoted);
    if (telling->last_block == READING_NOWHERE || (!same_block && !next_block))
        return nobody;
    bool near = quoted->first_word <= telling->last_end + BEFORE_WORDS;
    if (!near || !ends_spoken(reading, quoted) ||
        words_in(quoted) < SCARE_WORDS || is_title_case(reading, quoted))
        return nobody;
    return (struct attribution){"going-on", 0, 0, false, false};
}

static struct attribution paragraph_of_its_own(const struct reading *reading,
                                               const struct quoted *quoted) {
    bool whole = opens_block(reading, quoted) && ends_block(reading, quoted);
    return whole && quoted->closed && words_in(quoted) >= BLOCK_WORDS &&
                   ends_spoken(reading, quoted)
               ? (struct attribution){"paragraph", 0, 0, false, false}
               : nobody;
}

static bool may_be_quotation(const struct reading *reading,
                             const struct quoted *quoted) {
    return !reading->blocks[quoted->block].cited && words_in(quoted) > 0 &&
           !is_name(reading, quoted) &&
           (ends_spoken(reading, quoted) || !is_title_case(reading, quoted));
}

/* Giving it to the document. */

static enum concord_status find_speaker(struct telling *telling,
                                        const struct attribution *attribution,
                                        struct speaker *out,
                                        struct concord_error *err) {
    *out = (struct speaker){.found = false};
    if (strcmp(attribution->rule, "going-on") == 0) {
        *out = telling->last;
        return CONCORD_OK;
    }
    if (attribution->first >= attribution->end)
        return CONCORD_OK;
    return speaker_find(telling->reading, attribution->first, attribution->end,
                        attribution->ahead, &telling->last, telling->last_end,
                        out, err);
}

static enum concord_status give(struct telling *telling,
                                const struct quoted *quoted,
                                const struct attribution *attribution,
                                const struct speaker *speaker,
                                struct concord_error *err) {
    struct document *document = telling->reading->document;
    /* The first paragraph is evidence enough. */
    size_t block_end = document->blocks[quoted->block].end;
    size_t first_end = quoted->end < block_end ? quoted->end : block_end;
    bool own = speaker->name && telling->told_by &&
               strcmp(speaker->name, telling->told_by) == 0;
    struct document_quotation quotation = {.speaker = speaker->name,
                                           .role = speaker->role,
                                           .told_by =
                                               own ? NULL : telling->told_by,
                                           .start = quoted->start,
                                           .end = quoted->end};
    enum concord_status status =
        document_add_quotation(document, quotation, err);
    const char *who = speaker->name ? speaker->name : speaker->role;
    if (status == CONCORD_OK)
        status = document_add_evidence(
            document, "quotations", who ? who : "unknown",
            speaker->name ? CERTAINTY_STATED : CERTAINTY_UNKNOWN,
            attribution->rule, quoted->start, first_end, err);
    telling->last = *speaker;
    telling->last_end = quoted->end_word;
    telling->last_block = quoted->end_block;
    return status;
}

typedef struct attribution attribution_test(const struct reading *reading,
                                            const struct quoted *quoted);

static enum concord_status judge(struct telling *telling,
                                 const struct quoted *quoted,
                                 struct concord_error *err) {
    static attribution_test *const tests[] = {verb_after, verb_before,
                                              block_before, line_after};
    struct speaker speaker = {.found = false};
    struct reading *reading = telling->reading;
    if (!may_be_quotation(reading, quoted))
        return CONCORD_OK;
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        struct attribution attribution = tests[i](reading, quoted);
        if (!attribution.rule)
            continue;
        enum concord_status status =
            find_speaker(telling, &attribution, &speaker, err);
        if (status != CONCORD_OK)
            return status;
        if (!attribution.named || speaker.found)
            return give(telling, quoted, &attribution, &speaker, err);
    }
    struct attribution attribution = going_on(telling, quoted);
    if (!attribution.rule)
        attribution = paragraph_of_its_own(reading, quoted);
    enum concord_status status = CONCORD_OK;
    if (attribution.rule)
        status = find_speaker(telling, &attribution, &speaker, err);
    if (attribution.rule && status == CONCORD_OK)
        status = give(telling, quoted, &attribution, &speaker, err);
    return status;
}

/* A person who tells of what happened to him says who said it. */
static const char *teller(struct reading *reading) {
    const struct document *document = reading->document;
    int facet = schema_find_inferred(reading->schema, INFER_KIND);
    size_t block = 0;
    bool tells = feature_holds(reading, "first-person", &block) ||
                 (facet != SCHEMA_NO_INDEX &&
                  document_has_value(document, (unsigned)facet, "blog"));
    for (size_t i = 0; tells && i < document->creator_count; i++)
        if (document->creators[i].kind &&
            strcmp(document->creators[i].kind, "person") == 0)
            return document->creators[i].name;
    return NULL;
}

enum concord_status describe_quotations(struct reading *reading,
                                        struct concord_error *err) {
    struct telling telling = {.reading = reading,
                              .last_block = READING_NOWHERE};
    struct quoted *quoted = NULL;
    size_t count = 0;
    enum concord_status status =
        quote_marks_find(reading, &quoted, &count, err);
    if (status != CONCORD_OK || count == 0)
        return status;
    telling.told_by = teller(reading);
    for (size_t i = 0; i < count && status == CONCORD_OK; i++)
        status = judge(&telling, &quoted[i], err);
    return status;
}
