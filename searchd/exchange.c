/* exchange.c - what becomes of one request. */
#include "exchange.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "pages.h"

enum { RETRY_INDEX_SECONDS = 5 };

/* The library would take the query apart after us, find no room for some
 * thousand parameters and hang up without a word. It is left an empty one. The
 * line is its buffer, which it decodes in place next; it is const only on its
 * way to us. */
static void hide_query(const char *raw) {
    char *mark = strchr(raw, '?');
    if (mark != NULL)
        mark[1] = '\0';
}

struct exchange *exchange_create(struct MHD_Connection *connection,
                                 const char *raw, const char *id) {
    struct exchange *exchange = calloc(1, sizeof *exchange);
    char *typed = strndup(raw, TARGET_BYTES_MAX);
    if (exchange == NULL || typed == NULL) {
        free(exchange);
        free(typed);
        return NULL;
    }
    exchange->work.run = exchange_run;
    exchange->connection = connection;
    exchange->raw = raw;
    exchange->raw_size = strlen(raw);
    exchange->typed = typed;
    exchange->preferences = (struct preferences)PREFERENCES_INIT;
    exchange->began = clock_now();
    clock_gettime(CLOCK_REALTIME, &exchange->came);
    snprintf(exchange->id, sizeof exchange->id, "%s", id);
    exchange->key = (struct buffer)BUFFER_INIT(ANSWER_KEY_MAX);
    answer_init(&exchange->answer, exchange->id);
    exchange->refusal =
        request_target_read(&exchange->target, raw, &exchange->refusal_reason);
    hide_query(raw);
    return exchange;
}

void exchange_destroy(struct exchange *exchange) {
    if (exchange == NULL)
        return;
    request_target_clear(&exchange->target);
    answer_clear(&exchange->answer);
    buffer_destroy(&exchange->key);
    preferences_clear(&exchange->preferences);
    free(exchange->typed);
    free(exchange);
}

/* ---- checking ---- */

/* The library hands out C strings and does not say that a NUL or more than one
 * space stood in the request line. Its parts still lie in that one line, so
 * where each begins shows where the one before ended. */
static bool is_plain_line(const struct exchange *exchange, const char *method,
                          const char *version) {
    return exchange->raw == method + strlen(method) + 1 &&
           version == exchange->raw + exchange->raw_size + 1;
}

bool exchange_check(struct exchange *exchange, const char *method,
                    const char *version) {
    struct concord_error err = {0};
    exchange->method = method;
    unsigned refusal =
        request_head_check(exchange->connection, method, version, &err);
    if (refusal == 0 && exchange->refusal != 0) {
        refusal = exchange->refusal;
        err = exchange->refusal_reason;
    }
    if (refusal == 0 && !is_plain_line(exchange, method, version)) {
        refusal = MHD_HTTP_BAD_REQUEST;
        concord_fail(&err, CONCORD_BAD_REQUEST,
                     "the request line has a NUL, or more than one space "
                     "between its parts");
    }
    if (refusal == 0) {
        preferences_read(&exchange->preferences, exchange->connection);
        return true;
    }
    answer_problem(&exchange->answer, refusal, &err);
    exchange->answer.closes = true;
    return false;
}

/* ---- answering ---- */

/* Programs ask below /v1, people anywhere. */
static void answer_unknown_path(struct exchange *exchange) {
    struct concord_error err = {0};
    bool of_people = exchange->preferences.html &&
                     strncmp(exchange->target.path, "/v1/", 4) != 0;
    concord_fail(&err, CONCORD_NOT_FOUND,
                 "nothing stands at %.200s; searches are at /v1/search",
                 exchange->target.path);
    if (!of_people ||
        !page_tells(&exchange->answer, exchange->call.operations, &err))
        answer_problem(&exchange->answer, MHD_HTTP_NOT_FOUND, &err);
}

static void answer_at_once(struct exchange *exchange) {
    const struct route_call *call = &exchange->call;
    struct asker asker = {call->held, MHD_lookup_connection_value(
                                          exchange->connection, MHD_HEADER_KIND,
                                          MHD_HTTP_HEADER_HOST)};
    exchange->route->at_once(&exchange->answer, call->operations, &asker);
}

/* Make the key, unless this is nothing to be kept. */
static bool has_key(struct exchange *exchange) {
    const struct route_call *call = &exchange->call;
    const struct answer_subject subject = {.route =
                                               route_number(exchange->route),
                                           .segment = call->segment,
                                           .query = call->query,
                                           .gzip = exchange->preferences.gzip};
    if (call->operations->answers == NULL || !exchange->route->may_be_kept)
        return false;
    bool made = answer_key_write(&exchange->key, &subject);
    if (!made)
        buffer_clear(&exchange->key);
    return made;
}

/* With what is kept from the generation that is served now. */
static bool answer_again(struct exchange *exchange) {
    const struct operations *operations = exchange->call.operations;
    struct answer *answer = &exchange->answer;
    struct generation *served = NULL;
    if (!has_key(exchange) ||
        serving_borrow(operations->serving, &served, NULL) != CONCORD_OK)
        return false;
    bool found =
        answer_cache_find(operations->answers, served, &exchange->key, answer);
    if (found)
        exchange->generation = generation_manifest(served)->number;
    if (found && tag_is_held(exchange->call.held, answer->tag))
        answer_not_modified(answer);
    generation_release(served);
    return found;
}

/* Whoever asks the same next is answered at once. */
static void keep(struct exchange *exchange, const struct index_reader *reader) {
    if (exchange->key.size > 0)
        answer_cache_add(exchange->call.operations->answers,
                         index_reader_generation(reader), &exchange->key,
                         &exchange->answer);
}

bool exchange_answer_at_once(struct exchange *exchange, const char *method) {
    struct route_call *call = &exchange->call;
    exchange->route = route_find(exchange->target.path, &call->segment);
    call->query = exchange->target.query;
    call->held = exchange->preferences.held.data;
    if (exchange->route == NULL)
        answer_unknown_path(exchange);
    else if (strcmp(method, MHD_HTTP_METHOD_OPTIONS) == 0)
        answer_options(&exchange->answer);
    else if (exchange->route->at_once != NULL)
        answer_at_once(exchange);
    else if (!answer_again(exchange))
        return false;
    answer_finish(&exchange->answer, &exchange->preferences);
    return true;
}

static void answer_without_index(struct exchange *exchange,
                                 const struct concord_error *why) {
    answer_problem(&exchange->answer, MHD_HTTP_SERVICE_UNAVAILABLE, why);
    exchange->answer.retry_after = RETRY_INDEX_SECONDS;
}

/* A search that waited too long is not begun. */
static void answer_too_late(struct exchange *exchange) {
    struct concord_error err = {0};
    concord_fail(&err, CONCORD_DEADLINE,
                 "there was no time left for this search after those before "
                 "it; ask again");
    answer_fault(&exchange->answer, &err);
    exchange->answer.retry_after = RETRY_BUSY_SECONDS;
}

static void answer_from_index(struct exchange *exchange,
                              struct index_reader *reader) {
    exchange->call.reader = reader;
    exchange->generation =
        generation_manifest(index_reader_generation(reader))->number;
    if (clock_now() >= exchange->call.deadline)
        answer_too_late(exchange);
    else
        route_answer(exchange->route, &exchange->answer, &exchange->call);
}

void exchange_run(struct work *work, struct index_reader *reader,
                  const struct concord_error *err) {
    struct exchange *exchange = (struct exchange *)work;
    struct MHD_Connection *connection = exchange->connection;
    if (reader == NULL)
        answer_without_index(exchange, err);
    else
        answer_from_index(exchange, reader);
    answer_finish(&exchange->answer, &exchange->preferences);
    if (reader != NULL)
        keep(exchange, reader);
    exchange->phase = EXCHANGE_ANSWERED;
    /* From here on the exchange is the server's, and may be gone. */
    MHD_resume_connection(connection);
}

/* The stream has a reader of its own. */
void exchange_run_on(struct work *work, struct index_reader *reader,
                     const struct concord_error *err) {
    struct exchange *exchange = (struct exchange *)work;
    struct MHD_Connection *connection = exchange->connection;
    const struct options *options = exchange->call.operations->options;
    (void)reader, (void)err;
    stream_go_on(&exchange->answer.stream, &exchange->answer.body,
                 clock_now() + options->deadline_ms * CLOCK_MILLISECOND,
                 exchange->id);
    MHD_resume_connection(connection);
}

void exchange_refuse_busy(struct exchange *exchange) {
    struct concord_error err = {0};
    concord_fail(&err, CONCORD_BUSY,
                 "too many searches are waiting; ask again in a second");
    answer_fault(&exchange->answer, &err);
}
