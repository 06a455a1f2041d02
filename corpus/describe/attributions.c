#include "describe/attributions.h"

#include <string.h>

#include "describe/attribution_lines.h"
#include "describe/quoted.h"
#include "describe/speaker_candidates.h"
#include "describe/words.h"
#include "schema/wordings.h"

enum {
    DIRECT_WORDS = 8, /* between a verb and the mark */
    FRAGMENT_WORDS = 5,
    BLOCK_WORDS = 10
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

/* "Ring up and say", "do not write", "to say": nobody has said it yet. */
static bool is_not_said_yet(const struct reading *reading, size_t verb,
                            size_t first) {
    static const char *const plain[] = {"say",   "ask",    "tell", "write",
                                        "reply", "answer", "add",  NULL};
    static const char *const before[] = {
        "and",   "or",   "to",    "not", "don't", "can",   "could",  "should",
        "would", "will", "might", "may", "must",  "never", "please", NULL};
    static const char *const goes_on[] = {"on", "continued", NULL};
    if (!word_in(reading, verb, plain))
        return false;
    if (verb == first)
        return true;
    bool further = verb > first + 1 && word_is(reading, verb - 1, "to") &&
                   word_in(reading, verb - 2, goes_on);
    return word_in(reading, verb - 1, before) && !further;
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

/* "wrote a page, which begins": the verb is not what the marks follow. */
static bool is_aside(const struct reading *reading, size_t first, size_t end) {
    static const char *const relatives[] = {"which", "where", "whose", NULL};
    return words_find(reading, first, end, relatives) < end;
}

/* The words say something by themselves: "grants will be paid". */
static bool is_statement(const struct reading *reading,
                         const struct quoted *quoted) {
    static const char *const finite[] = {
        "will",  "shall", "must", "may", "should", "would", "can",
        "could", "is",    "are",  "was", "were",   "has",   "have",
        "had",   "do",    "does", "did", NULL};
    for (size_t word = quoted->first_word + 1; word < quoted->end_word; word++)
        if (word_in(reading, word, finite))
            return true;
    return false;
}

/* Too little to be told from words at arm's length, or a phrase of a paper. */
static bool is_mere_fragment(const struct reading *reading,
                             const struct quoted *quoted, size_t first,
                             size_t verb) {
    return quoted_words(quoted) < FRAGMENT_WORDS ||
           (candidate_is_paper(reading, first, verb) &&
            !is_statement(reading, quoted));
}

/* According to Ann Other, chair of Barset CVS, "nobody was asked". */
static struct attribution source_before(const struct reading *reading,
                                        const struct quoted *quoted,
                                        size_t first) {
    size_t end = quoted->first_word;
    size_t source = words_begin(reading, first, end,
                                wording(reading, WORDING_SPEECH_SOURCES));
    if (source == 0 || quoted_words(quoted) < FRAGMENT_WORDS - 2 ||
        !gap_has(quoted_gap_before(reading, quoted), ","))
        return nobody;
    return (struct attribution){"verb-before", first + source, end,
                                SPEAKER_AHEAD, true};
}

/* A verb in the sentence that leads up to the quotation. */
static struct attribution verb_before(const struct reading *reading,
                                      const struct quoted *quoted) {
    size_t first = quoted_before(reading, quoted);
    size_t end = quoted->first_word;
    if (first == end)
        return nobody;
    struct gap gap = quoted_gap_before(reading, quoted);
    bool colon = gap_has(gap, ":");
    size_t verb = last_verb(reading, first, end);
    struct attribution attribution = {"verb-before", first, verb,
                                      SPEAKER_BEFORE, false};
    if (colon && verb == end) {
        attribution.named = !has_noun(reading, first, end);
        attribution.rule = "colon-before";
        size_t source = words_find(reading, first, end,
                                   wording(reading, WORDING_SPEECH_SOURCES));
        if (source < end) {
            attribution.first = source;
            attribution.end = end;
            attribution.place = SPEAKER_AHEAD;
        }
        return attribution;
    }
    if (verb == end)
        return source_before(reading, quoted, first);
    if (is_not_said_yet(reading, verb, first))
        return nobody;
    static const char *const that[] = {"that", NULL};
    size_t after = verb + verb_at(reading, verb, end);
    if (colon)
        return attribution;
    bool direct = only_small_between(reading, after, end);
    bool near = end - after <= DIRECT_WORDS;
    /* A few words held at arm's length: had "no plans". */
    bool fragment = !quoted_ends_spoken(reading, quoted) &&
                    !word_has_capital(reading, quoted->first_word);
    if (fragment && is_mere_fragment(reading, quoted, first, verb))
        return nobody;
    if (direct || (gap_has(gap, ",") && near))
        return is_aside(reading, after, end) ? nobody : attribution;
    if (!near)
        near = words_find(reading, after, end, that) < end;
    if (!near || quoted_words(quoted) < FRAGMENT_WORDS ||
        is_aside(reading, after, end))
        return nobody;
    attribution.rule = "fragment";
    return attribution;
}

/* The block before leads up to it: "The Minister stated:" */
static struct attribution block_before(const struct reading *reading,
                                       const struct quoted *quoted) {
    if (quoted->block == 0 || !quoted_opens_block(reading, quoted))
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
    if (end > begins + QUOTED_NEAR)
        begins = end - QUOTED_NEAR;
    size_t verb = last_verb(reading, begins, end);
    bool open = colon || verb + 2 >= end;
    if (verb == end && (!colon || reading->blocks[block].heading))
        return nobody;
    /* "What they said" heads quotations that have their own names below. */
    if (!open || (reading->blocks[block].heading && !colon &&
                  attribution_under(reading, quoted).rule))
        return nobody;
    return (struct attribution){"lead-in", begins, verb, SPEAKER_BEFORE,
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
    size_t end = quoted_after(reading, quoted);
    if (!quoted->closed || first >= end)
        return nobody;
    size_t verb = verb_at(reading, first, end);
    size_t source = words_begin(reading, first, end,
                                wording(reading, WORDING_SPEECH_SOURCES));
    bool small = !word_has_capital(reading, first);
    /* "wrote a resident" */
    bool unnamed = first + verb < end && quoted_breaks_off(reading, quoted) &&
                   (word_is(reading, first + verb, "a") ||
                    word_is(reading, first + verb, "an"));
    if ((verb > 0 && small &&
         (unnamed || !is_object(reading, first + verb, end))) ||
        source > 0)
        return (struct attribution){
            "verb-after", first + (source > 0 ? source : verb), end,
            SPEAKER_AHEAD, verb > 0 && !quoted_breaks_off(reading, quoted)};
    struct attribution line = attribution_on_line(reading, quoted, end);
    if (line.rule)
        return line;
    if (!quoted_breaks_off(reading, quoted))
        return nobody;
    size_t stop = end > first + SUBJECT_WORDS ? first + SUBJECT_WORDS : end;
    for (size_t word = first; word < stop; word++)
        if (verb_at(reading, word, end) > 0 &&
            !is_object(reading, word + verb_at(reading, word, end), end))
            return (struct attribution){"verb-after", first, word,
                                        SPEAKER_BEFORE,
                                        !word_is(reading, first, "as")};
    return nobody;
}

/* She added that it was late. "We had to run." Whole sentences in marks after
 * a sentence that is about somebody. */
static struct attribution sentence_before(const struct reading *reading,
                                          const struct quoted *quoted) {
    enum { WORDS_LEAST = 4 };
    size_t word = quoted->first_word;
    size_t block_end = reading_block_end(reading, quoted->end_block);
    char last = reading->document->text[quoted->end - 1];
    if (!quoted->closed || quoted_words(quoted) < WORDS_LEAST ||
        !strchr(".!?", last) || !word_has_capital(reading, word) ||
        quoted_opens_block(reading, quoted) ||
        !gap_has(quoted_gap_before(reading, quoted), ". "))
        return nobody;
    if (quoted->end_word < block_end &&
        !word_has_capital(reading, quoted->end_word))
        return nobody;
    struct word_span said = reading_sentence(reading, word - 1);
    if (reading->words[word - 1].quoted)
        return nobody;
    return (struct attribution){"sentence-before", said.first, word,
                                SPEAKER_SUBJECT, true};
}

/* The same, of the subject of a verb of speech in that sentence. */
static struct attribution telling_before(const struct reading *reading,
                                         const struct quoted *quoted) {
    struct attribution attribution = sentence_before(reading, quoted);
    if (!attribution.rule)
        return nobody;
    size_t verb = last_verb(reading, attribution.first, attribution.end);
    if (verb == attribution.first || verb == attribution.end)
        return nobody;
    attribution.end = verb;
    return attribution;
}

struct attribution attribution_find(const struct reading *reading,
                                    const struct quoted *quoted, size_t way) {
    switch (way) {
    case 0:
        return verb_after(reading, quoted);
    case 1:
        return verb_before(reading, quoted);
    case 2:
        return block_before(reading, quoted);
    case 3:
        return attribution_under(reading, quoted);
    case 4:
        return attribution_over(reading, quoted);
    case 5:
        return telling_before(reading, quoted);
    default:
        return sentence_before(reading, quoted);
    }
}

bool attribution_interrupts(const struct reading *reading,
                            const struct quoted *quoted,
                            const struct quoted *next) {
    enum { WORDS_MAX = 26 };
    size_t first = quoted->end_word;
    size_t end = next->first_word;
    if (!quoted->closed || quoted->end_block != next->block || first >= end ||
        end - first > WORDS_MAX || !quoted_breaks_off(reading, quoted))
        return false;
    struct gap gap = quoted_gap_before(reading, next);
    bool parted = gap_has(gap, ",") || gap_has(gap, ".") || gap_has(gap, ":") ||
                  gap_has(gap, ";") || gap_has(gap, " –") || gap_has(gap, " -");
    for (size_t word = first; word + 1 < end; word++)
        parted = parted && !gap_ends_sentence(reading, word);
    return parted && last_verb(reading, first, end) < end &&
           !verb_after(reading, next).rule;
}

struct attribution attribution_of_paragraph(const struct reading *reading,
                                            const struct quoted *quoted) {
    bool whole = quoted_opens_block(reading, quoted) &&
                 quoted_ends_block(reading, quoted);
    if (!whole || !quoted->closed || quoted_words(quoted) < BLOCK_WORDS ||
        !quoted_ends_spoken(reading, quoted))
        return nobody;
    struct attribution attribution = {"paragraph", 0, 0, SPEAKER_SUBJECT,
                                      false};
    if (quoted->block == 0 ||
        reading->document->blocks[quoted->block - 1].kind != BLOCK_PARAGRAPH ||
        reading->blocks[quoted->block - 1].word_count == 0)
        return attribution;
    struct word_span last = reading_sentence(reading, quoted->first_word - 1);
    attribution.first = last.first;
    attribution.end = last.end;
    return attribution;
}
