/* records_json.c - see records_json.h.
 *
 * Every function that makes a value returns NULL when memory is out, and put()
 * takes NULL for a failure, so that one && chain builds an object. */
#include "relate/records_json.h"

#include <string.h>

#include "relate/force.h"

static bool put(json_t *object, const char *key, json_t *value) {
    return json_object_set_new(object, key, value) == 0;
}

static json_t *finished(json_t *value, bool filled) {
    if (filled)
        return value;
    json_decref(value);
    return NULL;
}

static json_t *edtf_to_json(struct edtf_date date) {
    char value[EDTF_TEXT_MAX];
    edtf_format(value, date);
    return value[0] ? json_string(value) : json_null();
}

static json_t *number_to_json(size_t number) {
    return json_integer((json_int_t)number);
}

/* The keys of what stands at start..end of a clean text, or elsewhere. */
static bool put_span(json_t *object, size_t start, size_t end) {
    bool in_text = start < end;
    return put(object, "start",
               in_text ? number_to_json(start) : json_null()) &&
           put(object, "end", in_text ? number_to_json(end) : json_null());
}

/* {"id", "title"} of a paper. */
static bool put_paper(json_t *object, const struct relator *relator,
                      size_t index) {
    const struct claim *claim = &relator->papers[index].claim;
    return put(object, "id", document_text_to_json(claim->id)) &&
           put(object, "title", document_text_to_json(claim->title));
}

static json_t *dated_paper_to_json(const struct relator *relator,
                                   size_t index) {
    const struct claim *claim = &relator->papers[index].claim;
    json_t *object = json_object();
    return finished(
        object, put_paper(object, relator, index) &&
                    put(object, "date",
                        document_date_to_json(claim->date, claim->certainty)));
}

/* Acronyms. */

static json_t *use_to_json(const struct relator *relator,
                           const struct acronym_use *use) {
    json_t *object = json_object();
    return finished(
        object, put_paper(object, relator, use->paper) &&
                    put_span(object, use->acronym->start, use->acronym->end));
}

json_t *acronym_to_json(const struct relator *relator,
                        const struct acronym_entry *entry) {
    json_t *object = json_object();
    json_t *documents = json_array();
    for (size_t i = 0; i < entry->count && i < RECORD_LIST_MAX; i++)
        if (json_array_append_new(
                documents,
                use_to_json(relator, &relator->uses[entry->first + i])) != 0) {
            json_decref(documents);
            return finished(object, false);
        }
    return finished(
        object,
        put(object, "acronym", document_text_to_json(entry->acronym)) &&
            put(object, "expansion", document_text_to_json(entry->expansion)) &&
            put(object, "count", number_to_json(entry->count)) &&
            put(object, "documents", documents));
}

/* Copies and editions. */

static json_t *variant_to_json(const struct relator *relator, size_t index) {
    const struct claim *claim = &relator->papers[index].claim;
    json_t *object = json_object();
    return finished(
        object,
        put_paper(object, relator, index) &&
            put(object, "address", document_text_to_json(claim->address)) &&
            put(object, "path", document_text_to_json(claim->path)));
}

/* The paper that stands for a group names them all, up to the limit; the others
 * name it and a few, or a group's records would grow with its square. */
static json_t *variants_to_json(const struct relator *relator, size_t index) {
    enum { OF_A_VARIANT = 50 };
    json_t *list = json_array();
    size_t leader = relator->papers[index].leader;
    size_t most = index == leader ? RECORD_LIST_MAX : OF_A_VARIANT;
    for (size_t i = leader; i != NO_PAPER && json_array_size(list) < most;
         i = relator->papers[i].next_copy)
        if (i != index &&
            json_array_append_new(list, variant_to_json(relator, i)) != 0)
            return finished(list, false);
    return list;
}

static json_t *editions_to_json(const struct relator *relator, size_t leader) {
    json_t *list = json_array();
    for (size_t i = relator->papers[leader].series;
         i != NO_PAPER && json_array_size(list) < RECORD_EDITIONS_MAX;
         i = relator->papers[i].next_in_series)
        if (i != leader &&
            json_array_append_new(list, dated_paper_to_json(relator, i)) != 0)
            return finished(list, false);
    return list;
}

/* Relations. */

static json_t *end_to_json(const struct relator *relator, size_t held,
                           const char *called) {
    const struct claim *claim =
        held == NO_PAPER ? NULL : &relator->papers[held].claim;
    json_t *object = json_object();
    return finished(
        object, put(object, "held", json_boolean(claim)) &&
                    put(object, "id",
                        document_text_to_json(claim ? claim->id : NULL)) &&
                    put(object, "title",
                        document_text_to_json(claim ? claim->title : called)));
}

static json_t *statement_to_json(const struct relator *relator, size_t index,
                                 size_t number) {
    const struct paper *paper = &relator->papers[index];
    const struct claim_relation *relation = &paper->claim.relations[number];
    const struct statement *said = &paper->statements[number];
    json_t *object = json_object();
    return finished(
        object,
        put(object, "type", json_string(relation_type_name(relation->type))) &&
            put(object, "subject",
                end_to_json(relator, said->subject.paper,
                            relation->subject.title)) &&
            put(object, "object",
                end_to_json(relator, said->object.paper,
                            relation->object.title)) &&
            put(object, "date", edtf_to_json(relation->date)) &&
            put(object, "certainty",
                json_string(certainty_name(relation->certainty))) &&
            put(object, "quote", document_text_to_json(relation->quote)) &&
            put_span(object, relation->start, relation->end) &&
            put(object, "stated_by", document_text_to_json(paper->claim.id)));
}

/* What no paper says, but their texts and dates do. */
static json_t *found_to_json(const struct relator *relator,
                             enum relation_type type, size_t later,
                             size_t earlier, enum certainty certainty) {
    json_t *object = json_object();
    return finished(
        object,
        put(object, "type", json_string(relation_type_name(type))) &&
            put(object, "subject", end_to_json(relator, later, NULL)) &&
            put(object, "object", end_to_json(relator, earlier, NULL)) &&
            put(object, "date",
                edtf_to_json(relator->papers[earlier].claim.date)) &&
            put(object, "certainty", json_string(certainty_name(certainty))) &&
            put(object, "quote", json_null()) && put_span(object, 0, 0) &&
            put(object, "stated_by", json_null()));
}

static bool append_found(json_t *list, const struct relator *relator,
                         size_t leader) {
    const struct paper *paper = &relator->papers[leader];
    if (paper->earlier != NO_PAPER &&
        json_array_append_new(list, found_to_json(relator, RELATION_EDITION_OF,
                                                  leader, paper->earlier,
                                                  CERTAINTY_DERIVED)) != 0)
        return false;
    if (paper->later != NO_PAPER &&
        json_array_append_new(list, found_to_json(relator, RELATION_EDITION_OF,
                                                  paper->later, leader,
                                                  CERTAINTY_DERIVED)) != 0)
        return false;
    return paper->borrowed_from == NO_PAPER ||
           json_array_append_new(list,
                                 found_to_json(relator, RELATION_DERIVED_FROM,
                                               leader, paper->borrowed_from,
                                               CERTAINTY_PROBABLE)) == 0;
}

static bool append_incoming(json_t *list, const struct relator *relator,
                            size_t leader, size_t index) {
    for (const struct incoming *incoming = relator->papers[leader].incoming;
         incoming && json_array_size(list) < RECORD_LIST_MAX;
         incoming = incoming->next)
        if (incoming->paper != index &&
            json_array_append_new(list,
                                  statement_to_json(relator, incoming->paper,
                                                    incoming->statement)) != 0)
            return false;
    return true;
}

static bool append_lent(json_t *list, const struct relator *relator,
                        size_t leader) {
    for (size_t i = relator->papers[leader].first_borrower;
         i != NO_PAPER && json_array_size(list) < RECORD_LIST_MAX;
         i = relator->papers[i].next_borrower)
        if (json_array_append_new(
                list, found_to_json(relator, RELATION_DERIVED_FROM, i, leader,
                                    CERTAINTY_PROBABLE)) != 0)
            return false;
    return true;
}

/* What the paper itself says, then what was found of it and what others say;
 * a copy's is its leader's. */
static json_t *relations_to_json(const struct relator *relator, size_t index) {
    const struct paper *paper = &relator->papers[index];
    json_t *list = json_array();
    for (size_t i = 0; list && i < paper->claim.relation_count; i++)
        if (json_array_append_new(list, statement_to_json(relator, index, i)) !=
            0)
            return finished(list, false);
    return finished(list,
                    append_found(list, relator, paper->leader) &&
                        append_lent(list, relator, paper->leader) &&
                        append_incoming(list, relator, paper->leader, index));
}

static json_t *force_to_json(const struct relator *relator, size_t leader) {
    if (relator->papers[leader].agreement == AGREEMENT_NONE)
        return json_null();
    struct force force = agreement_force(relator, leader);
    json_t *object = json_object();
    return finished(
        object, put(object, "from", edtf_to_json(force.from)) &&
                    put(object, "until", edtf_to_json(force.until)) &&
                    put(object, "term", edtf_to_json(force.term)) &&
                    put(object, "superseded", edtf_to_json(force.superseded)) &&
                    put(object, "certainty",
                        json_string(force.stated ? "stated" : "possible")) &&
                    put(object, "why", json_string(force.why)));
}

bool paper_has_record(const struct relator *relator, size_t index) {
    const struct paper *paper = &relator->papers[index];
    const struct paper *leader = &relator->papers[paper->leader];
    return paper->has_copies || paper->claim.relation_count > 0 ||
           leader->agreement != AGREEMENT_NONE || leader->incoming;
}

json_t *paper_to_json(const struct relator *relator, size_t index) {
    const struct paper *paper = &relator->papers[index];
    const char *group =
        paper->has_copies ? relator->papers[paper->leader].claim.id : NULL;
    json_t *object = json_object();
    return finished(
        object,
        put(object, "group", document_text_to_json(group)) &&
            put(object, "variants", variants_to_json(relator, index)) &&
            put(object, "editions", editions_to_json(relator, paper->leader)) &&
            put(object, "relations", relations_to_json(relator, index)) &&
            put(object, "in_force", force_to_json(relator, paper->leader)));
}

/* Lineage. */

static const struct claim_clause *clause_of(const struct relator *relator,
                                            const struct line *line) {
    return &relator->papers[line->paper].claim.clauses[line->number];
}

static bool put_clause(json_t *object, const struct relator *relator,
                       const struct line *line) {
    const struct claim_clause *clause = clause_of(relator, line);
    return put(object, "id",
               json_sprintf("%s.%s", relator->papers[line->paper].claim.id,
                            clause->anchor)) &&
           put(object, "document", dated_paper_to_json(relator, line->paper)) &&
           put(object, "heading", document_text_to_json(clause->heading)) &&
           put(object, "kind", json_string(clause_kind_name(clause->kind))) &&
           put(object, "side",
               document_text_to_json(clause_side_name(clause->side))) &&
           put(object, "text", document_text_to_json(clause->text));
}

/* From the first word of the piece to the word after it, so that marks and
 * spaces go with the word before them; the first piece has what stands before
 * it. Put together, "equal" and "insert" are the whole text of the other. */
static json_t *piece_to_json(const struct differ_piece *piece,
                             const struct line *line, const char *text) {
    static const char *const names[] = {"equal", "delete", "insert"};
    size_t start = piece->first == 0 ? 0 : line->words[piece->first].start;
    size_t end = piece->end == line->word_count ? strlen(text)
                                                : line->words[piece->end].start;
    json_t *object = json_object();
    return finished(object, put(object, "op", json_string(names[piece->op])) &&
                                put(object, "text",
                                    json_stringn(text + start, end - start)));
}

static json_t *differences_to_json(const struct relator *relator,
                                   const struct line *line,
                                   const struct relative *relative,
                                   struct differ *differ) {
    struct differ_piece pieces[2 * DIFFER_CHANGES_MAX + 1];
    const struct line *other = relative->line;
    json_t *list = json_array();
    if (relative->same ||
        differ_search(differ, line->words, line->word_count, other->words,
                      other->word_count, DIFFER_CHANGES_MAX) == DIFFER_NONE)
        return list;
    size_t count =
        differ_pieces(differ, pieces, line->word_count, other->word_count);
    for (size_t i = 0; i < count; i++) {
        const struct line *from = pieces[i].op == DIFFER_DELETE ? line : other;
        json_t *piece =
            piece_to_json(&pieces[i], from, clause_of(relator, from)->text);
        if (json_array_append_new(list, piece) != 0)
            return finished(list, false);
    }
    return list;
}

static json_t *relative_to_json(const struct relator *relator,
                                const struct line *line,
                                const struct relative *relative,
                                struct differ *differ) {
    const struct claim_clause *clause = clause_of(relator, relative->line);
    json_int_t thousandths = (json_int_t)(relative->similarity * 1000 + 0.5);
    json_t *object = json_object();
    return finished(
        object,
        put_clause(object, relator, relative->line) &&
            put_span(object, clause->start, clause->end) &&
            put(object, "same", json_boolean(relative->same)) &&
            put(object, "similarity", json_real((double)thousandths / 1000)) &&
            put(object, "differences",
                differences_to_json(relator, line, relative, differ)));
}

json_t *line_to_json(const struct relator *relator, const struct line *line,
                     const struct relatives *relatives, struct differ *differ) {
    json_t *object = json_object();
    json_t *results = json_array();
    for (size_t i = 0; i < relatives->count; i++)
        if (json_array_append_new(
                results, relative_to_json(relator, line, &relatives->items[i],
                                          differ)) != 0) {
            json_decref(results);
            return finished(object, false);
        }
    return finished(
        object, put_clause(object, relator, line) &&
                    put(object, "total", number_to_json(relatives->total)) &&
                    put(object, "results", results));
}

/* What is not held. */

static json_t *citation_to_json(const struct relator *relator,
                                const struct not_held_citation *citation) {
    const struct claim_relation *relation =
        &relator->papers[citation->paper].claim.relations[citation->statement];
    json_t *object = json_object();
    return finished(
        object,
        put_paper(object, relator, citation->paper) &&
            put(object, "relation",
                json_string(relation_type_name(relation->type))) &&
            put(object, "quote", document_text_to_json(relation->quote)) &&
            put_span(object, relation->start, relation->end));
}

json_t *not_held_to_json(const struct relator *relator,
                         const struct not_held *thing) {
    json_t *object = json_object();
    json_t *cited_by = json_array();
    for (size_t i = 0; i < thing->count && i < RECORD_LIST_MAX; i++)
        if (json_array_append_new(
                cited_by,
                citation_to_json(relator,
                                 &relator->citations[thing->first + i])) != 0) {
            json_decref(cited_by);
            return finished(object, false);
        }
    return finished(
        object, put(object, "title", document_text_to_json(thing->title)) &&
                    put(object, "type", document_text_to_json(thing->type)) &&
                    put(object, "date", edtf_to_json(thing->date)) &&
                    put(object, "place", document_text_to_json(thing->place)) &&
                    put(object, "count", number_to_json(thing->papers)) &&
                    put(object, "cited_by", cited_by));
}
