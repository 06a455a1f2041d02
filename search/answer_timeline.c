/* answer_timeline.c - an agreement through its editions: what it superseded and
 * what superseded it, step by step, held or not, oldest first. */
#include <stdlib.h>
#include <string.h>

#include "answering.h"
#include "card.h"
#include "json_writer.h"
#include "schema/edtf.h"

enum { STAGES_MAX = 256 }; /* more editions has no agreement */

/* What one paper, or one that is not held, is in the timeline. */
struct stage {
    const char *id; /* NULL: not held */
    const char *title;
    const char *date;      /* EDTF; NULL: undated */
    json_t *card;          /* of what is held, or NULL */
    const char *ended;     /* what is not held: the date of its successor */
    const char *certainty; /* with which a paper says so */
    struct edtf_date when;
};

struct timeline {
    const struct question *question;
    const struct archive_file *archive;
    struct stage stages[STAGES_MAX];
    size_t count;
};

static const char *text_at(const json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

static const char *date_of(const json_t *card) {
    return text_at(json_object_get(card, "date"), "value");
}

/* ---- gathering ---- */

static bool same(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static struct stage *add_stage(struct timeline *timeline, const char *id,
                               const char *title, const char *date) {
    for (size_t i = 0; i < timeline->count; i++) {
        struct stage *known = &timeline->stages[i];
        if (id ? same(known->id, id)
               : !known->id && same(known->title, title) &&
                     same(known->date, date))
            return NULL;
    }
    if (timeline->count == STAGES_MAX)
        return NULL;
    struct stage *stage = &timeline->stages[timeline->count++];
    *stage = (struct stage){.id = id, .title = title, .date = date};
    return stage;
}

static void add_editions(struct timeline *timeline, const json_t *card) {
    const json_t *editions = json_object_get(card, "editions");
    for (size_t i = 0; i < json_array_size(editions); i++) {
        const json_t *edition = json_array_get(editions, i);
        const char *id = text_at(edition, "id");
        if (id)
            add_stage(timeline, id, text_at(edition, "title"),
                      date_of(edition));
    }
}

/* The paper before and the paper after; the relation's date is that of what was
 * superseded. */
static void add_supersession(struct timeline *timeline, const json_t *card,
                             const json_t *relation) {
    const json_t *newer = json_object_get(relation, "subject");
    const json_t *older = json_object_get(relation, "object");
    add_stage(timeline, text_at(newer, "id"), text_at(newer, "title"), NULL);
    struct stage *stage =
        add_stage(timeline, text_at(older, "id"), text_at(older, "title"),
                  text_at(relation, "date"));
    if (stage && !stage->id) {
        stage->ended = date_of(card);
        stage->certainty = text_at(relation, "certainty");
    }
}

static void add_neighbours(struct timeline *timeline, const json_t *card) {
    const json_t *relations = json_object_get(card, "relations");
    add_editions(timeline, card);
    for (size_t i = 0; i < json_array_size(relations); i++) {
        const json_t *relation = json_array_get(relations, i);
        if (same(text_at(relation, "type"), "supersedes"))
            add_supersession(timeline, card, relation);
    }
}

/* Read what is held of it. */
static enum concord_status read_stage(struct timeline *timeline,
                                      struct stage *stage,
                                      struct concord_error *err) {
    struct stored_document *document = NULL;
    enum concord_status status = index_reader_document(
        timeline->question->reader, stage->id, &document, err);
    if (status == CONCORD_OK)
        status = card_read(&stage->card, document->card, err);
    if (status == CONCORD_OK)
        status = card_relate(stage->card, timeline->archive, err);
    stored_document_destroy(document);
    if (status != CONCORD_OK)
        return status;
    stage->title = text_at(stage->card, "title");
    stage->date = date_of(stage->card);
    return CONCORD_OK;
}

/* From one paper to those beside it, and on to those beside these. */
static enum concord_status gather(struct timeline *timeline,
                                  struct concord_error *err) {
    add_stage(timeline, timeline->question->segment, NULL, NULL);
    for (size_t i = 0; i < timeline->count; i++) {
        struct stage *stage = &timeline->stages[i];
        if (!stage->id)
            continue;
        enum concord_status status = read_stage(timeline, stage, err);
        bool lost = status == CONCORD_NOT_FOUND || status == CONCORD_GONE;
        if (status == CONCORD_OK)
            add_neighbours(timeline, stage->card);
        else if (i > 0 && lost)
            stage->id = NULL; /* known by its title alone */
        else
            return status;
    }
    return CONCORD_OK;
}

static int by_date(const void *left, const void *right) {
    const struct stage *a = left;
    const struct stage *b = right;
    bool undated_a = edtf_is_undated(a->when);
    bool undated_b = edtf_is_undated(b->when);
    if (undated_a != undated_b)
        return undated_a ? 1 : -1;
    if (a->when.earliest != b->when.earliest)
        return a->when.earliest < b->when.earliest ? -1 : 1;
    if (a->when.latest != b->when.latest)
        return a->when.latest < b->when.latest ? -1 : 1;
    int order = strcmp(a->title ? a->title : "", b->title ? b->title : "");
    return order != 0 ? order : strcmp(a->id ? a->id : "", b->id ? b->id : "");
}

static void put_in_order(struct timeline *timeline) {
    for (size_t i = 0; i < timeline->count; i++) {
        struct stage *stage = &timeline->stages[i];
        if (!stage->date || !edtf_parse(&stage->when, stage->date))
            stage->when = edtf_undated();
    }
    qsort(timeline->stages, timeline->count, sizeof *timeline->stages, by_date);
}

/* ---- writing ---- */

static void write_text(struct buffer *out, const char *key, const char *text) {
    emit_key(out, key);
    emit_text(out, text);
}

/* What is known of a paper that is not held: from when it is, and that it was
 * superseded, if it was. */
static void write_unheld_force(struct buffer *out, const struct stage *stage) {
    if (!stage->ended) {
        emit_null(out);
        return;
    }
    emit_open(out, '{');
    write_text(out, "from", stage->date);
    write_text(out, "until", stage->ended);
    write_text(out, "term", NULL);
    write_text(out, "superseded", stage->ended);
    write_text(out, "certainty", stage->certainty);
    write_text(out, "why", "superseded, as a paper says");
    emit_close(out, '}');
}

static void write_stage(struct buffer *out, const struct timeline *timeline,
                        const struct stage *stage) {
    const json_t *in_force = json_object_get(stage->card, "in_force");
    emit_open(out, '{');
    emit_key(out, "held");
    emit_truth(out, stage->id != NULL);
    write_text(out, "id", stage->id);
    write_text(out, "title", stage->title);
    write_text(out, "date", stage->date);
    emit_key(out, "self");
    emit_truth(out, same(stage->id, timeline->question->segment));
    emit_key(out, "in_force");
    if (!stage->id)
        write_unheld_force(out, stage);
    else if (in_force)
        emit_copy(out, in_force);
    else
        emit_null(out);
    emit_close(out, '}');
}

static enum concord_status write_timeline(struct buffer *out,
                                          const struct timeline *timeline,
                                          struct concord_error *err) {
    emit_open(out, '{');
    write_text(out, "id", timeline->question->segment);
    emit_key(out, "total");
    emit_unsigned(out, timeline->count);
    emit_key(out, "results");
    emit_open(out, '[');
    for (size_t i = 0; i < timeline->count; i++)
        write_stage(out, timeline, &timeline->stages[i]);
    emit_close(out, ']');
    emit_close(out, '}');
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(err);
}

enum concord_status answer_timeline(struct buffer *out, struct buffer *links,
                                    const struct question *question,
                                    struct concord_error *err) {
    const struct parameter_list *list = question->parameters;
    (void)links; /* it is all on one page */
    if (list->count > 0)
        return concord_refuse(err, list->items[0].name,
                              "%.40s is no parameter of a timeline; it takes "
                              "none",
                              list->items[0].name);
    struct timeline *timeline = calloc(1, sizeof *timeline);
    if (!timeline)
        return concord_no_memory(err);
    timeline->question = question;
    timeline->archive =
        generation_archive(index_reader_generation(question->reader));
    enum concord_status status = gather(timeline, err);
    if (status == CONCORD_OK) {
        put_in_order(timeline);
        status = write_timeline(out, timeline, err);
    }
    for (size_t i = 0; i < timeline->count; i++)
        json_decref(timeline->stages[i].card);
    free(timeline);
    return status;
}
