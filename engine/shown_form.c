/* shown_form.c - packs card and text with zstd. */
#include "shown_form.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

/* Of 75 MB of prose in short papers level 1 takes 37.3 MB and no less time,
 * 3 takes 35.8, 6 takes 34.0 and a tenth more time to load all, 9 takes 33.2
 * and a third more. */
enum { COMPRESSION_LEVEL = 3 };

static const char example[] =
    "\"evidence\":[{\"facet\":\"title\",\"value\":\"\",\"source\":\"text\","
    "\"certainty\":\"inferred\",\"rule\":\"opening-line\",\"quote\":\"\","
    "\"start\":0,\"end\":1},"
    "{\"facet\":\"place\",\"value\":\"\",\"source\":\"text\","
    "\"certainty\":\"stated\",\"rule\":\"heading-mention\",\"quote\":\"\","
    "\"start\":1,\"end\":2},"
    "{\"facet\":\"topic\",\"value\":\"partnership-working\","
    "\"source\":\"text\",\"certainty\":\"stated\",\"rule\":\"phrase-cue\","
    "\"quote\":\"\",\"start\":1,\"end\":2}],\"clauses\":[{\"id\":\"\","
    "\"anchor\":\"\",\"heading\":\"\",\"number\":1,\"kind\":\"definition\","
    "\"side\":null,\"topic\":[\"consultation\"],\"start\":1,\"end\":2},"
    "{\"number\":2,\"kind\":\"commitment\",\"side\":\"public\",\"topic\":[],"
    "\"start\":1,\"end\":2}],\"quotations\":[{\"text\":\"\",\"speaker\":\"\","
    "\"role\":\"\",\"told_by\":null,\"start\":1,\"end\":2}],"
    "\"places\":[{\"value\":\"\",\"name\":\"\",\"gss\":\"E06000046\","
    "\"role\":\"covers\",\"start\":1,\"end\":2}],\"dates\":[{"
    "\"value\":\"2005-11\",\"certainty\":\"stated\",\"role\":\"cited\","
    "\"quote\":\"\",\"start\":1,\"end\":2}],\"people\":[{\"name\":\"\","
    "\"role\":null,\"organisation\":null,\"signatory\":false},"
    "{\"name\":\"\",\"role\":\"Chief Executive\",\"organisation\":\"\","
    "\"signatory\":true}],\"organisations\":[{\"name\":\"\",\"acronym\":null,"
    "\"kind\":\"voluntary-organisation\",\"party\":false,\"signed\":false,"
    "\"successors\":[],\"predecessors\":[]},"
    "{\"name\":\" Council\",\"acronym\":null,\"kind\":\"council\","
    "\"party\":true,\"signed\":true,\"successors\":[],"
    "\"predecessors\":[]}],{\"id\":\"\",\"title\":\"\","
    "\"title_supplied\":false,\"date\":{\"value\":null,\"earliest\":null,"
    "\"latest\":null,\"year\":null,\"certainty\":\"unknown\"},"
    "\"date\":{\"value\":\"2005-11-17\",\"earliest\":\"2005-11-17\","
    "\"latest\":\"2005-11-17\",\"year\":2005,\"certainty\":\"stated\"},"
    "\"type\":[\"local-compact\"],\"region\":[\"england\"],"
    "\"place\":[\"south-east/\"],\"sector\":[\"voluntary-and-community\","
    "\"local-government\",\"health\"],\"topic\":[\"funding\","
    "\"consultation\",\"volunteering\",\"codes-of-practice\"],"
    "\"variants\":[],\"editions\":[],\"source\":{\"path\":\"\","
    "\"member\":null,\"address\":null,\"format\":\"text/plain\","
    "\"sha256\":\"\",\"first_indexed\":null,\"rules\":null},"
    "\"creator\":[],\"publisher\":null,\"rights\":null,\"people\":[],"
    "\"organisations\":[],\"clauses\":[],\"dates\":[],"
    "\"quotations\":[],\"relations\":[],\"acronyms\":[],"
    "\"places\":[],\"evidence\":[],\"boilerplate\":[]}";

const char *shown_example(size_t *size) {
    *size = sizeof example - 1;
    return example;
}

/* With `prefix` for a dictionary. */
static bool append_frame(ZSTD_CCtx *compressor, struct buffer *out,
                         const void *bytes, size_t size, const char *prefix,
                         size_t prefix_size) {
    size_t room = ZSTD_compressBound(size);
    char *packed = size <= SHOWN_BYTES_MAX ? malloc(room) : NULL;
    if (packed == NULL)
        return false;
    ZSTD_CCtx_refPrefix(compressor, prefix, prefix_size);
    size_t packed_size = ZSTD_compress2(compressor, packed, room, bytes, size);
    bool done = !ZSTD_isError(packed_size);
    if (done)
        buffer_append(out, packed, packed_size);
    free(packed);
    return done && buffer_ok(out);
}

static bool append_card(ZSTD_CCtx *compressor, struct buffer *out,
                        const char *card) {
    uint32_t packed_size = 0;
    size_t start = out->size;
    buffer_append(out, &packed_size, sizeof packed_size);
    if (!append_frame(compressor, out, card, strlen(card), example,
                      sizeof example - 1))
        return false;
    packed_size = (uint32_t)(out->size - start - sizeof packed_size);
    memcpy(out->data + start, &packed_size, sizeof packed_size);
    return true;
}

void shown_rest_dictionary(struct buffer *out, const char *whole, size_t size) {
    buffer_append(out, example, sizeof example - 1);
    buffer_append(out, whole, size);
}

/* Behind each other, so that the text is both packed and a dictionary. */
static bool append_text_and_rest(ZSTD_CCtx *compressor, struct buffer *out,
                                 const struct shown_parts *parts) {
    struct buffer whole = BUFFER_INIT(SHOWN_BYTES_MAX + sizeof example);
    size_t text = sizeof example - 1;
    shown_rest_dictionary(&whole, parts->title, strlen(parts->title) + 1);
    buffer_append(&whole, parts->text, parts->text_size);
    bool done =
        buffer_ok(&whole) &&
        append_frame(compressor, out, whole.data + text, whole.size - text,
                     parts->card, strlen(parts->card)) &&
        (parts->rest == NULL ||
         append_frame(compressor, out, parts->rest, strlen(parts->rest),
                      whole.data, whole.size));
    buffer_destroy(&whole);
    return done;
}

/* Each thread keeps its compressor, which is long in the making: it looks at
 * what the processor can do, and that a guest's processor is slow to tell. */
static pthread_once_t key_once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static bool has_key;

static void free_compressor(void *compressor) {
    ZSTD_freeCCtx(compressor);
}

static void make_key(void) {
    has_key = pthread_key_create(&key, free_compressor) == 0;
}

static ZSTD_CCtx *make_compressor(void) {
    ZSTD_CCtx *compressor = ZSTD_createCCtx();
    if (compressor == NULL || pthread_setspecific(key, compressor) != 0) {
        ZSTD_freeCCtx(compressor);
        return NULL;
    }
    ZSTD_CCtx_setParameter(compressor, ZSTD_c_compressionLevel,
                           COMPRESSION_LEVEL);
    ZSTD_CCtx_setParameter(compressor, ZSTD_c_checksumFlag, 1);
    return compressor;
}

/* The thread's own, and NULL when memory is out. */
static ZSTD_CCtx *own_compressor(void) {
    pthread_once(&key_once, make_key);
    if (!has_key)
        return NULL;
    ZSTD_CCtx *compressor = pthread_getspecific(key);
    return compressor != NULL ? compressor : make_compressor();
}

enum concord_status shown_pack(struct buffer *out,
                               const struct shown_parts *parts,
                               struct concord_error *err) {
    ZSTD_CCtx *compressor = own_compressor();
    bool done = compressor != NULL &&
                append_card(compressor, out, parts->card) &&
                append_text_and_rest(compressor, out, parts);
    return done ? CONCORD_OK : concord_no_memory(err);
}

static bool take(struct shown_frame *out, const char *bytes, size_t size) {
    unsigned long long whole = ZSTD_getFrameContentSize(bytes, size);
    *out = (struct shown_frame){bytes, size, (size_t)whole};
    return whole <= SHOWN_BYTES_MAX; /* which no error is */
}

bool shown_split(struct shown_frames *out, const void *shown, size_t size) {
    uint32_t card_size = 0;
    if (shown == NULL || size < sizeof card_size)
        return false;
    memcpy(&card_size, shown, sizeof card_size);
    size_t left = size - sizeof card_size;
    const char *card = (const char *)shown + sizeof card_size;
    if (card_size > left || !take(&out->card, card, card_size))
        return false;
    const char *text = card + card_size;
    left -= card_size;
    size_t text_size = ZSTD_findFrameCompressedSize(text, left);
    if (ZSTD_isError(text_size) || !take(&out->text, text, text_size))
        return false;
    out->rest = (struct shown_frame){NULL, 0, 0};
    return text_size == left ||
           take(&out->rest, text + text_size, left - text_size);
}
