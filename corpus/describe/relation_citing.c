/* relation_citing.c - phrases that speak of another paper: cite it, answer it,
 * report it, belong to it, or name it. */
#include "describe/names.h"
#include "describe/relation_cue.h"
#include "describe/relation_national.h"
#include "describe/relation_told.h"
#include "describe/words.h"

enum concord_status cue_read_citing(const struct cue_view *view,
                                    enum cited_side side,
                                    struct concord_error *err) {
    static const char *const studies[] = {"case study", "study", "studies",
                                          NULL};
    static const char *const ours[] = {"one of our", "our", "one of the", NULL};
    const struct relation_end self = {.self = true, .date = edtf_undated()};
    const struct reading *reading = view->reading;
    struct cited_title title;
    bool found = false;
    if (side == CITED_BEFORE) {
        found =
            title_before(reading, view->sentence.first, view->before, &title);
        if (found && edtf_is_undated(title.date))
            title.date = cited_date_at(reading, view->after - 1,
                                       view->sentence.end, &title.date_end);
        found = found && (!title.bare || (!edtf_is_undated(title.date) &&
                                          !reading_is_agreement(reading)));
    } else {
        found = title_after(reading, view->after, view->sentence.end, &title) &&
                title_is_told_apart(&title);
        size_t own =
            words_begin(reading, view->after, view->sentence.end, ours);
        if (!found && own > 0)
            found = plain_title_after(reading, view->after + own,
                                      view->sentence.end, studies, &title);
    }
    return found ? cue_relate(view, &self, &title, err) : CONCORD_OK;
}

enum concord_status cue_read_reply(const struct cue_view *view,
                                   struct concord_error *err) {
    static const char *const nouns[] = {
        "letter", "proposal", "consultation", "draft", "paper",
        "report", "inquiry",  "invitation",   "email", NULL};
    static const char *const thanks[] = {"letter", "email", "invitation",
                                         "consultation", NULL};
    const struct relation_end self = {.self = true, .date = edtf_undated()};
    bool thanking = word_in_any_number(view->reading, view->before,
                                       (const char *const[]){"thank", NULL});
    struct cited_title title;
    if (thanking && !word_is(view->reading, view->after, "your"))
        return CONCORD_OK;
    bool found =
        !thanking &&
        title_after(view->reading, view->after, view->sentence.end, &title) &&
        title_is_told_apart(&title);
    found = found ||
            plain_title_after(view->reading, view->after, view->sentence.end,
                              thanking ? thanks : nouns, &title);
    return found ? cue_relate(view, &self, &title, err) : CONCORD_OK;
}

/* "Appendix 2 to the Barset Compact" at a paper's head; elsewhere where the
 * paper speaks of itself. */
enum concord_status cue_read_part(const struct cue_view *view,
                                  struct concord_error *err) {
    enum { HEAD_BLOCKS = 6 };
    const struct relation_end self = {.self = true, .date = edtf_undated()};
    struct cited_title title;
    bool head = view->mention->block < HEAD_BLOCKS &&
                view->before == view->sentence.first;
    if ((!head && !cue_speaks_of_itself(view)) ||
        !title_after(view->reading, view->after, view->sentence.end, &title) ||
        title.bare)
        return CONCORD_OK;
    return cue_relate(view, &self, &title, err);
}

/* A page of news reports the letter or speech that its head speaks of. */
enum concord_status cue_read_report(const struct cue_view *view,
                                    struct concord_error *err) {
    static const char *const kinds[] = {"news", "ministerial-letter", NULL};
    const struct relation_end self = {.self = true, .date = edtf_undated()};
    struct reading *reading = view->reading;
    int facet = schema_find_inferred(reading->schema, INFER_KIND);
    bool news = false;
    for (size_t i = 0; facet != SCHEMA_NO_INDEX && kinds[i]; i++)
        news = news ||
               document_has_value(reading->document, (unsigned)facet, kinds[i]);
    size_t named = view->after;
    while (named < view->sentence.end &&
           (word_has_class(reading, named, WORD_ARTICLE) ||
            word_is(reading, named, "all")))
        named++;
    if (!news || named >= view->sentence.end ||
        !word_has_capital(reading, named) ||
        !(view->mention->in_title || view->mention->in_opening))
        return CONCORD_OK;
    size_t end = named + 1;
    while (end < view->sentence.end && reading->words[named].name != 0 &&
           reading->words[end].name == reading->words[named].name)
        end++;
    struct cited_title title = {.first_word = view->before,
                                .end_word = end,
                                .date = edtf_undated(),
                                .date_end = end};
    title.date =
        cited_date_at(reading, end, view->sentence.end, &title.date_end);
    return cue_relate(view, &self, &title, err);
}

/* "the 2003 Compact", "the Compact of 2001", "the Compact (2001)": a year or a
 * day tells it from this paper and from others. */
static bool is_dated_apart(const struct reading *reading,
                           const struct cited_title *title) {
    const struct edtf_date *own = &reading->document->date;
    size_t before = title->first_word;
    bool year = before > 0 && word_number(reading, before - 1, 4) >= 1900;
    bool after = title->date_end > title->end_word &&
                 (word_is(reading, title->end_word, "of") ||
                  gap_has(gap_after(reading, title->end_word - 1), "("));
    bool other = edtf_is_undated(*own) || title->date.latest < own->earliest ||
                 title->date.earliest > own->latest;
    return !edtf_is_undated(title->date) && (year || after) && other;
}

/* "In November 1998 the Government and the voluntary sector signed a Compact."
 */
static enum concord_status read_national(const struct cue_view *view,
                                         struct concord_error *err) {
    const struct relation_end self = {.self = true, .date = edtf_undated()};
    const struct edtf_date *own = &view->reading->document->date;
    struct edtf_date date = national_compact_told(view->reading, view->before);
    bool is_own = !edtf_is_undated(*own) && own->earliest <= date.latest &&
                  own->latest >= date.earliest;
    if (edtf_is_undated(date) ||
        (is_own && reading_is_agreement(view->reading)))
        return CONCORD_OK;
    struct cited_title title = {.first_word = view->before,
                                .end_word = view->after,
                                .date = date,
                                .date_end = view->after};
    return cue_relate_named(view, &self, national_compact, &title, err);
}

/* "the Barset Compact", "the Compact for Barset", "the national Compact": an
 * agreement with a name, and not the paper itself. */
enum concord_status cue_read_named(const struct cue_view *view,
                                   struct concord_error *err) {
    static const char *const scopes[] = {"national", "renewed", NULL};
    enum { NAMED_WORDS_MAX = 24 };
    const struct relation_end self = {.self = true, .date = edtf_undated()};
    struct reading *reading = view->reading;
    const struct name_run *name = name_of(reading, view->before);
    struct cited_title title;
    bool heading = view->mention->in_heading && !view->mention->in_title;
    if (!name || heading || name->kind == NAME_BODY)
        return CONCORD_OK;
    bool ends = name->first_word + name->word_count == view->after;
    bool scoped = view->before > view->sentence.first &&
                  word_in(reading, view->before - 1, scopes);
    bool of_place = name->first_word == view->before &&
                    word_is(reading, view->after, "for") &&
                    word_has_capital(reading, view->after + 1);
    size_t from = scoped ? view->before - 1 : name->first_word;
    if (view->before - from > NAMED_WORDS_MAX)
        return CONCORD_OK; /* no title is so long */
    for (size_t word = from; word < view->before; word++)
        if (word_is(reading, word, "the"))
            from = word; /* "Framing the Compact" */
    bool any =
        from > view->sentence.first &&
        (word_is(reading, from - 1, "a") || word_is(reading, from - 1, "an"));
    if (any || (!ends && !of_place) ||
        !title_after(reading, from, view->sentence.end, &title) ||
        title.first_word > view->before)
        return read_national(view, err);
    int year = title.first_word > view->sentence.first
                   ? word_number(reading, title.first_word - 1, 4)
                   : 0;
    if (year >= 1900 && year < 2100)
        title.date = edtf_year(year); /* "the 2003 Compact" */
    if (edtf_is_undated(title.date) && !title.bare && !scoped)
        told_date(reading, &title);
    bool apart = is_dated_apart(reading, &title);
    if (apart || (!title.bare && (!reading_is_agreement(reading) || scoped)))
        return cue_relate(view, &self, &title, err);
    return read_national(view, err);
}
