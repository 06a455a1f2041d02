/* archive_facts.h - what the archive as a whole says of one paper's blocks.
 *
 * A footer is known by its coming back: the same lines under papers that are
 * otherwise different. So every paper leaves an imprint - the masked blocks at
 * its two edges and a sketch of its prose - and the imprints of all, held
 * together, give each paper its ruling:
 *
 *   extract --> imprint \
 *   extract --> imprint  +--> archive_facts --> ruling --> cleaner_clean()
 *   extract --> imprint /
 *
 * What tells furniture from what papers borrow from each other, and from the
 * headings and signatures that every paper of a kind has:
 *   - it stands at the edge of the paper, in one row with other such blocks,
 *     and never within the body;
 *   - papers that are not kin have it: copies, editions and papers that took
 *     over each other's text are one witness, however many they are;
 *   - it stands among blocks that are furniture by their shape ("Share this",
 *     a copyright line), or most papers of one known host have it, or it is a
 *     row of three short lines at the very end;
 *   - prose, standing headings and signatures stay unless furniture stands on
 *     both sides of them.
 * How many witnesses are wanted grows with the host's papers, from two. Papers
 * of no known host are held together with each other, for their folder says
 * nothing of where they were found.
 *
 * Scraping also runs words together ("the councilThe group"). They are parted
 * where the archive knows both words, and does not know the whole as a name
 * that comes back ("BarsetCVS").
 *
 * Pure; the order in which imprints are added changes nothing. One thread. */
#ifndef CONCORD_CORPUS_ARCHIVE_FACTS_H
#define CONCORD_CORPUS_ARCHIVE_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/arena.h"
#include "schema/buffer.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    IMPRINT_EDGE_BLOCKS = 32, /* that are looked at, at either edge */
    IMPRINT_SKETCH = 32,
    IMPRINT_GLUED = 32,   /* places where words may have run together */
    IMPRINT_WORDS = 1024, /* that a paper gives to the archive's vocabulary */
    ARCHIVE_HOST_MAX = 254
};

enum imprint_trait {
    IMPRINT_SHAPED = 1,   /* furniture by its shape alone */
    IMPRINT_PROSE = 2,    /* a sentence or more */
    IMPRINT_STANDING = 4, /* comes back and is the paper's own */
    IMPRINT_HEADING = 8,
    IMPRINT_ITEM = 16, /* of a list or a table */
    IMPRINT_BARE = 32  /* too little to know it again by */
};

struct imprint_block {
    uint64_t hash;  /* of the text, folded and masked */
    uint32_t block; /* index in the extract */
    uint32_t traits;
};

/* By what two words that stand without a space between are told from a name:
 *   "the forumThe group"        an opener of sentences follows
 *   "One East MidlandsBarset"   the pair before it is known as a name
 *   "the council.The group"     a sign that ends a sentence parts them */
enum glue_kind { GLUE_OPENER, GLUE_PRONOUN, GLUE_NAME, GLUE_SIGN };

/* The words left and right of the place where a space may be missing, and the
 * hashes by which the archive's vocabulary is asked for them. */
struct imprint_glue {
    uint32_t block;
    uint32_t offset;    /* bytes of the block's text before the place */
    uint16_t left_size; /* bytes of the two words, with the sign if any */
    uint16_t right_size;
    uint32_t kind;
    uint32_t whole; /* as it stands */
    uint32_t left;
    uint32_t right;
    uint32_t pair;  /* the word before and the left one, both with capitals */
    uint32_t again; /* the paper has it more than once */
};

/* What one paper leaves. Its lists are the arena's that it was made with, or
 * stand in the packed form that it is a view of, which is never written to. */
struct imprint {
    struct imprint_block *edges; /* in the order of the blocks */
    uint32_t edge_count;
    uint32_t block_count; /* of the extract */
    uint32_t is_page;     /* HTML, which has its furniture in front as well */
    uint32_t sketch[IMPRINT_SKETCH]; /* minima of hashes of its shingles */
    struct imprint_glue *glued;      /* in the order of the text */
    uint32_t *words; /* hashes of words and of pairs with capitals, ascending */
    uint32_t glued_count;
    uint32_t word_count;
};

/* Append the packed form, a multiple of eight bytes; a failure shows in
 * buffer_ok(). */
void imprint_pack(struct buffer *out, const struct imprint *imprint);

/* The imprint whose packed form `bytes` are, at an address that is a multiple
 * of eight: it is read where it lies. False when it is none. */
bool imprint_view(struct imprint *out, const void *bytes, size_t size);

/* The host that a paper is of: its address's, else the first folder of its
 * path when that is named like a host, as mirrors of pages have it; "" when it
 * is not known. `address` may be NULL. */
void archive_host(char out[ARCHIVE_HOST_MAX + 1], const char *address,
                  const char *path);

struct archive_facts;

/* The caller owns *out and frees it with archive_facts_destroy(). */
enum concord_status archive_facts_create(struct archive_facts **out,
                                         struct concord_error *err);
void archive_facts_destroy(struct archive_facts *facts);

/* Add one paper; the imprint must stay until archive_facts_settle().
 * CONCORD_NO_MEMORY. */
enum concord_status archive_facts_add(struct archive_facts *facts,
                                      const char *host,
                                      const struct imprint *imprint,
                                      struct concord_error *err);

/* Hold all that was added together; nothing can be added any more. */
enum concord_status archive_facts_settle(struct archive_facts *facts,
                                         struct concord_error *err);

/* Where a space is put back: bytes of a block's text. */
struct archive_mend {
    uint32_t block;
    uint32_t offset;
    uint16_t left_size;
    uint16_t right_size;
};

/* Blocks of one paper that are dropped because they recur, and the places
 * where its words are parted; each ascending. */
struct archive_ruling {
    const char *rule; /* static */
    size_t count;
    uint32_t blocks[2 * IMPRINT_EDGE_BLOCKS];
    size_t mend_count;
    struct archive_mend mends[IMPRINT_GLUED];
};

/* After archive_facts_settle(), for a paper that was added. */
void archive_facts_judge(const struct archive_facts *facts, const char *host,
                         const struct imprint *imprint,
                         struct archive_ruling *out);

/* Another number for another ruling; 0 for one that changes nothing. */
uint64_t archive_ruling_hash(const struct archive_ruling *ruling);

#ifdef __cplusplus
}
#endif

#endif
