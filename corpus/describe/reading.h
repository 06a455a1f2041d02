/* reading.h - one paper while it is being described.
 *
 * clean.c has made the document's text and blocks. The reading then finds its
 * words, the names among them and every phrase of the schema, in one pass:
 *
 *   text     "Redbridge CVS wrote to the Department of Health. ..."
 *   words     [0]      [1] [2]  [3][4] [5]      [6][7]
 *   names     <--- 0 --->              <--- 1 ----->      (both bodies)
 *   mentions  place                                 topic (within a name)
 *
 * What the schema knows dates of - events, offices and who held them - is kept
 * apart from what gives values.
 *
 * Each describer below looks at these and gives the document values with
 * evidence. They have one contract: the reading in, values out; CONCORD_OK or
 * CONCORD_NO_MEMORY. What they allocate for themselves is the reading's and
 * goes with it. A reading belongs to one thread. */
#ifndef CONCORD_CORPUS_DESCRIBE_READING_H
#define CONCORD_CORPUS_DESCRIBE_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "corpus/extract.h"
#include "schema/arena.h"
#include "schema/document.h"
#include "schema/schema.h"
#include "text/lexicon.h"
#include "text/phrases.h"
#include "text/stem.h"
#include "text/tokens.h"

/* Where something stands that is in no block: the format's own title, or the
 * paper's address. */
#define READING_NOWHERE SIZE_MAX

struct host_names;

/* The words that are read of one paper; what comes after them is kept and can
 * be searched, but says nothing of what the paper is. */
enum { READING_WORDS_MAX = 2 * 1000 * 1000 };

enum {
    READING_OPENING_BLOCKS = 3,
    READING_SENTENCE_WORDS = 200, /* a longer sentence is cut on either side */
    READING_NEIGHBOURS = 64       /* mentions that may share a sentence */
};

enum watched_sort {
    WATCHED_VALUE, /* of a facet */
    WATCHED_BODY,  /* a body's name, which stands for its place or region */
    WATCHED_EVENT,
    WATCHED_OFFICE,
    WATCHED_HOLDER,
    WATCHED_RELATION /* a phrase that relates two papers */
};

/* What one phrase of the describer's set stands for. */
struct watched {
    unsigned facet; /* meaningless but for the first two sorts */
    unsigned value; /* of the facet; of the gazetteer in a tree; else of the
                     * schema's events, offices or relation cues */
    const struct trigger *trigger; /* NULL for a name */
    const struct place_name *name; /* NULL but for a place or its body */
    enum watched_sort sort;
    unsigned holder; /* of the office */
};

struct word {
    size_t start; /* bytes start..end of the clean text */
    size_t end;
    const char *folded;         /* the lexicon's */
    struct lexicon_word *known; /* NULL in a reading without a lexicon */
    uint32_t classes;           /* enum word_class */
    enum token_case letters;
    bool quoted;         /* between quotation marks */
    bool ends_sentence;  /* or a part of one that stands for itself */
    uint8_t place_words; /* of a place's or a region's name that begins here */
    uint32_t name;       /* index among the names, plus one; 0 for none */
    uint32_t sentence_first; /* the words of its sentence, within its block */
    uint32_t sentence_end;
};

/* A run of words with capitals, and the small words that join them. One of its
 * words may make it the name of a body or of an office. */
enum name_kind { NAME_PLAIN, NAME_BODY, NAME_OFFICE };

struct name_run {
    size_t first_word;
    size_t word_count;
    enum name_kind kind;
};

struct mention {
    const struct watched *watched;
    size_t block;      /* or READING_NOWHERE */
    size_t first_word; /* of the text; meaningless when nowhere */
    size_t word_count;
    size_t start; /* bytes of the text, of the format's title or the address */
    size_t end;
    enum evidence_source source;
    bool in_title;
    bool in_heading; /* or in a label that opens its paragraph: "Training. ..."
                      */
    bool in_opening;
    bool covered; /* lies within a longer mention of the same or a like facet */
};

/* What a block is to those who describe, beside what the document says. */
struct block_facts {
    size_t first_word;
    size_t word_count;
    bool heading; /* marked so, or shaped so */
    bool title;   /* is the document's title, or a part of it */
    bool opening;
    bool signatory; /* one of a run of lines of name and role */
    bool cited;     /* stands under "References" or "Background papers" */
    bool list_item;
};

/* What feature_holds() found once; see features.h. */
struct feature_state {
    bool is_known;
    bool holds;
    size_t block;
};

enum { READING_FEATURES = 10 };

struct reading {
    struct document *document;
    const struct schema *schema;
    const struct extract *extract;
    struct stemmer *stemmer;
    struct lexicon *lexicon; /* or NULL: then words are its own */
    const struct host_names *hosts;
    struct phrase_reader *phrases; /* of the schema's phrases, or NULL: then
                                    * none is found in the text */
    struct arena arena;
    struct block_facts *blocks; /* as many as the document has */
    struct word *words;
    size_t word_count;
    struct phrase_match *matches; /* of phrases, before they are mentions */
    size_t match_count;
    struct name_run *names;
    size_t name_count;
    struct mention *mentions; /* in the order of the text */
    size_t mention_count;
    struct mention *dated; /* of events, offices and holders, in the text */
    size_t dated_count;
    struct mention *cues; /* of relations between papers, in the text */
    size_t cue_count;
    const struct phrase_set *set;  /* what mentions were made of; see */
    const struct watched *watched; /* reading_find_mentions() */
    struct feature_state features[READING_FEATURES];
    bool is_form; /* has the headings of a committee's form */
};

/* Under these headings stands what a paper cites; ends with NULL. */
extern const char *const reading_cited_headings[];

/* Words, names and blocks of a cleaned document, and where the phrases of its
 * reader stand. */
enum concord_status reading_begin(struct reading *reading,
                                  struct concord_error *err);
void reading_end(struct reading *reading);

/* Make mentions of the phrases in the text, and of those of `set` in title and
 * address; the payloads are indexes of `watched`. After describe_title(). */
enum concord_status reading_find_mentions(struct reading *reading,
                                          const struct phrase_set *set,
                                          const struct watched *watched,
                                          struct concord_error *err);

/* The block that a byte of the text stands in; READING_NOWHERE between. */
size_t reading_block_at(const struct reading *reading, size_t at);

/* The sentence that a word stands in, as words first..end; it ends with its
 * block at the latest, and not more than READING_SENTENCE_WORDS away. */
struct word_span {
    size_t first;
    size_t end;
};
struct word_span reading_sentence(const struct reading *reading, size_t word);

/* The mentions that may share a sentence with this one, first..end: its
 * neighbours in the order of the text. */
struct mention_span {
    size_t first;
    size_t end;
};
struct mention_span reading_neighbours(const struct reading *reading,
                                       const struct mention *mention);

/* Those of them that stand in its block and end in the sentence `in` or after
 * it; the mention has a block. */
struct mention_span reading_neighbours_in(const struct reading *reading,
                                          const struct mention *mention,
                                          struct word_span in);

/* One past the last word of the block. */
size_t reading_block_end(const struct reading *reading, size_t block);

/* The paper was found to be an agreement: a compact or a code under one. After
 * describe_kind(). */
bool reading_is_agreement(const struct reading *reading);

/* The describers, in the order in which they run: a later one may use what an
 * earlier one gave to the document. */
enum concord_status describe_title(struct reading *reading,
                                   struct concord_error *err);
enum concord_status describe_kind(struct reading *reading,
                                  struct concord_error *err);
enum concord_status describe_date(struct reading *reading,
                                  struct concord_error *err);
enum concord_status describe_place(struct reading *reading,
                                   struct concord_error *err);
enum concord_status describe_party(struct reading *reading,
                                   struct concord_error *err);
enum concord_status describe_subject(struct reading *reading,
                                     struct concord_error *err);
enum concord_status describe_people(struct reading *reading,
                                    struct concord_error *err);
enum concord_status describe_acronyms(struct reading *reading,
                                      struct concord_error *err);
enum concord_status describe_organisations(struct reading *reading,
                                           struct concord_error *err);

/* What others said or wrote, and who. After all that finds people, creators
 * and the paper's kind. */
enum concord_status describe_quotations(struct reading *reading,
                                        struct concord_error *err);

/* The units of an agreement or of a committee's paper, with their extent and
 * who undertakes them. After describe_kind() and describe_subject(). */
enum concord_status describe_clauses(struct reading *reading,
                                     struct concord_error *err);

/* What the paper says that it, or another one, is to other papers: those that
 * it names, held or not. After describe_title(), describe_kind() and
 * describe_date(). */
enum concord_status describe_relations(struct reading *reading,
                                       struct concord_error *err);

/* Who wrote and issued it, what it treats and, where nothing else tells, of
 * what type it is, as the page itself says. */
enum concord_status describe_properties(struct reading *reading,
                                        struct concord_error *err);

/* For a paper without a title of its own, after all others: one made of what
 * was found. Brackets are left to whoever shows it. */
enum concord_status describe_supplied_title(struct reading *reading,
                                            struct concord_error *err);

#endif
