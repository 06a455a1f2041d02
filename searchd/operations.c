/* operations.c - health, readiness, metrics, and what the API is. */
#include "operations.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "search/openapi.h"

/* The process lives, whatever the index is like. */
void answer_health(struct answer *answer, const struct operations *operations,
                   const struct asker *asker) {
    (void)operations, (void)asker;
    buffer_append_string(&answer->body, "{\"status\":\"ok\"}");
    answer_json(answer);
}

static bool write_ready(struct buffer *out,
                        const struct serving_report *report) {
    json_t *json = json_pack("{s:s, s:I, s:I}", "status", "ready", "generation",
                             (json_int_t)report->generation, "documents",
                             (json_int_t)report->documents);
    /* A path that is no UTF-8 cannot be told here; the log has it. */
    if (report->refused != 0)
        json_object_set_new(json, "refused",
                            json_pack("{s:I, s:s}", "generation",
                                      (json_int_t)report->refused, "reason",
                                      report->reason));
    char *text = json_dumps(json, JSON_COMPACT);
    json_decref(json);
    if (text != NULL)
        buffer_append_string(out, text);
    free(text);
    return text != NULL && buffer_ok(out);
}

static void answer_no_memory(struct answer *answer) {
    struct concord_error err = {0};
    concord_no_memory(&err);
    answer_fault(answer, &err);
}

void answer_ready(struct answer *answer, const struct operations *operations,
                  const struct asker *asker) {
    struct concord_error err = {0};
    struct serving_report report;
    (void)asker;
    serving_describe(operations->serving, &report);
    if (!report.ready) {
        concord_fail(&err, CONCORD_NOT_FOUND, "%s", report.reason);
        answer_problem(answer, MHD_HTTP_SERVICE_UNAVAILABLE, &err);
    } else if (write_ready(&answer->body, &report)) {
        answer_json(answer);
    } else {
        answer_no_memory(answer);
    }
}

void answer_metrics(struct answer *answer, const struct operations *operations,
                    const struct asker *asker) {
    struct serving_report report;
    struct metrics_state state = {.version = CONCORD_VERSION};
    (void)asker;
    serving_describe(operations->serving, &report);
    state.ready = report.ready;
    state.generation = report.generation;
    state.documents = report.documents;
    state.connections = operations->connections;
    workers_describe(operations->workers, &state.queue, &state.queue_limit);
    state.exports = atomic_load(operations->streams);
    state.log_lines_lost = access_log_lost(operations->access_log);
    answer_cache_describe(operations->answers, &state.answers);
    posting_cache_describe(operations->postings, &state.postings);
    metrics_write(&answer->body, operations->metrics, &state);
    if (buffer_ok(&answer->body))
        answer_text(answer, "text/plain; version=0.0.4; charset=utf-8");
    else
        answer_no_memory(answer);
}

/* With the words of what is served; until there is something, without. */
void answer_openapi(struct answer *answer, const struct operations *operations,
                    const struct asker *asker) {
    struct concord_error err = {0};
    struct generation *served = NULL;
    const struct schema *schema = NULL;
    if (serving_borrow(operations->serving, &served, &err) == CONCORD_OK)
        schema = generation_schema(served);
    snprintf(answer->tag, sizeof answer->tag, "W/\"%.16s-%.16s\"",
             openapi_sha256, schema != NULL ? schema_version(schema) : "");
    answer->varies = true;
    if (tag_is_held(asker->held, answer->tag)) {
        answer_not_modified(answer);
    } else {
        openapi_write(&answer->body, schema);
        if (buffer_ok(&answer->body))
            answer_json(answer);
        else
            answer_no_memory(answer);
    }
    generation_release(served);
}
