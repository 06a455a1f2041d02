/* concord_peer.c - bench-concord: Concord under measurement, in process. */
#include <argp.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "engine/index_reader.h"
#include "engine/posting_cache.h"
#include "own_index.h"
#include "paper.h"
#include "peer.h"

static const char doc[] =
    "Index papers.tsv as the engine does, or answer questions about an index "
    "made so (bench/speed/peer.h says how they are asked).";

enum {
    KEY_LOAD = 256,
    KEY_SCHEMA,
    KEY_PASSAGES,
    KEY_MEMORY,
    KEY_SHOW,
    KEY_QUIET,
    KEY_REOPEN
};

static const struct argp_option known[] = {
    {"load", KEY_LOAD, "FILE", 0, "Make INDEX of these papers", 0},
    {"threads", 't', "N", 0, "How many answer or index at once; 1", 0},
    {"passages", KEY_PASSAGES, "N", 0, "Of each result; 0", 0},
    {"memory", KEY_MEMORY, "MB", 0, "For decoded postings; as much as there is",
     0},
    {"show", KEY_SHOW, NULL, 0, "The counts themselves, not their digest", 0},
    {"quiet", KEY_QUIET, NULL, 0, "No ids and no counts", 0},
    {"reopen", KEY_REOPEN, NULL, 0,
     "Open INDEX anew before each batch but the first", 0},
    {"schema", KEY_SCHEMA, "DIR", 0, "The vocabularies", 0},
    {0}};

enum { MEGABYTES_MAX = 1 << 20 };

struct peer_options {
    const char *index;
    const char *papers; /* NULL: answer */
    const char *schema;
    unsigned threads;
    unsigned passages;
    unsigned megabytes; /* 0: no limit */
    bool show;
    bool quiet;
    bool reopen;
};

static unsigned read_number(const char *value, unsigned most,
                            struct argp_state *state) {
    char *end = NULL;
    unsigned long number = strtoul(value, &end, 10);
    if (*value == '\0' || *end != '\0' || number > most)
        argp_error(state, "%s is no number up to %u", value, most);
    return (unsigned)number;
}

static error_t parse(int key, char *value, struct argp_state *state) {
    struct peer_options *options = state->input;
    switch (key) {
    case KEY_LOAD:
        options->papers = value;
        return 0;
    case 't':
        options->threads = read_number(value, PEER_THREADS_MAX, state);
        return 0;
    case KEY_PASSAGES:
        options->passages = read_number(value, SEARCH_PASSAGES_MAX, state);
        return 0;
    case KEY_MEMORY:
        options->megabytes = read_number(value, MEGABYTES_MAX, state);
        return 0;
    case KEY_SHOW:
        options->show = true;
        return 0;
    case KEY_QUIET:
        options->quiet = true;
        return 0;
    case KEY_REOPEN:
        options->reopen = true;
        return 0;
    case KEY_SCHEMA:
        options->schema = value;
        return 0;
    case ARGP_KEY_ARG:
        if (options->index != NULL)
            argp_error(state, "give one INDEX");
        options->index = value;
        return 0;
    case ARGP_KEY_END:
        if (options->index == NULL || options->threads == 0)
            argp_error(state, "give an INDEX, and threads from 1");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- loading ---- */

struct papers_file {
    FILE *file;
    char *line;
    size_t capacity;
};

static enum concord_status add_values(struct document *document,
                                      const struct schema *schema,
                                      const struct paper *paper,
                                      struct concord_error *err) {
    const char *at = paper->values;
    struct paper_value value;
    enum concord_status status = CONCORD_OK;
    while (status == CONCORD_OK && paper_next_value(&at, &value)) {
        char text[512];
        snprintf(text, sizeof text, "%.*s", (int)value.facet_size, value.facet);
        int facet = schema_find_facet(schema, text);
        snprintf(text, sizeof text, "%.*s", (int)value.value_size, value.value);
        if (facet != SCHEMA_NO_INDEX)
            status = document_add_value(document, (unsigned)facet, text, err);
    }
    return status;
}

static enum concord_status next_document(void *source,
                                         const struct schema *schema,
                                         struct document **out,
                                         struct concord_error *err) {
    struct papers_file *papers = source;
    struct paper paper;
    *out = NULL;
    ssize_t size = getline(&papers->line, &papers->capacity, papers->file);
    if (size <= 0)
        return CONCORD_OK;
    papers->line[strcspn(papers->line, "\n")] = '\0';
    if (!paper_read(&paper, papers->line))
        return concord_fail(err, CONCORD_BAD_INPUT, "a line is no paper");
    enum concord_status status =
        own_document(out, paper.id, paper.title, paper.text, err);
    if (status != CONCORD_OK)
        return status;
    if (edtf_parse(&(*out)->date, paper.date))
        (*out)->date_certainty = CERTAINTY_STATED;
    status = add_values(*out, schema, &paper, err);
    if (status != CONCORD_OK) {
        document_destroy(*out);
        *out = NULL;
    }
    return status;
}

static enum concord_status load(const struct peer_options *options,
                                struct concord_error *err) {
    struct papers_file papers = {.file = fopen(options->papers, "r")};
    if (papers.file == NULL)
        return concord_fail(err, CONCORD_IO, "%s cannot be read",
                            options->papers);
    const struct own_index_options as = {options->index, options->schema,
                                         options->threads};
    enum concord_status status =
        own_index_make(&as, next_document, &papers, err);
    free(papers.line);
    fclose(papers.file);
    return status;
}

/* ---- asking ---- */

/* What one thread asks with. */
struct asker {
    const struct peer_options *options;
    struct index_reader *reader;
    struct arena arena;           /* of the question under way */
    unsigned facets[PEER_FACETS]; /* in the schema */
};

static struct query *make_word(struct arena *arena, const char *word) {
    struct query *query = query_create(arena, QUERY_WORD);
    return query != NULL && query_add_word(arena, query, word) ? query : NULL;
}

static struct query *make_query(struct arena *arena,
                                const struct peer_question *question) {
    static const enum query_kind kinds[] = {[PEER_AND] = QUERY_AND,
                                            [PEER_OR] = QUERY_OR,
                                            [PEER_PHRASE] = QUERY_PHRASE};
    if (question->kind == PEER_WORD)
        return make_word(arena, question->words[0]);
    struct query *query = query_create(arena, kinds[question->kind]);
    bool done = query != NULL;
    for (size_t i = 0; i < question->word_count && done; i++) {
        const char *word = question->words[i];
        if (question->kind == PEER_PHRASE) {
            done = query_add_word(arena, query, word);
        } else {
            struct query *child = make_word(arena, word);
            done = child != NULL && query_add_child(arena, query, child);
        }
    }
    return done ? query : NULL;
}

static struct facet_condition make_condition(const struct asker *asker,
                                             const struct peer_filter *filter) {
    const struct schema *schema =
        generation_schema(index_reader_generation(asker->reader));
    struct facet_condition condition = {.facet = asker->facets[filter->facet],
                                        .kind = CONDITION_ANY};
    if (schema_facet(schema, condition.facet)->kind == FACET_YEAR)
        condition.first_year = condition.last_year =
            (int)strtol(filter->value, NULL, 10);
    else
        condition.value = filter->value;
    return condition;
}

static void answer_page(const struct asker *asker, struct peer_answer *answer,
                        const struct result_page *page) {
    answer->total = page->total;
    if (asker->options->quiet)
        return;
    for (size_t i = 0; i < page->result_count; i++)
        peer_answer_id(answer, page->results[i].id,
                       strlen(page->results[i].id));
    for (size_t i = 0; i < page->facet_count; i++)
        for (unsigned j = 0; j < PEER_FACETS; j++)
            for (size_t k = 0; page->facets[i].facet == asker->facets[j] &&
                               k < page->facets[i].bucket_count;
                 k++) {
                const struct facet_bucket *bucket = &page->facets[i].buckets[k];
                peer_answer_count(answer, j, bucket->value,
                                  strlen(bucket->value), bucket->count);
            }
}

static enum concord_status search(struct asker *asker,
                                  const struct peer_question *question,
                                  struct result_page **out,
                                  struct concord_error *err) {
    struct facet_condition conditions[PEER_FILTERS_MAX];
    struct search_request request = {
        .conditions = conditions,
        .condition_count = question->filter_count,
        .sort = question->kind == PEER_ALL ? SORT_NEWEST : SORT_RELEVANCE,
        .page = 1,
        .size = PEER_RESULTS,
        .facet_size = PEER_BUCKETS,
        .ids_only = asker->options->passages == 0,
        .passages = asker->options->passages};
    for (size_t i = 0; i < PEER_FACETS; i++)
        request.facets |= (uint32_t)1 << asker->facets[i];
    for (size_t i = 0; i < question->filter_count; i++)
        conditions[i] = make_condition(asker, &question->filters[i]);
    if (question->kind != PEER_ALL) {
        request.query = make_query(&asker->arena, question);
        if (request.query == NULL)
            return concord_no_memory(err);
    }
    return index_reader_search(asker->reader, &request, out, err);
}

static bool ask(void *context, const struct peer_question *question,
                struct peer_answer *answer) {
    struct asker *asker = context;
    struct result_page *page = NULL;
    struct concord_error err = {0};
    int64_t start = peer_clock();
    enum concord_status status = search(asker, question, &page, &err);
    answer->nanoseconds = peer_clock() - start;
    if (status == CONCORD_OK)
        answer_page(asker, answer, page);
    else
        fprintf(stderr, "bench-concord: %s\n", err.message);
    result_page_destroy(page);
    arena_reset(&asker->arena);
    return status == CONCORD_OK;
}

/* ---- answering ---- */

struct engine {
    const struct peer_options *options;
    struct posting_cache *cache; /* NULL: without a limit */
    struct generation *generation;
    struct asker askers[PEER_THREADS_MAX];
};

static enum concord_status asker_open(struct asker *asker,
                                      const struct engine *engine,
                                      struct concord_error *err) {
    const struct schema *schema = generation_schema(engine->generation);
    asker->options = engine->options;
    for (size_t i = 0; i < PEER_FACETS; i++)
        asker->facets[i] = (unsigned)schema_find_facet(schema, peer_facets[i]);
    return index_reader_open(&asker->reader, engine->generation, err);
}

static enum concord_status engine_open(struct engine *engine,
                                       struct concord_error *err) {
    const struct peer_options *options = engine->options;
    enum concord_status status =
        generation_open_current(&engine->generation, options->index, err);
    if (status == CONCORD_OK && engine->cache != NULL)
        generation_share_postings(engine->generation, engine->cache);
    for (unsigned i = 0; i < options->threads && status == CONCORD_OK; i++)
        status = asker_open(&engine->askers[i], engine, err);
    return status;
}

static void engine_close(struct engine *engine) {
    for (unsigned i = 0; i < engine->options->threads; i++) {
        index_reader_close(engine->askers[i].reader);
        arena_clear(&engine->askers[i].arena);
        engine->askers[i] = (struct asker){0};
    }
    generation_release(engine->generation);
    engine->generation = NULL;
}

static bool reopen(void *context) {
    struct engine *engine = context;
    struct concord_error err = {0};
    engine_close(engine);
    if (engine_open(engine, &err) == CONCORD_OK)
        return true;
    fprintf(stderr, "bench-concord: %s\n", err.message);
    return false;
}

static enum concord_status serve(struct engine *engine, int64_t start,
                                 struct concord_error *err) {
    const struct peer_options *options = engine->options;
    struct peer peer = {.ask = ask,
                        .threads = options->threads,
                        .refresh = options->reopen ? reopen : NULL,
                        .engine = engine,
                        .opened = peer_clock() - start,
                        .documents =
                            generation_manifest(engine->generation)->documents,
                        .show = options->show};
    for (unsigned i = 0; i < options->threads; i++)
        peer.contexts[i] = &engine->askers[i];
    return peer_serve(&peer) ? CONCORD_OK
                             : concord_fail(err, CONCORD_INTERNAL,
                                            "a question has no answer");
}

static enum concord_status answer(const struct peer_options *options,
                                  struct concord_error *err) {
    struct engine engine = {.options = options};
    int64_t start = peer_clock();
    enum concord_status status = CONCORD_OK;
    if (options->megabytes > 0)
        status = posting_cache_create(
            &engine.cache, (size_t)options->megabytes * 1024 * 1024, err);
    if (status == CONCORD_OK)
        status = engine_open(&engine, err);
    if (status == CONCORD_OK)
        status = serve(&engine, start, err);
    engine_close(&engine);
    posting_cache_destroy(engine.cache);
    return status;
}

int main(int argc, char **argv) {
    static const struct argp argp = {
        .options = known, .parser = parse, .args_doc = "INDEX", .doc = doc};
    struct peer_options options = {.threads = 1,
                                   .schema = CONCORD_SCHEMA_SOURCE};
    struct concord_error err = {0};
    argp_err_exit_status = EX_USAGE;
    argp_parse(&argp, argc, argv, 0, NULL, &options);
    enum concord_status status =
        options.papers != NULL ? load(&options, &err) : answer(&options, &err);
    if (status == CONCORD_OK)
        return 0;
    fprintf(stderr, "bench-concord: %s\n", err.message);
    return EX_SOFTWARE;
}
