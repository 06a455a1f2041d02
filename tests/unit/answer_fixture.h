/* answer_fixture.h - questions put to a real index, for tests of answers. Every
 * function fails the running test when something goes wrong. */
#ifndef CONCORD_TESTS_ANSWER_FIXTURE_H
#define CONCORD_TESTS_ANSWER_FIXTURE_H

#include <jansson.h>

#include "engine_fixture.h"
#include "search/answer.h"

/* What came of a question; cleared with outcome_clear(). */
struct outcome {
    struct buffer out;
    struct buffer links;
    struct concord_error err;
    enum concord_status status;
};

void ask(struct outcome *outcome, struct index_reader *reader,
         answer_function *function, const char *segment, const char *query);
void outcome_clear(struct outcome *outcome);

/* The JSON of an answer, which there must be, to give back. */
json_t *answered(struct index_reader *reader, answer_function *function,
                 const char *segment, const char *query);

/* The question must be refused, with that parameter at fault. */
void assert_refused(struct index_reader *reader, answer_function *function,
                    const char *segment, const char *query,
                    const char *parameter);

/* What stands at `path`, keys and array places joined by '/', as JSON. */
void assert_json(const json_t *value, const char *path, const char *expected);

#endif
