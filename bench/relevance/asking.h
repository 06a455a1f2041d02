/* asking.h - an index of a collection made by Concord's own path, and questions
 * put to it as a client of the API puts them. */
#ifndef CONCORD_BENCH_ASKING_H
#define CONCORD_BENCH_ASKING_H

#include "collection.h"
#include "engine/index_reader.h"
#include "measures.h"

/* Index the papers in `directory`, which is made, with the vocabularies of
 * `schema_directory`. */
enum concord_status asking_index(const struct collection *collection,
                                 const char *directory,
                                 const char *schema_directory,
                                 struct concord_error *err);

/* Ask /v1/search, page by page, up to RANKING_MAX results, copies too: people
 * judged each. A question over the
 * limits of the API is cut to its first words. `any` puts OR between its words,
 * `broaden` asks with broaden=true. `by_path` names papers by their paths and
 * not by their ids. Names are `arena`'s. */
struct asking {
    struct index_reader *reader;
    struct arena *arena;
    bool any;
    bool broaden;
    bool by_path;
};
enum concord_status asking_ask(const struct asking *asking, struct ranking *out,
                               const char *words, struct concord_error *err);

#endif
