/* relation_superseding.c - phrases by which one paper takes another's place. */
#include "describe/relation_cue.h"
#include "describe/words.h"

/* "the revised Compact": told from what it replaces by what is new of it. */
static bool is_new(const struct reading *reading, struct cited_title *title) {
    static const char *const news[] = {"revised", "new",     "refreshed",
                                       "renewed", "updated", "proposed",
                                       "draft",   "second",  NULL};
    if (title->first_word == 0 ||
        !word_in(reading, title->first_word - 1, news))
        return false;
    title->first_word--;
    return true;
}

/* The nearest paper named before the phrase, in its sentence. */
static bool subject_before(const struct cue_view *view,
                           struct cited_title *out) {
    enum { DISTANCE_MAX = 40 };
    for (size_t at = view->before;
         at > view->sentence.first && view->before - at < DISTANCE_MAX; at--)
        if (word_has_class(view->reading, at - 1, WORD_PAPER_NOUN) &&
            word_has_capital(view->reading, at - 1) &&
            title_before(view->reading, view->sentence.first, at, out) &&
            (!out->bare || reading_is_agreement(view->reading) ||
             (at - 1 > view->sentence.first && is_new(view->reading, out))))
            return true;
    return false;
}

/* Who does what the phrase says: false when nobody can be told. */
static bool find_subject(const struct cue_view *view, struct relation_end *out,
                         struct concord_error *err,
                         enum concord_status *status) {
    struct cited_title title;
    *out = (struct relation_end){.self = true, .date = edtf_undated()};
    if (cue_speaks_of_itself(view))
        return true;
    bool agreement = reading_is_agreement(view->reading);
    if (!subject_before(view, &title))
        return agreement;
    out->title = relation_text(view->reading, title.first_word, title.end_word);
    if (!out->title) {
        *status = concord_no_memory(err);
        return false;
    }
    out->self = agreement && (title.bare ||
                              relation_is_own_title(view->reading, out->title));
    if (out->self)
        out->title = NULL;
    out->date = out->self ? edtf_undated() : title.date;
    return true;
}

/* "has been replaced by this Code": the two stand the other way round. */
static enum concord_status relate_reversed(const struct cue_view *view,
                                           struct concord_error *err) {
    static const char *const selves[] = {"this", "the present", NULL};
    struct cited_title object;
    struct cited_title title;
    struct relation_end subject = {.date = edtf_undated()};
    size_t by = view->after + 1;
    if (!title_before(view->reading, view->sentence.first, view->before,
                      &object) ||
        !title_is_told_apart(&object))
        return CONCORD_OK;
    if (words_begin(view->reading, by, view->sentence.end, selves) > 0)
        subject.self = true;
    else if (title_after(view->reading, by, view->sentence.end, &title))
        subject.title =
            relation_text(view->reading, title.first_word, title.end_word);
    else
        return CONCORD_OK;
    if (!subject.self && !subject.title)
        return concord_no_memory(err);
    return cue_relate(view, &subject, &object, err);
}

enum concord_status cue_read_superseding(const struct cue_view *view,
                                         struct concord_error *err) {
    struct cited_title object;
    struct relation_end subject;
    enum concord_status status = CONCORD_OK;
    if (word_is(view->reading, view->after, "by"))
        return relate_reversed(view, err);
    bool titled =
        title_after(view->reading, view->after, view->sentence.end, &object) ||
        title_with_aside(view->reading, view->after, view->sentence.end,
                         &object);
    if (!titled || !title_is_told_apart(&object) ||
        !find_subject(view, &subject, err, &status))
        return status;
    return cue_relate(view, &subject, &object, err);
}
