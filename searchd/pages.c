/* pages.c - HTML in answers, and the files that it names. */
#include "pages.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "originals.h"
#include "search/page.h"
#include "search/reply.h"

/* The page runs its own script and style, asks its own daemon, and is in
 * nobody's frame. */
static const char policy[] =
    "default-src 'none'; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";

static enum concord_status refuse(const struct operations *operations,
                                  struct concord_error *err) {
    if (operations->options->web != NULL)
        return CONCORD_OK;
    return concord_fail(err, CONCORD_NOT_FOUND,
                        "pages are not served here; whoever runs the daemon "
                        "can allow it with --web DIR");
}

/* The asker's own doing, or the paper's: nothing for the log. */
static bool is_for_people(enum concord_status status) {
    return status == CONCORD_BAD_REQUEST || status == CONCORD_NOT_FOUND ||
           status == CONCORD_GONE || status == CONCORD_DEADLINE;
}

static enum concord_status tell(struct answer *answer,
                                struct concord_error *err) {
    buffer_clear(&answer->body);
    answer->tag[0] = '\0';
    answer->http_status = reply_http_status(err->status);
    return page_problem(&answer->body, answer->http_status, err,
                        answer->request_id);
}

static void begin_page(struct answer *answer) {
    answer->policy = policy;
    answer_text(answer, "text/html; charset=utf-8");
}

bool page_tells(struct answer *answer, const struct operations *operations,
                struct concord_error *err) {
    if (operations->options->web == NULL)
        return false;
    begin_page(answer);
    return tell(answer, err) == CONCORD_OK;
}

static enum concord_status fill(struct answer *answer,
                                const struct operations *operations,
                                const struct question *question,
                                answer_function *page,
                                struct concord_error *err) {
    enum concord_status status = refuse(operations, err);
    if (status != CONCORD_OK)
        return status;
    begin_page(answer);
    status = page(&answer->body, &answer->links, question, err);
    return is_for_people(status) ? tell(answer, err) : status;
}

enum concord_status fill_home(struct answer *answer,
                              const struct operations *operations,
                              const struct question *question,
                              struct concord_error *err) {
    return fill(answer, operations, question, page_home, err);
}

enum concord_status fill_search_page(struct answer *answer,
                                     const struct operations *operations,
                                     const struct question *question,
                                     struct concord_error *err) {
    return fill(answer, operations, question, page_search, err);
}

enum concord_status fill_document_page(struct answer *answer,
                                       const struct operations *operations,
                                       const struct question *question,
                                       struct concord_error *err) {
    return fill(answer, operations, question, page_document, err);
}

/* ---- files ---- */

static const char *content_type_of(const char *name) {
    const char *ending = strrchr(name, '.');
    if (ending != NULL && strcmp(ending, ".css") == 0)
        return "text/css; charset=utf-8";
    return ending != NULL && strcmp(ending, ".js") == 0
               ? "text/javascript; charset=utf-8"
               : NULL;
}

static enum concord_status read_all(struct buffer *out, int file,
                                    const char *name,
                                    struct concord_error *err) {
    char piece[16 * 1024];
    ssize_t size = 0;
    while ((size = read(file, piece, sizeof piece)) > 0)
        buffer_append(out, piece, (size_t)size);
    if (size < 0)
        return concord_fail(err, CONCORD_IO, "%s: %s", name, strerror(errno));
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(err);
}

enum concord_status fill_web_file(struct answer *answer,
                                  const struct operations *operations,
                                  const struct question *question,
                                  struct concord_error *err) {
    const char *name = question->segment;
    const char *content_type = content_type_of(name);
    uint64_t size = 0;
    int file = -1;
    enum concord_status status = refuse(operations, err);
    if (status == CONCORD_OK && content_type == NULL)
        status = concord_fail(err, CONCORD_NOT_FOUND,
                              "the page has no file '%.100s'", name);
    if (status == CONCORD_OK)
        status =
            originals_open(&file, &size, operations->options->web, name, err);
    if (status != CONCORD_OK)
        return status;
    status = read_all(&answer->body, file, name, err);
    close(file);
    answer->tag[0] = '\0'; /* it is not the generation's */
    if (status == CONCORD_OK)
        answer_text(answer, content_type);
    return status;
}
