/* answer_archive.c - what is known of the archive as a whole: acronyms, and
 * what is cited and not held. */
#include "answering.h"
#include "archive_list.h"
#include "reply_parts.h"

static enum concord_status answer_list(struct buffer *out, struct buffer *links,
                                       const struct question *question,
                                       const char *path, const char *prefix,
                                       const char *const *fields,
                                       struct concord_error *err) {
    struct answering answering;
    struct archive_list list = {.results = NULL};
    enum concord_status status =
        answering_begin(&answering, ASKED_OF_LIST, path, question, err);
    const struct asked *asked = answering.asked;
    if (status == CONCORD_OK) {
        struct archive_list_request request = {.archive =
                                                   answering.frame.archive,
                                               .prefix = prefix,
                                               .fields = fields,
                                               .q = asked->q,
                                               .page = asked->search.page,
                                               .size = asked->search.size,
                                               .deadline = question->deadline};
        status = archive_list_read(&list, &request, err);
        answering_found(&answering);
    }
    if (status == CONCORD_OK)
        status = reply_list(out, asked, list.results, list.total,
                            &answering.frame, err);
    if (status == CONCORD_OK)
        answering_link(links,
                       reply_facet_place(asked, list.total, &answering.frame));
    archive_list_clear(&list);
    answering_end(&answering);
    return status;
}

enum concord_status answer_acronyms(struct buffer *out, struct buffer *links,
                                    const struct question *question,
                                    struct concord_error *err) {
    static const char *const fields[] = {"acronym", "expansion", NULL};
    return answer_list(out, links, question, "/v1/acronyms", "acronym/", fields,
                       err);
}

enum concord_status answer_not_held(struct buffer *out, struct buffer *links,
                                    const struct question *question,
                                    struct concord_error *err) {
    static const char *const fields[] = {"title", "place", NULL};
    return answer_list(out, links, question, "/v1/not-held", "not-held/",
                       fields, err);
}
