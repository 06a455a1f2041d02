/* relations.c - what a paper says that it is to other papers.
 *
 * A phrase of the schema's relations.yaml ("replaces", "published in") relates
 * the paper to another where a title stands beside it. What it lists under
 * "Background papers" or "References" it cites. That it merely speaks of "the
 * Compact" relates it to nothing. */
#include <string.h>

#include "describe/date_text.h"
#include "describe/lines.h"
#include "describe/names.h"
#include "describe/relation_national.h"
#include "describe/relation_title.h"
#include "describe/relation_told.h"
#include "describe/words.h"
#include "schema/authorities.h"

enum { RELATIONS_MAX = 200, CITED_BLOCKS_MAX = 200 };

/* A phrase where it stands, and what of its sentence lies on either side. */
struct cue_view {
    struct reading *reading;
    const struct mention *mention;
    enum relation_type type;
    struct word_span sentence;
    size_t before; /* the phrase's first word */
    size_t after;  /* one past its last */
};

static bool type_of_name(enum relation_type *out, const char *name) {
    for (int type = 0; type <= RELATION_PART_OF; type++)
        if (strcmp(relation_type_name((enum relation_type)type), name) == 0) {
            *out = (enum relation_type)type;
            return true;
        }
    return false;
}

static const char *text_of(struct reading *reading, size_t first, size_t end) {
    size_t from = reading->words[first].start;
    return arena_copy(&reading->arena, reading->document->text + from,
                      reading->words[end - 1].end - from);
}

/* The paper itself, called by its own title. */
static bool is_own_title(const struct reading *reading, const char *title) {
    const char *own = reading->document->title;
    if (!own)
        return false;
    if (strncasecmp(own, "the ", 4) == 0)
        own += 4;
    return strcasecmp(own, title) == 0;
}

/* Subjects. */

/* "This Compact ...", "the present edition ...": the paper speaks of itself. */
static bool speaks_of_itself(const struct cue_view *view) {
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
    if (speaks_of_itself(view))
        return true;
    bool agreement = reading_is_agreement(view->reading);
    if (!subject_before(view, &title))
        return agreement;
    out->title = text_of(view->reading, title.first_word, title.end_word);
    if (!out->title) {
        *status = concord_no_memory(err);
        return false;
    }
    out->self =
        agreement && (title.bare || is_own_title(view->reading, out->title));
    if (out->self)
        out->title = NULL;
    out->date = out->self ? edtf_undated() : title.date;
    return true;
}

/* Relations. */

static bool is_negated(const struct cue_view *view) {
    static const char *const negations[] = {"not",     "never",  "nor", "don't",
                                            "doesn't", "cannot", NULL};
    enum { NEAR = 3 };
    size_t from = view->before - view->sentence.first > NEAR
                      ? view->before - NEAR
                      : view->sentence.first;
    return words_find(view->reading, from, view->before, negations) <
           view->before;
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

/* The same paper in the same relation, said twice; or cited by the way, where
 * more is said of it. A date that it is given only now is its own. */
static bool is_told(const struct reading *reading, enum relation_type type,
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

/* Relate the paper to the one called `name`, whose words and date `title` has.
 */
static enum concord_status give_named(const struct cue_view *view,
                                      const struct relation_end *subject,
                                      const char *name,
                                      const struct cited_title *title,
                                      struct concord_error *err) {
    struct reading *reading = view->reading;
    struct edtf_date date = title->date;
    if (edtf_is_undated(date) && strcasecmp(name, national_compact) == 0)
        date = national_compact_then(reading);
    bool own =
        is_own_title(reading, name) && edtf_is_undated(date) && subject->self;
    if (own || is_told(reading, view->type, name, date))
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

static enum concord_status give(const struct cue_view *view,
                                const struct relation_end *subject,
                                const struct cited_title *title,
                                struct concord_error *err) {
    const char *name =
        text_of(view->reading, title->first_word, title->end_word);
    return name ? give_named(view, subject, name, title, err)
                : concord_no_memory(err);
}

/* A paper that is called by a common noun alone is told from others by its
 * date, or by being the one before this. */
static bool is_told_apart(const struct cited_title *title) {
    return !title->bare || title->older || !edtf_is_undated(title->date);
}

/* Superseding. */

/* "has been replaced by this Code": the two stand the other way round. */
static enum concord_status give_reversed(const struct cue_view *view,
                                         struct concord_error *err) {
    static const char *const selves[] = {"this", "the present", NULL};
    struct cited_title object;
    struct cited_title title;
    struct relation_end subject = {.date = edtf_undated()};
    size_t by = view->after + 1;
    if (!title_before(view->reading, view->sentence.first, view->before,
                      &object) ||
        !is_told_apart(&object))
        return CONCORD_OK;
    if (words_begin(view->reading, by, view->sentence.end, selves) > 0)
        subject.self = true;
    else if (title_after(view->reading, by, view->sentence.end, &title))
        subject.title =
            text_of(view->reading, title.first_word, title.end_word);
    else
        return CONCORD_OK;
    if (!subject.self && !subject.title)
        return concord_no_memory(err);
    return give(view, &subject, &object, err);
}

static enum concord_status read_superseding(const struct cue_view *view,
                                            struct concord_error *err) {
    struct cited_title object;
    struct relation_end subject;
    enum concord_status status = CONCORD_OK;
    if (word_is(view->reading, view->after, "by"))
        return give_reversed(view, err);
    bool titled =
        title_after(view->reading, view->after, view->sentence.end, &object) ||
        title_with_aside(view->reading, view->after, view->sentence.end,
                         &object);
    if (!titled || !is_told_apart(&object) ||
        !find_subject(view, &subject, err, &status))
        return status;
    return give(view, &subject, &object, err);
}

/* Citing and replying. */

static enum concord_status read_citing(const struct cue_view *view,
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
                is_told_apart(&title);
        size_t own =
            words_begin(reading, view->after, view->sentence.end, ours);
        if (!found && own > 0)
            found = plain_title_after(reading, view->after + own,
                                      view->sentence.end, studies, &title);
    }
    return found ? give(view, &self, &title, err) : CONCORD_OK;
}

static enum concord_status read_reply(const struct cue_view *view,
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
        is_told_apart(&title);
    found = found ||
            plain_title_after(view->reading, view->after, view->sentence.end,
                              thanking ? thanks : nouns, &title);
    return found ? give(view, &self, &title, err) : CONCORD_OK;
}

/* "Appendix 2 to the Barset Compact" at a paper's head; elsewhere where the
 * paper speaks of itself. */
static enum concord_status read_part(const struct cue_view *view,
                                     struct concord_error *err) {
    enum { HEAD_BLOCKS = 6 };
    const struct relation_end self = {.self = true, .date = edtf_undated()};
    struct cited_title title;
    bool head = view->mention->block < HEAD_BLOCKS &&
                view->before == view->sentence.first;
    if ((!head && !speaks_of_itself(view)) ||
        !title_after(view->reading, view->after, view->sentence.end, &title) ||
        title.bare)
        return CONCORD_OK;
    return give(view, &self, &title, err);
}

/* A page of news reports the letter or speech that its head speaks of. */
static enum concord_status read_report(const struct cue_view *view,
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
    return give(view, &self, &title, err);
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
    return give_named(view, &self, national_compact, &title, err);
}

/* "the Barset Compact", "the Compact for Barset", "the national Compact": an
 * agreement with a name, and not the paper itself. */
static enum concord_status read_named(const struct cue_view *view,
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
        return give(view, &self, &title, err);
    return read_national(view, err);
}

static enum concord_status read_cue(const struct cue_view *view,
                                    enum cited_side side,
                                    struct concord_error *err) {
    switch (view->type) {
    case RELATION_SUPERSEDES:
    case RELATION_WILL_SUPERSEDE:
        return read_superseding(view, err);
    case RELATION_CITES:
        return side == CITED_WHOLE ? read_named(view, err)
                                   : read_citing(view, side, err);
    case RELATION_REPLIES_TO:
        return read_reply(view, err);
    case RELATION_PART_OF:
        return read_part(view, err);
    case RELATION_REPORTS:
        return read_report(view, err);
    case RELATION_DERIVED_FROM:
        return read_citing(view, side, err);
    case RELATION_EDITION_OF:
        break;
    }
    return CONCORD_OK;
}

/* A longer phrase ends with this one or covers it: "will replace". */
static bool is_part_of_longer(const struct reading *reading, size_t index) {
    enum { NEAR = 4 };
    const struct mention *cue = &reading->cues[index];
    size_t first = index > NEAR ? index - NEAR : 0;
    for (size_t i = first; i < reading->cue_count && i <= index + NEAR; i++) {
        const struct mention *other = &reading->cues[i];
        if (other->start <= cue->start && other->end >= cue->end &&
            other->word_count > cue->word_count)
            return true;
    }
    return false;
}

static enum concord_status read_cue_at(struct reading *reading, size_t index,
                                       struct concord_error *err) {
    const struct mention *mention = &reading->cues[index];
    const struct relation_cue *cue =
        schema_relation_cue(reading->schema, mention->watched->value);
    struct cue_view view = {.reading = reading,
                            .mention = mention,
                            .sentence =
                                reading_sentence(reading, mention->first_word),
                            .before = mention->first_word,
                            .after = mention->first_word + mention->word_count};
    if (!type_of_name(&view.type, cue->relation) ||
        reading->words[view.before].quoted ||
        reading->blocks[mention->block].cited ||
        (view.type != RELATION_CITES && is_negated(&view)) ||
        is_part_of_longer(reading, index))
        return CONCORD_OK;
    return read_cue(&view, cue->other, err);
}

/* Lists of papers. */

/* Where the title ends before a dash and the body that issued it, or `last`. */
static size_t before_issuer(const struct reading *reading, size_t first,
                            size_t last) {
    for (size_t word = last - 1; word > first + 1; word--) {
        struct gap gap = gap_after(reading, word - 1);
        if (!gap_has(gap, " – ") && !gap_has(gap, " - "))
            continue;
        const struct name_run *name = name_of(reading, word);
        bool issuer = name && name->kind == NAME_BODY &&
                      name->first_word + name->word_count >= last &&
                      !word_has_class(reading, last - 1, WORD_PAPER_NOUN);
        return issuer ? word : last;
    }
    return last;
}

/* One past the last word of a listed title. Its date is none of it when a
 * comma, a dash or a bracket parts the two, or nothing comes after. */
static size_t listed_title_end(const struct reading *reading, size_t first,
                               size_t end, struct edtf_date *date) {
    for (size_t word = first + 1; word < end; word++) {
        struct found_date found;
        if (!word_has_class(reading, word, WORD_OF_DATE) ||
            !date_at(reading, word, end, &found) || edtf_is_undated(found.when))
            continue;
        struct gap gap = gap_after(reading, word - 1);
        bool parted = gap_has(gap, ",") || gap_has(gap, "(") ||
                      gap_has(gap, "–") || gap_has(gap, "-");
        *date = found.when;
        if (parted || word + found.word_count >= end)
            return before_issuer(reading, first, word);
        word += found.word_count - 1;
    }
    for (size_t word = first + 1; word < end; word++)
        if (gap_has(gap_after(reading, word - 1), "("))
            end = word; /* "(extract)" */
    return before_issuer(reading, first, end);
}

/* The first word of what the block lists; `end` when it lists nothing. */
static size_t first_listed(const struct reading *reading, size_t block,
                           size_t end) {
    enum { WORDS_MIN = 2, WORDS_MAX = 60 };
    static const char *const none[] = {
        "none",           "nil",       "no background",
        "not applicable", "n a",       "there are no",
        "published",      "www",       "http",
        "https",          "contact",   "report author",
        "officer",        "telephone", NULL};
    static const char *const labels[] = {"background papers",
                                         "background documents",
                                         "references",
                                         "bibliography",
                                         "further reading",
                                         "footnotes",
                                         "list of background papers",
                                         NULL};
    const struct block_facts *facts = &reading->blocks[block];
    size_t first = facts->first_word;
    size_t label = words_begin(reading, first, end, labels);
    bool labelled = label > 0 && first + label < end &&
                    gap_has(gap_after(reading, first + label - 1), ":");
    if (labelled)
        first += label;
    if (!facts->cited || (label > 0 && !labelled) ||
        (facts->heading && !labelled) || end - first < WORDS_MIN ||
        end - first > WORDS_MAX || words_begin(reading, first, end, none) > 0 ||
        (!labelled && line_is_labelled(reading, block)))
        return end;
    return first;
}

static enum concord_status give_listed_item(struct reading *reading,
                                            size_t first, size_t end,
                                            struct concord_error *err) {
    struct edtf_date date = edtf_undated();
    while (first < end && word_number(reading, first, 2) >= 0 &&
           !gap_is_space(gap_after(reading, first)))
        first++; /* "1. " */
    if (first + 1 >= end)
        return CONCORD_OK;
    size_t last = listed_title_end(reading, first, end, &date);
    const char *title = text_of(reading, first, last);
    if (!title)
        return concord_no_memory(err);
    struct document_relation relation = {
        .type = RELATION_CITES,
        .subject = {.self = true, .date = edtf_undated()},
        .object = {.title = title, .date = date},
        .date = date,
        .certainty = CERTAINTY_STATED,
        .source = EVIDENCE_TEXT,
        .rule = "listed-among-sources",
        .start = reading->words[first].start,
        .end = reading->words[end - 1].end};
    return is_told(reading, RELATION_CITES, title, date)
               ? CONCORD_OK
               : document_add_relation(reading->document, relation, err);
}

/* "The Compact (2004); the Code, 2005", or one title. */
static enum concord_status give_listed(struct reading *reading, size_t block,
                                       struct concord_error *err) {
    size_t end = reading_block_end(reading, block);
    size_t first = first_listed(reading, block, end);
    enum concord_status status = CONCORD_OK;
    for (size_t word = first; word < end && status == CONCORD_OK; word++)
        if (word + 1 == end || gap_has(gap_after(reading, word), ";")) {
            status = give_listed_item(reading, first, word + 1, err);
            first = word + 1;
        }
    return status;
}

/* The phrases, those that cite or the others. */
static enum concord_status read_cues(struct reading *reading, bool citing,
                                     struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < reading->cue_count && status == CONCORD_OK &&
                       reading->document->relation_count < RELATIONS_MAX;
         i++) {
        const struct relation_cue *cue = schema_relation_cue(
            reading->schema, reading->cues[i].watched->value);
        if ((strcmp(cue->relation, relation_type_name(RELATION_CITES)) == 0) ==
            citing)
            status = read_cue_at(reading, i, err);
    }
    return status;
}

static enum concord_status read_lists(struct reading *reading,
                                      struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    size_t listed = 0;
    for (size_t i = 0; i < reading->document->block_count &&
                       listed < CITED_BLOCKS_MAX && status == CONCORD_OK;
         i++)
        if (reading->blocks[i].cited) {
            status = give_listed(reading, i, err);
            listed++;
        }
    return status;
}

/* What says most of another paper comes first: what is done to it, then how it
 * is listed, then that it is named. */
enum concord_status describe_relations(struct reading *reading,
                                       struct concord_error *err) {
    enum concord_status status = read_cues(reading, false, err);
    if (status == CONCORD_OK)
        status = read_lists(reading, err);
    return status == CONCORD_OK ? read_cues(reading, true, err) : status;
}
