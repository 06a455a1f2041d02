/* routes.c - the table of paths, and the way from a path to its answer. */
#include "routes.h"

#include <string.h>

#include "opensearch.h"
#include "originals.h"
#include "pages.h"
#include "search/original.h"
#include "search/request.h"

/* ---- answers of other forms ---- */

static enum concord_status fill_export(struct answer *answer,
                                       const struct operations *operations,
                                       const struct question *question,
                                       struct concord_error *err) {
    const char *content_type = NULL;
    enum concord_status status =
        stream_begin(&answer->stream, &answer->body, operations->streams,
                     question, &content_type, &answer->file_name, err);
    if (status == CONCORD_OK)
        answer_text(answer, content_type);
    return status;
}

static enum concord_status fill_feed(struct answer *answer,
                                     const struct operations *operations,
                                     const struct question *question,
                                     struct concord_error *err) {
    (void)operations;
    enum concord_status status =
        answer_feed(&answer->body, &answer->links, question, err);
    if (status == CONCORD_OK)
        answer_text(answer, "application/atom+xml; charset=utf-8");
    return status;
}

static enum concord_status find_file(struct answer *answer, const char *folder,
                                     const struct question *question,
                                     struct concord_error *err) {
    struct original original;
    int file = -1;
    uint64_t size = 0;
    enum concord_status status = original_find(&original, question, err);
    if (status == CONCORD_OK)
        status = originals_open(&file, &size, folder, original.path, err);
    if (status != CONCORD_OK)
        return status;
    const char *slash = strrchr(original.path, '/');
    answer_file(answer, file, size, original.format,
                slash != NULL ? slash + 1 : original.path);
    /* The file is not the generation's: it may change without it. */
    answer->tag[0] = '\0';
    return CONCORD_OK;
}

static enum concord_status fill_original(struct answer *answer,
                                         const struct operations *operations,
                                         const struct question *question,
                                         struct concord_error *err) {
    const char *folder = operations->options->originals;
    if (folder == NULL)
        return concord_fail(err, CONCORD_NOT_FOUND,
                            "originals are not served here; whoever runs the "
                            "daemon can allow it with --originals DIR");
    return find_file(answer, folder, question, err);
}

/* ---- the table ---- */

/* A box that completes what is typed asks the same again and again. */
enum { SUGGESTIONS_FRESH = 60, WEB_FILES_FRESH = 600 };

static const struct route routes[] = {
    {"/v1/search", answer_search, NULL, NULL, 0, true},
    {"/v1/documents/{id}", answer_document, NULL, NULL, 0, true},
    {"/v1/documents/{id}/similar", answer_similar, NULL, NULL, 0, true},
    {"/v1/documents/{id}/timeline", answer_timeline, NULL, NULL, 0, true},
    {"/v1/documents/{id}/original", NULL, NULL, fill_original, 0, false},
    {"/v1/facets", answer_facets, NULL, NULL, 0, true},
    {"/v1/facets/{facet}", answer_facet, NULL, NULL, 0, true},
    {"/v1/quotations", answer_quotations, NULL, NULL, 0, true},
    {"/v1/clauses", answer_clauses, NULL, NULL, 0, true},
    {"/v1/clauses/{id}/lineage", answer_lineage, NULL, NULL, 0, true},
    {"/v1/not-held", answer_not_held, NULL, NULL, 0, true},
    {"/v1/suggest", answer_suggest, NULL, NULL, SUGGESTIONS_FRESH, true},
    {"/v1/acronyms", answer_acronyms, NULL, NULL, 0, true},
    {"/v1/crosstab", answer_crosstab, NULL, NULL, 0, true},
    {"/v1/feed", NULL, NULL, fill_feed, 0, true},
    {"/v1/export", NULL, NULL, fill_export, 0, false},
    {"/", NULL, NULL, fill_home, 0, true},
    {"/search", NULL, NULL, fill_search_page, 0, true},
    {"/documents/{id}", NULL, NULL, fill_document_page, 0, true},
    {"/web/{file}", NULL, NULL, fill_web_file, WEB_FILES_FRESH, false},
    {"/healthz", NULL, answer_health, NULL, 0, false},
    {"/readyz", NULL, answer_ready, NULL, 0, false},
    {"/metrics", NULL, answer_metrics, NULL, 0, false},
    {"/openapi.json", NULL, answer_openapi, NULL, 0, false},
    {"/opensearch.xml", NULL, answer_opensearch, NULL, 0, false},
};

size_t route_count(void) {
    return sizeof routes / sizeof *routes;
}

const char *route_pattern(size_t number) {
    return routes[number].pattern;
}

size_t route_number(const struct route *route) {
    return (size_t)(route - routes);
}

/* ---- finding ---- */

/* "/v1/documents/" matches no pattern: an empty segment is none. Then `path`
 * is as it was. */
static bool matches(const char *pattern, char *path, const char **segment) {
    size_t fixed = strcspn(pattern, "{");
    *segment = NULL;
    if (pattern[fixed] == '\0')
        return strcmp(pattern, path) == 0;
    if (strncmp(pattern, path, fixed) != 0)
        return false;
    char *variable = path + fixed;
    size_t size = strcspn(variable, "/");
    const char *rest = strchr(pattern, '}') + 1;
    if (size == 0 || strcmp(variable + size, rest) != 0)
        return false;
    variable[size] = '\0';
    *segment = variable;
    return true;
}

const struct route *route_find(char *path, const char **segment) {
    for (size_t i = 0; i < route_count(); i++)
        if (matches(routes[i].pattern, path, segment))
            return &routes[i];
    *segment = NULL;
    return NULL;
}

/* ---- answering ---- */

static enum concord_status answer_question(const struct route *route,
                                           struct answer *answer,
                                           const struct route_call *call,
                                           const struct question *question,
                                           struct concord_error *err) {
    enum concord_status status =
        answer_tag(answer->tag, CONCORD_VERSION, route->pattern, question, err);
    if (status != CONCORD_OK)
        return status;
    answer->fresh = route->fresh;
    answer->varies = true; /* whatever its size: a 304 cannot know that */
    if (tag_is_held(call->held, answer->tag)) {
        answer_not_modified(answer);
        return CONCORD_OK;
    }
    if (route->filled != NULL)
        return route->filled(answer, call->operations, question, err);
    status = route->from_index(&answer->body, &answer->links, question, err);
    if (status == CONCORD_OK)
        answer_json(answer);
    return status;
}

void route_answer(const struct route *route, struct answer *answer,
                  const struct route_call *call) {
    struct concord_error err = {0};
    struct parameter_list parameters = {.count = 0};
    struct question question = {.reader = call->reader,
                                .parameters = &parameters,
                                .segment = call->segment,
                                .deadline = call->deadline,
                                .public_url =
                                    call->operations->options->public_url};
    enum concord_status status =
        parameter_list_parse(&parameters, call->query, &err);
    if (status == CONCORD_OK)
        status = answer_question(route, answer, call, &question, &err);
    if (status != CONCORD_OK)
        answer_fault(answer, &err);
    parameter_list_clear(&parameters);
}
