/* form.h - the claims of one document, as bytes and as they are read back.
 *
 *   "CCLM" version    4 bytes, 1 byte
 *   numbers           base 128, the low seven bits first, the high bit set on
 *                     all bytes but the last; days as zigzag
 *   strings           their length plus one (0: none), their bytes and a NUL,
 *                     so that they are read where they stand
 *   hashes            their count, then 4 bytes each, the low first
 *   lists             their count, then each item
 *
 * in the order of struct claim below. The whole must be read: bytes left over
 * are a fault. */
#ifndef CONCORD_CORPUS_RELATE_FORM_H
#define CONCORD_CORPUS_RELATE_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "relate/shingles.h"
#include "schema/arena.h"
#include "schema/document.h"
#include "schema/status.h"

#define CLAIMS_MAGIC "CCLM"
enum {
    CLAIMS_FORM = 2,
    CLAIM_LIST_MAX = 64, /* values, places, parties, signatories, creators */
    CLAIM_CLAUSES_MAX = 2000,
    CLAIM_RELATIONS_MAX = 500,
    CLAIM_ACRONYMS_MAX = 500,
    CLAIM_STRING_MAX = 1000, /* bytes of a title, a name, a quote */
    CLAIM_CLAUSE_TEXT_MAX = 4000,
    CLAIM_TEXTS_MAX = 2 * 1024 * 1024 /* of all clauses */
};

struct claim_list {
    const char **items;
    size_t count;
};

/* Strings are NUL-terminated. */
struct claim_clause {
    const char *anchor;
    const char *heading; /* or NULL */
    enum clause_kind kind;
    enum clause_side side;
    size_t start; /* bytes of the clean text */
    size_t end;
    const char *text; /* cut at CLAIM_CLAUSE_TEXT_MAX */
    struct sketch shingles;
};

struct claim_end {
    bool self;
    const char *title; /* or NULL */
    struct edtf_date date;
};

struct claim_relation {
    enum relation_type type;
    struct claim_end subject;
    struct claim_end object;
    struct edtf_date date;
    enum certainty certainty;
    const char *quote; /* or NULL */
    size_t start;
    size_t end;
};

struct claim_acronym {
    const char *acronym;
    const char *expansion;
    size_t start;
    size_t end;
};

struct claim {
    const char *id;
    const char *title; /* never NULL; may be empty */
    bool title_supplied;
    const char *path; /* or NULL, as the next three */
    const char *member;
    const char *address;
    const char *publisher;
    struct edtf_date date;
    enum certainty certainty;
    bool page_date; /* the date is of the page: its address or its footer's */
    struct claim_list types;
    struct claim_list places; /* of the facets: subject and author's patch */
    struct claim_list regions;
    struct claim_list subjects; /* topics and sectors */
    struct claim_list parties;
    struct claim_list signatories;
    struct claim_list creators;
    size_t words; /* of the clean text */
    struct text_print print;
    struct claim_clause *clauses;
    size_t clause_count;
    struct claim_relation *relations;
    size_t relation_count;
    struct claim_acronym *acronyms;
    size_t acronym_count;
};

/* Read claims back. Strings point into `bytes`, which must live as long as
 * *out; the rest is the arena's. CONCORD_CORRUPT, CONCORD_NO_MEMORY. */
enum concord_status claims_read(struct claim *out, struct arena *arena,
                                const void *bytes, size_t size,
                                struct concord_error *err);

#endif
