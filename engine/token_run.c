/* token_run.c - runs of units, and windows of places. */
#include "token_run.h"

#include <string.h>

#include "engine/posting_plan.h"
#include "wide_loops.h"

/* ---- phrases ---- */

/* The pair of units that holds the rarest word's last: the later a word was
 * numbered, the fewer documents it is likely to stand in. */
static size_t choose_probe(const struct token_pattern *pattern,
                           size_t rarest_end) {
    return rarest_end + 1 < pattern->count ? rarest_end : rarest_end - 1;
}

void token_pattern_make(struct token_pattern *out, const uint32_t *numbers,
                        size_t count) {
    uint32_t rarest = 0;
    size_t rarest_end = 0;
    out->count = out->probe = 0;
    for (size_t i = 0; i < count && i < QUERY_PHRASE_MAX; i++) {
        if (numbers[i] == 0) {
            out->count = 0;
            return;
        }
        out->count += token_encode(out->units + out->count, numbers[i]);
        if (numbers[i] > rarest) {
            rarest = numbers[i];
            rarest_end = out->count - 1;
        }
    }
    if (out->count > 1)
        out->probe = choose_probe(out, rarest_end);
}

/* Up to `most` of them. */
static unsigned count_phrase(struct token_run run,
                             const struct token_pattern *pattern,
                             unsigned most) {
    if (pattern->count == 0 || pattern->count > run.count)
        return 0;
    if (pattern->count == 1)
        return (unsigned)wide_count_units(run.units, run.count,
                                          pattern->units[0]);
    const uint16_t *probe = pattern->units + pattern->probe;
    size_t end = run.count - pattern->count + pattern->probe + 1;
    unsigned found = 0;
    for (size_t at = pattern->probe; found < most; at++) {
        at = wide_find_pair(run.units, at, end, probe[0], probe[1]);
        if (at >= end)
            break;
        found += memcmp(run.units + (at - pattern->probe), pattern->units,
                        pattern->count * sizeof *pattern->units) == 0;
    }
    return found;
}

bool token_run_has_phrase(struct token_run run,
                          const struct token_pattern *pattern) {
    return count_phrase(run, pattern, 1) > 0;
}

unsigned token_run_count_phrase(struct token_run run,
                                const struct token_pattern *pattern) {
    return count_phrase(run, pattern, UINT32_MAX);
}

/* ---- places ---- */

/* Which units a walk stops at: what a word sought begins with, borders and
 * second units, which change the places of all that follows; and the words
 * sought by hash. */
struct token_seeker {
    uint64_t stops[(1 << 16) / 64];
    const struct token_sought *slots;
    uint32_t mask; /* of slots, one less than a power of two */
};

static uint32_t slot_of(const struct token_seeker *seeker, uint32_t number) {
    return (number * 2654435761u >> 7) & seeker->mask;
}

static void add_sought(struct token_seeker *seeker, struct token_sought *slots,
                       const struct token_sought *word) {
    uint16_t units[TOKEN_UNITS_MAX];
    uint32_t slot = slot_of(seeker, word->number);
    token_encode(units, word->number);
    seeker->stops[units[0] / 64] |= (uint64_t)1 << units[0] % 64;
    while (slots[slot].number != 0)
        slot = (slot + 1) & seeker->mask;
    slots[slot] = *word;
}

const struct token_seeker *token_seeker_create(struct arena *arena,
                                               const struct token_sought *words,
                                               size_t count) {
    uint32_t room = 4;
    while (room < 2 * count)
        room *= 2;
    struct token_seeker *seeker = arena_alloc(arena, sizeof *seeker);
    struct token_sought *slots = arena_alloc(arena, room * sizeof *slots);
    if (seeker == NULL || slots == NULL)
        return NULL;
    seeker->mask = room - 1;
    seeker->stops[TOKEN_BORDER] = 1;
    memset(seeker->stops + TOKEN_TRAIL / 64, 0xFF,
           sizeof seeker->stops - TOKEN_TRAIL / 8);
    for (size_t i = 0; i < count; i++)
        if (words[i].number != 0)
            add_sought(seeker, slots, &words[i]);
    seeker->slots = slots;
    return seeker;
}

/* Null: it is not sought. */
static const struct token_sought *find_sought(const struct token_seeker *seeker,
                                              uint32_t number) {
    uint32_t slot = slot_of(seeker, number);
    while (seeker->slots[slot].number != 0) {
        if (seeker->slots[slot].number == number)
            return &seeker->slots[slot];
        slot = (slot + 1) & seeker->mask;
    }
    return NULL;
}

struct token_walk token_walk_begin(struct token_run run,
                                   const struct token_seeker *seeker) {
    return (struct token_walk){run, seeker, 0, 0};
}

/* Where the next unit is that has to be looked at, from `at` on. */
static size_t next_stop(const struct token_seeker *seeker, struct token_run run,
                        size_t at) {
    while (at < run.count &&
           (seeker->stops[run.units[at] / 64] >> run.units[at] % 64 & 1) == 0)
        at++;
    return at;
}

bool token_walk_next(struct token_walk *walk, struct token_hit *hit) {
    struct token_run run = walk->run;
    for (;;) {
        size_t at = next_stop(walk->seeker, run, walk->at);
        walk->at = at + 1;
        if (at >= run.count)
            return false;
        uint16_t unit = run.units[at];
        if (token_is_trail(unit)) {
            walk->ahead--;
            continue;
        }
        if (unit == TOKEN_BORDER) {
            walk->ahead += PLAN_BLOCK_GAP - 1;
            continue;
        }
        bool two = token_is_lead(unit) && at + 1 < run.count;
        const struct token_sought *found = find_sought(
            walk->seeker, two ? token_join(unit, run.units[at + 1]) : unit);
        if (found == NULL)
            continue;
        *hit = (struct token_hit){(uint32_t)at + walk->ahead, found->tag};
        return true;
    }
}

/* ---- near ---- */

static uint32_t tag_of(struct token_sought *words, uint32_t *kinds,
                       uint32_t number) {
    uint32_t tag = 0;
    while (tag < *kinds && words[tag].number != number)
        tag++;
    if (tag == *kinds) {
        words[tag] = (struct token_sought){number, tag};
        (*kinds)++;
    }
    return tag;
}

bool token_near_make(struct token_near *out, struct arena *arena,
                     const uint32_t *numbers, size_t count, uint32_t window) {
    struct token_sought words[QUERY_WORDS_MAX] = {{0, 0}};
    memset(out, 0, sizeof *out);
    out->window = window < TOKEN_NEAR_MAX ? window : TOKEN_NEAR_MAX;
    bool known = count > 0;
    for (size_t i = 0; i < count && i < QUERY_WORDS_MAX; i++) {
        out->wanted[tag_of(words, &out->kinds, numbers[i])]++;
        known = known && numbers[i] != 0;
    }
    out->seeker = token_seeker_create(arena, words, out->kinds);
    if (!known)
        out->kinds = 0;
    return out->seeker != NULL;
}

/* The hits of a window's width, and how many words have all that is wanted of
 * them. There is one hit in a place, so that so many are enough. */
struct window {
    struct token_hit hits[TOKEN_NEAR_MAX];
    uint32_t first;
    uint32_t next;
    uint32_t have[QUERY_WORDS_MAX];
    uint32_t complete;
};

static void drop_first(struct window *window, const struct token_near *near) {
    uint32_t tag = window->hits[window->first++ % TOKEN_NEAR_MAX].tag;
    if (window->have[tag]-- == near->wanted[tag])
        window->complete--;
}

static void add_hit(struct window *window, const struct token_near *near,
                    struct token_hit hit) {
    while (window->first != window->next &&
           hit.place - window->hits[window->first % TOKEN_NEAR_MAX].place >=
               near->window)
        drop_first(window, near);
    window->hits[window->next++ % TOKEN_NEAR_MAX] = hit;
    if (++window->have[hit.tag] == near->wanted[hit.tag])
        window->complete++;
}

bool token_run_has_near(struct token_run run, const struct token_near *near) {
    struct window window = {.first = 0};
    struct token_hit hit;
    if (near->kinds == 0)
        return false;
    struct token_walk walk = token_walk_begin(run, near->seeker);
    while (token_walk_next(&walk, &hit)) {
        add_hit(&window, near, hit);
        if (window.complete == near->kinds)
            return true;
    }
    return false;
}
