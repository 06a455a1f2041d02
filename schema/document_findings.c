/* document_findings.c - what describers find in the text, each at its place:
 * dates, places, quotations, clauses, relations and acronyms. */
#include "schema/document.h"

#include <string.h>

/* Copy *text, which may be NULL, into the document; false when memory is out.
 */
static bool own(struct document *document, const char **text) {
    if (*text == NULL)
        return true;
    *text = arena_string(&document->arena, *text);
    return *text != NULL;
}

/* What stands at start..end of the clean text, or NULL when memory is out. */
static const char *cut(struct document *document, size_t start, size_t end) {
    const char *from = start < end ? document->text + start : "";
    return arena_copy(&document->arena, from, end - start);
}

static enum concord_status check_span(const struct document *document,
                                      const char *what, size_t start,
                                      size_t end, struct concord_error *err) {
    if (start <= end && end <= document->text_size)
        return CONCORD_OK;
    return concord_fail(err, CONCORD_INTERNAL,
                        "a %s stands at %zu..%zu of a text of %zu bytes; "
                        "report this",
                        what, start, end, document->text_size);
}

/* The date is held already. They come in the order of the text, so that only
 * the last of them can be the same. */
static bool holds_date(const struct document *document,
                       const struct document_date *date) {
    for (size_t i = document->date_count; i > 0; i--) {
        const struct document_date *held = &document->dates[i - 1];
        if (held->start != date->start || held->end != date->end)
            return false;
        if (held->when.earliest == date->when.earliest &&
            held->when.latest == date->when.latest && held->role == date->role)
            return true;
    }
    return false;
}

enum concord_status document_add_date(struct document *document,
                                      struct document_date date,
                                      struct concord_error *err) {
    enum concord_status status =
        check_span(document, "date", date.start, date.end, err);
    if (status != CONCORD_OK || holds_date(document, &date))
        return status;
    bool in_text = date.start < date.end;
    if (in_text)
        date.quote = cut(document, date.start, date.end);
    if ((in_text && !date.quote) || (!in_text && !own(document, &date.quote)))
        return concord_no_memory(err);
    struct document_date *added =
        arena_push(&document->arena, &document->dates, &document->date_count,
                   sizeof *added);
    if (!added)
        return concord_no_memory(err);
    *added = date;
    return CONCORD_OK;
}

enum concord_status document_add_place(struct document *document,
                                       struct document_place place,
                                       struct concord_error *err) {
    enum concord_status status =
        check_span(document, "place", place.start, place.end, err);
    if (status != CONCORD_OK)
        return status;
    for (size_t i = 0; i < document->place_count; i++)
        if (document->places[i].role == place.role &&
            strcmp(document->places[i].value, place.value) == 0)
            return CONCORD_OK;
    if (!own(document, &place.value))
        return concord_no_memory(err);
    struct document_place *added =
        arena_push(&document->arena, &document->places, &document->place_count,
                   sizeof *added);
    if (!added)
        return concord_no_memory(err);
    *added = place;
    return CONCORD_OK;
}

enum concord_status document_add_quotation(struct document *document,
                                           struct document_quotation quotation,
                                           struct concord_error *err) {
    enum concord_status status =
        check_span(document, "quotation", quotation.start, quotation.end, err);
    if (status != CONCORD_OK)
        return status;
    for (size_t i = 0; i < document->quotation_count; i++)
        if (document->quotations[i].start == quotation.start)
            return CONCORD_OK;
    quotation.text = cut(document, quotation.start, quotation.end);
    if (!quotation.text || !own(document, &quotation.speaker) ||
        !own(document, &quotation.role) || !own(document, &quotation.told_by))
        return concord_no_memory(err);
    struct document_quotation *added =
        arena_push(&document->arena, &document->quotations,
                   &document->quotation_count, sizeof *added);
    if (!added)
        return concord_no_memory(err);
    *added = quotation;
    return CONCORD_OK;
}

/* The list with the strings copied; NULL when memory is out. */
static const char **own_list(struct document *document, const char **list,
                             size_t count) {
    const char **copy =
        arena_alloc(&document->arena, (count + 1) * sizeof *copy);
    for (size_t i = 0; copy && i < count; i++) {
        copy[i] = arena_string(&document->arena, list[i]);
        if (!copy[i])
            return NULL;
    }
    return copy;
}

enum concord_status document_add_clause(struct document *document,
                                        struct document_clause clause,
                                        struct concord_error *err) {
    enum concord_status status =
        check_span(document, "clause", clause.start, clause.end, err);
    if (status != CONCORD_OK)
        return status;
    clause.topics = own_list(document, clause.topics, clause.topic_count);
    if (!clause.topics || !own(document, &clause.anchor) ||
        !own(document, &clause.heading))
        return concord_no_memory(err);
    struct document_clause *added =
        arena_push(&document->arena, &document->clauses,
                   &document->clause_count, sizeof *added);
    if (!added)
        return concord_no_memory(err);
    *added = clause;
    return CONCORD_OK;
}

static bool same_title(const char *left, const char *right) {
    return left == right || (left && right && strcmp(left, right) == 0);
}

static bool same_relation(const struct document_relation *left,
                          const struct document_relation *right) {
    return left->type == right->type && left->start == right->start &&
           left->subject.self == right->subject.self &&
           left->object.self == right->object.self &&
           same_title(left->subject.title, right->subject.title) &&
           same_title(left->object.title, right->object.title);
}

enum concord_status document_add_relation(struct document *document,
                                          struct document_relation relation,
                                          struct concord_error *err) {
    enum concord_status status =
        check_span(document, "relation", relation.start, relation.end, err);
    if (status != CONCORD_OK)
        return status;
    for (size_t i = 0; i < document->relation_count; i++)
        if (same_relation(&document->relations[i], &relation))
            return CONCORD_OK;
    bool in_text = relation.start < relation.end;
    if (in_text)
        relation.quote = cut(document, relation.start, relation.end);
    if ((in_text && !relation.quote) ||
        (!in_text && !own(document, &relation.quote)) ||
        !own(document, &relation.subject.title) ||
        !own(document, &relation.object.title) ||
        !own(document, &relation.rule))
        return concord_no_memory(err);
    struct document_relation *added =
        arena_push(&document->arena, &document->relations,
                   &document->relation_count, sizeof *added);
    if (!added)
        return concord_no_memory(err);
    *added = relation;
    return CONCORD_OK;
}

enum concord_status document_add_acronym(struct document *document,
                                         struct document_acronym acronym,
                                         struct concord_error *err) {
    enum concord_status status =
        check_span(document, "acronym", acronym.start, acronym.end, err);
    if (status != CONCORD_OK)
        return status;
    for (size_t i = 0; i < document->acronym_count; i++)
        if (strcmp(document->acronyms[i].acronym, acronym.acronym) == 0 &&
            strcmp(document->acronyms[i].expansion, acronym.expansion) == 0)
            return CONCORD_OK;
    if (!own(document, &acronym.acronym) || !own(document, &acronym.expansion))
        return concord_no_memory(err);
    struct document_acronym *added =
        arena_push(&document->arena, &document->acronyms,
                   &document->acronym_count, sizeof *added);
    if (!added)
        return concord_no_memory(err);
    *added = acronym;
    return CONCORD_OK;
}

const char *date_role_name(enum date_role role) {
    static const char *const names[] = {
        [DATE_SIGNED] = "signed",
        [DATE_MEETING] = "meeting",
        [DATE_EVENT] = "event",
        [DATE_PUBLISHED] = "published",
        [DATE_CITED] = "cited",
        [DATE_FOOTER] = "footer",
        [DATE_ANNIVERSARY] = "anniversary",
        [DATE_DEADLINE] = "deadline",
    };
    return names[role];
}

const char *document_place_role_name(enum document_place_role role) {
    static const char *const names[] = {
        [PLACED_SUBJECT] = "subject",
        [PLACED_PATCH] = "author's patch",
        [PLACED_VENUE] = "venue",
        [PLACED_EXAMPLE] = "example",
        [PLACED_BODY] = "part of a body's name",
    };
    return names[role];
}

const char *clause_kind_name(enum clause_kind kind) {
    static const char *const names[] = {
        [CLAUSE_PRINCIPLE] = "principle",
        [CLAUSE_COMMITMENT] = "commitment",
        [CLAUSE_RECOMMENDATION] = "recommendation",
        [CLAUSE_CONSIDERATION] = "consideration",
        [CLAUSE_DEFINITION] = "definition",
    };
    return names[kind];
}

const char *clause_side_name(enum clause_side side) {
    static const char *const names[] = {
        [SIDE_NONE] = NULL,
        [SIDE_PUBLIC] = "public",
        [SIDE_VOLUNTARY] = "voluntary",
        [SIDE_BOTH] = "both",
    };
    return names[side];
}

const char *relation_type_name(enum relation_type type) {
    static const char *const names[] = {
        [RELATION_SUPERSEDES] = "supersedes",
        [RELATION_WILL_SUPERSEDE] = "will-supersede",
        [RELATION_EDITION_OF] = "edition-of",
        [RELATION_DERIVED_FROM] = "derived-from",
        [RELATION_REPORTS] = "reports",
        [RELATION_REPLIES_TO] = "replies-to",
        [RELATION_CITES] = "cites",
        [RELATION_PART_OF] = "part-of",
    };
    return names[type];
}
