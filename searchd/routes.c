/* routes.c - the table of paths and the handlers behind it. */
#include "routes.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "search/reply.h"
#include "search/request.h"

/* ---- handlers ---- */

static void answer_outcome(struct answer *answer, enum concord_status status,
                           const struct concord_error *err) {
    if (status == CONCORD_OK)
        answer_json(answer);
    else
        answer_fault(answer, err);
}

static void search_route(struct answer *answer, const struct route_call *call) {
    struct concord_error err = {0};
    struct parameter_list parameters = {.count = 0};
    enum concord_status status =
        parameter_list_parse(&parameters, call->query, &err);
    if (status == CONCORD_OK)
        status = answer_search(&answer->body, call->reader, &parameters,
                               call->deadline, &err);
    parameter_list_clear(&parameters);
    answer_outcome(answer, status, &err);
}

static void document_route(struct answer *answer,
                           const struct route_call *call) {
    struct concord_error err = {0};
    struct parameter_list parameters = {.count = 0};
    enum concord_status status =
        parameter_list_parse(&parameters, call->query, &err);
    if (status == CONCORD_OK)
        status = answer_document(&answer->body, call->reader, call->segment,
                                 &parameters, &err);
    parameter_list_clear(&parameters);
    answer_outcome(answer, status, &err);
}

/* The process lives, whatever the index is like. */
static void health_route(struct answer *answer, const struct route_call *call) {
    (void)call;
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

static void ready_route(struct answer *answer, const struct route_call *call) {
    struct concord_error err = {0};
    struct serving_report report;
    serving_describe(call->serving, &report);
    if (!report.ready) {
        concord_fail(&err, CONCORD_NOT_FOUND, "%s", report.reason);
        answer_problem(answer, MHD_HTTP_SERVICE_UNAVAILABLE, &err);
    } else if (write_ready(&answer->body, &report)) {
        answer_json(answer);
    } else {
        concord_no_memory(&err);
        answer_fault(answer, &err);
    }
}

/* ---- the table ---- */

static const struct route routes[] = {
    {"/v1/search", true, search_route},
    {"/v1/documents/{id}", true, document_route},
    {"/healthz", false, health_route},
    {"/readyz", false, ready_route},
};

/* "/v1/documents/" matches no pattern: an empty segment is none. */
static bool matches(const char *pattern, const char *path,
                    const char **segment) {
    size_t fixed = strcspn(pattern, "{");
    *segment = NULL;
    if (strncmp(pattern, path, fixed) != 0)
        return false;
    if (pattern[fixed] == '\0')
        return path[fixed] == '\0';
    *segment = path + fixed;
    return **segment != '\0' && strchr(*segment, '/') == NULL;
}

const struct route *route_find(const char *path, const char **segment) {
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
        if (matches(routes[i].pattern, path, segment))
            return &routes[i];
    *segment = NULL;
    return NULL;
}
