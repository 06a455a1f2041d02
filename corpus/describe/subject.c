/* subject.c - what the paper treats, which is less than what it mentions.
 *
 * A subject is the document's when it stands in the title, has a heading or a
 * clause of its own, or is treated in at least two blocks. A mention in a list
 * of three or more short items, or inside the name of a body or an office,
 * treats nothing. A value marked title-only asks for the title, a heading or
 * for being the main matter.
 *
 * Signs are words of the subject that are said in passing too ("health",
 * "young people"): one asks for a trigger, or for more of its kind, unless it
 * is a heading. Two halves of a pair in one sentence are a trigger: "the grant
 * ... was to end". */
#include <string.h>

#include "describe/lines.h"
#include "describe/lists.h"
#include "describe/names.h"
#include "describe/reading.h"
#include "describe/words.h"

enum {
    BLOCKS_MIN = 2,
    SEVERAL_PERCENT = 10, /* of all blocks, or ... */
    MENTIONS_MIN = 3,     /* ... in them; both where there are signs only */
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
    size_t last_end; /* byte: words that two triggers have count once */
    bool last_is_sign;
    size_t mentions;
    size_t triggers; /* those of the mentions that are no signs */
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
    /* Mentions are in the order of their ends. */
    size_t end = reading_neighbours(reading, mention).end;
    for (size_t i = (size_t)(mention - reading->mentions) + 1; i < end; i++) {
        const struct mention *other = &reading->mentions[i];
        if (other->source != EVIDENCE_TEXT || other->block != mention->block)
            break;
        if (other->start <= mention->start && other->end > mention->end &&
            schema_facet(reading->schema, other->watched->facet)->inferred_by ==
                INFER_PARTY &&
            word_in_any_number(
                reading, other->first_word + other->word_count - 1, bodies))
            return true;
    }
    return false;
}

/* The nearest other half of the mention's pair in its sentence, or NULL. */
static const struct mention *other_half(const struct reading *reading,
                                        const struct mention *mention) {
    enum { APART_MAX = 12 };
    const struct trigger *half = mention->watched->trigger;
    const struct mention *found = NULL;
    size_t apart = APART_MAX + 1;
    if (mention->block == READING_NOWHERE)
        return NULL;
    struct word_span in = reading_sentence(reading, mention->first_word);
    struct mention_span near = reading_neighbours_in(reading, mention, in);
    for (size_t i = near.first; i < near.end; i++) {
        const struct mention *other = &reading->mentions[i];
        if (other->watched->facet != mention->watched->facet ||
            other->watched->value != mention->watched->value ||
            other->watched->trigger->use != TRIGGER_OTHER_HALF ||
            other->watched->trigger->pair != half->pair || other->covered ||
            other->source != mention->source || other->first_word < in.first ||
            other->first_word >= in.end)
            continue;
        size_t distance = other->first_word > mention->first_word
                              ? other->first_word - mention->first_word
                              : mention->first_word - other->first_word;
        if (distance < apart) {
            apart = distance;
            found = other;
        }
    }
    return found;
}

/* "NHS Barset", "Barset Children's Hospital" */
static bool is_sign_in_name(const struct reading *reading,
                            const struct mention *mention) {
    const struct name_run *name = name_of(reading, mention->first_word);
    return mention->watched->trigger->use == TRIGGER_SIGN && name &&
           name->word_count > mention->word_count && !mention->in_title &&
           !mention->in_heading;
}

static bool is_used(const struct reading *reading,
                    const struct mention *mention) {
    switch (mention->watched->trigger->use) {
    case TRIGGER_GIVES:
    case TRIGGER_SIGN:
        return true;
    case TRIGGER_HALF:
        return other_half(reading, mention) != NULL;
    case TRIGGER_FALSE:
    case TRIGGER_OTHER_HALF:
        break;
    }
    return false;
}

/* What a pair tells it does not list. */
static bool is_listed(const struct reading *reading,
                      const struct mention *mention) {
    return mention->watched->trigger->use != TRIGGER_HALF &&
           mention_is_in_list(reading, mention);
}

static bool counts(const struct reading *reading,
                   const struct mention *mention) {
    if (mention->covered || mention->source == EVIDENCE_ADDRESS ||
        !is_used(reading, mention))
        return false;
    if (mention->block == READING_NOWHERE)
        return true;
    if (!mention->in_title && reading->blocks[mention->block].cited)
        return false;
    if (name_covers(reading, mention->first_word, mention->word_count) ||
        is_within_body(reading, mention) || is_sign_in_name(reading, mention))
        return false;
    if (mention->in_title)
        return true;
    if (mention->in_heading && is_of_a_form(reading, mention->block))
        return false;
    return mention->in_heading || (!block_is_in_list(reading, mention->block) &&
                                   !is_listed(reading, mention));
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

/* "Health", "Our volunteers": a heading that has little else names its part's
 * subject. */
static bool is_whole_heading(const struct reading *reading,
                             const struct mention *mention) {
    enum { OTHER_WORDS_MAX = 1 };
    if (!mention->in_heading || mention->in_title ||
        mention->block == READING_NOWHERE)
        return false;
    const struct block_facts *facts = &reading->blocks[mention->block];
    if (facts->heading)
        return facts->word_count <= mention->word_count + OTHER_WORDS_MAX;
    struct gap gap =
        gap_after(reading, mention->first_word + mention->word_count - 1);
    return mention->first_word == facts->first_word &&
           (gap_is(gap, ". ") || gap_is(gap, ": "));
}

static void count_mention(const struct reading *reading,
                          const struct mention *mention,
                          struct treated *treated) {
    bool is_sign = mention->watched->trigger->use == TRIGGER_SIGN &&
                   !is_whole_heading(reading, mention);
    bool again = treated->mentions > 0 && mention->end == treated->last_end &&
                 mention->block == treated->last_block;
    treated->triggers += !is_sign && (!again || treated->last_is_sign);
    treated->last_is_sign = is_sign && (!again || treated->last_is_sign);
    treated->in_clause =
        treated->in_clause || (!is_sign && opens_clause(reading, mention));
    if (again)
        return;
    treated->last_end = mention->end;
    treated->mentions++;
    treated->in_title = treated->in_title || mention->in_title;
    treated->in_heading = treated->in_heading || mention->in_heading;
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

/* Two blocks of a long paper may well mention in passing what they do not
 * treat; a block of an agreement is short and means what it says. */
static bool is_in_several_blocks(const struct reading *reading,
                                 const struct treated *treated) {
    size_t blocks = main_blocks(reading);
    bool often = treated->mentions >= MENTIONS_MIN;
    bool shared = treated->blocks * 100 >= blocks * SEVERAL_PERCENT;
    if (treated->blocks < BLOCKS_MIN)
        return false;
    return treated->triggers == 0
               ? often && shared
               : often || shared || reading_is_agreement(reading);
}

/* The rule that makes the value the document's, or NULL. */
static const char *rule_for(const struct reading *reading,
                            const struct vocabulary_value *value,
                            const struct treated *treated) {
    size_t blocks = main_blocks(reading);
    bool is_short = blocks <= SHORT_PAPER;
    bool several = is_in_several_blocks(reading, treated);
    if (treated->triggers == 0 &&
        !(is_short ? treated->mentions >= 2 : several))
        return NULL;
    if (treated->in_title)
        return "title-mention";
    if (treated->in_heading)
        return "own-heading";
    if (treated->blocks >= MAIN_BLOCKS &&
        treated->blocks * 100 >= blocks * MAIN_PERCENT)
        return "main-matter";
    if (is_short)
        return treated->mentions >= 2 ? "main-matter" : NULL;
    if (value->title_only)
        return NULL;
    if (several)
        return "several-blocks";
    return treated->in_clause || (treated->triggers >= CLAUSE_SENTENCES &&
                                  treated->most_sentences >= CLAUSE_SENTENCES)
               ? "own-clause"
               : NULL;
}

/* What a mention is quoted with: from one half of a pair to the other. */
struct mention_bytes {
    size_t start;
    size_t end;
};

static struct mention_bytes bytes_of(const struct reading *reading,
                                     const struct mention *mention) {
    const struct mention *other = mention->watched->trigger->use == TRIGGER_HALF
                                      ? other_half(reading, mention)
                                      : NULL;
    if (!other)
        return (struct mention_bytes){mention->start, mention->end};
    return other->start < mention->start
               ? (struct mention_bytes){other->start, mention->end}
               : (struct mention_bytes){mention->start, other->end};
}

static enum concord_status give_subject(struct reading *reading, unsigned facet,
                                        unsigned value, const char *rule,
                                        struct concord_error *err) {
    struct document *document = reading->document;
    const struct facet *described = schema_facet(reading->schema, facet);
    const char *word = described->values[value].value;
    enum concord_status status = document_add_value(document, facet, word, err);
    const struct mention *last = NULL;
    size_t given = 0;
    for (size_t i = 0; i < reading->mention_count && status == CONCORD_OK;
         i++) {
        const struct mention *mention = &reading->mentions[i];
        if (mention->watched->facet != facet ||
            mention->watched->value != value || !counts(reading, mention) ||
            (last && last->end == mention->end &&
             last->source == mention->source) ||
            given++ >= EVIDENCE_MAX)
            continue;
        last = mention;
        const char *title = mention->in_title ? "title-mention" : rule;
        struct mention_bytes bytes = bytes_of(reading, mention);
        status = mention->block == READING_NOWHERE
                     ? document_add_outside_evidence(
                           document, described->name, word, mention->source,
                           CERTAINTY_STATED, title, document->title, err)
                     : document_add_evidence(document, described->name, word,
                                             CERTAINTY_STATED, title,
                                             bytes.start, bytes.end, err);
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
