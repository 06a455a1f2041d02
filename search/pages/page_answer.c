#include "page_answer.h"

#include "search/reply.h"

static enum concord_status write_page(struct buffer *out,
                                      const struct buffer *json,
                                      page_writer *write, const void *context,
                                      struct concord_error *err) {
    json_t *answer = json_loadb(json->data, json->size, 0, NULL);
    if (answer)
        write(out, answer, context);
    bool done = answer && buffer_ok(out);
    json_decref(answer);
    return done ? CONCORD_OK : concord_no_memory(err);
}

enum concord_status page_answer(struct buffer *out, struct buffer *links,
                                const struct question *question,
                                answer_function *answer, page_writer *write,
                                const void *context,
                                struct concord_error *err) {
    struct buffer json = BUFFER_INIT(REPLY_BYTES_MAX);
    enum concord_status status = answer(&json, links, question, err);
    buffer_clear(links);
    if (status == CONCORD_OK)
        status = write_page(out, &json, write, context, err);
    buffer_destroy(&json);
    return status;
}
