/* indexer_fixture.h - an archive and an index in a temporary folder, the real
 * concord-indexer over them, and what it published. */
#ifndef CONCORD_TESTS_INDEXER_FIXTURE_H
#define CONCORD_TESTS_INDEXER_FIXTURE_H

#include <jansson.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
/* cmocka.h wants what stands before it. */
#include <setjmp.h>

#include <cmocka.h>

/* Every function here fails the running test when something goes wrong. Paths
 * are relative to the fixture's folder unless they are absolute. */
struct fixture {
    char directory[64]; /* has "papers", empty, and a copy of the vocabularies
                         * as "schema"; removed by fixture_destroy() */
    char *output;       /* of the last run, standard output and error */
    char *errors;
};

int fixture_create(void **state);
int fixture_destroy(void **state);

/* directory/name, in one of a few static buffers. */
const char *fixture_path(const struct fixture *fixture, const char *name);

/* ---- files ---- */

void fixture_write(const struct fixture *fixture, const char *name,
                   const char *text);
/* A plain text of a few sentences about `subject`. */
void fixture_write_paper(const struct fixture *fixture, const char *name,
                         const char *subject);
/* A web page; `address` is its canonical one, or NULL. */
void fixture_write_page(const struct fixture *fixture, const char *name,
                        const char *subject, const char *address);
/* Bytes of no format that is read. */
void fixture_write_garbage(const struct fixture *fixture, const char *name);
void fixture_remove(const struct fixture *fixture, const char *name);
void fixture_move(const struct fixture *fixture, const char *from,
                  const char *to);
/* A folder with all in it. */
void fixture_copy_tree(const char *from, const char *to);
char *fixture_read(const struct fixture *fixture, const char *name);

/* Wait until what was written last is so old that a run trusts its times. */
void fixture_settle(const struct fixture *fixture);

/* ---- runs ---- */

/* Start concord-indexer with these arguments, NULL at the end, in the fixture's
 * folder; standard output and error go to files there. */
pid_t fixture_start(const struct fixture *fixture,
                    const char *const *arguments);

/* Wait for a started run. Its exit status, or 128 + the signal that ended it;
 * fills output and errors. */
int fixture_wait(struct fixture *fixture, pid_t pid);

/* Start and wait. */
int fixture_run(struct fixture *fixture, const char *const *arguments);
#define RUN(fixture, ...)                                                      \
    fixture_run(fixture, (const char *const[]){__VA_ARGS__, NULL})

/* As RUN, into "index" and with the fixture's vocabularies. */
#define RUN_INDEX(fixture, ...)                                                \
    RUN(fixture, "--index", "index", "--schema", "schema", __VA_ARGS__)

/* Run over "papers" into "index" with --report report.jsonl and --json, and
 * with one option more unless it is NULL. The exit status. */
int fixture_index(struct fixture *fixture, const char *option);

/* ---- what came of it ---- */

/* A number of the last run's summary. */
json_int_t fixture_count(const struct fixture *fixture, const char *key);
bool fixture_published(const struct fixture *fixture);

/* The report's lines as an array, for the caller to give back. */
json_t *fixture_report(const struct fixture *fixture);

/* The outcome, reason or id that the report has for a path: a static buffer, or
 * NULL where it is null. */
const char *fixture_reported(const struct fixture *fixture, const char *path,
                             const char *key);

/* All documents of an index: an object of ids with {"card", "text", "archive"},
 * the last what the rest of the archive says of it, or null. Opens the current
 * generation and checks every hash of it. The caller gives it back. */
json_t *fixture_documents(const struct fixture *fixture, const char *index);

/* Every record of the current generation's archive file, by key. The caller
 * gives it back. */
json_t *fixture_archive(const struct fixture *fixture, const char *index);

/* The current generation's number; 0 when there is none. */
uint64_t fixture_generation(const struct fixture *fixture, const char *index);

/* The document that stands for papers/path: its card, borrowed from
 * `documents`; NULL when there is none. */
json_t *fixture_card(json_t *documents, const char *path);

/* The two have equal documents. */
void assert_same_documents(json_t *expected, json_t *found);

#endif
