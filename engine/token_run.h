/* token_run.h - looks for words in the words of a document, without its text.
 * token_code.h has the form. Words are asked for by number; places count words
 * from 0, and PLAN_BLOCK_GAP at each border, so that what stands on two sides
 * of one is far apart. Pure, allocates nothing but what is asked for once a
 * query; patterns and seekers are immutable and may be shared by threads. */
#ifndef CONCORD_ENGINE_TOKEN_RUN_H
#define CONCORD_ENGINE_TOKEN_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/query.h"
#include "schema/arena.h"
#include "token_code.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Words in order. */
struct token_run {
    const uint16_t *units;
    size_t count;
};

/* The number of the word at *at, below run.count, which moves behind it; 0 for
 * a border, and for what is none. */
static inline uint32_t token_run_next(struct token_run run, size_t *at) {
    uint16_t unit = run.units[(*at)++];
    if (!token_is_lead(unit))
        return token_is_trail(unit) ? 0 : unit;
    return *at < run.count && token_is_trail(run.units[*at])
               ? token_join(unit, run.units[(*at)++])
               : 0;
}

/* ---- phrases ---- */

/* Words side by side. */
struct token_pattern {
    uint16_t units[TOKEN_UNITS_MAX * QUERY_PHRASE_MAX];
    size_t count; /* 0: it stands nowhere */
    size_t probe; /* the two units that are looked for first */
};

/* `count` words, QUERY_PHRASE_MAX at the most; number 0, a word that no
 * document has, makes a pattern that stands nowhere. */
void token_pattern_make(struct token_pattern *out, const uint32_t *numbers,
                        size_t count);

/* The pattern stands in the run; how often, each beginning counted. */
bool token_run_has_phrase(struct token_run run,
                          const struct token_pattern *pattern);
unsigned token_run_count_phrase(struct token_run run,
                                const struct token_pattern *pattern);

/* ---- places ---- */

/* One of the words sought: its number, and what the asker calls it, as when
 * several are forms of one. */
struct token_sought {
    uint32_t number;
    uint32_t tag;
};

struct token_seeker;

/* For these words, each once, in any order; those numbered 0 are passed over.
 * In `arena`; NULL when memory is out. */
const struct token_seeker *token_seeker_create(struct arena *arena,
                                               const struct token_sought *words,
                                               size_t count);

struct token_hit {
    uint32_t place;
    uint32_t tag;
};

/* A walk from hit to hit, in the order of places. */
struct token_walk {
    struct token_run run;
    const struct token_seeker *seeker;
    size_t at;
    uint32_t ahead; /* places before `at` beyond units; it may wrap round */
};

struct token_walk token_walk_begin(struct token_run run,
                                   const struct token_seeker *seeker);
bool token_walk_next(struct token_walk *walk, struct token_hit *hit);

/* ---- near ---- */

enum { TOKEN_NEAR_MAX = 128 /* places, at the most, that a window spans */ };

struct token_near {
    const struct token_seeker *seeker;
    uint32_t wanted[QUERY_WORDS_MAX]; /* of each word, by tag */
    uint32_t kinds;                   /* different words; 0: stands nowhere */
    uint32_t window;
};

/* All of `count` words, QUERY_WORDS_MAX at the most, within `window` places,
 * TOKEN_NEAR_MAX at the most, in any order; one that is given twice has to
 * stand there twice. False when memory is out. */
bool token_near_make(struct token_near *out, struct arena *arena,
                     const uint32_t *numbers, size_t count, uint32_t window);

bool token_run_has_near(struct token_run run, const struct token_near *near);

#ifdef __cplusplus
}
#endif

#endif
