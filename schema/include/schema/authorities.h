/* authorities.h - what is known of the papers' world, each fact with its
 * source: who held which office and when, dated national events, and bodies
 * with their areas; and the words by which papers speak of each other. Loaded
 * with the schema (office-holders.yaml, events.yaml, bodies.tsv, sources.yaml,
 * relations.yaml), which owns all of it; as schema.h says, it never
 * changes and may be shared by threads. */
#ifndef CONCORD_SCHEMA_AUTHORITIES_H
#define CONCORD_SCHEMA_AUTHORITIES_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/edtf.h"
#include "schema/schema.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where a fact was taken from. */
struct authority_source {
    const char *key;
    const char *title;
    const char *address; /* may be NULL */
    bool unread;         /* was not at hand: what is from it is to be checked */
};

/* One time in an office. Someone who held it twice is there twice. */
struct office_holder {
    const char *const *names; /* the usual one first */
    size_t name_count;
    struct edtf_date held; /* its bounds: open where it is not known */
    int source;
};

struct office {
    const char *office;          /* identifier */
    const struct trigger *names; /* as papers have it */
    size_t name_count;
    const struct office_holder *holders;
    size_t holder_count;
};

struct dated_event {
    const char *event; /* identifier */
    const char *label;
    const struct trigger *names;
    size_t name_count;
    struct edtf_date date; /* from its beginning to its end */
    /* It has the name only since it began: an Act before is a Bill. What else
     * is named may still be to come. */
    bool named_after;
    int source;
};

enum body_kind {
    BODY_PRIMARY_CARE_TRUST,
    BODY_CARE_TRUST,
    BODY_STRATEGIC_HEALTH_AUTHORITY,
    BODY_CLINICAL_COMMISSIONING_GROUP,
    BODY_INTEGRATED_CARE_BOARD,
    BODY_GOVERNMENT, /* a department, or an office or unit in one */
    BODY_PUBLIC,     /* a commission, regulator or agency */
    BODY_GOVERNMENT_OFFICE,
    BODY_REGIONAL, /* a development agency or an assembly */
    BODY_VOLUNTARY
};

struct body {
    const char *body; /* identifier */
    enum body_kind kind;
    const struct place_name *names; /* its own first */
    size_t name_count;
    const char *acronym; /* or NULL */
    struct edtf_date existed;
    int region;        /* among the region facet's values, or SCHEMA_NO_INDEX */
    const int *places; /* of the gazetteer: the areas that it is for */
    size_t place_count;
    const int *successors; /* among the bodies */
    size_t successor_count;
    const int *predecessors; /* those that have it as a successor */
    size_t predecessor_count;
    int source;
};

/* Where the title of the other paper stands beside a phrase; the whole is the
 * phrase with what it is of. */
enum cited_side { CITED_AFTER, CITED_BEFORE, CITED_WHOLE };

/* Phrases by which a paper says what it is to another. */
struct relation_cue {
    const char *relation; /* as relation_type_name() of document.h has it */
    enum cited_side other;
    const struct trigger *phrases;
    size_t phrase_count;
};

/* Every `index` must be below its count. */
size_t schema_source_count(const struct schema *schema);
const struct authority_source *schema_source(const struct schema *schema,
                                             size_t index);
size_t schema_office_count(const struct schema *schema);
const struct office *schema_office(const struct schema *schema, size_t index);
size_t schema_event_count(const struct schema *schema);
const struct dated_event *schema_event(const struct schema *schema,
                                       size_t index);
size_t schema_body_count(const struct schema *schema);
const struct body *schema_body(const struct schema *schema, size_t index);

size_t schema_relation_cue_count(const struct schema *schema);
const struct relation_cue *schema_relation_cue(const struct schema *schema,
                                               size_t index);

/* The index of what has that identifier, or SCHEMA_NO_INDEX. */
int schema_find_source(const struct schema *schema, const char *key);
int schema_find_body(const struct schema *schema, const char *body);

/* The one body that has the name, in whatever letters, "&" as "and", or the
 * acronym to the letter; SCHEMA_NO_INDEX also for a name that two have or that
 * needs support from its surroundings. */
int schema_find_body_named(const struct schema *schema, const char *name);

#ifdef __cplusplus
}
#endif

#endif
