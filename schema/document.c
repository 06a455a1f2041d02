/* document.c - what is known of one paper. */
#include "schema/document.h"

#include <stdlib.h>
#include <string.h>

enum concord_status document_create(struct document **out,
                                    struct concord_error *err) {
    *out = calloc(1, sizeof **out);
    if (!*out)
        return concord_no_memory(err);
    (*out)->date = edtf_undated();
    (*out)->date_certainty = CERTAINTY_UNKNOWN;
    return CONCORD_OK;
}

void document_destroy(struct document *document) {
    if (!document)
        return;
    arena_clear(&document->arena);
    free(document);
}

bool document_has_value(const struct document *document, unsigned facet,
                        const char *value) {
    for (size_t i = 0; i < document->value_count; i++) {
        const struct facet_value *held = &document->values[i];
        if (held->facet == facet && strcmp(held->value, value) == 0)
            return true;
    }
    return false;
}

enum concord_status document_add_value(struct document *document,
                                       unsigned facet, const char *value,
                                       struct concord_error *err) {
    if (document_has_value(document, facet, value))
        return CONCORD_OK;
    const char *copy = arena_string(&document->arena, value);
    if (!copy)
        return concord_no_memory(err);
    struct facet_value *added =
        arena_push(&document->arena, &document->values, &document->value_count,
                   sizeof *added);
    if (!added)
        return concord_no_memory(err);
    *added = (struct facet_value){facet, copy};
    return CONCORD_OK;
}

void document_drop_values(struct document *document, unsigned facet) {
    size_t kept = 0;
    for (size_t i = 0; i < document->value_count; i++)
        if (document->values[i].facet != facet)
            document->values[kept++] = document->values[i];
    document->value_count = kept;
}

void document_drop_evidence(struct document *document, const char *facet) {
    size_t kept = 0;
    for (size_t i = 0; i < document->evidence_count; i++)
        if (strcmp(document->evidence[i].facet, facet) != 0)
            document->evidence[kept++] = document->evidence[i];
    document->evidence_count = kept;
}

/* Copy `text`, which may be NULL, to *out; false when memory is out. */
static bool copy_optional(struct arena *arena, const char *text,
                          const char **out) {
    *out = text ? arena_string(arena, text) : NULL;
    return !text || *out;
}

enum concord_status document_add_creator(struct document *document,
                                         struct document_creator creator,
                                         struct concord_error *err) {
    struct arena *arena = &document->arena;
    for (size_t i = 0; i < document->creator_count; i++)
        if (strcmp(document->creators[i].name, creator.name) == 0)
            return CONCORD_OK;
    if (!copy_optional(arena, creator.name, &creator.name) ||
        !copy_optional(arena, creator.kind, &creator.kind))
        return concord_no_memory(err);
    struct document_creator *added = arena_push(
        arena, &document->creators, &document->creator_count, sizeof *added);
    if (!added)
        return concord_no_memory(err);
    *added = creator;
    return CONCORD_OK;
}

enum concord_status document_add_person(struct document *document,
                                        struct document_person person,
                                        struct concord_error *err) {
    struct arena *arena = &document->arena;
    for (size_t i = 0; i < document->person_count; i++)
        if (strcmp(document->people[i].name, person.name) == 0)
            return CONCORD_OK;
    if (!copy_optional(arena, person.name, &person.name) ||
        !copy_optional(arena, person.role, &person.role) ||
        !copy_optional(arena, person.organisation, &person.organisation))
        return concord_no_memory(err);
    struct document_person *added = arena_push(
        arena, &document->people, &document->person_count, sizeof *added);
    if (!added)
        return concord_no_memory(err);
    *added = person;
    return CONCORD_OK;
}

/* A copy of the list that the document owns. */
static bool copy_list(struct arena *arena, const char *const **list,
                      size_t count) {
    const char **own = arena_alloc(arena, (count + 1) * sizeof *own);
    for (size_t i = 0; own && i < count; i++)
        if (!copy_optional(arena, (*list)[i], &own[i]))
            return false;
    *list = own;
    return own != NULL;
}

enum concord_status
document_add_organisation(struct document *document,
                          struct document_organisation organisation,
                          struct concord_error *err) {
    struct arena *arena = &document->arena;
    for (size_t i = 0; i < document->organisation_count; i++)
        if (strcmp(document->organisations[i].name, organisation.name) == 0)
            return CONCORD_OK;
    if (!copy_optional(arena, organisation.name, &organisation.name) ||
        !copy_optional(arena, organisation.acronym, &organisation.acronym) ||
        !copy_optional(arena, organisation.kind, &organisation.kind) ||
        !copy_list(arena, &organisation.successors,
                   organisation.successor_count) ||
        !copy_list(arena, &organisation.predecessors,
                   organisation.predecessor_count))
        return concord_no_memory(err);
    struct document_organisation *added =
        arena_push(arena, &document->organisations,
                   &document->organisation_count, sizeof *added);
    if (!added)
        return concord_no_memory(err);
    *added = organisation;
    return CONCORD_OK;
}

/* Add a copy of `given`, whose quote the document owns already. */
static enum concord_status push_evidence(struct document *document,
                                         struct evidence given,
                                         struct concord_error *err) {
    struct arena *arena = &document->arena;
    if (!copy_optional(arena, given.facet, &given.facet) ||
        !copy_optional(arena, given.value, &given.value) ||
        !copy_optional(arena, given.rule, &given.rule))
        return concord_no_memory(err);
    struct evidence *added = arena_push(
        arena, &document->evidence, &document->evidence_count, sizeof *added);
    if (!added)
        return concord_no_memory(err);
    *added = given;
    return CONCORD_OK;
}

enum concord_status document_add_evidence(struct document *document,
                                          const char *facet, const char *value,
                                          enum certainty certainty,
                                          const char *rule, size_t start,
                                          size_t end,
                                          struct concord_error *err) {
    if (start > end || end > document->text_size)
        return concord_fail(err, CONCORD_INTERNAL,
                            "evidence for %s stands at %zu..%zu of a text of "
                            "%zu bytes; report this",
                            facet, start, end, document->text_size);
    const char *from = start < end ? document->text + start : "";
    const char *quote = arena_copy(&document->arena, from, end - start);
    if (!quote)
        return concord_no_memory(err);
    struct evidence given = {facet, value, EVIDENCE_TEXT, certainty,
                             rule,  quote, start,         end};
    return push_evidence(document, given, err);
}

enum concord_status
document_add_outside_evidence(struct document *document, const char *facet,
                              const char *value, enum evidence_source source,
                              enum certainty certainty, const char *rule,
                              const char *quote, struct concord_error *err) {
    struct evidence given = {facet, value, source, certainty, rule, NULL, 0, 0};
    if (!copy_optional(&document->arena, quote, &given.quote))
        return concord_no_memory(err);
    return push_evidence(document, given, err);
}

const char *evidence_source_name(enum evidence_source source) {
    static const char *const names[] = {
        [EVIDENCE_TEXT] = "text",
        [EVIDENCE_ADDRESS] = "address",
        [EVIDENCE_METADATA] = "metadata",
        [EVIDENCE_BOILERPLATE] = "boilerplate",
        [EVIDENCE_SCHEMA] = "schema",
    };
    return names[source];
}
