/* relations.c - what a paper says that it is to other papers.
 *
 * A phrase of the schema's relations.yaml ("replaces", "published in") relates
 * the paper to another where a title stands beside it. What it lists under
 * "Background papers" or "References" it cites. That it merely speaks of "the
 * Compact" relates it to nothing. */
#include <string.h>

#include "describe/relation_cue.h"
#include "describe/relation_lists.h"
#include "describe/words.h"

enum { RELATIONS_MAX = 200 };

static bool type_of_name(enum relation_type *out, const char *name) {
    for (int type = 0; type <= RELATION_PART_OF; type++)
        if (strcmp(relation_type_name((enum relation_type)type), name) == 0) {
            *out = (enum relation_type)type;
            return true;
        }
    return false;
}

static bool is_negated(const struct cue_view *view) {
    static const char *const negations[] = {"not",     "never",  "nor", "don't",
                                            "doesn't", "cannot", NULL};
    enum { NEAR = 3 };
    size_t from = view->before - view->sentence.first > NEAR
                      ? view->before - NEAR
                      : view->sentence.first;
    return words_find(view->reading, from, view->before, negations) <
           view->before;
}

static enum concord_status read_cue(const struct cue_view *view,
                                    enum cited_side side,
                                    struct concord_error *err) {
    switch (view->type) {
    case RELATION_SUPERSEDES:
    case RELATION_WILL_SUPERSEDE:
        return cue_read_superseding(view, err);
    case RELATION_CITES:
        return side == CITED_WHOLE ? cue_read_named(view, err)
                                   : cue_read_citing(view, side, err);
    case RELATION_REPLIES_TO:
        return cue_read_reply(view, err);
    case RELATION_PART_OF:
        return cue_read_part(view, err);
    case RELATION_REPORTS:
        return cue_read_report(view, err);
    case RELATION_DERIVED_FROM:
        return cue_read_citing(view, side, err);
    case RELATION_EDITION_OF:
        break;
    }
    return CONCORD_OK;
}

/* A longer phrase ends with this one or covers it: "will replace". */
static bool is_part_of_longer(const struct reading *reading, size_t index) {
    enum { NEAR = 4 };
    const struct mention *cue = &reading->cues[index];
    size_t first = index > NEAR ? index - NEAR : 0;
    for (size_t i = first; i < reading->cue_count && i <= index + NEAR; i++) {
        const struct mention *other = &reading->cues[i];
        if (other->start <= cue->start && other->end >= cue->end &&
            other->word_count > cue->word_count)
            return true;
    }
    return false;
}

static enum concord_status read_cue_at(struct reading *reading, size_t index,
                                       struct concord_error *err) {
    const struct mention *mention = &reading->cues[index];
    const struct relation_cue *cue =
        schema_relation_cue(reading->schema, mention->watched->value);
    struct cue_view view = {.reading = reading,
                            .mention = mention,
                            .sentence =
                                reading_sentence(reading, mention->first_word),
                            .before = mention->first_word,
                            .after = mention->first_word + mention->word_count};
    if (!type_of_name(&view.type, cue->relation) ||
        reading->words[view.before].quoted ||
        reading->blocks[mention->block].cited ||
        (view.type != RELATION_CITES && is_negated(&view)) ||
        is_part_of_longer(reading, index))
        return CONCORD_OK;
    return read_cue(&view, cue->other, err);
}

/* The phrases, those that cite or the others. */
static enum concord_status read_cues(struct reading *reading, bool citing,
                                     struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < reading->cue_count && status == CONCORD_OK &&
                       reading->document->relation_count < RELATIONS_MAX;
         i++) {
        const struct relation_cue *cue = schema_relation_cue(
            reading->schema, reading->cues[i].watched->value);
        if ((strcmp(cue->relation, relation_type_name(RELATION_CITES)) == 0) ==
            citing)
            status = read_cue_at(reading, i, err);
    }
    return status;
}

/* What says most of another paper comes first: what is done to it, then how it
 * is listed, then that it is named. */
enum concord_status describe_relations(struct reading *reading,
                                       struct concord_error *err) {
    enum concord_status status = read_cues(reading, false, err);
    if (status == CONCORD_OK)
        status = relations_read_lists(reading, err);
    return status == CONCORD_OK ? read_cues(reading, true, err) : status;
}
