/* answer_cache.c - a table by key, and a list by when each was asked for:
 *
 *   chains[hash] -> kept -> kept -> NULL
 *   newest <-> kept <-> ... <-> oldest
 */
#include "answer_cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum {
    BYTES_PER_CHAIN = 4096, /* about what a page of results takes */
    CHAINS_MIN = 64,
    SHARE_OF_ONE = 8 /* one answer takes no more than so much of the room */
};

struct kept {
    struct kept *next;  /* in the chain */
    struct kept *newer; /* in the list */
    struct kept *older;
    uint64_t hash;
    size_t bytes; /* that it is counted as */
    struct answer answer;
    size_t key_size;
    char key[];
};

struct answer_cache {
    size_t limit;
    uint64_t seed; /* so that nobody can choose keys of one chain */
    size_t chain_count;

    pthread_mutex_t lock;          /* guards all below */
    struct generation *generation; /* whose answers these are; NULL: none */
    struct kept *newest;
    struct kept *oldest;
    struct answer_cache_numbers numbers;
    struct kept *chains[];
};

/* ---- keys ---- */

/* Fowler, Noll and Vo's hash, from a start of our own. */
static uint64_t hash_of(const struct answer_cache *cache,
                        const struct buffer *key) {
    uint64_t hash = cache->seed;
    for (size_t i = 0; i < key->size; i++)
        hash = (hash ^ (unsigned char)key->data[i]) * UINT64_C(1099511628211);
    return hash ^ hash >> 32;
}

static bool has_key(const struct kept *kept, uint64_t hash,
                    const struct buffer *key) {
    return kept->hash == hash && kept->key_size == key->size &&
           memcmp(kept->key, key->data, key->size) == 0;
}

/* ---- with the lock held ---- */

static struct kept **chain_of(struct answer_cache *cache, uint64_t hash) {
    return &cache->chains[hash & (cache->chain_count - 1)];
}

static struct kept *find(struct answer_cache *cache, uint64_t hash,
                         const struct buffer *key) {
    struct kept *kept = *chain_of(cache, hash);
    while (kept != NULL && !has_key(kept, hash, key))
        kept = kept->next;
    return kept;
}

static void list_take(struct answer_cache *cache, struct kept *kept) {
    *(kept->newer != NULL ? &kept->newer->older : &cache->newest) = kept->older;
    *(kept->older != NULL ? &kept->older->newer : &cache->oldest) = kept->newer;
}

static void list_add(struct answer_cache *cache, struct kept *kept) {
    kept->newer = NULL;
    kept->older = cache->newest;
    *(kept->older != NULL ? &kept->older->newer : &cache->oldest) = kept;
    cache->newest = kept;
}

/* Take it out of everything; it is the caller's to destroy. */
static void unlink_kept(struct answer_cache *cache, struct kept *kept) {
    struct kept **link = chain_of(cache, kept->hash);
    while (*link != kept)
        link = &(*link)->next;
    *link = kept->next;
    list_take(cache, kept);
    cache->numbers.bytes -= kept->bytes;
    cache->numbers.answers--;
}

static void link_kept(struct answer_cache *cache, struct kept *kept) {
    struct kept **chain = chain_of(cache, kept->hash);
    kept->next = *chain;
    *chain = kept;
    list_add(cache, kept);
    cache->numbers.bytes += kept->bytes;
    cache->numbers.answers++;
}

/* The one that was asked for least of late, taken out of everything, when there
 * is more than may be; the caller's to destroy. */
static struct kept *take_excess(struct answer_cache *cache) {
    struct kept *oldest = NULL;
    pthread_mutex_lock(&cache->lock);
    if (cache->numbers.bytes > cache->limit && cache->oldest != NULL) {
        oldest = cache->oldest;
        unlink_kept(cache, oldest);
        cache->numbers.evictions++;
    }
    pthread_mutex_unlock(&cache->lock);
    return oldest;
}

/* ---- answers ---- */

static void kept_destroy(struct kept *kept) {
    answer_clear(&kept->answer);
    free(kept);
}

static struct kept *kept_create(uint64_t hash, const struct buffer *key,
                                struct answer *answer) {
    struct kept *kept = malloc(sizeof *kept + key->size);
    if (kept == NULL || !answer_share(answer) ||
        !answer_copy(&kept->answer, answer, NULL)) {
        free(kept);
        return NULL;
    }
    kept->hash = hash;
    kept->bytes = sizeof *kept + key->size + kept->answer.links.capacity +
                  answer_size(answer);
    kept->key_size = key->size;
    memcpy(kept->key, key->data, key->size);
    return kept;
}

/* It is the same for whoever asks the same. */
static bool may_be_kept(const struct answer_cache *cache,
                        const struct answer *answer) {
    return answer->http_status == MHD_HTTP_OK && answer->tag[0] != '\0' &&
           answer->stream.exporter == NULL && answer->file < 0 &&
           answer->body.size <= ANSWER_KEPT_MAX &&
           answer->body.size <= cache->limit / SHARE_OF_ONE;
}

/* ---- for the others ---- */

enum concord_status answer_cache_create(struct answer_cache **out, size_t bytes,
                                        struct concord_error *err) {
    size_t chains = CHAINS_MIN;
    while (chains < bytes / BYTES_PER_CHAIN)
        chains *= 2;
    struct answer_cache *cache =
        calloc(1, sizeof *cache + chains * sizeof *cache->chains);
    *out = cache;
    if (cache == NULL)
        return concord_no_memory(err);
    cache->limit = bytes;
    cache->chain_count = chains;
    cache->numbers.limit = bytes;
    cache->numbers.bytes = sizeof *cache + chains * sizeof *cache->chains;
    if (getrandom(&cache->seed, sizeof cache->seed, 0) < 0)
        cache->seed = (uintptr_t)cache;
    pthread_mutex_init(&cache->lock, NULL);
    return CONCORD_OK;
}

void answer_cache_destroy(struct answer_cache *cache) {
    if (cache == NULL)
        return;
    answer_cache_turn(cache, NULL);
    pthread_mutex_destroy(&cache->lock);
    free(cache);
}

void answer_cache_turn(struct answer_cache *cache,
                       struct generation *generation) {
    if (cache == NULL)
        return;
    pthread_mutex_lock(&cache->lock);
    struct generation *before = cache->generation;
    struct kept *dropped = cache->newest;
    for (struct kept *kept = dropped; kept != NULL; kept = kept->older)
        cache->numbers.bytes -= kept->bytes;
    cache->numbers.answers = 0;
    cache->newest = NULL;
    cache->oldest = NULL;
    memset(cache->chains, 0, cache->chain_count * sizeof *cache->chains);
    cache->generation =
        generation != NULL ? generation_retain(generation) : NULL;
    pthread_mutex_unlock(&cache->lock);
    while (dropped != NULL) { /* without the lock, for there may be many */
        struct kept *older = dropped->older;
        kept_destroy(dropped);
        dropped = older;
    }
    generation_release(before);
}

bool answer_cache_find(struct answer_cache *cache,
                       const struct generation *generation,
                       const struct buffer *key, struct answer *answer) {
    uint64_t hash = hash_of(cache, key);
    bool found = false;
    pthread_mutex_lock(&cache->lock);
    struct kept *kept =
        cache->generation == generation ? find(cache, hash, key) : NULL;
    if (kept != NULL &&
        answer_copy(answer, &kept->answer, answer->request_id)) {
        list_take(cache, kept);
        list_add(cache, kept);
        found = true;
    }
    cache->numbers.hits += found;
    cache->numbers.misses += !found;
    pthread_mutex_unlock(&cache->lock);
    return found;
}

void answer_cache_add(struct answer_cache *cache,
                      const struct generation *generation,
                      const struct buffer *key, struct answer *answer) {
    if (!may_be_kept(cache, answer))
        return;
    struct kept *kept = kept_create(hash_of(cache, key), key, answer);
    if (kept == NULL)
        return;
    pthread_mutex_lock(&cache->lock);
    bool wanted = cache->generation == generation &&
                  find(cache, kept->hash, key) == NULL; /* nobody was first */
    if (wanted)
        link_kept(cache, kept);
    pthread_mutex_unlock(&cache->lock);
    if (!wanted)
        kept_destroy(kept);
    for (kept = take_excess(cache); kept != NULL; kept = take_excess(cache))
        kept_destroy(kept);
}

void answer_cache_describe(struct answer_cache *cache,
                           struct answer_cache_numbers *out) {
    *out = (struct answer_cache_numbers){0};
    if (cache == NULL)
        return;
    pthread_mutex_lock(&cache->lock);
    *out = cache->numbers;
    pthread_mutex_unlock(&cache->lock);
}
