/* subject.c - what the paper treats, which is less than what it mentions.
 *
 * A subject is the document's when it stands in the title, has a heading or a
 * clause of its own, or is treated in at least two blocks. A mention in a list
 * of three or more short items, or inside the name of a body or an office,
 * treats nothing. A value marked title-only asks for the title, a heading or
 * for being the main matter. */
#include <string.h>

#include "describe/lines.h"
#include "describe/lists.h"
#include "describe/names.h"
#include "describe/reading.h"
#include "describe/words.h"

enum {
    BLOCKS_MIN = 2,
    CLAUSE_SENTENCES = 2, /* of one block, for a clause of its own */
    SHORT_PAPER = 2,      /* blocks beside the title */
    MAIN_BLOCKS = 4,      /* that the main matter stands in at least ... */
    MAIN_PERCENT = 15,    /* ... and of all blocks */
    EVIDENCE_MAX = 6
};

/* What was found for one value. */
struct treated {
    size_t blocks;
    size_t sentences; /* of the last block, that have a mention */
    size_t most_sentences;
    size_t last_sentence; /* its first word */
    size_t last_block;
    size_t mentions;
    bool in_title;
    bool in_heading;
    bool in_clause;
};

/* Mentions. */

static size_t main_blocks(const struct reading *reading) {
    size_t blocks = 0;
    for (size_t i = 0; i < reading->document->block_count; i++)
        blocks += !reading->blocks[i].title;
    return blocks;
}

/* Headings that a form asks for say nothing of the paper under them. */
static bool is_of_a_form(const struct reading *reading, size_t block) {
    static const char *const forms[] = {"consultation",
                                        "consultees",
                                        "implications",
                                        "appendices",
                                        "financial implications",
                                        "equality implications",
                                        "equalities implications",
                                        "equalities",
                                        "equality impact assessment",
                                        "environmental implications",
                                        "legal implications",
                                        "staffing implications",
                                        "human resources",
                                        "training implications",
                                        "health implications",
                                        "consultation undertaken",
                                        "funding implications",
                                        "crime and disorder implications",
                                        "crime and disorder",
                                        "further reading",
                                        "sustainability implications",
                                        "risk management",
                                        "housing implications",
                                        "consultation with",
                                        "community safety implications",
                                        NULL};
    const struct block_facts *facts = &reading->blocks[block];
    size_t count = words_begin(reading, facts->first_word,
                               reading_block_end(reading, block), forms);
    return reading->is_form && count > 0 && count + 1 >= facts->word_count;
}

/* "primary care trust": a body is named, even in small letters. */
static bool is_within_body(const struct reading *reading,
                           const struct mention *mention) {
    static const char *const bodies[] = {
        "agency",  "authority",  "board", "college",     "commission",
        "council", "department", "forum", "group",       "partnership",
        "service", "trust",      "team",  "authorities", NULL};
    struct mention_span near = reading_neighbours(reading, mention);
    for (size_t i = near.first; i < near.end; i++) {
        const struct mention *other = &reading->mentions[i];
        if (other->source != EVIDENCE_TEXT || other->block != mention->block)
            continue;
        if (other->start <= mention->start && other->end > mention->end &&
            schema_facet(reading->schema, other->watched->facet)->inferred_by ==
                INFER_PARTY &&
            word_in_any_number(
                reading, other->first_word + other->word_count - 1, bodies))
            return true;
    }
    return false;
}

static bool counts(const struct reading *reading,
                   const struct mention *mention) {
    if (mention->covered || mention->source == EVIDENCE_ADDRESS)
        return false;
    if (mention->block == READING_NOWHERE)
        return true;
    if (name_covers(reading, mention->first_word, mention->word_count) ||
        is_within_body(reading, mention))
        return false;
    if (mention->in_title)
        return true;
    if (mention->in_heading && is_of_a_form(reading, mention->block))
        return false;
    return (mention->in_heading ||
            (!mention_is_in_list(reading, mention) &&
             !block_is_in_list(reading, mention->block))) &&
           !reading->blocks[mention->block].cited;
}

/* A short block of an agreement's body is a clause: a principle, a commitment.
 * One that opens with the subject is the subject's own. */
static bool opens_clause(const struct reading *reading,
                         const struct mention *mention) {
    enum { OPENING_WORDS = 16, CLAUSE_WORDS_MAX = 45 };
    const struct block_facts *facts = mention->block == READING_NOWHERE
                                          ? NULL
                                          : &reading->blocks[mention->block];
    return facts &&
           (facts->list_item || line_is_undertaking(reading, mention->block) ||
            (facts->word_count <= CLAUSE_WORDS_MAX && !facts->opening)) &&
           mention->first_word < facts->first_word + OPENING_WORDS &&
           reading_is_agreement(reading);
}

static void count_mention(const struct reading *reading,
                          const struct mention *mention,
                          struct treated *treated) {
    treated->mentions++;
    treated->in_title = treated->in_title || mention->in_title;
    treated->in_heading = treated->in_heading || mention->in_heading;
    treated->in_clause = treated->in_clause || opens_clause(reading, mention);
    if (treated->mentions == 1 || mention->block != treated->last_block) {
        treated->blocks++;
        treated->sentences = 0;
    }
    treated->last_block = mention->block;
    if (mention->block == READING_NOWHERE)
        return;
    size_t sentence = reading_sentence(reading, mention->first_word).first;
    if (treated->sentences == 0 || sentence != treated->last_sentence)
        treated->sentences++;
    treated->last_sentence = sentence;
    if (treated->sentences > treated->most_sentences)
        treated->most_sentences = treated->sentences;
}

/* The rule that makes the value the document's, or NULL. */
static const char *rule_for(const struct reading *reading,
                            const struct vocabulary_value *value,
                            const struct treated *treated) {
    size_t blocks = main_blocks(reading);
    if (treated->mentions == 0)
        return NULL;
    if (treated->in_title)
        return "title-mention";
    if (treated->in_heading)
        return "own-heading";
    if (treated->blocks >= MAIN_BLOCKS &&
        treated->blocks * 100 >= blocks * MAIN_PERCENT)
        return "main-matter";
    if (blocks <= SHORT_PAPER)
        return treated->mentions >= 2 ? "main-matter" : NULL;
    if (value->title_only)
        return NULL;
    if (treated->blocks >= BLOCKS_MIN)
        return "several-blocks";
    return treated->in_clause || treated->most_sentences >= CLAUSE_SENTENCES
               ? "own-clause"
               : NULL;
}

static enum concord_status give_subject(struct reading *reading, unsigned facet,
                                        unsigned value, const char *rule,
                                        struct concord_error *err) {
    struct document *document = reading->document;
    const struct facet *described = schema_facet(reading->schema, facet);
    const char *word = described->values[value].value;
    enum concord_status status = document_add_value(document, facet, word, err);
    size_t given = 0;
    for (size_t i = 0; i < reading->mention_count && status == CONCORD_OK;
         i++) {
        const struct mention *mention = &reading->mentions[i];
        if (mention->watched->facet != facet ||
            mention->watched->value != value || !counts(reading, mention) ||
            given++ >= EVIDENCE_MAX)
            continue;
        const char *title = mention->in_title ? "title-mention" : rule;
        status = mention->block == READING_NOWHERE
                     ? document_add_outside_evidence(
                           document, described->name, word, mention->source,
                           CERTAINTY_STATED, title, document->title, err)
                     : document_add_evidence(document, described->name, word,
                                             CERTAINTY_STATED, title,
                                             mention->start, mention->end, err);
    }
    return status;
}

static enum concord_status describe_facet(struct reading *reading,
                                          unsigned facet,
                                          struct concord_error *err) {
    const struct facet *described = schema_facet(reading->schema, facet);
    struct treated *treated =
        arena_alloc(&reading->arena, described->value_count * sizeof *treated);
    if (!treated)
        return concord_no_memory(err);
    for (size_t i = 0; i < reading->mention_count; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (mention->watched->facet == facet && counts(reading, mention))
            count_mention(reading, mention, &treated[mention->watched->value]);
    }
    enum concord_status status = CONCORD_OK;
    for (unsigned i = 0; i < described->value_count && status == CONCORD_OK;
         i++) {
        const char *rule =
            rule_for(reading, &described->values[i], &treated[i]);
        if (rule)
            status = give_subject(reading, facet, i, rule, err);
    }
    return status;
}

enum concord_status describe_subject(struct reading *reading,
                                     struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (unsigned i = 0; i < schema_facet_count(reading->schema); i++)
        if (status == CONCORD_OK &&
            schema_facet(reading->schema, i)->inferred_by == INFER_SUBJECT)
            status = describe_facet(reading, i, err);
    return status;
}
