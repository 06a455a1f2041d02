/* answer_statements.c - what is said and undertaken in papers: quotations and
 * clauses, as a page of their own. */
#include "answering.h"
#include "reply_parts.h"

/* What sets quotations and clauses apart. */
struct face {
    enum asked_of asked_of;
    enum statement_type type;
    const char *path;
};

static struct statement_request request_of(const struct face *face,
                                           const struct asked *asked) {
    const struct search_request *search = &asked->search;
    return (struct statement_request){
        .of = face->type,
        .query = search->query,
        .speaker = asked->speaker,
        .kinds = asked->kinds,
        .sides = asked->sides,
        .topics = asked->topics,
        .topic_count = asked->topic_count,
        .conditions = search->conditions,
        .condition_count = search->condition_count,
        .time = search->time,
        .show_duplicates = search->show_duplicates,
        .page = search->page,
        .size = search->size,
        .deadline = search->deadline};
}

/* As a search is relaxed. *page stays the empty one when that finds nothing
 * either. */
static enum concord_status ask_relaxed(struct answering *answering,
                                       const struct question *question,
                                       struct statement_request request,
                                       struct statement_page **page,
                                       struct concord_error *err) {
    struct statement_page *found = NULL;
    request.query = answering->asked->relaxed;
    enum concord_status status =
        index_reader_statements(question->reader, &request, &found, err);
    if (status != CONCORD_OK)
        return status;
    if (found->total == 0) {
        statement_page_destroy(found);
        return CONCORD_OK;
    }
    statement_page_destroy(*page);
    *page = found;
    return answering_note_relaxed(answering, err);
}

static enum concord_status ask_engine(struct answering *answering,
                                      const struct question *question,
                                      const struct face *face,
                                      struct statement_page **page,
                                      struct concord_error *err) {
    const struct asked *asked = answering->asked;
    struct statement_request request = request_of(face, asked);
    enum concord_status status =
        index_reader_statements(question->reader, &request, page, err);
    if (status == CONCORD_OK && (*page)->total == 0 && asked->may_relax &&
        asked->relaxed)
        status = ask_relaxed(answering, question, request, page, err);
    answering_found(answering);
    return status;
}

static enum concord_status answer_statements(struct buffer *out,
                                             struct buffer *links,
                                             const struct question *question,
                                             const struct face *face,
                                             struct concord_error *err) {
    struct answering answering;
    struct statement_page *page = NULL;
    enum concord_status status =
        answering_begin(&answering, face->asked_of, face->path, question, err);
    if (status == CONCORD_OK)
        status = ask_engine(&answering, question, face, &page, err);
    if (status == CONCORD_OK)
        status =
            reply_statements(out, answering.asked, page, &answering.frame, err);
    if (status == CONCORD_OK)
        answering_link(links, reply_search_place(answering.asked, page->total,
                                                 &answering.frame));
    statement_page_destroy(page);
    answering_end(&answering);
    return status;
}

enum concord_status answer_quotations(struct buffer *out, struct buffer *links,
                                      const struct question *question,
                                      struct concord_error *err) {
    static const struct face face = {ASKED_OF_QUOTATIONS, STATEMENT_QUOTATION,
                                     "/v1/quotations"};
    return answer_statements(out, links, question, &face, err);
}

enum concord_status answer_clauses(struct buffer *out, struct buffer *links,
                                   const struct question *question,
                                   struct concord_error *err) {
    static const struct face face = {ASKED_OF_CLAUSES, STATEMENT_CLAUSE,
                                     "/v1/clauses"};
    return answer_statements(out, links, question, &face, err);
}
