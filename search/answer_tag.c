/* answer_tag.c - a name for an answer before it is made. */
#include <inttypes.h>
#include <stdio.h>

#include "fingerprint.h"
#include "search/answer.h"

static uint64_t fold_parameters(uint64_t hash,
                                const struct parameter_list *parameters) {
    for (size_t i = 0; i < parameters->count; i++) {
        hash = fingerprint_text(hash, parameters->items[i].name);
        hash = fingerprint_text(hash, parameters->items[i].value);
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
    uint64_t hash = fingerprint_text(FINGERPRINT_START, version);
    hash = fingerprint_manifest(hash, manifest);
    hash = fingerprint_text(hash, pattern);
    hash = fingerprint_text(hash, question->segment ? question->segment : "");
    hash = fold_parameters(hash, &canonical);
    parameter_list_clear(&canonical);
    snprintf(out, ANSWER_TAG_MAX, "W/\"%" PRIu64 "-%016" PRIx64 "\"",
             manifest->number, hash);
    return CONCORD_OK;
}
