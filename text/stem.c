#include "text/stem.h"

#include <libstemmer.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "spelling.h"
#include "text/tokens.h"

/* The stems of words met before, because a few thousand words make up most of
 * any text. A word has one place, from its hash, and the last to come keeps
 * it; a longer word is rare and passes the cache by. With 128 KiB a thread it
 * took reading and stemming 18 MB of prose from 45 to 100 MB/s, with 512 it
 * takes a twentieth off the time to load papers, each of whose words is stemmed
 * once; to measure it again, leave the lookup out of stemmer_stem(). */
enum { CACHE_SLOTS = 16384, CACHED_MAX = 15 };

struct cached_stem {
    unsigned char length; /* of the word; 0 in an empty place */
    char word[CACHED_MAX];
    char stem[CACHED_MAX + 1];
};

struct stemmer {
    struct sb_stemmer *snowball;
    char unstemmed[TOKEN_WORD_MAX + 1]; /* for when memory is out */
    struct cached_stem cache[CACHE_SLOTS];
};

enum concord_status stemmer_create(struct stemmer **out,
                                   struct concord_error *err) {
    *out = NULL;
    struct stemmer *stemmer = calloc(1, sizeof *stemmer);
    if (!stemmer)
        return concord_no_memory(err);
    stemmer->snowball = sb_stemmer_new("english", "UTF_8");
    if (!stemmer->snowball) {
        free(stemmer);
        return concord_no_memory(err);
    }
    *out = stemmer;
    return CONCORD_OK;
}

void stemmer_destroy(struct stemmer *stemmer) {
    if (!stemmer)
        return;
    sb_stemmer_delete(stemmer->snowball);
    free(stemmer);
}

static struct cached_stem *cache_slot(struct stemmer *stemmer, const char *word,
                                      size_t length) {
    return &stemmer->cache[hash_word(word, length) % CACHE_SLOTS];
}

static void cache_fill(struct cached_stem *slot, const char *word,
                       size_t length, const char *stem) {
    size_t size = strlen(stem);
    if (size > CACHED_MAX)
        return;
    slot->length = (unsigned char)length;
    memcpy(slot->word, word, length);
    memcpy(slot->stem, stem, size + 1);
}

/* The library's stem of the word's one spelling, or NULL when memory is out. */
static const char *snowball_stem(struct stemmer *stemmer, const char *word,
                                 size_t length) {
    char spelling[SPELLING_MAX + 1];
    length = spelling_fold(spelling, word, length);
    return (const char *)sb_stemmer_stem(
        stemmer->snowball, (const sb_symbol *)spelling, (int)length);
}

static const char *word_itself(struct stemmer *stemmer, const char *word,
                               size_t length) {
    memcpy(stemmer->unstemmed, word, length);
    stemmer->unstemmed[length] = '\0';
    return stemmer->unstemmed;
}

const char *stemmer_stem(struct stemmer *stemmer, const char *word,
                         size_t length) {
    struct cached_stem *slot = NULL;
    if (length > TOKEN_WORD_MAX)
        length = TOKEN_WORD_MAX;
    if (length > 0 && length <= CACHED_MAX) {
        slot = cache_slot(stemmer, word, length);
        if (slot->length == length && memcmp(slot->word, word, length) == 0)
            return slot->stem;
    }
    const char *stem = snowball_stem(stemmer, word, length);
    if (!stem)
        return word_itself(stemmer, word, length);
    if (slot)
        cache_fill(slot, word, length, stem);
    return stem;
}

/* libstemmer tells no version, and the shared library may be replaced while
 * our binary stays. What matters is whether the stems in an index are those
 * that a query gets, so that the release is told by words that each one stems
 * otherwise (see NEWS in its sources). */
struct release {
    const char *geologist;
    const char *interval;
    const char *version;
};

#define SPELLINGS " spelling-" SPELLING_VERSION

static const struct release releases[] = {
    {"geologist", "interv", "snowball-english-2" SPELLINGS},
    {"geolog", "interv", "snowball-english-3.0" SPELLINGS},
    {"geolog", "interval", "snowball-english-3.1" SPELLINGS},
};

static bool stems_to(struct stemmer *stemmer, const char *word,
                     const char *stem) {
    return strcmp(stemmer_stem(stemmer, word, strlen(word)), stem) == 0;
}

const char *stemmer_version(void) {
    struct stemmer *stemmer = NULL;
    const char *version = "snowball-english-unknown" SPELLINGS;
    if (stemmer_create(&stemmer, NULL) != CONCORD_OK)
        return version;
    for (size_t i = 0; i < sizeof releases / sizeof releases[0]; i++)
        if (stems_to(stemmer, "geologist", releases[i].geologist) &&
            stems_to(stemmer, "interval", releases[i].interval))
            version = releases[i].version;
    stemmer_destroy(stemmer);
    return version;
}
