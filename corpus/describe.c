/* describe.c - the describer: the schema's phrases, and the describers of
 * corpus/describe/ in their order. */
#include "corpus/describe.h"

#include <stdlib.h>
#include <string.h>

#include "clean.h"
#include "describe/features.h"
#include "describe/host_names.h"
#include "describe/name_values.h"
#include "describe/reading.h"
#include "describe/word_classes.h"
#include "schema/authorities.h"
#include "schema/naming.h"

struct describer {
    const struct schema *schema;
    struct cleaner *cleaner;
    struct stemmer *stemmer;
    struct phrase_set *phrases;
    struct lexicon *lexicon;
    struct phrase_reader *reader;
    struct host_names hosts;
    struct arena arena;
    struct arena scratch;    /* of the reading at hand */
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

static enum concord_status watch_triggers(struct describer *describer,
                                          const struct trigger *triggers,
                                          size_t count, struct watched watched,
                                          struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < count && status == CONCORD_OK; i++) {
        watched.trigger = &triggers[i];
        if (triggers[i].phrase)
            status = watch(describer, triggers[i].phrase,
                           triggers[i].exact ? PHRASE_LETTERS : PHRASE_STEMS,
                           watched, err);
    }
    return status;
}

static enum concord_status watch_value(struct describer *describer,
                                       unsigned facet, unsigned index,
                                       struct concord_error *err) {
    const struct vocabulary_value *value =
        &schema_facet(describer->schema, facet)->values[index];
    return watch_triggers(describer, value->triggers, value->trigger_count,
                          (struct watched){.facet = facet, .value = index},
                          err);
}

/* A name is met with its possessive too: "Barset's Compact". */
static enum concord_status watch_name(struct describer *describer,
                                      const char *name, struct watched watched,
                                      struct concord_error *err) {
    enum concord_status status =
        watch(describer, name, PHRASE_NAME, watched, err);
    if (status != CONCORD_OK)
        return status;
    size_t length = strlen(name);
    bool ends_in_s = length > 0 && name[length - 1] == 's';
    const char *possessive =
        arena_printf(&describer->arena, "%s%s", name, ends_in_s ? "'" : "'s");
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
            struct watched watched = {
                .facet = facet, .value = (unsigned)i, .name = &place->names[j]};
            status = watch_name(describer, place->names[j].name, watched, err);
        }
    }
    return status;
}

/* A health body's name stands for its one place, or without one for its region.
 * Other bodies' names do not: a region's offices are among its triggers. */
static bool body_stands_for(const struct schema *schema,
                            const struct body *body, struct watched *out) {
    int facet = schema_find_inferred(
        schema, body->place_count > 0 ? INFER_PLACE : INFER_REGION);
    int value = body->place_count > 0 ? body->places[0] : body->region;
    bool of_health = body->kind == BODY_PRIMARY_CARE_TRUST ||
                     body->kind == BODY_CARE_TRUST ||
                     body->kind == BODY_STRATEGIC_HEALTH_AUTHORITY ||
                     body->kind == BODY_CLINICAL_COMMISSIONING_GROUP;
    if (!of_health || body->place_count > 1 || facet == SCHEMA_NO_INDEX ||
        value == SCHEMA_NO_INDEX)
        return false;
    *out = (struct watched){.facet = (unsigned)facet,
                            .value = (unsigned)value,
                            .sort = WATCHED_BODY};
    return true;
}

static enum concord_status watch_bodies(struct describer *describer,
                                        struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < schema_body_count(describer->schema); i++) {
        const struct body *body = schema_body(describer->schema, i);
        struct watched watched;
        if (!body_stands_for(describer->schema, body, &watched))
            continue;
        for (size_t j = 0; j < body->name_count && status == CONCORD_OK; j++) {
            watched.name = &body->names[j];
            status = watch_name(describer, body->names[j].name, watched, err);
        }
    }
    return status;
}

static enum concord_status watch_events(struct describer *describer,
                                        struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    size_t count = schema_event_count(describer->schema);
    for (unsigned i = 0; i < count && status == CONCORD_OK; i++) {
        const struct dated_event *event = schema_event(describer->schema, i);
        struct watched watched = {.value = i, .sort = WATCHED_EVENT};
        status = watch_triggers(describer, event->names, event->name_count,
                                watched, err);
    }
    return status;
}

static enum concord_status watch_office(struct describer *describer,
                                        unsigned index,
                                        struct concord_error *err) {
    const struct office *office = schema_office(describer->schema, index);
    struct watched watched = {.value = index, .sort = WATCHED_OFFICE};
    enum concord_status status = watch_triggers(
        describer, office->names, office->name_count, watched, err);
    watched.sort = WATCHED_HOLDER;
    for (unsigned i = 0; i < office->holder_count; i++) {
        const struct office_holder *holder = &office->holders[i];
        watched.holder = i;
        for (size_t j = 0; j < holder->name_count && status == CONCORD_OK; j++)
            status = watch_name(describer, holder->names[j], watched, err);
    }
    return status;
}

/* What bounds a paper's date. */
static enum concord_status watch_dated(struct describer *describer,
                                       struct concord_error *err) {
    enum concord_status status = watch_events(describer, err);
    size_t count = schema_office_count(describer->schema);
    for (unsigned i = 0; i < count && status == CONCORD_OK; i++)
        status = watch_office(describer, i, err);
    return status;
}

static enum concord_status watch_relations(struct describer *describer,
                                           struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    size_t count = schema_relation_cue_count(describer->schema);
    for (unsigned i = 0; i < count && status == CONCORD_OK; i++) {
        const struct relation_cue *cue =
            schema_relation_cue(describer->schema, i);
        struct watched watched = {.value = i, .sort = WATCHED_RELATION};
        status = watch_triggers(describer, cue->phrases, cue->phrase_count,
                                watched, err);
    }
    return status;
}

static enum concord_status watch_schema(struct describer *describer,
                                        struct concord_error *err) {
    enum concord_status status = watch_bodies(describer, err);
    if (status == CONCORD_OK)
        status = watch_dated(describer, err);
    if (status == CONCORD_OK)
        status = watch_relations(describer, err);
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

static void classify_word(const void *schema, struct lexicon_word *word) {
    word->classes = word_classes_of(word->folded);
    word->marks = schema_word_marks(schema, word->folded);
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
    if (status == CONCORD_OK)
        status = host_names_create(&describer->hosts, &describer->arena, schema,
                                   err);
    if (status == CONCORD_OK)
        status = lexicon_create(&describer->lexicon, describer->phrases,
                                describer->stemmer, classify_word, schema, err);
    if (status == CONCORD_OK)
        status =
            phrase_reader_create(&describer->reader, describer->phrases, err);
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
    phrase_reader_destroy(describer->reader);
    lexicon_destroy(describer->lexicon);
    phrase_set_destroy(describer->phrases);
    stemmer_destroy(describer->stemmer);
    cleaner_destroy(describer->cleaner);
    arena_clear(&describer->arena);
    arena_clear(&describer->scratch);
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
                                    const struct metadata *metadata,
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
        status = describe_people(reading, err);
    if (status == CONCORD_OK)
        status = describe_subject(reading, err);
    if (status == CONCORD_OK)
        status = describe_acronyms(reading, err);
    if (status == CONCORD_OK)
        status = describe_organisations(reading, err);
    if (status == CONCORD_OK)
        status = describe_properties(reading, err);
    if (status == CONCORD_OK)
        status = describe_relations(reading, err);
    if (status == CONCORD_OK && metadata)
        status =
            metadata_apply(reading->document, metadata, reading->schema, err);
    if (status == CONCORD_OK)
        status = name_values_give(reading->document, reading->schema, err);
    if (status == CONCORD_OK)
        status = describe_quotations(reading, err);
    if (status == CONCORD_OK)
        status = describe_clauses(reading, err);
    if (status == CONCORD_OK)
        status = describe_supplied_title(reading, err);
    return status;
}

enum concord_status describer_describe_in_archive(
    struct describer *describer, struct document *document,
    const struct extract *extract, const struct metadata *metadata,
    const struct archive_ruling *ruling, struct concord_error *err) {
    enum concord_status status =
        cleaner_clean(describer->cleaner, document, extract, ruling, err);
    if (status != CONCORD_OK)
        return status;
    struct reading reading = {.document = document,
                              .schema = describer->schema,
                              .extract = extract,
                              .stemmer = describer->stemmer,
                              .lexicon = describer->lexicon,
                              .hosts = &describer->hosts,
                              .phrases = describer->reader,
                              .arena = describer->scratch};
    lexicon_trim(describer->lexicon);
    status = describe(describer, &reading, metadata, err);
    describer->scratch = reading.arena;
    arena_reset(&describer->scratch);
    return status;
}

enum concord_status describer_describe(struct describer *describer,
                                       struct document *document,
                                       const struct extract *extract,
                                       const struct metadata *metadata,
                                       struct concord_error *err) {
    return describer_describe_in_archive(describer, document, extract, metadata,
                                         NULL, err);
}

enum concord_status describer_imprint(struct describer *describer,
                                      struct imprint *out, struct arena *arena,
                                      const struct extract *extract,
                                      struct concord_error *err) {
    return cleaner_imprint(describer->cleaner, out, arena, extract, err);
}

const char *describer_version(void) {
    return "describe/7";
}
