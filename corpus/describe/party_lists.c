#include "describe/party_lists.h"

#include "describe/lines.h"
#include "describe/words.h"
#include "schema/wordings.h"

enum {
    OPENER_WORDS = 14,
    LINE_WORDS = 24,
    LIST_WORDS = 90,  /* of a paragraph that may be a list */
    LIST_BLOCKS = 24, /* under one heading */
    TOP_BLOCKS = 4
};

enum opener { OPENS_NOTHING, OPENS_PARTIES, OPENS_SIGNATORIES };

static bool has_phrase(const struct reading *reading, size_t first, size_t end,
                       word_list list) {
    return words_find(reading, first, end, list) < end;
}

/* ---- which mentions count ---- */

/* "has been invited to sign" */
static bool is_only_hoped(const struct reading *reading,
                          struct word_span sentence) {
    static const char *const hopes[] = {
        "invited", "asked to", "declined", "refused",    "not sign",
        "not yet", "to join",  "hope",     "would like", NULL};
    return has_phrase(reading, sentence.first, sentence.end, hopes);
}

/* "..., which speaks for groups from the Dale Club to the Hill Club": what an
 * aside names is no party. */
static bool begins_aside(const struct reading *reading, size_t first,
                         size_t end) {
    static const char *const asides[] = {"which", "who", "whose", NULL};
    return has_phrase(reading, first, end, asides);
}

static bool begins_item(const struct reading *reading, size_t first,
                        size_t end) {
    for (size_t word = first; word < end; word++)
        if (gap_has(gap_after(reading, word), ";"))
            return true;
    return first > 0 && gap_has(gap_after(reading, first - 1), ";");
}

/* Mark the mentions of words first..end, from the mention `index` on. */
static void mark(const struct reading *reading, struct body_list *bodies,
                 size_t index, size_t first, size_t end, bool signed_it) {
    bool aside = false;
    size_t from = first;
    for (; index < bodies->mention_count &&
           bodies->mentions[index].first_word < end;
         index++) {
        const struct body_mention *mention = &bodies->mentions[index];
        if (mention->first_word < first)
            continue;
        if (begins_item(reading, from, mention->first_word))
            aside = false;
        aside = aside || begins_aside(reading, from, mention->first_word);
        from = mention->end_word;
        struct found_body *body = &bodies->items[mention->body];
        if (aside || body->generic ||
            is_only_hoped(reading,
                          reading_sentence(reading, mention->first_word)))
            continue;
        body->party = true;
        body->signed_it = body->signed_it || signed_it;
    }
}

/* The first mention at or after the word. */
static size_t mention_from(const struct body_list *bodies, size_t word) {
    size_t low = 0;
    size_t high = bodies->mention_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (bodies->mentions[middle].first_word < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t mentions_in(const struct body_list *bodies, size_t first,
                          size_t end) {
    return mention_from(bodies, end) - mention_from(bodies, first);
}

/* ---- lists under a heading or a lead-in ---- */

static enum opener opener_of(const struct reading *reading, size_t block) {
    const struct block_facts *facts = &reading->blocks[block];
    size_t first = facts->first_word;
    size_t end = first + facts->word_count;
    if (facts->word_count == 0 || facts->title ||
        facts->word_count > OPENER_WORDS)
        return OPENS_NOTHING;
    while (first + 1 < end && word_number(reading, first, 2) >= 0)
        first++;
    char last =
        reading->document->text[reading->document->blocks[block].end - 1];
    bool open = last == ':' || word_is(reading, end - 1, "between") ||
                word_is(reading, end - 1, "of");
    bool heads = facts->heading || open || last != '.';
    if (!heads)
        return OPENS_NOTHING;
    if (line_is_signing(reading, block) ||
        words_begin(
            reading, first, end,
            schema_wording(reading->schema, WORDING_SIGNATORY_HEADINGS)) > 0)
        return OPENS_SIGNATORIES;
    if (words_begin(reading, first, end,
                    schema_wording(reading->schema, WORDING_PARTY_HEADINGS)) >
            0 ||
        (open && word_is(reading, end - 1, "between")))
        return OPENS_PARTIES;
    return OPENS_NOTHING;
}

/* Mark what stands in the list that the block opens. */
static void read_list(const struct reading *reading, struct body_list *bodies,
                      size_t opener, bool signing) {
    size_t misses = 0;
    size_t last = opener + LIST_BLOCKS;
    for (size_t block = opener + 1;
         block <= last && block < reading->document->block_count; block++) {
        const struct block_facts *facts = &reading->blocks[block];
        size_t first = facts->first_word;
        size_t end = first + facts->word_count;
        bool row = reading->document->blocks[block].kind == BLOCK_TABLE_ROW;
        size_t count = mentions_in(bodies, first, end);
        if ((facts->heading && !row && count == 0) ||
            facts->word_count > LIST_WORDS ||
            (signing && !row && facts->word_count > LINE_WORDS))
            return;
        misses = count == 0 ? misses + 1 : 0;
        if (misses > (signing ? 3 : 1) ||
            (misses > 0 && facts->word_count > LINE_WORDS))
            return;
        mark(reading, bodies, mention_from(bodies, first), first, end, signing);
    }
}

/* ---- sentences ---- */

/* "The partners are A, B and C.", "Agreed by A, B and C." */
static void read_sentences(const struct reading *reading,
                           struct body_list *bodies) {
    static const char *const cues[] = {"the partners are",
                                       "the parties are",
                                       "the signatories are",
                                       "the signatories to this",
                                       "the parties to this",
                                       "the partners to this",
                                       "is an agreement between",
                                       "agreement between",
                                       "is made between",
                                       "is between",
                                       "made between",
                                       "code was written by",
                                       "compact was written by",
                                       "compact was drawn up by",
                                       "code was drawn up by",
                                       "compact was agreed by",
                                       "code was agreed by",
                                       "compact has been agreed by",
                                       "has been agreed between",
                                       "was agreed between",
                                       NULL};
    static const char *const openers[] = {"agreed by",   "adopted by",
                                          "approved by", "endorsed by",
                                          "between",     NULL};
    for (size_t i = 0; i < bodies->mention_count;) {
        struct word_span in =
            reading_sentence(reading, bodies->mentions[i].first_word);
        size_t end = bodies->mentions[i].first_word;
        size_t count = mention_from(bodies, in.end) - i;
        bool begins = words_begin(reading, in.first, end, openers) > 0;
        size_t cue = words_find(reading, in.first, end, cues);
        if (count >= 2 && (begins || cue < end))
            mark(reading, bodies, i, begins ? in.first : cue, in.end, false);
        i += count > 0 ? count : 1;
    }
}

void party_lists_mark(const struct reading *reading, struct body_list *bodies) {
    if (!reading_is_agreement(reading))
        return;
    for (size_t i = 0; i + 1 < reading->document->block_count; i++) {
        enum opener opener = opener_of(reading, i);
        if (opener != OPENS_NOTHING)
            read_list(reading, bodies, i, opener == OPENS_SIGNATORIES);
        size_t first = reading->blocks[i].first_word;
        size_t end = reading_block_end(reading, i);
        if (i < TOP_BLOCKS && line_is_body(reading, i) &&
            mentions_in(bodies, first, end) >= 2)
            mark(reading, bodies, mention_from(bodies, first), first, end,
                 false);
    }
    read_sentences(reading, bodies);
}
