/* document_json.c - a document in the form of /v1/documents/{id}.
 *
 * Every function that makes a value returns NULL when memory is out, and
 * put() takes NULL for a failure, so that one && chain builds an object. */
#include "schema/document.h"

#include <string.h>

#include "schema/buffer.h"
#include "utf8.h"

/* Give `value` to the object under `key`. */
static bool put(json_t *object, const char *key, json_t *value) {
    return json_object_set_new(object, key, value) == 0;
}

/* Hand `object` over when it was filled, else give it back. */
static json_t *finished(json_t *object, bool filled) {
    if (filled)
        return object;
    json_decref(object);
    return NULL;
}

/* A file's name, or an address as a page spelt it, need not be UTF-8, and
 * JSON is nothing else: U+FFFD stands for each byte that is not. */
static json_t *mended_text(const char *text) {
    struct buffer mended = BUFFER_INIT(DOCUMENT_TEXT_MAX);
    size_t left = strlen(text);
    while (left > 0) {
        size_t valid = utf8_valid_prefix(text, left);
        buffer_append(&mended, text, valid);
        if (valid < left) {
            buffer_append_string(&mended, "\xEF\xBF\xBD");
            valid++;
        }
        text += valid;
        left -= valid;
    }
    json_t *value =
        buffer_ok(&mended) ? json_stringn(mended.data, mended.size) : NULL;
    buffer_destroy(&mended);
    return value;
}

/* A string, or null for none. */
static json_t *text_or_null(const char *text) {
    if (!text)
        return json_null();
    size_t size = strlen(text);
    if (utf8_valid_prefix(text, size) < size)
        return mended_text(text);
    return json_stringn_nocheck(text, size);
}

static json_t *text_or_null_if_empty(const char *text) {
    return text_or_null(text[0] ? text : NULL);
}

static json_t *date_to_json(struct edtf_date date, enum certainty certainty) {
    char value[EDTF_TEXT_MAX];
    char earliest[EDTF_TEXT_MAX];
    char latest[EDTF_TEXT_MAX];
    edtf_format(value, date);
    edtf_format_day(earliest, date.earliest);
    edtf_format_day(latest, date.latest);
    int year = edtf_single_year(date);
    json_t *object = json_object();
    return finished(
        object,
        put(object, "value", text_or_null_if_empty(value)) &&
            put(object, "earliest", text_or_null_if_empty(earliest)) &&
            put(object, "latest", text_or_null_if_empty(latest)) &&
            put(object, "year", year ? json_integer(year) : json_null()) &&
            put(object, "certainty", json_string(certainty_name(certainty))));
}

static json_t *facet_values(const struct document *document, unsigned facet) {
    json_t *list = json_array();
    for (size_t i = 0; list && i < document->value_count; i++) {
        const struct facet_value *held = &document->values[i];
        if (held->facet == facet &&
            json_array_append_new(list, text_or_null(held->value)) != 0)
            return finished(list, false);
    }
    return list;
}

/* One list a facet under the facet's name. The year stands in the date, and
 * the names of an open facet in the lists that they were taken from. */
static bool put_facets(json_t *object, const struct document *document,
                       const struct schema *schema) {
    for (size_t i = 0; i < schema_facet_count(schema); i++) {
        const struct facet *facet = schema_facet(schema, i);
        if (facet->kind != FACET_YEAR && facet->kind != FACET_OPEN &&
            !put(object, facet->name, facet_values(document, (unsigned)i)))
            return false;
    }
    return true;
}

static json_t *offset_or_null(bool in_text, size_t offset) {
    return in_text ? json_integer((json_int_t)offset) : json_null();
}

/* The keys of a thing found at start..end of the clean text, or elsewhere. */
static bool put_span(json_t *object, size_t start, size_t end) {
    bool in_text = start < end;
    return put(object, "start", offset_or_null(in_text, start)) &&
           put(object, "end", offset_or_null(in_text, end));
}

static json_t *place_to_json(const struct schema *schema,
                             const struct document_place *place) {
    int index = schema_find_place(schema, place->value);
    const struct place *known =
        index == SCHEMA_NO_INDEX ? NULL : schema_place(schema, (size_t)index);
    json_t *object = json_object();
    return finished(
        object,
        put(object, "value", text_or_null(place->value)) &&
            put(object, "name",
                text_or_null(known ? known->name : place->value)) &&
            put(object, "gss", text_or_null(known ? known->gss : NULL)) &&
            put(object, "role",
                json_string(document_place_role_name(place->role))) &&
            put_span(object, place->start, place->end));
}

static bool reaches_facets(const struct document_place *place) {
    return place->role == PLACED_SUBJECT || place->role == PLACED_PATCH;
}

static bool is_a_value(const struct document *document,
                       const struct schema *schema, const char *value) {
    for (size_t i = 0; i < schema_facet_count(schema); i++)
        if (schema_facet(schema, i)->kind == FACET_TREE &&
            document_has_value(document, (unsigned)i, value))
            return true;
    return false;
}

static bool is_found(const struct document *document, const char *value) {
    for (size_t i = 0; i < document->place_count; i++)
        if (reaches_facets(&document->places[i]) &&
            strcmp(document->places[i].value, value) == 0)
            return true;
    return false;
}

/* Values that no mention stands for: a county of its district, or what people
 * say of the paper. They say too what was found to be the subject and is not.
 */
static json_t *places_to_json(const struct document *document,
                              const struct schema *schema) {
    json_t *list = json_array();
    for (size_t i = 0; list && i < document->value_count; i++) {
        const struct facet_value *held = &document->values[i];
        const struct document_place place = {.value = held->value,
                                             .role = PLACED_SUBJECT};
        if (schema_facet(schema, held->facet)->kind == FACET_TREE &&
            !is_found(document, held->value) &&
            json_array_append_new(list, place_to_json(schema, &place)) != 0)
            return finished(list, false);
    }
    for (size_t i = 0; list && i < document->place_count; i++) {
        const struct document_place *place = &document->places[i];
        if ((!reaches_facets(place) ||
             is_a_value(document, schema, place->value)) &&
            json_array_append_new(list, place_to_json(schema, place)) != 0)
            return finished(list, false);
    }
    return list;
}

/* What stands in one of a document's lists at a place. */
typedef json_t *item_to_json(const struct document *document, size_t index);

static json_t *list_to_json(const struct document *document, size_t count,
                            item_to_json *item) {
    json_t *list = json_array();
    for (size_t i = 0; list && i < count; i++)
        if (json_array_append_new(list, item(document, i)) != 0)
            return finished(list, false);
    return list;
}

/* Offsets are of the clean text; evidence from elsewhere has none. */
static json_t *offset_to_json(const struct evidence *evidence, size_t offset) {
    return evidence->source == EVIDENCE_TEXT ? json_integer((json_int_t)offset)
                                             : json_null();
}

static json_t *evidence_to_json(const struct document *document, size_t index) {
    const struct evidence *evidence = &document->evidence[index];
    json_t *object = json_object();
    return finished(
        object,
        put(object, "facet", text_or_null(evidence->facet)) &&
            put(object, "value", text_or_null(evidence->value)) &&
            put(object, "source",
                json_string(evidence_source_name(evidence->source))) &&
            put(object, "certainty",
                json_string(certainty_name(evidence->certainty))) &&
            put(object, "rule", text_or_null(evidence->rule)) &&
            put(object, "quote", text_or_null(evidence->quote)) &&
            put(object, "start", offset_to_json(evidence, evidence->start)) &&
            put(object, "end", offset_to_json(evidence, evidence->end)));
}

static json_t *source_to_json(const struct document_source *source) {
    json_t *object = json_object();
    return finished(
        object,
        put(object, "path", text_or_null(source->path)) &&
            put(object, "member", text_or_null(source->member)) &&
            put(object, "address", text_or_null(source->address)) &&
            put(object, "format", text_or_null(source->format)) &&
            put(object, "sha256", text_or_null(source->sha256)) &&
            put(object, "first_indexed", text_or_null(source->first_indexed)) &&
            put(object, "rules", text_or_null(source->rules)));
}

static json_t *creator_to_json(const struct document *document, size_t index) {
    const struct document_creator *creator = &document->creators[index];
    json_t *object = json_object();
    return finished(object,
                    put(object, "name", text_or_null(creator->name)) &&
                        put(object, "kind", text_or_null(creator->kind)));
}

static json_t *person_to_json(const struct document *document, size_t index) {
    const struct document_person *person = &document->people[index];
    json_t *object = json_object();
    return finished(
        object,
        put(object, "name", text_or_null(person->name)) &&
            put(object, "role", text_or_null(person->role)) &&
            put(object, "organisation", text_or_null(person->organisation)) &&
            put(object, "signatory", json_boolean(person->signatory)));
}

static json_t *strings_to_json(const char *const *strings, size_t count) {
    json_t *list = json_array();
    for (size_t i = 0; list && i < count; i++)
        if (json_array_append_new(list, text_or_null(strings[i])) != 0)
            return finished(list, false);
    return list;
}

static json_t *organisation_to_json(const struct document *document,
                                    size_t index) {
    const struct document_organisation *organisation =
        &document->organisations[index];
    json_t *object = json_object();
    return finished(
        object,
        put(object, "name", text_or_null(organisation->name)) &&
            put(object, "acronym", text_or_null(organisation->acronym)) &&
            put(object, "kind", text_or_null(organisation->kind)) &&
            put(object, "party", json_boolean(organisation->party)) &&
            put(object, "signed", json_boolean(organisation->signed_it)) &&
            put(object, "successors",
                strings_to_json(organisation->successors,
                                organisation->successor_count)) &&
            put(object, "predecessors",
                strings_to_json(organisation->predecessors,
                                organisation->predecessor_count)));
}

static json_t *edtf_to_json(struct edtf_date date) {
    char value[EDTF_TEXT_MAX];
    edtf_format(value, date);
    return text_or_null_if_empty(value);
}

/* This paper by its id, or another by what it was called, as long as nobody
 * has looked whether the archive holds it. */
static json_t *relation_end_to_json(const struct document *document,
                                    const struct relation_end *end) {
    json_t *object = json_object();
    return finished(
        object,
        put(object, "held", json_boolean(end->self)) &&
            put(object, "id", text_or_null(end->self ? document->id : NULL)) &&
            put(object, "title",
                text_or_null(end->self ? document->title : end->title)));
}

static json_t *relation_to_json(const struct document *document, size_t index) {
    const struct document_relation *relation = &document->relations[index];
    json_t *object = json_object();
    return finished(
        object,
        put(object, "type", json_string(relation_type_name(relation->type))) &&
            put(object, "subject",
                relation_end_to_json(document, &relation->subject)) &&
            put(object, "object",
                relation_end_to_json(document, &relation->object)) &&
            put(object, "date", edtf_to_json(relation->date)) &&
            put(object, "certainty",
                json_string(certainty_name(relation->certainty))) &&
            put(object, "quote", text_or_null(relation->quote)) &&
            put_span(object, relation->start, relation->end));
}

static json_t *found_date_to_json(const struct document *document,
                                  size_t index) {
    const struct document_date *date = &document->dates[index];
    json_t *object = json_object();
    return finished(
        object,
        put(object, "value", edtf_to_json(date->when)) &&
            put(object, "certainty",
                json_string(certainty_name(date->certainty))) &&
            put(object, "role", json_string(date_role_name(date->role))) &&
            put(object, "quote", text_or_null(date->quote)) &&
            put_span(object, date->start, date->end));
}

static json_t *quotation_to_json(const struct document *document,
                                 size_t index) {
    const struct document_quotation *quotation = &document->quotations[index];
    json_t *object = json_object();
    return finished(
        object, put(object, "text", text_or_null(quotation->text)) &&
                    put(object, "speaker", text_or_null(quotation->speaker)) &&
                    put(object, "role", text_or_null(quotation->role)) &&
                    put(object, "told_by", text_or_null(quotation->told_by)) &&
                    put_span(object, quotation->start, quotation->end));
}

/* The anchor tells clauses of one paper apart, the paper's id those of all. */
static json_t *clause_id(const struct document *document,
                         const struct document_clause *clause) {
    return document->id ? json_sprintf("%s.%s", document->id, clause->anchor)
                        : json_null();
}

static json_t *clause_to_json(const struct document *document, size_t index) {
    const struct document_clause *clause = &document->clauses[index];
    json_t *object = json_object();
    return finished(
        object,
        put(object, "id", clause_id(document, clause)) &&
            put(object, "anchor", text_or_null(clause->anchor)) &&
            put(object, "heading", text_or_null(clause->heading)) &&
            put(object, "number", json_integer((json_int_t)clause->number)) &&
            put(object, "kind", json_string(clause_kind_name(clause->kind))) &&
            put(object, "side", text_or_null(clause_side_name(clause->side))) &&
            put(object, "topic",
                strings_to_json(clause->topics, clause->topic_count)) &&
            put_span(object, clause->start, clause->end));
}

/* ---- statements by themselves ---- */

/* What whoever meets a statement needs to know of where it stands. */
static json_t *whereabouts(const struct document *document) {
    json_t *object = json_object();
    return finished(
        object,
        put(object, "id", text_or_null(document->id)) &&
            put(object, "title", text_or_null(document->title)) &&
            put(object, "title_supplied",
                json_boolean(document->title_supplied)) &&
            put(object, "date",
                date_to_json(document->date, document->date_certainty)));
}

json_t *document_quotation_to_json(const struct document *document,
                                   size_t index) {
    json_t *object = quotation_to_json(document, index);
    return finished(object,
                    object && put(object, "document", whereabouts(document)));
}

json_t *document_clause_to_json(const struct document *document, size_t index) {
    const struct document_clause *clause = &document->clauses[index];
    json_t *object = clause_to_json(document, index);
    return finished(object,
                    object &&
                        put(object, "text",
                            json_stringn(document->text + clause->start,
                                         clause->end - clause->start)) &&
                        put(object, "document", whereabouts(document)));
}

/* ---- the rest ---- */

static json_t *acronym_to_json(const struct document *document, size_t index) {
    const struct document_acronym *acronym = &document->acronyms[index];
    json_t *object = json_object();
    return finished(
        object,
        put(object, "acronym", text_or_null(acronym->acronym)) &&
            put(object, "expansion", text_or_null(acronym->expansion)) &&
            put_span(object, acronym->start, acronym->end));
}

static bool put_findings(json_t *object, const struct document *document) {
    return put(object, "clauses",
               list_to_json(document, document->clause_count,
                            clause_to_json)) &&
           put(object, "dates",
               list_to_json(document, document->date_count,
                            found_date_to_json)) &&
           put(object, "quotations",
               list_to_json(document, document->quotation_count,
                            quotation_to_json)) &&
           put(object, "relations",
               list_to_json(document, document->relation_count,
                            relation_to_json)) &&
           put(object, "acronyms",
               list_to_json(document, document->acronym_count,
                            acronym_to_json));
}

static bool put_names(json_t *object, const struct document *document) {
    return put(object, "creator",
               list_to_json(document, document->creator_count,
                            creator_to_json)) &&
           put(object, "publisher", text_or_null(document->publisher)) &&
           put(object, "rights", text_or_null(document->rights)) &&
           put(object, "people",
               list_to_json(document, document->person_count,
                            person_to_json)) &&
           put(object, "organisations",
               list_to_json(document, document->organisation_count,
                            organisation_to_json));
}

/* What only the whole archive can tell; empty for a paper alone. */
static bool put_not_yet_related(json_t *object) {
    static const char *const lists[] = {"variants", "editions"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (!put(object, lists[i], json_array()))
            return false;
    return true;
}

/* What a page of results shows comes before what is long. */
json_t *document_to_json(const struct document *document,
                         const struct schema *schema) {
    json_t *object = json_object();
    return finished(
        object,
        put(object, "id", text_or_null(document->id)) &&
            put(object, "title", text_or_null(document->title)) &&
            put(object, "title_supplied",
                json_boolean(document->title_supplied)) &&
            put(object, "date",
                date_to_json(document->date, document->date_certainty)) &&
            put_facets(object, document, schema) &&
            put_not_yet_related(object) &&
            put(object, "source", source_to_json(&document->source)) &&
            put_names(object, document) && put_findings(object, document) &&
            put(object, "places", places_to_json(document, schema)) &&
            put(object, "evidence",
                list_to_json(document, document->evidence_count,
                             evidence_to_json)));
}

static json_t *dropped_to_json(const struct document *document, size_t index) {
    const struct dropped_block *block = &document->dropped[index];
    json_t *object = json_object();
    return finished(object, put(object, "text", text_or_null(block->text)) &&
                                put(object, "rule", text_or_null(block->rule)));
}

json_t *document_boilerplate_to_json(const struct document *document) {
    return list_to_json(document, document->dropped_count, dropped_to_json);
}

json_t *document_date_to_json(struct edtf_date date, enum certainty certainty) {
    return date_to_json(date, certainty);
}

json_t *document_text_to_json(const char *text) {
    return text_or_null(text);
}
