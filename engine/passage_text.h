/* passage_text.h - a text read for passages, a stretch at a time: its words,
 * blocks and sentences, and what of a query stands where.
 *
 * A stretch ends where a block does, so that what is read of a text of any
 * length takes the same memory, and nothing is found across two stretches that
 * could be a passage; only a block longer than a stretch is parted. Pure; one
 * thread at a time. */
#ifndef CONCORD_ENGINE_PASSAGE_TEXT_H
#define CONCORD_ENGINE_PASSAGE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/arena.h"
#include "schema/status.h"
#include "sought_words.h"
#include "text/stem.h"
#include "text/tokens.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { STRETCH_WORDS = 8192 };

/* What begins at a word. A block begins with a sentence, a sentence with a
 * part; a part follows a comma, a colon, a bracket or a dash. */
enum { OPENS_BLOCK = 1, OPENS_SENTENCE = 2, OPENS_PART = 4 };

struct text_word {
    size_t start; /* bytes of the text */
    size_t end;
    uint32_t block; /* of the stretch */
    uint32_t opens;
};

enum text_block_kind {
    TEXT_TITLE,   /* the paper's, which is shown beside its passages */
    TEXT_HEADING, /* few words and no full stop: what it says comes next */
    TEXT_MATTER,
    TEXT_PARAGRAPH /* matter in sentences */
};

struct text_block {
    uint32_t first; /* words of the stretch */
    uint32_t end;
    enum text_block_kind kind;
};

/* Words first..end are item `item` of what is sought; of near, one of its words
 * or all that is asked for. */
struct text_hit {
    uint32_t first;
    uint32_t end;
    uint32_t item;
    bool whole;
};

/* A word that goes on over hyphens: "co-operation". */
struct hyphened_word {
    char word[TOKEN_WORD_MAX + 1]; /* its parts in one, once there are two */
    size_t length;
    uint32_t parts;
};

struct passage_text {
    const struct sought_words *sought;
    struct stemmer *stemmer;
    int64_t deadline; /* nanoseconds of CLOCK_MONOTONIC; 0: none */
    const char *text;
    size_t size;
    const char *const *title; /* its folded words */
    size_t title_count;
    size_t next; /* where the next stretch begins */

    /* The stretch. Hits are in the order of their ends. */
    struct text_word *words;
    uint32_t word_count;
    struct text_block *blocks;
    uint32_t block_count;
    struct text_hit *hits;
    uint32_t hit_count;

    /* While it is read. */
    uint32_t hit_room;      /* a stretch is full with so many hits, or, */
    uint32_t hit_most;      /* of its last word, a few more */
    uint32_t *under_way;    /* of a phrase: bit j, its first j + 1 words */
    uint32_t *under_way_at; /* so many words were read by then */
    uint32_t *near_at;      /* so many words were read by each of a near */
    struct hyphened_word hyphened;
    uint32_t small_words;   /* in the block, without capitals */
    uint32_t title_matched; /* words of the block that are the title's */
    bool passes[256];       /* no word that begins with this letter is sought */
    size_t cut_word; /* where the last word of the stretch before begins */
};

/* Make room for stretches, in `arena`, which must outlive *out. */
enum concord_status passage_text_prepare(struct passage_text *out,
                                         struct arena *arena,
                                         const struct sought_words *sought,
                                         struct stemmer *stemmer,
                                         struct concord_error *err);

/* Read the next stretch; no words at the end of the text. CONCORD_DEADLINE. */
enum concord_status passage_text_read(struct passage_text *reading,
                                      struct concord_error *err);

/* True once the deadline has passed. */
bool passage_text_is_late(const struct passage_text *reading);

#ifdef __cplusplus
}
#endif

#endif
