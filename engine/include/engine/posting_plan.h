/* posting_plan.h - what the index will hold of one document: its terms with
 * their counts and positions, its facet values and what is stored. A pure
 * function of the document, tested without a disk. One thread at a time.
 *
 * Terms, by prefix (the schema on disk, drawn here once):
 *   Q<id>               the unique id
 *   <word>              a folded word of the title or the text, with positions
 *   Z<stem>             the same, stemmed, no positions; the title's words
 *                       count PLAN_TITLE_WEIGHT times; so do words joined by
 *                       hyphens, as one ("co-operation": cooper)
 *   ZS<stem>            the same of the title alone, for title:
 *   XW<word>            a folded word of a quoted speaker's name, for speaker:
 *   XO<word>            of a body's name or acronym, for organisation:
 *   XF<facet>:<value>   a facet's value
 * XW and XO have positions and no count: names filter and do not rank.
 * Neither positions of documents nor words as they are spelled are written into
 * Xapian: their words in order (tokens.*) have both, and a title's words as
 * they are spelled, which are asked for as S<word>. Positions jump by
 * PLAN_BLOCK_GAP between blocks, so that no phrase crosses them. A term longer
 * than 245 bytes is cut and closed with a hash. Value slots: see enum
 * plan_slot.
 *
 * The quotations and clauses of a document are things of their own, in a
 * database of their own. They have the terms of words and stems as above,
 * S<word> and ZS<stem> of a clause's heading, and
 *   Q<id>               the unique id of their document
 *   XT<topic>           a topic of the clause
 *   XW<word>            a folded word of the speaker's name, with positions
 * Value slots: see enum statement_slot. What is asked of their document is
 * asked of the document's columns. */
#ifndef CONCORD_ENGINE_POSTING_PLAN_H
#define CONCORD_ENGINE_POSTING_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/statement_search.h"
#include "schema/document.h"
#include "schema/schema.h"
#include "schema/status.h"
#include "text/stem.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    PLAN_TITLE_WEIGHT = 3,
    PLAN_BLOCK_GAP = 100,
    PLAN_TERM_MAX = 245, /* bytes, Xapian's limit */
    /* Quotations of one document, and clauses: more are no paper's. */
    PLAN_STATEMENTS_MAX = 10000
};

#define PLAN_TOPIC_PREFIX        "XT"
#define PLAN_SPEAKER_PREFIX      "XW"
#define PLAN_ORGANISATION_PREFIX "XO"

enum plan_slot {
    PLAN_SLOT_ID,      /* the unique id */
    PLAN_SLOT_DATE,    /* earliest and latest day as 8 big-endian bytes, sign
                        * flipped so that bytes sort as days, then certainty */
    PLAN_SLOT_TITLE,   /* the title folded, for sorting; NUL; as it is shown */
    PLAN_SLOT_INDEXED, /* when it was first indexed: RFC 3339, UTC */
    PLAN_SLOT_GROUP /* the unique id of the document that stands for it and its
                     * copies, when there is one; not part of the plan, see
                     * index_writer_set_group() */
};

enum statement_slot {
    STATEMENT_SLOT_DOCUMENT, /* the unique id of its document */
    STATEMENT_SLOT_FACTS     /* type, kind and side, a byte each, and its
                              * position as 4 big-endian bytes */
};

struct planned_term {
    const char *term;
    size_t size;               /* bytes */
    uint32_t count;            /* within-document frequency */
    const uint32_t *positions; /* ascending */
    size_t position_count;
};

struct planned_statement {
    enum statement_type of;
    enum clause_kind kind; /* of a clause */
    enum clause_side side;
    uint32_t position; /* from 0, among those of its type in the document */
    const struct planned_term *terms; /* sorted by bytes */
    size_t term_count;
    const char *json; /* what a search for it shows */
};

struct posting_plan {
    struct arena arena;
    const char *id;
    const struct planned_term *terms; /* sorted by bytes */
    size_t term_count;
    uint32_t length; /* words of title and text */
    const char *title;
    const char *title_key;     /* it sorts by this */
    const char *first_indexed; /* RFC 3339, UTC; empty when it is not known */
    struct edtf_date date;
    enum certainty date_certainty;
    const char *shown; /* card, title and text, packed as shown_form.h says */
    size_t shown_size;
    size_t text_size; /* bytes of clean text */
    const struct planned_statement *statements;
    size_t statement_count;
};

/* The caller owns *out and frees it with posting_plan_destroy(). */
enum concord_status posting_plan_build(struct posting_plan **out,
                                       const struct document *document,
                                       const struct schema *schema,
                                       struct stemmer *stemmer,
                                       struct concord_error *err);
void posting_plan_destroy(struct posting_plan *plan);

/* Changes whenever the terms, slots or stored form above do. */
const char *posting_plan_version(void);

/* The term of a facet's value, or of a unique id: at most PLAN_TERM_MAX bytes
 * and a NUL into `out`. Returns its size. */
size_t plan_facet_term(char out[PLAN_TERM_MAX + 1], const char *facet,
                       const char *value);
size_t plan_id_term(char out[PLAN_TERM_MAX + 1], const char *id);

/* The term is of a word as it is spelled, of the text or the title. Folded
 * words have no capitals, which all prefixes are of. */
static inline bool plan_is_spelled(const char *term) {
    char first = term[term[0] == 'S'];
    return first < 'A' || first > 'Z';
}

#ifdef __cplusplus
}
#endif

#endif
