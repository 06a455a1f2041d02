/* papers.h - the papers that a relator holds together, and what each step of
 * relator_run() finds out about them.
 *
 *   relator.c     takes claims in, sorts the papers by id, runs the steps:
 *   copies.c      groups of copies; from then on a group is its leader
 *   agreements.c  editions, borrowed codes, how long agreements were in force
 *   resolve.c     what each paper's statements speak of
 *   not_held.c    what of that the archive does not hold
 *   acronyms.c    acronyms by how many papers define them
 *   lineage.c     clauses with the same or nearly the same words
 *   records.c     gives it all away, as JSON from records_json.c
 *
 * Papers are known by their index in the order of their ids, which does not
 * depend on the order in which they came; wherever there is a choice, a rank
 * that is made of dates and ids decides. */
#ifndef CONCORD_CORPUS_RELATE_PAPERS_H
#define CONCORD_CORPUS_RELATE_PAPERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "relate/form.h"
#include "relate/names.h"
#include "schema/arena.h"
#include "schema/schema.h"

#define NO_PAPER SIZE_MAX

enum agreement {
    AGREEMENT_NONE,
    AGREEMENT_LOCAL,
    AGREEMENT_NATIONAL,
    AGREEMENT_CODE
};

struct hash_list {
    uint32_t *hashes; /* ascending, none twice */
    size_t count;
};

struct paper {
    struct claim claim;
    enum agreement agreement;
    uint32_t title_hash; /* of its folded words */
    struct hash_list parties;
    struct hash_list signatories;
    struct paper_name *names; /* its title first, then what it is also called */
    size_t name_count;
    size_t leader;    /* its own index when it stands for itself */
    bool has_copies;  /* it is one of a group */
    size_t next_copy; /* of the group, from the leader on; else NO_PAPER */
    size_t earlier;   /* the edition before this one, or NO_PAPER */
    size_t later;     /* the edition after it, or NO_PAPER */
    size_t series;    /* the first paper of its editions, or NO_PAPER */
    size_t next_in_series;
    size_t last_in_series; /* of the first paper's series */
    size_t borrowed_from;  /* or NO_PAPER */
    size_t first_borrower; /* of those that borrowed from it, or NO_PAPER */
    size_t next_borrower;  /* of those that borrowed from the same */
    struct statement *statements; /* as many as the claim's relations */
    struct incoming *incoming;    /* what others say of it, in their order */
    struct incoming *last_incoming;
};

/* One end of a stated relation, looked up. */
struct looked_up {
    size_t paper;   /* a leader, the paper itself when so stated; or NO_PAPER */
    bool ambiguous; /* held, but which one cannot be told */
};

struct statement {
    struct looked_up subject;
    struct looked_up object;
};

struct incoming {
    size_t paper;     /* that states it */
    size_t statement; /* which of its relations */
    struct incoming *next;
};

struct not_held_citation {
    size_t paper;
    size_t statement;
    const char *title;
};

/* Something that papers speak of and the archive lacks. */
struct not_held {
    const char *title;
    const char *type;  /* a value of the facet, or NULL */
    const char *place; /* a path, or NULL */
    struct edtf_date date;
    size_t first; /* of the citations, this many */
    size_t count;
    size_t papers; /* that speak of it, each once */
};

struct acronym_use {
    size_t paper;
    const struct claim_acronym *acronym;
};

struct acronym_entry {
    const char *acronym;
    const char *expansion;
    size_t first; /* of the uses, this many, one a paper */
    size_t count;
};

struct relator {
    const struct schema *schema;
    struct arena arena;
    struct relator *taken; /* those whose papers it has, in a row */
    struct place_names *place_names;
    struct paper *papers; /* by id, once it runs */
    size_t count;
    size_t room; /* papers that fit before the list has to move */
    bool has_run;
    uint32_t *copies; /* the papers that are one of a group, by id */
    size_t copy_count;
    uint32_t *rank; /* of a paper by date, undated last, then by id */
    struct not_held_citation *citations;
    size_t citation_count;
    struct not_held *not_held; /* the most cited first */
    size_t not_held_count;
    struct acronym_use *uses;
    size_t use_count;
    struct acronym_entry *acronyms;
    size_t acronym_count;
    struct lineage *lineage;
};

/* The steps, in their order. CONCORD_OK or CONCORD_NO_MEMORY. */
enum concord_status relate_copies(struct relator *relator,
                                  struct concord_error *err);
enum concord_status relate_agreements(struct relator *relator,
                                      struct concord_error *err);
enum concord_status relate_statements(struct relator *relator,
                                      struct concord_error *err);
enum concord_status relate_not_held(struct relator *relator,
                                    struct concord_error *err);
enum concord_status relate_acronyms(struct relator *relator,
                                    struct concord_error *err);
enum concord_status relate_lineage(struct relator *relator,
                                   struct concord_error *err);

/* The date of what a relation speaks of, as the paper or the title gives it. */
struct edtf_date relation_end_date(const struct claim *stating,
                                   const struct claim_relation *relation,
                                   const struct claim_end *end,
                                   const struct paper_name *name);

static inline bool paper_leads(const struct relator *relator, size_t index) {
    return relator->papers[index].leader == index;
}

/* Both are known and no day is in both. */
static inline bool dates_part(struct edtf_date a, struct edtf_date b) {
    return a.latest < b.earliest || b.latest < a.earliest;
}

/* The paper's date may be relied on. */
static inline bool date_is_firm(const struct claim *claim) {
    return claim->certainty >= CERTAINTY_DERIVED &&
           !edtf_is_undated(claim->date);
}

/* The lists have an item in common. */
bool lists_meet(const struct claim_list *a, const struct claim_list *b);

#endif
