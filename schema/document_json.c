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

/* One list a facet under the facet's name. The year stands in the date. */
static bool put_facets(json_t *object, const struct document *document,
                       const struct schema *schema) {
    for (size_t i = 0; i < schema_facet_count(schema); i++) {
        const struct facet *facet = schema_facet(schema, i);
        if (facet->kind != FACET_YEAR &&
            !put(object, facet->name, facet_values(document, (unsigned)i)))
            return false;
    }
    return true;
}

/* Only what a paper is about reaches the facets, hence the one role. */
static json_t *place_to_json(const struct schema *schema,
                             const struct facet_value *held) {
    int index = schema_find_place(schema, held->value);
    const char *gss = index == SCHEMA_NO_INDEX
                          ? NULL
                          : schema_place(schema, (size_t)index)->gss;
    const char *name = schema_label(schema, held->facet, held->value);
    json_t *object = json_object();
    return finished(object, put(object, "value", text_or_null(held->value)) &&
                                put(object, "name", text_or_null(name)) &&
                                put(object, "gss", text_or_null(gss)) &&
                                put(object, "role", json_string("subject")));
}

static json_t *places_to_json(const struct document *document,
                              const struct schema *schema) {
    json_t *list = json_array();
    for (size_t i = 0; list && i < document->value_count; i++) {
        const struct facet_value *held = &document->values[i];
        const struct facet *facet = schema_facet(schema, held->facet);
        if (facet->kind == FACET_TREE &&
            json_array_append_new(list, place_to_json(schema, held)) != 0)
            return finished(list, false);
    }
    return list;
}

/* Offsets are of the clean text; evidence from elsewhere has none. */
static json_t *offset_to_json(const struct evidence *evidence, size_t offset) {
    return evidence->source == EVIDENCE_TEXT ? json_integer((json_int_t)offset)
                                             : json_null();
}

static json_t *evidence_to_json(const struct evidence *evidence) {
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

static json_t *all_evidence_to_json(const struct document *document) {
    json_t *list = json_array();
    for (size_t i = 0; list && i < document->evidence_count; i++) {
        json_t *item = evidence_to_json(&document->evidence[i]);
        if (json_array_append_new(list, item) != 0)
            return finished(list, false);
    }
    return list;
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

static json_t *creator_to_json(const struct document_creator *creator) {
    json_t *object = json_object();
    return finished(object,
                    put(object, "name", text_or_null(creator->name)) &&
                        put(object, "kind", text_or_null(creator->kind)));
}

static json_t *creators_to_json(const struct document *document) {
    json_t *list = json_array();
    for (size_t i = 0; list && i < document->creator_count; i++) {
        json_t *item = creator_to_json(&document->creators[i]);
        if (json_array_append_new(list, item) != 0)
            return finished(list, false);
    }
    return list;
}

static json_t *person_to_json(const struct document_person *person) {
    json_t *object = json_object();
    return finished(
        object,
        put(object, "name", text_or_null(person->name)) &&
            put(object, "role", text_or_null(person->role)) &&
            put(object, "organisation", text_or_null(person->organisation)) &&
            put(object, "signatory", json_boolean(person->signatory)));
}

static json_t *people_to_json(const struct document *document) {
    json_t *list = json_array();
    for (size_t i = 0; list && i < document->person_count; i++) {
        json_t *item = person_to_json(&document->people[i]);
        if (json_array_append_new(list, item) != 0)
            return finished(list, false);
    }
    return list;
}

static json_t *
organisation_to_json(const struct document_organisation *organisation) {
    json_t *object = json_object();
    return finished(
        object,
        put(object, "name", text_or_null(organisation->name)) &&
            put(object, "acronym", text_or_null(organisation->acronym)) &&
            put(object, "kind", text_or_null(organisation->kind)) &&
            put(object, "party", json_boolean(organisation->party)) &&
            put(object, "signed", json_boolean(organisation->signed_it)));
}

static json_t *organisations_to_json(const struct document *document) {
    json_t *list = json_array();
    for (size_t i = 0; list && i < document->organisation_count; i++) {
        json_t *item = organisation_to_json(&document->organisations[i]);
        if (json_array_append_new(list, item) != 0)
            return finished(list, false);
    }
    return list;
}

/* One end of a relation: this paper by its id, or another by what it was
 * called, as long as nobody has looked whether the archive holds it. */
static json_t *relation_end(const char *id, const char *title) {
    json_t *object = json_object();
    return finished(object, put(object, "held", json_boolean(id != NULL)) &&
                                put(object, "id", text_or_null(id)) &&
                                put(object, "title", text_or_null(title)));
}

static json_t *supersedes_to_json(const struct document *document,
                                  const char *superseded) {
    json_t *object = json_object();
    return finished(object,
                    put(object, "type", json_string("supersedes")) &&
                        put(object, "subject",
                            relation_end(document->id, document->title)) &&
                        put(object, "object", relation_end(NULL, superseded)) &&
                        put(object, "date", json_null()) &&
                        put(object, "certainty",
                            json_string(certainty_name(CERTAINTY_STATED))) &&
                        put(object, "quote", text_or_null(superseded)) &&
                        put(object, "start", json_null()) &&
                        put(object, "end", json_null()));
}

static json_t *relations_to_json(const struct document *document) {
    json_t *list = json_array();
    for (size_t i = 0; list && i < document->superseded_count; i++) {
        json_t *item = supersedes_to_json(document, document->superseded[i]);
        if (json_array_append_new(list, item) != 0)
            return finished(list, false);
    }
    return list;
}

static bool put_names(json_t *object, const struct document *document) {
    return put(object, "creator", creators_to_json(document)) &&
           put(object, "publisher", text_or_null(document->publisher)) &&
           put(object, "rights", text_or_null(document->rights)) &&
           put(object, "people", people_to_json(document)) &&
           put(object, "organisations", organisations_to_json(document)) &&
           put(object, "relations", relations_to_json(document));
}

/* The keys of the contract that nothing infers yet: there, so that a client
 * needs no special case, and empty. */
static bool put_not_yet_inferred(json_t *object) {
    static const char *const lists[] = {"dates", "quotations", "clauses",
                                        "variants", "editions"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (!put(object, lists[i], json_array()))
            return false;
    return true;
}

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
            put_names(object, document) && put_not_yet_inferred(object) &&
            put_facets(object, document, schema) &&
            put(object, "places", places_to_json(document, schema)) &&
            put(object, "evidence", all_evidence_to_json(document)) &&
            put(object, "source", source_to_json(&document->source)));
}

json_t *document_boilerplate_to_json(const struct document *document) {
    json_t *list = json_array();
    for (size_t i = 0; list && i < document->dropped_count; i++) {
        const struct dropped_block *block = &document->dropped[i];
        json_t *item = json_object();
        item = finished(item, put(item, "text", text_or_null(block->text)) &&
                                  put(item, "rule", text_or_null(block->rule)));
        if (json_array_append_new(list, item) != 0)
            return finished(list, false);
    }
    return list;
}
