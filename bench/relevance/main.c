/* main.c - bench-relevance: how good the order of results is. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "asking.h"
#include "options.h"
#include "plain.h"

enum way { WAY_PLAIN, WAY_CONCORD, WAY_ANY, WAY_BROADENED, WAYS };
static const char *const way_names[WAYS] = {[WAY_PLAIN] = "plain libxapian",
                                            [WAY_CONCORD] = "concord",
                                            [WAY_ANY] = "concord, any word",
                                            [WAY_BROADENED] =
                                                "concord, broaden=true"};

/* One collection under measurement. */
struct measuring {
    const struct options *options;
    struct collection collection;
    struct plain_index *plain;
    struct index_reader *reader;
    char directory[64];            /* of an index made for it; or empty */
    struct measured *values[WAYS]; /* by question */
};

static int remove_entry(const char *path, const struct stat *facts, int kind,
                        struct FTW *walk) {
    (void)facts;
    (void)kind;
    (void)walk;
    return remove(path);
}

/* ---- asking ---- */

static enum concord_status open_reader(struct measuring *measuring,
                                       const char *directory,
                                       struct concord_error *err) {
    struct generation *generation = NULL;
    enum concord_status status =
        generation_open_current(&generation, directory, err);
    if (status == CONCORD_OK)
        status = index_reader_open(&measuring->reader, generation, err);
    generation_release(generation);
    return status;
}

static enum concord_status prepare_own(struct measuring *measuring,
                                       struct concord_error *err) {
    char index[80];
    strcpy(measuring->directory, "/tmp/bench-relevance-XXXXXX");
    if (mkdtemp(measuring->directory) == NULL) {
        measuring->directory[0] = '\0';
        return concord_fail(err, CONCORD_IO, "/tmp: no folder can be made");
    }
    snprintf(index, sizeof index, "%s/index", measuring->directory);
    enum concord_status status = asking_index(&measuring->collection, index,
                                              measuring->options->schema, err);
    return status == CONCORD_OK ? open_reader(measuring, index, err) : status;
}

static enum concord_status prepare(struct measuring *measuring,
                                   struct concord_error *err) {
    struct collection *collection = &measuring->collection;
    enum concord_status status = CONCORD_OK;
    if (collection->has_papers)
        status = prepare_own(measuring, err);
    else if (measuring->options->index == NULL)
        status = concord_fail(err, CONCORD_BAD_INPUT,
                              "%s has no docs.jsonl; say by --index which "
                              "index it is about",
                              collection->name);
    else
        status = open_reader(measuring, measuring->options->index, err);
    if (status == CONCORD_OK && !collection->has_papers)
        status = collection_take(collection, measuring->reader, err);
    if (status == CONCORD_OK)
        status = plain_index_create(&measuring->plain, collection, err);
    for (size_t i = 0; i < WAYS && status == CONCORD_OK; i++) {
        measuring->values[i] = calloc(collection->question_count + 1,
                                      sizeof *measuring->values[i]);
        if (measuring->values[i] == NULL)
            status = concord_no_memory(err);
    }
    return status;
}

static enum concord_status rank(struct measuring *measuring, enum way way,
                                const struct question_asked *question,
                                struct ranking *ranking,
                                struct concord_error *err) {
    struct asking asking = {.reader = measuring->reader,
                            .arena = &measuring->collection.arena,
                            .any = way == WAY_ANY,
                            .broaden = way == WAY_BROADENED,
                            .by_path = !measuring->collection.has_papers};
    return way == WAY_PLAIN
               ? plain_index_ask(measuring->plain, ranking, question->words,
                                 err)
               : asking_ask(&asking, ranking, question->words, err);
}

static enum concord_status ask_all(struct measuring *measuring,
                                   struct concord_error *err) {
    const struct collection *collection = &measuring->collection;
    struct ranking *ranking = malloc(sizeof *ranking);
    enum concord_status status =
        ranking == NULL ? concord_no_memory(err) : CONCORD_OK;
    for (size_t i = 0; i < collection->question_count; i++)
        for (enum way way = 0; way < WAYS && status == CONCORD_OK; way++) {
            const struct question_asked *question = &collection->questions[i];
            status = rank(measuring, way, question, ranking, err);
            if (status == CONCORD_OK)
                ranking_measure(&measuring->values[way][i], ranking, question);
        }
    free(ranking);
    return status;
}

/* ---- printing ---- */

static void print_way(const struct measuring *measuring, enum way way) {
    size_t count = measuring->collection.question_count;
    printf("%-22s", way_names[way]);
    for (enum measure measure = 0; measure < MEASURES; measure++)
        printf("  %-8s%.4f", measure_names[measure],
               measure_mean(measuring->values[way], count, measure));
    putchar('\n');
}

/* How much better `way` is than `than`, and the chance that it is not. */
static void print_difference(const struct measuring *measuring, enum way way,
                             enum way than) {
    size_t count = measuring->collection.question_count;
    printf("  beside %-13.13s", than == WAY_PLAIN ? "plain" : way_names[than]);
    for (enum measure measure = 0; measure < MEASURES; measure++) {
        double before = measure_mean(measuring->values[than], count, measure);
        double now = measure_mean(measuring->values[way], count, measure);
        printf("  %+6.1f%% p%.4f", 100 * (now / before - 1),
               measure_chance(measuring->values[way], measuring->values[than],
                              count, measure));
    }
    putchar('\n');
}

static void print_questions(const struct measuring *measuring) {
    for (size_t i = 0; i < measuring->collection.question_count; i++) {
        const struct question_asked *question =
            &measuring->collection.questions[i];
        printf("%s", question->number);
        for (enum way way = 0; way < WAYS; way++)
            for (enum measure measure = 0; measure < MEASURES; measure++)
                printf("\t%.4f", measuring->values[way][i].of[measure]);
        printf("\t%s\n", question->words);
    }
}

static void print_collection(const struct measuring *measuring) {
    printf("%s: %zu questions of %zu papers\n", measuring->collection.name,
           measuring->collection.question_count,
           measuring->collection.paper_count);
    if (measuring->options->by_query)
        print_questions(measuring);
    print_way(measuring, WAY_PLAIN);
    print_way(measuring, WAY_CONCORD);
    print_difference(measuring, WAY_CONCORD, WAY_PLAIN);
    print_way(measuring, WAY_ANY);
    print_difference(measuring, WAY_ANY, WAY_PLAIN);
    print_way(measuring, WAY_BROADENED);
    print_difference(measuring, WAY_BROADENED, WAY_PLAIN);
    print_difference(measuring, WAY_BROADENED, WAY_CONCORD);
}

/* ---- one collection after another ---- */

static void finish(struct measuring *measuring) {
    plain_index_destroy(measuring->plain);
    index_reader_close(measuring->reader);
    for (size_t i = 0; i < WAYS; i++)
        free(measuring->values[i]);
    collection_clear(&measuring->collection);
    if (measuring->directory[0] != '\0')
        nftw(measuring->directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static int measure_folder(const struct options *options, const char *folder) {
    struct measuring measuring = {.options = options};
    struct concord_error err = {0};
    enum concord_status status =
        collection_load(&measuring.collection, folder, &err);
    if (status == CONCORD_NOT_FOUND) {
        printf("%s: skipped: %s\n", folder, err.message);
        collection_clear(&measuring.collection);
        return 0;
    }
    if (status == CONCORD_OK)
        status = prepare(&measuring, &err);
    if (status == CONCORD_OK)
        status = ask_all(&measuring, &err);
    if (status == CONCORD_OK)
        print_collection(&measuring);
    else
        fprintf(stderr, "bench-relevance: %s\n", err.message);
    finish(&measuring);
    return status == CONCORD_OK ? 0 : EX_DATAERR;
}

int main(int argc, char **argv) {
    struct options options;
    int exit_status = 0;
    options_parse(&options, argc, argv);
    for (size_t i = 0; i < options.folder_count && exit_status == 0; i++)
        exit_status = measure_folder(&options, options.folders[i]);
    return exit_status;
}
