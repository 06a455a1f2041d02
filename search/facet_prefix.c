#include "facet_prefix.h"

#include <string.h>

#include "schema/buffer.h"
#include "text/tokens.h"

enum { FOLDED_BYTES_MAX = 64 * 1024 };

/* The words of `text`, folded, with a space between. False when there are none
 * or memory is out, which *out tells. */
static bool fold(struct buffer *out, const char *text) {
    buffer_clear(out);
    token_fold(out, text, strlen(text));
    return out->size > 0 && buffer_ok(out);
}

static bool begins(struct buffer *folded, const char *text,
                   const struct buffer *prefix) {
    return fold(folded, text) && folded->size >= prefix->size &&
           memcmp(folded->data, prefix->data, prefix->size) == 0;
}

static enum concord_status keep(struct facet_result *facet, struct arena *arena,
                                const struct schema *schema,
                                const struct buffer *prefix,
                                struct buffer *folded,
                                struct concord_error *err) {
    struct facet_bucket *kept =
        arena_alloc(arena, (facet->bucket_count + 1) * sizeof *kept);
    size_t count = 0;
    if (!kept)
        return concord_no_memory(err);
    for (size_t i = 0; i < facet->bucket_count; i++) {
        const char *value = facet->buckets[i].value;
        if (begins(folded, value, prefix) ||
            begins(folded, schema_label(schema, facet->facet, value), prefix))
            kept[count++] = facet->buckets[i];
        if (!buffer_ok(folded))
            return concord_no_memory(err);
    }
    facet->buckets = kept;
    facet->bucket_count = count;
    return CONCORD_OK;
}

enum concord_status facet_prefix_narrow(struct facet_result *facet,
                                        struct arena *arena,
                                        const struct schema *schema,
                                        const char *prefix,
                                        struct concord_error *err) {
    if (prefix[0] == '\0')
        return CONCORD_OK;
    struct buffer wanted = BUFFER_INIT(FOLDED_BYTES_MAX);
    struct buffer folded = BUFFER_INIT(FOLDED_BYTES_MAX);
    enum concord_status status = CONCORD_OK;
    if (fold(&wanted, prefix))
        status = keep(facet, arena, schema, &wanted, &folded, err);
    else if (buffer_ok(&wanted))
        facet->bucket_count = 0; /* nothing begins with mere signs */
    else
        status = concord_no_memory(err);
    buffer_destroy(&folded);
    buffer_destroy(&wanted);
    return status;
}
