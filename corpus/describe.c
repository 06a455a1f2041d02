/* describe.c - the describer: the schema's phrases, and the describers of
 * corpus/describe/ in their order. */
#include "corpus/describe.h"

#include <stdlib.h>
#include <string.h>

#include "clean.h"
#include "describe/features.h"
#include "describe/reading.h"

struct describer {
    const struct schema *schema;
    struct cleaner *cleaner;
    struct stemmer *stemmer;
    struct phrase_set *phrases;
    struct arena arena;
    struct watched *watched; /* what a phrase's payload counts */
    size_t watched_count;
};

/* Building the phrase set. */

static enum concord_status watch(struct describer *describer,
                                 const char *phrase, enum phrase_mode mode,
                                 struct watched watched,
                                 struct concord_error *err) {
    size_t index = describer->watched_count;
    struct watched *added =
        arena_push(&describer->arena, &describer->watched,
                   &describer->watched_count, sizeof *added);
    if (!added)
        return concord_no_memory(err);
    *added = watched;
    return phrase_set_add(describer->phrases, phrase, mode, (uint32_t)index,
                          err);
}

static enum concord_status watch_value(struct describer *describer,
                                       unsigned facet, unsigned index,
                                       struct concord_error *err) {
    const struct vocabulary_value *value =
        &schema_facet(describer->schema, facet)->values[index];
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < value->trigger_count && status == CONCORD_OK; i++) {
        const struct trigger *trigger = &value->triggers[i];
        struct watched watched = {facet, index, trigger, NULL};
        if (trigger->phrase)
            status = watch(describer, trigger->phrase,
                           trigger->exact ? PHRASE_LETTERS : PHRASE_STEMS,
                           watched, err);
    }
    return status;
}

/* A name is met with its possessive too: "Barset's Compact". */
static enum concord_status watch_name(struct describer *describer,
                                      const struct place_name *name,
                                      struct watched watched,
                                      struct concord_error *err) {
    enum concord_status status =
        watch(describer, name->name, PHRASE_NAME, watched, err);
    if (status != CONCORD_OK)
        return status;
    size_t length = strlen(name->name);
    bool ends_in_s = length > 0 && name->name[length - 1] == 's';
    const char *possessive = arena_printf(&describer->arena, "%s%s", name->name,
                                          ends_in_s ? "'" : "'s");
    if (!possessive)
        return concord_no_memory(err);
    return ends_in_s ? CONCORD_OK
                     : watch(describer, possessive, PHRASE_NAME, watched, err);
}

static enum concord_status watch_places(struct describer *describer,
                                        unsigned facet,
                                        struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < schema_place_count(describer->schema); i++) {
        const struct place *place = schema_place(describer->schema, i);
        for (size_t j = 0; j < place->name_count && status == CONCORD_OK; j++) {
            struct watched watched = {facet, (unsigned)i, NULL,
                                      &place->names[j]};
            status = watch_name(describer, &place->names[j], watched, err);
        }
    }
    return status;
}

static enum concord_status watch_schema(struct describer *describer,
                                        struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    size_t count = schema_facet_count(describer->schema);
    for (unsigned facet = 0; facet < count && status == CONCORD_OK; facet++) {
        const struct facet *described = schema_facet(describer->schema, facet);
        if (described->kind == FACET_TREE) {
            status = watch_places(describer, facet, err);
            continue;
        }
        for (unsigned i = 0; i < described->value_count; i++)
            if (status == CONCORD_OK)
                status = watch_value(describer, facet, i, err);
    }
    return status;
}

enum concord_status describer_create(struct describer **out,
                                     const struct schema *schema,
                                     struct concord_error *err) {
    *out = NULL;
    struct describer *describer = calloc(1, sizeof *describer);
    if (!describer)
        return concord_no_memory(err);
    describer->schema = schema;
    enum concord_status status =
        cleaner_create(&describer->cleaner, schema, err);
    if (status == CONCORD_OK)
        status = stemmer_create(&describer->stemmer, err);
    if (status == CONCORD_OK)
        status = phrase_set_create(&describer->phrases, err);
    if (status == CONCORD_OK)
        status = watch_schema(describer, err);
    if (status != CONCORD_OK) {
        describer_destroy(describer);
        return status;
    }
    *out = describer;
    return CONCORD_OK;
}

void describer_destroy(struct describer *describer) {
    if (!describer)
        return;
    phrase_set_destroy(describer->phrases);
    stemmer_destroy(describer->stemmer);
    cleaner_destroy(describer->cleaner);
    arena_clear(&describer->arena);
    free(describer);
}

/* Describing. */

static enum concord_status find_mentions(struct describer *describer,
                                         struct reading *reading,
                                         struct concord_error *err) {
    return reading_find_mentions(reading, describer->phrases,
                                 describer->watched, err);
}

static enum concord_status describe(struct describer *describer,
                                    struct reading *reading,
                                    struct concord_error *err) {
    enum concord_status status = reading_begin(reading, err);
    if (status != CONCORD_OK)
        return status;
    features_mark_signatories(reading);
    status = describe_title(reading, err);
    if (status == CONCORD_OK)
        status = find_mentions(describer, reading, err);
    if (status == CONCORD_OK)
        status = describe_kind(reading, err);
    if (status == CONCORD_OK)
        status = describe_date(reading, err);
    if (status == CONCORD_OK)
        status = describe_place(reading, err);
    if (status == CONCORD_OK)
        status = describe_party(reading, err);
    if (status == CONCORD_OK)
        status = describe_subject(reading, err);
    if (status == CONCORD_OK)
        status = describe_supplied_title(reading, err);
    return status;
}

enum concord_status describer_describe(struct describer *describer,
                                       struct document *document,
                                       const struct extract *extract,
                                       struct concord_error *err) {
    enum concord_status status =
        cleaner_clean(describer->cleaner, document, extract, err);
    if (status != CONCORD_OK)
        return status;
    struct reading reading = {.document = document,
                              .schema = describer->schema,
                              .extract = extract,
                              .stemmer = describer->stemmer};
    status = describe(describer, &reading, err);
    reading_end(&reading);
    return status;
}

const char *describer_version(void) {
    return "describe/1";
}
