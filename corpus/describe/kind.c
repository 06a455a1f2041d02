/* kind.c - which type of paper it is: the cues of each value, found in their
 * places, are added up, and the heaviest value wins. A second value is given
 * when it weighs nearly as much; the one without cues, when none weighs
 * enough. */
#include <stdio.h>
#include <string.h>

#include "describe/features.h"
#include "describe/reading.h"

enum { WEIGHT_MIN = 4, SECOND_PERCENT = 90 };

/* What one cue found. */
struct tally {
    size_t blocks; /* in how many it stands, where it must */
    size_t last_block;
    const struct mention *first;
    size_t feature_block;
};

/* A value's cues and what they weigh together. */
struct weighed {
    unsigned value;
    struct tally *tallies;
    int weight;
};

static bool stands_where(const struct mention *mention, enum cue_place where) {
    switch (where) {
    case CUE_TEXT:
        return mention->block != READING_NOWHERE;
    case CUE_TITLE:
        return mention->in_title;
    case CUE_HEADING:
        return mention->in_heading && !mention->in_title;
    case CUE_OPENING:
        return mention->in_opening;
    case CUE_ADDRESS:
        return mention->source == EVIDENCE_ADDRESS;
    }
    return false;
}

static void count_mentions(const struct reading *reading, unsigned facet,
                           const struct facet *described,
                           struct weighed *weighed) {
    for (size_t i = 0; i < reading->mention_count; i++) {
        const struct mention *mention = &reading->mentions[i];
        const struct watched *watched = mention->watched;
        if (watched->facet != facet ||
            !stands_where(mention, watched->trigger->where))
            continue;
        const struct vocabulary_value *value =
            &described->values[watched->value];
        struct tally *tally = &weighed[watched->value]
                                   .tallies[watched->trigger - value->triggers];
        if (!tally->first || tally->last_block != mention->block)
            tally->blocks++;
        tally->last_block = mention->block;
        if (!tally->first)
            tally->first = mention;
    }
}

static bool cue_holds(struct reading *reading, const struct trigger *trigger,
                      struct tally *tally) {
    if (trigger->feature)
        return feature_holds(reading, trigger->feature, &tally->feature_block);
    return tally->blocks >= (trigger->at_least ? trigger->at_least : 1);
}

static void weigh(struct reading *reading, const struct vocabulary_value *value,
                  struct weighed *weighed) {
    for (size_t i = 0; i < value->trigger_count; i++)
        if (cue_holds(reading, &value->triggers[i], &weighed->tallies[i]))
            weighed->weight += value->triggers[i].weight;
}

static const struct weighed *heaviest(const struct weighed *weighed,
                                      size_t count, const struct weighed *but) {
    const struct weighed *best = NULL;
    for (size_t i = 0; i < count; i++)
        if (&weighed[i] != but && (!best || weighed[i].weight > best->weight))
            best = &weighed[i];
    return best;
}

/* The value that no cue speaks for, if there is one. */
static const struct vocabulary_value *fallback(const struct facet *facet) {
    for (size_t i = 0; i < facet->value_count; i++)
        if (facet->values[i].trigger_count == 0)
            return &facet->values[i];
    return NULL;
}

/* Evidence for a value: what each of its cues found. */
static enum concord_status give_cue(struct reading *reading, const char *facet,
                                    const char *value,
                                    const struct trigger *trigger,
                                    const struct tally *tally,
                                    struct concord_error *err) {
    struct document *document = reading->document;
    const struct mention *mention = tally->first;
    char rule[64];
    snprintf(rule, sizeof rule, "%s-cue",
             trigger->feature ? trigger->feature : "phrase");
    if (mention && mention->block == READING_NOWHERE)
        return document_add_outside_evidence(document, facet, value,
                                             mention->source, CERTAINTY_STATED,
                                             rule, trigger->phrase, err);
    if (mention)
        return document_add_evidence(document, facet, value, CERTAINTY_STATED,
                                     rule, mention->start, mention->end, err);
    if (tally->feature_block == READING_NOWHERE)
        return document_add_outside_evidence(
            document, facet, value, EVIDENCE_BOILERPLATE, CERTAINTY_PROBABLE,
            rule, NULL, err);
    const struct block *block = &document->blocks[tally->feature_block];
    return document_add_evidence(document, facet, value, CERTAINTY_STATED, rule,
                                 block->start, block->end, err);
}

static enum concord_status give_value(struct reading *reading, unsigned facet,
                                      const struct weighed *weighed,
                                      struct concord_error *err) {
    const struct facet *described = schema_facet(reading->schema, facet);
    const struct vocabulary_value *value = &described->values[weighed->value];
    enum concord_status status =
        document_add_value(reading->document, facet, value->value, err);
    for (size_t i = 0; i < value->trigger_count && status == CONCORD_OK; i++) {
        const struct trigger *trigger = &value->triggers[i];
        struct tally *tally = &weighed->tallies[i];
        if (trigger->weight > 0 && cue_holds(reading, trigger, tally))
            status = give_cue(reading, described->name, value->value, trigger,
                              tally, err);
    }
    return status;
}

static struct weighed *weigh_all(struct reading *reading, unsigned facet,
                                 const struct facet *described) {
    struct weighed *weighed =
        arena_alloc(&reading->arena, described->value_count * sizeof *weighed);
    if (!weighed)
        return NULL;
    for (unsigned i = 0; i < described->value_count; i++) {
        weighed[i].value = i;
        weighed[i].tallies =
            arena_alloc(&reading->arena, described->values[i].trigger_count *
                                             sizeof *weighed[i].tallies);
        if (!weighed[i].tallies)
            return NULL;
    }
    count_mentions(reading, facet, described, weighed);
    for (unsigned i = 0; i < described->value_count; i++)
        weigh(reading, &described->values[i], &weighed[i]);
    return weighed;
}

static enum concord_status describe_facet(struct reading *reading,
                                          unsigned facet,
                                          struct concord_error *err) {
    const struct facet *described = schema_facet(reading->schema, facet);
    struct weighed *weighed = weigh_all(reading, facet, described);
    if (!weighed)
        return concord_no_memory(err);
    const struct weighed *first =
        heaviest(weighed, described->value_count, NULL);
    if (!first || first->weight < WEIGHT_MIN) {
        const struct vocabulary_value *none = fallback(described);
        return none ? document_add_value(reading->document, facet, none->value,
                                         err)
                    : CONCORD_OK;
    }
    enum concord_status status = give_value(reading, facet, first, err);
    const struct weighed *second =
        heaviest(weighed, described->value_count, first);
    if (status == CONCORD_OK && second && second->weight >= WEIGHT_MIN &&
        second->weight * 100 >= first->weight * SECOND_PERCENT)
        status = give_value(reading, facet, second, err);
    return status;
}

enum concord_status describe_kind(struct reading *reading,
                                  struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (unsigned i = 0; i < schema_facet_count(reading->schema); i++)
        if (status == CONCORD_OK &&
            schema_facet(reading->schema, i)->inferred_by == INFER_KIND)
            status = describe_facet(reading, i, err);
    return status;
}
