/* wordings.h - lists of phrases by which a describer knows what a sentence
 * does: that someone says something, that a clause undertakes or recommends.
 * Loaded with the schema (speech.yaml, clauses.yaml,
 * lines.yaml, question-words.yaml), which owns them; as schema.h says, they
 * never change and may be shared by threads. */
#ifndef CONCORD_SCHEMA_WORDINGS_H
#define CONCORD_SCHEMA_WORDINGS_H

#include "schema/schema.h"

#ifdef __cplusplus
extern "C" {
#endif

enum wording {
    /* speech.yaml */
    WORDING_SPEECH_VERBS,
    WORDING_SPEECH_SOURCES, /* "according to", which its speaker follows */
    WORDING_SPEECH_NOUNS,   /* "response", that a quotation may follow */
    WORDING_NAMING_WORDS,   /* "entitled", after which marks make no speech */
    WORDING_MEANING_WORDS,  /* "means", before which marks set off a term */
    WORDING_SPEAKER_ROLES,  /* "chief executive" */
    WORDING_SPEAKER_TITLES, /* "Mrs", before a name */
    WORDING_WOMENS_TITLES,  /* of these, whom "she" may mean */
    WORDING_MENS_TITLES,
    WORDING_WOMENS_NAMES, /* first names that tell the same */
    WORDING_MENS_NAMES,
    /* clauses.yaml */
    WORDING_PRINCIPLE_HEADINGS,
    WORDING_COMMITMENT_HEADINGS,
    WORDING_RECOMMENDATION_HEADINGS,
    WORDING_CONSIDERATION_HEADINGS,
    WORDING_DEFINITION_HEADINGS,
    WORDING_NO_CLAUSE_HEADINGS, /* "reasons for recommendations" */
    WORDING_UPKEEP_HEADINGS,    /* "review", over what becomes of the paper */
    WORDING_PARTY_HEADINGS,     /* "who it is between", over bodies */
    WORDING_SIGNATORY_HEADINGS, /* "signed on behalf of", over bodies */
    WORDING_CLAUSE_LABELS,      /* "principle", before a number */
    WORDING_PRINCIPLE_VERBS,    /* "believe", after a party */
    WORDING_COMMITMENT_VERBS,   /* "undertake to", after a party */
    WORDING_RECOMMENDATION_OPENERS,
    WORDING_DEFINITION_VERBS,
    WORDING_PUBLIC_PARTIES,
    WORDING_VOLUNTARY_PARTIES,
    WORDING_BOTH_PARTIES,
    /* lines.yaml */
    WORDING_PAPER_LABELS,   /* "case study", a line of which is no title */
    WORDING_RECORD_LABELS,  /* "wards affected", before a colon */
    WORDING_SITE_WAYS,      /* "contact us", as menus have them */
    WORDING_DATE_LABELS,    /* "published", before the paper's own date */
    WORDING_MEETING_LABELS, /* "date of meeting" */
    /* question-words.yaml */
    WORDING_FUNCTION_WORDS, /* "of", that say nothing of a paper's matter */
    WORDING_ASKING_WORDS,   /* "articles", that whole questions are put in */
    WORDINGS
};

/* The phrases of one list, of folded words parted by single spaces, with NULL
 * at the end; empty when the schema has none. */
const char *const *schema_wording(const struct schema *schema,
                                  enum wording wording);

#ifdef __cplusplus
}
#endif

#endif
