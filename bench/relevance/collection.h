/* collection.h - papers, questions and which papers answer them.
 *
 *   docs.jsonl   an object a line: "id", "title", "text" and, where there are
 *                any, "keywords" and "author"
 *   queries.tsv  number, tab, question
 *   qrels.tsv    number, tab, id of a paper, tab, grade: 0 is no answer
 *
 * Pure data; everything is the collection's. */
#ifndef CONCORD_BENCH_COLLECTION_H
#define CONCORD_BENCH_COLLECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/index_reader.h"
#include "schema/arena.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct paper {
    const char *id;
    const char *title;
    const char *text; /* paragraphs, two line feeds between */
};

struct judgement {
    const char *paper;
    unsigned grade; /* from 1 */
};

struct question_asked {
    const char *number;
    const char *words;
    const struct judgement *judgements;
    size_t judgement_count;
};

struct collection {
    struct arena arena;
    const char *name;
    struct paper *papers;
    size_t paper_count;
    struct question_asked *questions; /* only those with an answer */
    size_t question_count;
    bool has_papers; /* of its own */
};

/* Read the folder. CONCORD_NOT_FOUND when there is no queries.tsv in it;
 * CONCORD_BAD_INPUT names file and line. The caller clears *collection with
 * collection_clear() whatever comes of it. */
enum concord_status collection_load(struct collection *collection,
                                    const char *folder,
                                    struct concord_error *err);

/* Take the papers of an index, by their paths. */
enum concord_status collection_take(struct collection *collection,
                                    struct index_reader *reader,
                                    struct concord_error *err);
void collection_clear(struct collection *collection);

#ifdef __cplusplus
}
#endif

#endif
