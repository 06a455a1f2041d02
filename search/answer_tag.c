/* answer_tag.c - a name for an answer before it is made. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "search/answer.h"

/* FNV-1a, 64 bits. A tag is only compared with tags of the same address, so it
 * has to tell generations apart and need not withstand anybody. */
static uint64_t fold_text(uint64_t hash, const char *text) {
    size_t size = strlen(text) + 1; /* the NUL keeps two texts two */
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    return hash;
}

/* What the generation is, wherever it was built and under whatever number. */
static uint64_t fold_manifest(uint64_t hash, const struct manifest *manifest) {
    hash = fold_text(hash, manifest->created);
    for (size_t i = 0; i < manifest->file_count; i++)
        hash = fold_text(hash, manifest->files[i].sha256);
    return hash;
}

static uint64_t fold_parameters(uint64_t hash,
                                const struct parameter_list *parameters) {
    for (size_t i = 0; i < parameters->count; i++) {
        hash = fold_text(hash, parameters->items[i].name);
        hash = fold_text(hash, parameters->items[i].value);
    }
    return hash;
}

enum concord_status answer_tag(char out[ANSWER_TAG_MAX], const char *version,
                               const char *pattern,
                               const struct question *question,
                               struct concord_error *err) {
    struct generation *generation = index_reader_generation(question->reader);
    const struct manifest *manifest = generation_manifest(generation);
    struct parameter_list canonical = {.count = 0};
    out[0] = '\0';
    enum concord_status status = parameter_list_canonical(
        &canonical, question->parameters, generation_schema(generation), err);
    if (status != CONCORD_OK)
        return status;
    uint64_t hash = fold_text(UINT64_C(14695981039346656037), version);
    hash = fold_manifest(hash, manifest);
    hash = fold_text(hash, pattern);
    hash = fold_text(hash, question->segment ? question->segment : "");
    hash = fold_parameters(hash, &canonical);
    parameter_list_clear(&canonical);
    snprintf(out, ANSWER_TAG_MAX, "W/\"%" PRIu64 "-%016" PRIx64 "\"",
             manifest->number, hash);
    return CONCORD_OK;
}
