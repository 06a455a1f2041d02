/* schema.h - the vocabularies: facets, their values, the gazetteer, and what
 * in a paper speaks for each. Loaded from a folder of YAML and TSV files whose
 * formats schema/data/README.md draws; checked whole while it is loaded.
 * A schema never changes after it is loaded and may be shared by threads;
 * every pointer got from it lives as long as it does. */
#ifndef CONCORD_SCHEMA_SCHEMA_H
#define CONCORD_SCHEMA_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/edtf.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct schema;

enum { SCHEMA_FACETS_MAX = 16, SCHEMA_NO_INDEX = -1 };

enum facet_kind {
    FACET_CLOSED, /* the values are listed; any other is refused */
    FACET_TREE,   /* the paths of the gazetteer */
    FACET_YEAR,   /* the year of the document's own date */
    FACET_OPEN    /* any value: names */
};

/* What works a facet's values out. */
enum facet_inference {
    INFER_NONE,
    INFER_KIND,    /* type: the cues that weigh most */
    INFER_SUBJECT, /* what a paper treats, not what it mentions */
    INFER_PARTY,   /* who takes part */
    INFER_PLACE,
    INFER_REGION,
    INFER_DATE,
    INFER_PEOPLE, /* the names that the document's own lists have */
    INFER_ORGANISATIONS,
    INFER_CREATORS
};

/* Where in a paper a cue must stand. */
enum cue_place {
    CUE_TEXT,
    CUE_TITLE,
    CUE_HEADING,
    CUE_OPENING, /* the first three blocks after the title */
    CUE_ADDRESS
};

/* What a subject's phrase does where it stands; any other facet's gives. */
enum trigger_use {
    TRIGGER_GIVES,
    TRIGGER_SIGN,  /* counts in the company of others only */
    TRIGGER_FALSE, /* means something else: what lies within does not count */
    TRIGGER_HALF,  /* counts with an other half of its pair in one sentence */
    TRIGGER_OTHER_HALF
};

struct trigger {
    const char *phrase; /* words; NULL when `feature` is given */
    const char *feature;
    bool exact; /* matched to the letter, not on stems */
    enum cue_place where;
    int weight;
    unsigned at_least; /* in that many blocks */
    enum trigger_use use;
    unsigned pair; /* halves of one pair have one number */
};

struct vocabulary_value {
    const char *value;
    const char *label;
    const char *definition; /* may be NULL */
    bool title_only;
    const struct trigger *triggers;
    size_t trigger_count;
};

struct facet {
    const char *name;
    const char *label;
    enum facet_kind kind;
    enum facet_inference inferred_by;
    unsigned filter; /* facets of one number count as one filter */
    const struct vocabulary_value *values; /* closed facets only */
    size_t value_count;
};

struct place_name {
    const char *name;
    bool ambiguous; /* needs support from its surroundings */
};

struct place {
    const char *path; /* region/county/town; unique */
    const char *name;
    const char *gss; /* Government Statistical Service code, or NULL */
    const char *kind;
    struct edtf_date existed;
    int parent; /* index of the place one level up, or SCHEMA_NO_INDEX */
    int region; /* index among the region facet's values */
    const struct place_name *names; /* its own name first */
    size_t name_count;
    int source; /* index among the sources; see schema/authorities.h */
};

/* An item is furniture only in company: a line of several, a run of lines. A
 * part is a name that pages give to where their furniture stands. */
enum shape_match {
    SHAPE_WHOLE,
    SHAPE_BEGINS,
    SHAPE_CONTAINS,
    SHAPE_ITEM,
    SHAPE_PART
};

/* A shape of block that is never the paper itself; or, when it stays, one that
 * comes back from paper to paper and is always the paper's own. */
struct boilerplate_shape {
    const char *rule;
    enum shape_match match;
    const char *phrase;
    unsigned max_words; /* 0: any length */
    bool stays;
};

/* Load every file of `directory`. The caller owns *out and frees it with
 * schema_destroy(). CONCORD_BAD_SCHEMA names file, line and fault;
 * CONCORD_IO, CONCORD_NO_MEMORY. */
enum concord_status schema_load(struct schema **out, const char *directory,
                                struct concord_error *err);
void schema_destroy(struct schema *schema);

/* 64 hex digits: SHA-256 over the names and bytes of all files read. */
const char *schema_version(const struct schema *schema);

/* The names of the files read, relative to the directory, NULL at the end. */
const char *const *schema_files(const struct schema *schema);

size_t schema_facet_count(const struct schema *schema);
/* `index` must be below the count. */
const struct facet *schema_facet(const struct schema *schema, size_t index);
/* Index of the facet of that name, or of the first inferred so, or
 * SCHEMA_NO_INDEX. */
int schema_find_facet(const struct schema *schema, const char *name);
int schema_find_inferred(const struct schema *schema,
                         enum facet_inference inferred_by);
/* Index of a value of a closed facet, or SCHEMA_NO_INDEX. */
int facet_find_value(const struct facet *facet, const char *value);

size_t schema_place_count(const struct schema *schema);
const struct place *schema_place(const struct schema *schema, size_t index);
int schema_find_place(const struct schema *schema, const char *path);

size_t schema_shape_count(const struct schema *schema);
const struct boilerplate_shape *schema_shape(const struct schema *schema,
                                             size_t index);

/* What a person is shown for a value of a facet: its label, the place's name,
 * or the value itself. */
const char *schema_label(const struct schema *schema, size_t facet,
                         const char *value);

#ifdef __cplusplus
}
#endif

#endif
