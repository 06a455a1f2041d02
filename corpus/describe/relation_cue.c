/* relation_cue.c - what all phrases that relate papers have in common. */
#include "describe/relation_cue.h"

#include <string.h>

#include "describe/relation_national.h"
#include "describe/words.h"

const char *relation_text(struct reading *reading, size_t first, size_t end) {
    size_t from = reading->words[first].start;
    return arena_copy(&reading->arena, reading->document->text + from,
                      reading->words[end - 1].end - from);
}

bool relation_is_own_title(const struct reading *reading, const char *title) {
    const char *own = reading->document->title;
    if (!own)
        return false;
    if (strncasecmp(own, "the ", 4) == 0)
        own += 4;
    return strcasecmp(own, title) == 0;
}

bool cue_speaks_of_itself(const struct cue_view *view) {
    static const char *const selves[] = {"this", "the present", "the new",
                                         NULL};
    enum { NOUN_DISTANCE = 5 };
    const struct reading *reading = view->reading;
    if (word_is(reading, view->sentence.first, "this") &&
        view->before <= view->sentence.first + 2)
        return true; /* "This supersedes", "This now replaces" */
    for (size_t at = view->sentence.first; at < view->before; at++) {
        size_t count = words_begin(reading, at, view->before, selves);
        bool present = count == 1 || word_is(reading, at + 1, "present") ||
                       reading_is_agreement(reading);
        for (size_t i = at + count; count > 0 && present && i < view->before &&
                                    i < at + count + NOUN_DISTANCE;
             i++)
            if (word_has_class(reading, i, WORD_PAPER_NOUN))
                return true;
    }
    return false;
}

static enum certainty certainty_of(const struct cue_view *view) {
    static const char *const doubts[] = {
        "proposed", "proposal", "draft", "propose", "subject to",
        "intended", "may",      "could", "should",  NULL};
    if (view->type == RELATION_REPLIES_TO)
        return view->mention->in_title || view->mention->in_opening ||
                       view->before == view->sentence.first
                   ? CERTAINTY_STATED
                   : CERTAINTY_PROBABLE;
    if (view->type != RELATION_WILL_SUPERSEDE)
        return CERTAINTY_STATED;
    return words_find(view->reading, view->sentence.first, view->sentence.end,
                      doubts) < view->sentence.end
               ? CERTAINTY_PROBABLE
               : CERTAINTY_DERIVED;
}

static const char *rule_of(enum relation_type type) {
    static const char *const rules[] = {
        [RELATION_SUPERSEDES] = "says-it-supersedes",
        [RELATION_WILL_SUPERSEDE] = "says-it-will-supersede",
        [RELATION_EDITION_OF] = "says-it-is-an-edition",
        [RELATION_DERIVED_FROM] = "says-it-is-derived",
        [RELATION_REPORTS] = "reports-paper",
        [RELATION_REPLIES_TO] = "says-it-replies",
        [RELATION_CITES] = "cites-by-name",
        [RELATION_PART_OF] = "says-it-is-part"};
    return rules[type];
}

/* Two dates of which neither may be the other: two papers. */
static bool are_apart(struct edtf_date a, struct edtf_date b) {
    return !edtf_is_undated(a) && !edtf_is_undated(b) &&
           (a.latest < b.earliest || b.latest < a.earliest);
}

bool relation_is_told(const struct reading *reading, enum relation_type type,
                      const char *title, struct edtf_date date) {
    struct document *document = reading->document;
    for (size_t i = 0; i < document->relation_count; i++)
        if ((type == RELATION_CITES || document->relations[i].type == type) &&
            document->relations[i].object.title &&
            strcasecmp(document->relations[i].object.title, title) == 0) {
            struct document_relation *told = &document->relations[i];
            if (are_apart(told->object.date, date))
                continue;
            if (told->type == type && edtf_is_undated(told->object.date))
                told->object.date = told->date = date;
            return true;
        }
    return false;
}

enum concord_status cue_relate_named(const struct cue_view *view,
                                     const struct relation_end *subject,
                                     const char *name,
                                     const struct cited_title *title,
                                     struct concord_error *err) {
    struct reading *reading = view->reading;
    struct edtf_date date = title->date;
    if (edtf_is_undated(date) && strcasecmp(name, national_compact) == 0)
        date = national_compact_then(reading);
    bool own = relation_is_own_title(reading, name) && edtf_is_undated(date) &&
               subject->self;
    if (own || relation_is_told(reading, view->type, name, date))
        return CONCORD_OK;
    size_t first =
        view->before < title->first_word ? view->before : title->first_word;
    size_t end = view->after > title->date_end ? view->after : title->date_end;
    struct document_relation relation = {
        .type = view->type,
        .subject = *subject,
        .object = {.title = name, .date = date},
        .date = date,
        .certainty = certainty_of(view),
        .source = EVIDENCE_TEXT,
        .rule = rule_of(view->type),
        .start = reading->words[first].start,
        .end = reading->words[end - 1].end};
    return document_add_relation(reading->document, relation, err);
}

enum concord_status cue_relate(const struct cue_view *view,
                               const struct relation_end *subject,
                               const struct cited_title *title,
                               struct concord_error *err) {
    const char *name =
        relation_text(view->reading, title->first_word, title->end_word);
    return name ? cue_relate_named(view, subject, name, title, err)
                : concord_no_memory(err);
}

bool title_is_told_apart(const struct cited_title *title) {
    return !title->bare || title->older || !edtf_is_undated(title->date);
}
