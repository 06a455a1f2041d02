/* answer_fixture.c - see answer_fixture.h. */
#include "answer_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "search/reply.h"

void ask(struct outcome *outcome, struct index_reader *reader,
         answer_function *function, const char *segment, const char *query) {
    struct parameter_list list;
    struct question question = {
        .reader = reader, .parameters = &list, .segment = segment};
    *outcome = (struct outcome){.out = BUFFER_INIT(REPLY_BYTES_MAX),
                                .links = BUFFER_INIT(1024)};
    assert_int_equal(parameter_list_parse(&list, query, NULL), CONCORD_OK);
    outcome->status =
        function(&outcome->out, &outcome->links, &question, &outcome->err);
    parameter_list_clear(&list);
}

void outcome_clear(struct outcome *outcome) {
    buffer_destroy(&outcome->out);
    buffer_destroy(&outcome->links);
}

json_t *answered(struct index_reader *reader, answer_function *function,
                 const char *segment, const char *query) {
    struct outcome outcome;
    json_error_t fault;
    ask(&outcome, reader, function, segment, query);
    if (outcome.status != CONCORD_OK)
        fail_msg("%s: %s", query, outcome.err.message);
    json_t *value =
        json_loads(outcome.out.data, JSON_REJECT_DUPLICATES, &fault);
    if (value == NULL)
        fail_msg("%s in %s", fault.text, outcome.out.data);
    outcome_clear(&outcome);
    return value;
}

void assert_refused(struct index_reader *reader, answer_function *function,
                    const char *segment, const char *query,
                    const char *parameter) {
    struct outcome outcome;
    ask(&outcome, reader, function, segment, query);
    if (outcome.status != CONCORD_BAD_REQUEST)
        fail_msg("%s is not refused", query);
    assert_string_equal(outcome.err.parameter, parameter);
    outcome_clear(&outcome);
}

static const json_t *at(const json_t *value, const char *path) {
    while (value != NULL && *path != '\0') {
        char key[64];
        size_t size = strcspn(path, "/");
        snprintf(key, sizeof key, "%.*s", (int)size, path);
        value = json_is_array(value)
                    ? json_array_get(value, strtoul(key, NULL, 10))
                    : json_object_get(value, key);
        path += size + (path[size] == '/');
    }
    return value;
}

void assert_json(const json_t *value, const char *path, const char *expected) {
    char *text = json_dumps(at(value, path), JSON_COMPACT | JSON_ENCODE_ANY);
    if (text == NULL)
        fail_msg("%s is not there", path);
    assert_string_equal(text, expected);
    free(text);
}
