/* claims.c - a described document's claims, packed in the form of form.h. */
#include "corpus/claims.h"

#include <string.h>

#include "relate/form.h"
#include "relate/shingles.h"

struct packer {
    struct buffer *out;
    const struct document *document;
    const struct schema *schema;
    struct arena arena;
    struct hashed_words words;
    size_t texts_left; /* bytes of clauses that still fit */
};

/* Numbers and strings. */

static void pack_number(struct packer *packer, uint64_t number) {
    while (number >= 0x80) {
        buffer_append_char(packer->out, (char)(number | 0x80));
        number >>= 7;
    }
    buffer_append_char(packer->out, (char)number);
}

static void pack_day(struct packer *packer, edtf_day day) {
    uint32_t bits = (uint32_t)day;
    pack_number(packer, bits << 1 ^ (day < 0 ? UINT32_MAX : 0));
}

static void pack_date(struct packer *packer, struct edtf_date date) {
    pack_day(packer, date.earliest);
    pack_day(packer, date.latest);
}

/* The bytes of a string that may be kept: no character is cut in two. */
static size_t cut_size(const char *text, size_t size, size_t most) {
    if (size <= most)
        return size;
    while (most > 0 && ((unsigned char)text[most] & 0xC0) == 0x80)
        most--;
    return most;
}

static void pack_bytes(struct packer *packer, const char *text, size_t size) {
    pack_number(packer, size + 1);
    buffer_append(packer->out, text, size);
    buffer_append_char(packer->out, '\0');
}

static void pack_string(struct packer *packer, const char *text) {
    if (!text) {
        pack_number(packer, 0);
        return;
    }
    pack_bytes(packer, text, cut_size(text, strlen(text), CLAIM_STRING_MAX));
}

static void pack_sketch(struct packer *packer, const struct sketch *sketch) {
    pack_number(packer, sketch->total);
    pack_number(packer, sketch->count);
    buffer_append(packer->out, sketch->hashes,
                  sketch->count * sizeof *sketch->hashes);
}

/* Lists of strings: gathered first, for their count stands before them. */

struct gathered {
    const char *items[CLAIM_LIST_MAX];
    size_t count;
};

static void gather(struct gathered *list, const char *item) {
    if (item && list->count < CLAIM_LIST_MAX)
        list->items[list->count++] = item;
}

static void pack_gathered(struct packer *packer, const struct gathered *list) {
    pack_number(packer, list->count);
    for (size_t i = 0; i < list->count; i++)
        pack_string(packer, list->items[i]);
}

static void gather_facet(struct gathered *list, const struct packer *packer,
                         enum facet_inference inferred_by) {
    int facet = schema_find_inferred(packer->schema, inferred_by);
    const struct document *document = packer->document;
    for (size_t i = 0; i < document->value_count; i++)
        if ((int)document->values[i].facet == facet)
            gather(list, document->values[i].value);
}

static void pack_facet(struct packer *packer,
                       enum facet_inference inferred_by) {
    struct gathered list = {.count = 0};
    gather_facet(&list, packer, inferred_by);
    pack_gathered(packer, &list);
}

static void pack_subjects(struct packer *packer) {
    struct gathered list = {.count = 0};
    gather_facet(&list, packer, INFER_SUBJECT);
    gather_facet(&list, packer, INFER_PARTY);
    pack_gathered(packer, &list);
}

static void pack_people(struct packer *packer) {
    const struct document *document = packer->document;
    struct gathered parties = {.count = 0};
    struct gathered signatories = {.count = 0};
    struct gathered creators = {.count = 0};
    for (size_t i = 0; i < document->organisation_count; i++)
        if (document->organisations[i].party)
            gather(&parties, document->organisations[i].name);
    for (size_t i = 0; i < document->person_count; i++)
        if (document->people[i].signatory)
            gather(&signatories, document->people[i].name);
    for (size_t i = 0; i < document->creator_count; i++)
        gather(&creators, document->creators[i].name);
    pack_gathered(packer, &parties);
    pack_gathered(packer, &signatories);
    pack_gathered(packer, &creators);
}

/* The date that a page's address or footer gives is the page's: the same paper
 * put up elsewhere has another. One word of the text for it makes it the
 * paper's own, as does what people or the format say. */
static bool date_is_of_page(const struct document *document) {
    bool of_page = false;
    for (size_t i = 0; i < document->evidence_count; i++) {
        const struct evidence *evidence = &document->evidence[i];
        if (strcmp(evidence->facet, "date") != 0)
            continue;
        if (evidence->source != EVIDENCE_ADDRESS &&
            evidence->source != EVIDENCE_BOILERPLATE)
            return false;
        of_page = true;
    }
    return of_page;
}

static void pack_card(struct packer *packer) {
    const struct document *document = packer->document;
    pack_string(packer, document->id);
    pack_string(packer, document->title ? document->title : "");
    pack_number(packer, document->title_supplied);
    pack_string(packer, document->source.path);
    pack_string(packer, document->source.member);
    pack_string(packer, document->source.address);
    pack_string(packer, document->publisher);
    pack_date(packer, document->date);
    pack_number(packer, (uint64_t)document->date_certainty);
    pack_number(packer, date_is_of_page(document));
    pack_facet(packer, INFER_KIND);
    pack_facet(packer, INFER_PLACE);
    pack_facet(packer, INFER_REGION);
    pack_subjects(packer);
    pack_people(packer);
}

static enum concord_status pack_print(struct packer *packer,
                                      struct concord_error *err) {
    struct text_print print;
    enum concord_status status =
        text_print_make(&print, &packer->arena, &packer->words, err);
    if (status != CONCORD_OK)
        return status;
    pack_number(packer, packer->words.count);
    buffer_append(packer->out, print.bands, PRINT_BANDS * sizeof *print.bands);
    pack_sketch(packer, &print.sketch);
    pack_number(packer, print.mark_floor);
    pack_number(packer, print.mark_count);
    for (size_t i = 0; i < print.mark_count; i++) {
        struct packed_hash hash = pack_hash(print.marks[i].hash);
        buffer_append(packer->out, &hash, sizeof hash);
        pack_number(packer, print.marks[i].count);
    }
    return CONCORD_OK;
}

/* Clauses. */

/* Index of the first word that begins at `start` or after. */
static size_t word_from(const struct hashed_words *words, size_t start) {
    size_t low = 0;
    size_t high = words->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (words->words[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum concord_status pack_clause(struct packer *packer,
                                       const struct document_clause *clause,
                                       struct concord_error *err) {
    const char *text = packer->document->text + clause->start;
    size_t size = cut_size(text, clause->end - clause->start,
                           packer->texts_left < CLAIM_CLAUSE_TEXT_MAX
                               ? packer->texts_left
                               : CLAIM_CLAUSE_TEXT_MAX);
    size_t first = word_from(&packer->words, clause->start);
    size_t end = word_from(&packer->words, clause->start + size);
    struct sketch shingles;
    enum concord_status status =
        sketch_make(&shingles, &packer->arena, &packer->words, first, end,
                    SHINGLE_CLAUSE_WORDS, CLAUSE_SHINGLES_MAX, err);
    if (status != CONCORD_OK)
        return status;
    packer->texts_left -= size;
    pack_string(packer, clause->anchor);
    pack_string(packer, clause->heading);
    pack_number(packer, (uint64_t)clause->kind);
    pack_number(packer, (uint64_t)clause->side);
    pack_number(packer, clause->start);
    pack_number(packer, clause->end);
    pack_bytes(packer, text, size);
    pack_sketch(packer, &shingles);
    return CONCORD_OK;
}

static enum concord_status pack_clauses(struct packer *packer,
                                        struct concord_error *err) {
    size_t count = packer->document->clause_count;
    if (count > CLAIM_CLAUSES_MAX)
        count = CLAIM_CLAUSES_MAX;
    pack_number(packer, count);
    for (size_t i = 0; i < count; i++) {
        enum concord_status status =
            pack_clause(packer, &packer->document->clauses[i], err);
        if (status != CONCORD_OK)
            return status;
    }
    return CONCORD_OK;
}

/* Relations and acronyms. */

static void pack_end(struct packer *packer, const struct relation_end *end) {
    pack_number(packer, end->self);
    pack_string(packer, end->title);
    pack_date(packer, end->self ? edtf_undated() : end->date);
}

static void pack_relations(struct packer *packer) {
    size_t count = packer->document->relation_count;
    if (count > CLAIM_RELATIONS_MAX)
        count = CLAIM_RELATIONS_MAX;
    pack_number(packer, count);
    for (size_t i = 0; i < count; i++) {
        const struct document_relation *relation =
            &packer->document->relations[i];
        pack_number(packer, (uint64_t)relation->type);
        pack_end(packer, &relation->subject);
        pack_end(packer, &relation->object);
        pack_date(packer, relation->date);
        pack_number(packer, (uint64_t)relation->certainty);
        pack_string(packer, relation->quote);
        pack_number(packer, relation->start);
        pack_number(packer, relation->end);
    }
}

static void pack_acronyms(struct packer *packer) {
    size_t count = packer->document->acronym_count;
    if (count > CLAIM_ACRONYMS_MAX)
        count = CLAIM_ACRONYMS_MAX;
    pack_number(packer, count);
    for (size_t i = 0; i < count; i++) {
        const struct document_acronym *acronym = &packer->document->acronyms[i];
        pack_string(packer, acronym->acronym ? acronym->acronym : "");
        pack_string(packer, acronym->expansion ? acronym->expansion : "");
        pack_number(packer, acronym->start);
        pack_number(packer, acronym->end);
    }
}

static enum concord_status pack_all(struct packer *packer,
                                    struct concord_error *err) {
    const struct document *document = packer->document;
    enum concord_status status = words_hash(
        &packer->words, &packer->arena, document->text ? document->text : "",
        document->text ? document->text_size : 0, err);
    buffer_append_string(packer->out, CLAIMS_MAGIC);
    buffer_append_char(packer->out, CLAIMS_FORM);
    pack_card(packer);
    if (status == CONCORD_OK)
        status = pack_print(packer, err);
    if (status == CONCORD_OK)
        status = pack_clauses(packer, err);
    pack_relations(packer);
    pack_acronyms(packer);
    return status;
}

enum concord_status claims_pack(struct buffer *out,
                                const struct document *document,
                                const struct schema *schema,
                                struct concord_error *err) {
    if (!document->id)
        return concord_fail(err, CONCORD_INTERNAL,
                            "a document without an id is to be related; "
                            "report this");
    struct packer packer = {.out = out,
                            .document = document,
                            .schema = schema,
                            .texts_left = CLAIM_TEXTS_MAX};
    enum concord_status status = pack_all(&packer, err);
    arena_clear(&packer.arena);
    if (status != CONCORD_OK)
        return status;
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(err);
}

const char *claims_version(void) {
    return "2";
}
