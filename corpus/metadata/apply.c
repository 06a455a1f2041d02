/* apply.c - gives a described document what people say of it. */
#include <string.h>

#include "corpus/metadata.h"
#include "describe/year.h"

/* What the functions below share. */
struct application {
    struct document *document;
    const struct metadata *metadata;
    const struct schema *schema;
    struct concord_error *err;
};

static const char *rule_of(const struct metadata_entry *entry) {
    static const char *const rules[] = {[METADATA_FRONT_MATTER] =
                                            "front-matter",
                                        [METADATA_SIDECAR] = "sidecar",
                                        [METADATA_OVERRIDE] = "override"};
    return rules[entry->source];
}

static enum concord_status add_evidence(const struct application *to,
                                        const struct metadata_entry *entry,
                                        const struct metadata_value *value) {
    return document_add_outside_evidence(to->document, entry->key, value->value,
                                         EVIDENCE_METADATA, CERTAINTY_STATED,
                                         rule_of(entry), value->quote, to->err);
}

/* ---- facets ---- */

static enum concord_status give_derived(const struct application *to,
                                        unsigned facet, const char *value,
                                        const char *rule, const char *from) {
    if (document_has_value(to->document, facet, value))
        return CONCORD_OK;
    enum concord_status status =
        document_add_value(to->document, facet, value, to->err);
    if (status != CONCORD_OK)
        return status;
    return document_add_outside_evidence(
        to->document, schema_facet(to->schema, facet)->name, value,
        EVIDENCE_SCHEMA, CERTAINTY_DERIVED, rule, from, to->err);
}

static const struct place *find_place(const struct schema *schema,
                                      const char *path) {
    int index = schema_find_place(schema, path);
    return index == SCHEMA_NO_INDEX ? NULL
                                    : schema_place(schema, (size_t)index);
}

static const struct facet *find_region(const struct schema *schema,
                                       unsigned *index) {
    int found = schema_find_inferred(schema, INFER_REGION);
    *index = found == SCHEMA_NO_INDEX ? 0 : (unsigned)found;
    return found == SCHEMA_NO_INDEX ? NULL
                                    : schema_facet(schema, (size_t)found);
}

/* The places above the given ones, after all of these. */
static enum concord_status give_ancestors(const struct application *to,
                                          unsigned facet, const char *path) {
    const struct place *place = find_place(to->schema, path);
    enum concord_status status = CONCORD_OK;
    while (place && place->parent != SCHEMA_NO_INDEX && status == CONCORD_OK) {
        place = schema_place(to->schema, (size_t)place->parent);
        status = give_derived(to, facet, place->path, "part-of", path);
    }
    return status;
}

/* The given places decide the region, unless a person gives that too. */
static enum concord_status give_regions(const struct application *to,
                                        const struct metadata_entry *entry) {
    unsigned index = 0;
    const struct facet *region = find_region(to->schema, &index);
    enum concord_status status = CONCORD_OK;
    if (!region || metadata_find(to->metadata, region->name) ||
        entry->value_count == 0)
        return CONCORD_OK;
    document_drop_values(to->document, index);
    document_drop_evidence(to->document, region->name);
    for (size_t i = 0; i < entry->value_count && status == CONCORD_OK; i++) {
        const char *path = entry->values[i].value;
        const struct place *place = find_place(to->schema, path);
        if (place && place->region != SCHEMA_NO_INDEX)
            status =
                give_derived(to, index, region->values[place->region].value,
                             "region-of-place", path);
    }
    return status;
}

static enum concord_status apply_places(const struct application *to,
                                        const struct metadata_entry *entry,
                                        unsigned facet) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < entry->value_count && status == CONCORD_OK; i++)
        status = give_ancestors(to, facet, entry->values[i].value);
    return status == CONCORD_OK ? give_regions(to, entry) : status;
}

static bool gives(const struct metadata_entry *entry, const char *value) {
    for (size_t i = 0; i < entry->value_count; i++)
        if (strcmp(entry->values[i].value, value) == 0)
            return true;
    return false;
}

static int region_with_places(const struct schema *schema,
                              const struct facet *region,
                              const struct metadata_entry *entry) {
    for (size_t i = 0; i < schema_place_count(schema); i++) {
        int index = schema_place(schema, i)->region;
        if (index != SCHEMA_NO_INDEX &&
            gives(entry, region->values[index].value))
            return index;
    }
    return SCHEMA_NO_INDEX;
}

/* Evidence is for what the document has. */
static void drop_idle_evidence(struct document *document, unsigned facet,
                               const char *name) {
    size_t kept = 0;
    for (size_t i = 0; i < document->evidence_count; i++) {
        const struct evidence *evidence = &document->evidence[i];
        if (strcmp(evidence->facet, name) != 0 ||
            document_has_value(document, facet, evidence->value))
            document->evidence[kept++] = *evidence;
    }
    document->evidence_count = kept;
}

/* Places that were inferred in regions which a person did not give. Of
 * "england" and the like, which are none, every place may be a part. */
static void drop_places_elsewhere(const struct application *to,
                                  const struct metadata_entry *entry,
                                  const struct facet *region) {
    struct document *document = to->document;
    int facet = schema_find_inferred(to->schema, INFER_PLACE);
    if (facet == SCHEMA_NO_INDEX ||
        metadata_find(to->metadata,
                      schema_facet(to->schema, (size_t)facet)->name) ||
        region_with_places(to->schema, region, entry) == SCHEMA_NO_INDEX)
        return;
    size_t kept = 0;
    for (size_t i = 0; i < document->value_count; i++) {
        const struct facet_value *held = &document->values[i];
        const struct place *place = held->facet == (unsigned)facet
                                        ? find_place(to->schema, held->value)
                                        : NULL;
        if (!place || place->region == SCHEMA_NO_INDEX ||
            gives(entry, region->values[place->region].value))
            document->values[kept++] = *held;
    }
    document->value_count = kept;
    drop_idle_evidence(document, (unsigned)facet,
                       schema_facet(to->schema, (size_t)facet)->name);
}

static enum concord_status apply_facet(const struct application *to,
                                       const struct metadata_entry *entry,
                                       unsigned index) {
    const struct facet *facet = schema_facet(to->schema, index);
    enum concord_status status = CONCORD_OK;
    document_drop_values(to->document, index);
    document_drop_evidence(to->document, facet->name);
    for (size_t i = 0; i < entry->value_count && status == CONCORD_OK; i++) {
        status = document_add_value(to->document, index, entry->values[i].value,
                                    to->err);
        if (status == CONCORD_OK)
            status = add_evidence(to, entry, &entry->values[i]);
    }
    if (status == CONCORD_OK && facet->kind == FACET_TREE)
        status = apply_places(to, entry, index);
    if (facet->inferred_by == INFER_REGION)
        drop_places_elsewhere(to, entry, facet);
    return status;
}

/* ---- title and date ---- */

/* Brackets are how archivists mark a title that they made themselves. */
static enum concord_status apply_title(const struct application *to,
                                       const struct metadata_entry *entry) {
    struct document *document = to->document;
    if (entry->value_count == 0)
        return CONCORD_OK; /* every document has one */
    const char *title = entry->values[0].value;
    size_t size = strlen(title);
    bool supplied = size > 2 && title[0] == '[' && title[size - 1] == ']';
    if (supplied) {
        title++;
        size -= 2;
    }
    document->title = arena_copy(&document->arena, title, size);
    document->title_supplied = supplied;
    document_drop_evidence(document, "title");
    return document->title ? add_evidence(to, entry, &entry->values[0])
                           : concord_no_memory(to->err);
}

/* A date with one bound only is not known, whoever writes it. */
static enum concord_status apply_date(const struct application *to,
                                      const struct metadata_entry *entry) {
    struct document *document = to->document;
    document->date = edtf_undated();
    document->date_certainty = CERTAINTY_UNKNOWN;
    document_drop_evidence(document, "date");
    if (entry->value_count > 0) {
        edtf_parse(&document->date, entry->values[0].value);
        if (document->date.earliest != EDTF_OPEN_EARLIEST &&
            document->date.latest != EDTF_OPEN_LATEST)
            document->date_certainty = CERTAINTY_STATED;
    }
    enum concord_status status = year_give(document, to->schema, to->err);
    return status == CONCORD_OK && entry->value_count > 0
               ? add_evidence(to, entry, &entry->values[0])
               : status;
}

/* ---- names ---- */

static enum concord_status add_name(const struct application *to,
                                    const struct metadata_entry *entry,
                                    const struct metadata_value *value) {
    struct document *document = to->document;
    if (strcmp(entry->key, "people") == 0)
        return document_add_person(
            document,
            (struct document_person){.name = value->value,
                                     .role = value->role,
                                     .organisation = value->organisation},
            to->err);
    if (strcmp(entry->key, "organisations") == 0)
        return document_add_organisation(
            document,
            (struct document_organisation){.name = value->value,
                                           .acronym = value->acronym,
                                           .kind = value->kind},
            to->err);
    if (strcmp(entry->key, "creator") == 0)
        return document_add_creator(
            document, (struct document_creator){value->value, value->kind},
            to->err);
    struct document_relation relation = {
        .type = RELATION_SUPERSEDES,
        .subject = {.self = true, .date = edtf_undated()},
        .object = {.title = value->value, .date = edtf_undated()},
        .date = edtf_undated(),
        .certainty = CERTAINTY_STATED,
        .source = EVIDENCE_METADATA,
        .rule = "metadata",
        .quote = value->value};
    return document_add_relation(document, relation, to->err);
}

/* What people say that the paper replaces is all that it replaces. */
static void forget_superseded(struct document *document) {
    size_t kept = 0;
    for (size_t i = 0; i < document->relation_count; i++) {
        const struct document_relation *relation = &document->relations[i];
        if (relation->type != RELATION_SUPERSEDES || !relation->subject.self)
            document->relations[kept++] = *relation;
    }
    document->relation_count = kept;
}

static void forget_names(struct document *document, const char *key) {
    if (strcmp(key, "people") == 0)
        document->person_count = 0;
    else if (strcmp(key, "organisations") == 0)
        document->organisation_count = 0;
    else if (strcmp(key, "creator") == 0)
        document->creator_count = 0;
    else
        forget_superseded(document);
}

static enum concord_status apply_names(const struct application *to,
                                       const struct metadata_entry *entry) {
    enum concord_status status = CONCORD_OK;
    forget_names(to->document, entry->key);
    document_drop_evidence(to->document, entry->key);
    for (size_t i = 0; i < entry->value_count && status == CONCORD_OK; i++) {
        status = add_name(to, entry, &entry->values[i]);
        if (status == CONCORD_OK)
            status = add_evidence(to, entry, &entry->values[i]);
    }
    return status;
}

/* ---- texts ---- */

static enum concord_status apply_text(const struct application *to,
                                      const struct metadata_entry *entry,
                                      const char **text) {
    *text = NULL;
    document_drop_evidence(to->document, entry->key);
    if (entry->value_count == 0)
        return CONCORD_OK;
    *text = arena_string(&to->document->arena, entry->values[0].value);
    return *text ? add_evidence(to, entry, &entry->values[0])
                 : concord_no_memory(to->err);
}

static enum concord_status apply_entry(const struct application *to,
                                       const struct metadata_entry *entry) {
    struct document *document = to->document;
    int facet = schema_find_facet(to->schema, entry->key);
    if (facet != SCHEMA_NO_INDEX &&
        schema_facet(to->schema, (size_t)facet)->kind != FACET_OPEN)
        return apply_facet(to, entry, (unsigned)facet);
    if (strcmp(entry->key, "title") == 0)
        return apply_title(to, entry);
    if (strcmp(entry->key, "date") == 0)
        return apply_date(to, entry);
    if (strcmp(entry->key, "publisher") == 0)
        return apply_text(to, entry, &document->publisher);
    if (strcmp(entry->key, "rights") == 0)
        return apply_text(to, entry, &document->rights);
    if (strcmp(entry->key, "address") == 0)
        return apply_text(to, entry, &document->source.address);
    if (strcmp(entry->key, "id") == 0)
        return CONCORD_OK; /* whoever made the document has seen to it */
    return apply_names(to, entry);
}

enum concord_status metadata_apply(struct document *document,
                                   const struct metadata *metadata,
                                   const struct schema *schema,
                                   struct concord_error *err) {
    const struct application to = {document, metadata, schema, err};
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < metadata->count && status == CONCORD_OK; i++)
        status = apply_entry(&to, &metadata->entries[i]);
    return status;
}
