#include "describe/place_mentions.h"

#include "describe/names.h"

/* What was given already: for each place of the gazetteer a bit a role. */
struct given {
    struct reading *reading;
    const struct place_scores *places;
    unsigned char *roles;
};

static bool is_value(const struct given *given, unsigned index) {
    return document_has_value(
        given->reading->document, given->places->facet,
        schema_place(given->reading->schema, index)->path);
}

/* A name that is a common word too is a place where its surroundings or the
 * rest of the paper say so. */
static bool is_place(const struct given *given,
                     const struct placed_mention *placed) {
    const struct place_name *name = placed->mention->watched->name;
    const struct place_score *score =
        place_score_find(given->places, placed->index);
    if (placed->role == PLACE_PERSON || placed->role == PLACE_NOTHING ||
        (score && score->dropped))
        return false;
    return !name || !name->ambiguous || placed->role == PLACE_EXAMPLE ||
           (score && score->supported) ||
           place_is_supported(given->reading, placed->mention);
}

/* "Barset and Wessex" are two places in a row and no body. */
static bool is_in_body(const struct reading *reading,
                       const struct placed_mention *placed) {
    const struct name_run *name = name_of(reading, placed->mention->first_word);
    return placed->role == PLACE_BODY ||
           (placed->role == PLACE_NAMED && name && name->kind == NAME_BODY);
}

static enum document_place_role role_of(const struct reading *reading,
                                        const struct placed_mention *placed,
                                        bool is_value) {
    if (is_in_body(reading, placed))
        return PLACED_BODY;
    switch (placed->role) {
    case PLACE_BODY:
    case PLACE_VENUE:
        return PLACED_VENUE;
    case PLACE_PATCH:
        return is_value ? PLACED_PATCH : PLACED_EXAMPLE;
    case PLACE_NAMED:
    case PLACE_SUBJECT:
        return is_value ? PLACED_SUBJECT : PLACED_EXAMPLE;
    case PLACE_EXAMPLE:
    case PLACE_PERSON:
    case PLACE_NOTHING:
        break;
    }
    return PLACED_EXAMPLE;
}

static enum concord_status give(struct given *given,
                                const struct placed_mention *placed,
                                enum document_place_role role,
                                struct concord_error *err) {
    const struct mention *mention = placed->mention;
    unsigned char bit = (unsigned char)(1U << role);
    bool in_text = mention->block != READING_NOWHERE;
    if (given->roles[placed->index] & bit)
        return CONCORD_OK;
    given->roles[placed->index] |= bit;
    return document_add_place(
        given->reading->document,
        (struct document_place){
            .value = schema_place(given->reading->schema, placed->index)->path,
            .role = role,
            .start = in_text ? mention->start : 0,
            .end = in_text ? mention->end : 0},
        err);
}

/* A value that only its bodies name is the subject through them. */
static enum concord_status give_through_bodies(struct given *given,
                                               struct concord_error *err) {
    const unsigned char of_facet = 1U << PLACED_SUBJECT | 1U << PLACED_PATCH;
    const struct place_scores *places = given->places;
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < places->mention_count && status == CONCORD_OK; i++) {
        const struct placed_mention *placed = &places->mentions[i];
        bool names_it =
            placed->role == PLACE_BODY || placed->role == PLACE_NAMED;
        if (names_it && !(given->roles[placed->index] & of_facet) &&
            is_value(given, placed->index))
            status = give(given, placed, PLACED_SUBJECT, err);
    }
    return status;
}

enum concord_status place_mentions_give(struct reading *reading,
                                        const struct place_scores *places,
                                        struct concord_error *err) {
    struct given given = {reading, places, NULL};
    given.roles =
        arena_alloc(&reading->arena, schema_place_count(reading->schema) + 1);
    if (!given.roles)
        return concord_no_memory(err);
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < places->mention_count && status == CONCORD_OK; i++) {
        const struct placed_mention *placed = &places->mentions[i];
        if (is_place(&given, placed))
            status = give(
                &given, placed,
                role_of(reading, placed, is_value(&given, placed->index)), err);
    }
    return status == CONCORD_OK ? give_through_bodies(&given, err) : status;
}
