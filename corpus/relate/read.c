/* read.c - claims read back from their bytes. What is read may be anything: a
 * fault is remembered, and everything after it is empty. */
#include "relate/form.h"

#include <string.h>

struct claim_reader {
    const unsigned char *bytes;
    size_t size;
    size_t at;
    struct arena *arena;
    bool garbled;
    bool no_memory;
};

static bool is_broken(const struct claim_reader *reader) {
    return reader->garbled || reader->no_memory;
}

static uint64_t read_number(struct claim_reader *reader) {
    uint64_t number = 0;
    for (unsigned shift = 0; shift < 63; shift += 7) {
        if (is_broken(reader) || reader->at == reader->size)
            break;
        unsigned char byte = reader->bytes[reader->at++];
        number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return number;
    }
    reader->garbled = true;
    return 0;
}

static uint64_t read_below(struct claim_reader *reader, uint64_t limit) {
    uint64_t number = read_number(reader);
    if (number < limit)
        return number;
    reader->garbled = true;
    return 0;
}

static bool read_flag(struct claim_reader *reader) {
    return read_below(reader, 2) == 1;
}

static size_t read_offset(struct claim_reader *reader) {
    return (size_t)read_below(reader, UINT32_MAX);
}

static edtf_day read_day(struct claim_reader *reader) {
    uint32_t bits = (uint32_t)read_below(reader, (uint64_t)UINT32_MAX + 1);
    uint32_t day = bits >> 1 ^ (bits & 1 ? UINT32_MAX : 0);
    return day <= INT32_MAX ? (edtf_day)day : -1 - (edtf_day)(UINT32_MAX - day);
}

static struct edtf_date read_date(struct claim_reader *reader) {
    struct edtf_date date = {0, 0};
    date.earliest = read_day(reader);
    date.latest = read_day(reader);
    if (date.earliest > date.latest)
        reader->garbled = true;
    return date;
}

static const unsigned char *read_bytes(struct claim_reader *reader,
                                       uint64_t size) {
    if (is_broken(reader) || size > reader->size - reader->at) {
        reader->garbled = true;
        return NULL;
    }
    const unsigned char *bytes = reader->bytes + reader->at;
    reader->at += (size_t)size;
    return bytes;
}

/* NULL for none. A NUL stands at its end and nowhere before. */
static const char *read_string(struct claim_reader *reader) {
    uint64_t size = read_number(reader);
    if (size == 0)
        return NULL;
    const unsigned char *bytes = read_bytes(reader, size);
    if (!bytes)
        return NULL;
    if (memchr(bytes, '\0', (size_t)size) != bytes + size - 1) {
        reader->garbled = true;
        return NULL;
    }
    return (const char *)bytes;
}

static const char *read_given_string(struct claim_reader *reader) {
    const char *text = read_string(reader);
    if (text)
        return text;
    reader->garbled = true;
    return "";
}

/* They stay where they are, among the bytes that are read. NULL when they are
 * not there. */
static const struct packed_hash *read_hashes(struct claim_reader *reader,
                                             size_t count) {
    return (const struct packed_hash *)read_bytes(
        reader, count * sizeof(struct packed_hash));
}

static uint32_t read_hash(struct claim_reader *reader) {
    const struct packed_hash *hash = read_hashes(reader, 1);
    return hash ? unpack_hash(*hash) : 0;
}

/* Zeroed room for as many items as are said to follow; NULL for none. */
static void *read_list(struct claim_reader *reader, size_t *count, size_t most,
                       size_t size) {
    *count = (size_t)read_below(reader, most + 1);
    if (*count == 0)
        return NULL;
    void *items = arena_alloc(reader->arena, *count * size);
    if (items)
        return items;
    reader->no_memory = true;
    *count = 0;
    return NULL;
}

static struct sketch read_sketch(struct claim_reader *reader, size_t most) {
    struct sketch sketch = {NULL, 0, 0};
    sketch.total = read_offset(reader);
    sketch.count = (size_t)read_below(reader, most + 1);
    sketch.hashes = read_hashes(reader, sketch.count);
    if (!sketch.hashes)
        sketch.count = 0;
    for (size_t i = 1; i < sketch.count; i++)
        if (unpack_hash(sketch.hashes[i]) <= unpack_hash(sketch.hashes[i - 1]))
            reader->garbled = true;
    if (sketch.total < sketch.count)
        sketch.total = sketch.count;
    return sketch;
}

static struct claim_list read_strings(struct claim_reader *reader) {
    struct claim_list list = {NULL, 0};
    list.items =
        read_list(reader, &list.count, CLAIM_LIST_MAX, sizeof *list.items);
    for (size_t i = 0; i < list.count; i++)
        list.items[i] = read_given_string(reader);
    return list;
}

static void read_card(struct claim_reader *reader, struct claim *claim) {
    claim->id = read_given_string(reader);
    claim->title = read_given_string(reader);
    claim->title_supplied = read_flag(reader);
    claim->path = read_string(reader);
    claim->member = read_string(reader);
    claim->address = read_string(reader);
    claim->publisher = read_string(reader);
    claim->date = read_date(reader);
    claim->certainty = (enum certainty)read_below(reader, CERTAINTY_STATED + 1);
    claim->page_date = read_flag(reader);
    claim->types = read_strings(reader);
    claim->places = read_strings(reader);
    claim->regions = read_strings(reader);
    claim->subjects = read_strings(reader);
    claim->parties = read_strings(reader);
    claim->signatories = read_strings(reader);
    claim->creators = read_strings(reader);
}

static void read_print(struct claim_reader *reader, struct claim *claim) {
    struct text_print *print = &claim->print;
    claim->words = (size_t)read_below(reader, SHINGLE_WORDS_MAX + 1);
    print->bands = read_hashes(reader, PRINT_BANDS);
    print->sketch = read_sketch(reader, SKETCH_MAX);
    print->mark_floor = (uint32_t)read_below(reader, SHINGLE_WORDS_MAX + 1);
    struct mark *marks =
        read_list(reader, &print->mark_count, MARKS_MAX, sizeof *marks);
    for (size_t i = 0; i < print->mark_count; i++) {
        marks[i].hash = read_hash(reader);
        marks[i].count = (uint32_t)read_below(reader, SHINGLE_WORDS_MAX + 1);
        if (i > 0 && marks[i].hash <= marks[i - 1].hash)
            reader->garbled = true;
    }
    print->marks = marks;
}

static void read_clauses(struct claim_reader *reader, struct claim *claim) {
    claim->clauses = read_list(reader, &claim->clause_count, CLAIM_CLAUSES_MAX,
                               sizeof *claim->clauses);
    for (size_t i = 0; i < claim->clause_count && !is_broken(reader); i++) {
        struct claim_clause *clause = &claim->clauses[i];
        clause->anchor = read_given_string(reader);
        clause->heading = read_string(reader);
        clause->kind =
            (enum clause_kind)read_below(reader, CLAUSE_DEFINITION + 1);
        clause->side = (enum clause_side)read_below(reader, SIDE_BOTH + 1);
        clause->start = read_offset(reader);
        clause->end = read_offset(reader);
        clause->text = read_given_string(reader);
        clause->shingles = read_sketch(reader, CLAUSE_SHINGLES_MAX);
    }
}

static struct claim_end read_end(struct claim_reader *reader) {
    struct claim_end end = {.self = read_flag(reader)};
    end.title = read_string(reader);
    end.date = read_date(reader);
    return end;
}

static void read_relations(struct claim_reader *reader, struct claim *claim) {
    claim->relations = read_list(reader, &claim->relation_count,
                                 CLAIM_RELATIONS_MAX, sizeof *claim->relations);
    for (size_t i = 0; i < claim->relation_count && !is_broken(reader); i++) {
        struct claim_relation *relation = &claim->relations[i];
        relation->type =
            (enum relation_type)read_below(reader, RELATION_PART_OF + 1);
        relation->subject = read_end(reader);
        relation->object = read_end(reader);
        relation->date = read_date(reader);
        relation->certainty =
            (enum certainty)read_below(reader, CERTAINTY_STATED + 1);
        relation->quote = read_string(reader);
        relation->start = read_offset(reader);
        relation->end = read_offset(reader);
    }
}

static void read_acronyms(struct claim_reader *reader, struct claim *claim) {
    claim->acronyms = read_list(reader, &claim->acronym_count,
                                CLAIM_ACRONYMS_MAX, sizeof *claim->acronyms);
    for (size_t i = 0; i < claim->acronym_count && !is_broken(reader); i++) {
        struct claim_acronym *acronym = &claim->acronyms[i];
        acronym->acronym = read_given_string(reader);
        acronym->expansion = read_given_string(reader);
        acronym->start = read_offset(reader);
        acronym->end = read_offset(reader);
    }
}

enum concord_status claims_read(struct claim *out, struct arena *arena,
                                const void *bytes, size_t size,
                                struct concord_error *err) {
    struct claim_reader reader = {.bytes = bytes, .size = size, .arena = arena};
    size_t magic = strlen(CLAIMS_MAGIC);
    *out = (struct claim){0};
    const unsigned char *head = read_bytes(&reader, magic + 1);
    if (!head || memcmp(head, CLAIMS_MAGIC, magic) != 0 ||
        head[magic] != CLAIMS_FORM)
        return concord_fail(err, CONCORD_CORRUPT,
                            "a document's claims are not of this version; "
                            "rebuild");
    read_card(&reader, out);
    read_print(&reader, out);
    read_clauses(&reader, out);
    read_relations(&reader, out);
    read_acronyms(&reader, out);
    if (reader.no_memory)
        return concord_no_memory(err);
    if (reader.garbled || reader.at != size || out->id[0] == '\0')
        return concord_fail(err, CONCORD_CORRUPT,
                            "a document's claims are damaged; rebuild");
    return CONCORD_OK;
}
