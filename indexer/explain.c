/* explain.c - prints documents as JSON or hands them to explain_text.c. */
#include "explain.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "explain_text.h"

enum { WIDTH_UNKNOWN = 80, WIDTH_LEAST = 40, WIDTH_MOST = 100 };

size_t explain_width(FILE *out) {
    struct winsize size = {0};
    if (ioctl(fileno(out), TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return WIDTH_UNKNOWN;
    if (size.ws_col < WIDTH_LEAST)
        return WIDTH_LEAST;
    return size.ws_col < WIDTH_MOST ? size.ws_col : WIDTH_MOST;
}

/* Whoever stopped reading, as "head" does, knows why. */
static enum concord_status fail_to_write(int fault, struct concord_error *err) {
    if (fault == EPIPE)
        return concord_fail(err, CONCORD_IO, "%s", "");
    return concord_fail(err, CONCORD_IO, "standard output: %s",
                        fault != 0 ? strerror(fault) : "cannot be written");
}

/* NULL when memory is out. */
static json_t *to_json(const struct document *document,
                       const struct schema *schema) {
    json_t *object = document_to_json(document, schema);
    json_t *boilerplate = document_boilerplate_to_json(document);
    if (object != NULL && boilerplate != NULL &&
        json_object_set(object, "boilerplate", boilerplate) == 0 &&
        json_object_set_new(
            object, "text",
            json_stringn(document->text, document->text_size)) == 0) {
        json_decref(boilerplate);
        return object;
    }
    json_decref(boilerplate);
    json_decref(object);
    return NULL;
}

static enum concord_status write_json(struct explainer *explainer,
                                      const struct document *document,
                                      struct concord_error *err) {
    json_t *object = to_json(document, explainer->schema);
    if (object == NULL)
        return concord_no_memory(err);
    json_dumpf(object, explainer->out, JSON_COMPACT);
    json_decref(object);
    fputc('\n', explainer->out);
    return CONCORD_OK;
}

enum concord_status explain_document(struct explainer *explainer,
                                     const struct document *document,
                                     struct concord_error *err) {
    struct document copy = *document;
    copy.source.first_indexed = NULL;
    errno = 0;
    enum concord_status status = CONCORD_OK;
    if (explainer->format == EXPLAIN_JSON)
        status = write_json(explainer, &copy, err);
    else
        explain_text_write(&copy, explainer->schema, explainer->width,
                           explainer->shown, explainer->out);
    explainer->shown++;
    if (status == CONCORD_OK && ferror(explainer->out))
        status = fail_to_write(errno, err);
    return status;
}

enum concord_status explain_finish(const struct explainer *explainer,
                                   struct concord_error *err) {
    errno = 0;
    if (fflush(explainer->out) != 0 || ferror(explainer->out))
        return fail_to_write(errno, err);
    return CONCORD_OK;
}
