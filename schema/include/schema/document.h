/* document.h - what is known of one paper: its clean text and blocks, its
 * title, date and facet values, and the evidence for each.
 * One thread at a time. A document owns all its strings. */
#ifndef CONCORD_SCHEMA_DOCUMENT_H
#define CONCORD_SCHEMA_DOCUMENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "schema/arena.h"
#include "schema/edtf.h"
#include "schema/schema.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    DOCUMENT_ID_MAX = 200, /* bytes; a term of the index must hold it */
    DOCUMENT_TITLE_MAX = 400,
    DOCUMENT_TEXT_MAX = 64 * 1024 * 1024
};

enum block_kind {
    BLOCK_PARAGRAPH,
    BLOCK_HEADING,
    BLOCK_LIST_ITEM,
    BLOCK_TABLE_ROW,
    BLOCK_CAPTION
};

/* A piece of the clean text: bytes start..end of document.text. Blocks are in
 * order, do not overlap, and two newlines stand between them. */
struct block {
    enum block_kind kind;
    unsigned level; /* of a heading, from 1; 0 elsewhere */
    size_t start;
    size_t end;
};

struct dropped_block {
    const char *text;
    const char *rule;
};

/* Words that scraping ran together: start..end of the clean text is `original`
 * with a space put back at `place`. */
struct mended_words {
    const char *original;
    size_t start;
    size_t place;
    size_t end;
};

enum evidence_source {
    EVIDENCE_TEXT,
    EVIDENCE_ADDRESS,
    EVIDENCE_METADATA,
    EVIDENCE_BOILERPLATE,
    EVIDENCE_SCHEMA
};

/* Why a value is there. start..end are bytes of the clean text, and quote is
 * what stands there; 0..0 when the source is not the text. */
struct evidence {
    const char *facet; /* "title", "date", or a facet's name */
    const char *value;
    enum evidence_source source;
    enum certainty certainty;
    const char *rule;
    const char *quote;
    size_t start;
    size_t end;
};

struct facet_value {
    unsigned facet; /* index in the schema */
    const char *value;
};

struct document_source {
    const char *path;    /* relative to its SOURCE, as the id was made from */
    const char *member;  /* within an archive, or NULL */
    const char *address; /* the page's URL, or NULL */
    const char *format;  /* media type */
    const char *sha256;  /* of the file's bytes, in hex */
    const char *first_indexed; /* RFC 3339, UTC */
    const char *rules; /* version of schema and code that described it */
};

/* Who wrote or issued the paper; `kind` is "person" or "organisation", or NULL
 * when nobody said. */
struct document_creator {
    const char *name;
    const char *kind;
};

/* Role and organisation may be NULL. */
struct document_person {
    const char *name;
    const char *role;
    const char *organisation;
    bool signatory;
};

/* Acronym and kind may be NULL. */
struct document_organisation {
    const char *name;
    const char *acronym;
    const char *kind;
    bool party; /* of the agreement */
    bool signed_it;
    /* The bodies that came after it and before it, as far as the schema knows
     * them: the nearest first, then those that followed these. */
    const char *const *successors;
    size_t successor_count;
    const char *const *predecessors;
    size_t predecessor_count;
};

/* What a date that a paper names is the date of. */
enum date_role {
    DATE_SIGNED,
    DATE_MEETING,
    DATE_EVENT,
    DATE_PUBLISHED,
    DATE_CITED,
    DATE_FOOTER,
    DATE_ANNIVERSARY,
    DATE_DEADLINE
};

/* start..end are bytes of the clean text, and quote is what stands there; 0..0
 * when the date stands elsewhere: in the address, a footer, a property. */
struct document_date {
    struct edtf_date when;
    enum certainty certainty; /* of its year, which a paper may leave out */
    enum date_role role;
    const char *quote;
    size_t start;
    size_t end;
};

/* What a place does in a paper. The first two reach the facets. */
enum document_place_role {
    PLACED_SUBJECT,
    PLACED_PATCH, /* the area that the author works for */
    PLACED_VENUE,
    PLACED_EXAMPLE,
    PLACED_BODY /* a part of a body's name */
};

struct document_place {
    const char *value; /* path in the gazetteer */
    enum document_place_role role;
    size_t start; /* bytes of the clean text of the first such mention; 0..0
                   * when it is not in the text */
    size_t end;
};

/* Words that someone else than the paper's writer said or wrote. `text` is
 * what stands at start..end of the clean text, between the marks: with
 * "she said" where that breaks it. Speaker and
 * role may be NULL; told_by is who tells it, where that is not the paper's own
 * voice. */
struct document_quotation {
    const char *text;
    const char *speaker;
    const char *role;
    const char *told_by;
    size_t start;
    size_t end;
};

enum clause_kind {
    CLAUSE_PRINCIPLE,
    CLAUSE_COMMITMENT,
    CLAUSE_RECOMMENDATION,
    CLAUSE_CONSIDERATION,
    CLAUSE_DEFINITION
};

/* Who undertakes a clause. */
enum clause_side {
    SIDE_NONE, /* nobody: a consideration, a definition */
    SIDE_PUBLIC,
    SIDE_VOLUNTARY,
    SIDE_BOTH
};

/* A numbered or marked unit of a paper, with all paragraphs that belong to it:
 * bytes start..end of the clean text, both at borders of blocks. */
struct document_clause {
    const char *anchor;  /* unique in the document: "commitment-to-action-2" */
    const char *heading; /* that it stands under, or NULL */
    unsigned number;     /* within its heading, from 1 */
    enum clause_kind kind;
    enum clause_side side;
    const char **topics; /* values of the facet that the clause itself treats */
    size_t topic_count;
    size_t start;
    size_t end;
};

enum relation_type {
    RELATION_SUPERSEDES,
    RELATION_WILL_SUPERSEDE,
    RELATION_EDITION_OF,
    RELATION_DERIVED_FROM,
    RELATION_REPORTS,
    RELATION_REPLIES_TO,
    RELATION_CITES,
    RELATION_PART_OF
};

/* One end of a relation: this paper, or another as this one calls it. */
struct relation_end {
    bool self;
    const char *title;     /* NULL when it is this paper */
    struct edtf_date date; /* as this paper dates the other; else undated */
};

/* What this paper says of itself and other papers. Whether the archive holds
 * an end is found out when all are known. start..end are bytes of the clean
 * text, 0..0 when someone else says it: then source is not the text. */
struct document_relation {
    enum relation_type type;
    struct relation_end subject;
    struct relation_end object;
    struct edtf_date date; /* of the relation's object or of its taking place */
    enum certainty certainty;
    enum evidence_source source;
    const char *rule;
    const char *quote;
    size_t start;
    size_t end;
};

/* "Clinical Commissioning Group (CCG)" at start..end of the clean text. */
struct document_acronym {
    const char *acronym;
    const char *expansion;
    size_t start;
    size_t end;
};

struct document {
    struct arena arena;
    const char *id;
    const char *title;
    bool title_supplied;
    struct edtf_date date;
    enum certainty date_certainty;
    struct facet_value *values; /* the main one of a facet first */
    size_t value_count;
    struct evidence *evidence;
    size_t evidence_count;
    struct document_creator *creators;
    size_t creator_count;
    const char *publisher; /* or NULL */
    const char *rights;    /* or NULL */
    struct document_person *people;
    size_t person_count;
    struct document_organisation *organisations;
    size_t organisation_count;
    struct document_date *dates; /* in the order of the text */
    size_t date_count;
    struct document_place *places;
    size_t place_count;
    struct document_quotation *quotations;
    size_t quotation_count;
    struct document_clause *clauses;
    size_t clause_count;
    struct document_relation *relations;
    size_t relation_count;
    struct document_acronym *acronyms;
    size_t acronym_count;
    const char *text; /* clean: UTF-8 in NFC */
    size_t text_size;
    struct block *blocks;
    size_t block_count;
    struct dropped_block *dropped;
    size_t dropped_count;
    struct mended_words *mended; /* in the order of the text */
    size_t mended_count;
    struct document_source source;
};

/* The caller owns *out and frees it with document_destroy(). */
enum concord_status document_create(struct document **out,
                                    struct concord_error *err);
void document_destroy(struct document *document);

/* Give the document a value once; a second time is no fault. Copies it. */
enum concord_status document_add_value(struct document *document,
                                       unsigned facet, const char *value,
                                       struct concord_error *err);

bool document_has_value(const struct document *document, unsigned facet,
                        const char *value);

/* Take all values of a facet away; its evidence stays. */
void document_drop_values(struct document *document, unsigned facet);

/* Take away all evidence for `facet`, by the name that evidence has for it. */
void document_drop_evidence(struct document *document, const char *facet);

/* Copy the strings, and add what is not there under the same name yet. */
enum concord_status document_add_creator(struct document *document,
                                         struct document_creator creator,
                                         struct concord_error *err);
enum concord_status document_add_person(struct document *document,
                                        struct document_person person,
                                        struct concord_error *err);
enum concord_status
document_add_organisation(struct document *document,
                          struct document_organisation organisation,
                          struct concord_error *err);

/* Copy the strings, and cut from the clean text what stands at start..end.
 * The same value in the same place twice is no fault and added once. */
enum concord_status document_add_date(struct document *document,
                                      struct document_date date,
                                      struct concord_error *err);
enum concord_status document_add_place(struct document *document,
                                       struct document_place place,
                                       struct concord_error *err);
enum concord_status document_add_quotation(struct document *document,
                                           struct document_quotation quotation,
                                           struct concord_error *err);
enum concord_status document_add_clause(struct document *document,
                                        struct document_clause clause,
                                        struct concord_error *err);
enum concord_status document_add_relation(struct document *document,
                                          struct document_relation relation,
                                          struct concord_error *err);
enum concord_status document_add_acronym(struct document *document,
                                         struct document_acronym acronym,
                                         struct concord_error *err);

/* Add evidence that stands at start..end of the clean text; the quote is cut
 * from there. */
enum concord_status document_add_evidence(struct document *document,
                                          const char *facet, const char *value,
                                          enum certainty certainty,
                                          const char *rule, size_t start,
                                          size_t end,
                                          struct concord_error *err);

/* Add evidence from elsewhere than the text. */
enum concord_status
document_add_outside_evidence(struct document *document, const char *facet,
                              const char *value, enum evidence_source source,
                              enum certainty certainty, const char *rule,
                              const char *quote, struct concord_error *err);

const char *evidence_source_name(enum evidence_source source);
const char *date_role_name(enum date_role role);
const char *document_place_role_name(enum document_place_role role);
const char *clause_kind_name(enum clause_kind kind);
const char *clause_side_name(enum clause_side side); /* NULL for SIDE_NONE */
const char *relation_type_name(enum relation_type type);

/* The document in the form of /v1/documents/{id}, without "text". The caller
 * owns the result and gives it back with json_decref(); NULL when memory is
 * out. This is the one place that says what a document's JSON looks like. */
json_t *document_to_json(const struct document *document,
                         const struct schema *schema);

/* The quotation or clause of that place in the document's list, in the form of
 * /v1/quotations and /v1/clauses. Owned and failing as document_to_json(). */
json_t *document_quotation_to_json(const struct document *document,
                                   size_t index);
json_t *document_clause_to_json(const struct document *document, size_t index);

/* What was dropped, as a list of {"text", "rule"}. Owned and failing as
 * document_to_json(). */
json_t *document_boilerplate_to_json(const struct document *document);

/* A date as a document has it, and a text, which may be NULL and need not be
 * UTF-8: for records that speak of documents. Owned and failing as
 * document_to_json(). */
json_t *document_date_to_json(struct edtf_date date, enum certainty certainty);
json_t *document_text_to_json(const char *text);

#ifdef __cplusplus
}
#endif

#endif
