/* party.c - which sectors take part.
 *
 * A body that signs, stands in the title, opens the paper or is named where an
 * agreement says between whom it is, is a party; one that the paper comes back
 * to takes part in what it tells; one that is mentioned once does not. A body
 * is met again by its short name: after "Barset Primary Care Trust" the Trust
 * is that one. */
#include <string.h>

#include "describe/names.h"
#include "describe/reading.h"
#include "describe/words.h"

/* In tenths of one mention in the text. */
enum {
    WEIGHT_TITLE = 30,
    WEIGHT_SIGNATORY = 30,
    WEIGHT_PARTY = 30,
    WEIGHT_OPENING = 20,
    WEIGHT_TEXT = 10,
    PARTY_MIN = 20,
    EVIDENCE_MAX = 6
};

/* A sector named in the paper, by a body's full name or its short one. */
struct naming {
    unsigned value;
    size_t block;
    size_t first_word;
    size_t end_word;
    size_t start;
    size_t end;
    int weight;
    const char *rule;
    const struct mention *mention; /* NULL for a short name */
};

struct namings {
    struct naming *items;
    size_t count;
};

struct taking_part {
    int weight;
    size_t last_block;
    int last_weight;
};

static bool counts(const struct reading *reading, const struct mention *mention,
                   unsigned facet) {
    bool cited = mention->block != READING_NOWHERE &&
                 reading->blocks[mention->block].cited;
    return mention->watched->facet == facet && !mention->covered && !cited &&
           mention->source != EVIDENCE_ADDRESS;
}

/* Where an agreement says between whom it is. */

/* How many sectors, this one among them, the sentence names. */
static size_t sectors_named(const struct reading *reading,
                            const struct mention *mention,
                            struct word_span sentence) {
    uint64_t seen = 0;
    size_t count = 0;
    struct mention_span near =
        reading_neighbours_in(reading, mention, sentence);
    for (size_t i = near.first; i < near.end; i++) {
        const struct mention *other = &reading->mentions[i];
        if (!counts(reading, other, mention->watched->facet) ||
            other->block != mention->block ||
            other->first_word < sentence.first ||
            other->first_word >= sentence.end)
            continue;
        uint64_t bit = (uint64_t)1 << (other->watched->value % 64);
        count += (seen & bit) == 0;
        seen |= bit;
    }
    return count;
}

static bool speaks_of_parties(const struct reading *reading, size_t first,
                              size_t end) {
    static const char *const cues[] = {
        "between",     "parties",    "signatories", "on behalf of",
        "signed by",   "adopted by", "agreed by",   "partners",
        "undersigned", "adopted",    NULL};
    return words_find(reading, first, end, cues) < end;
}

/* Two sectors or more in one sentence of an agreement that speaks of its
 * parties, or under a heading that does; or three in any sentence of it, or in
 * a sentence of another paper that speaks of a compact. */
static bool is_among_parties(const struct reading *reading,
                             const struct mention *mention, bool agreement) {
    enum { SECTORS_MIN = 2, ELSEWHERE_MIN = 3 };
    static const char *const hopes[] = {
        "should",  "asked to", "invite",     "invited", "declined",
        "refused", "not yet",  "would like", "to join", NULL};
    struct word_span in = reading_sentence(reading, mention->first_word);
    size_t sectors = sectors_named(reading, mention, in);
    if (words_find(reading, in.first, in.end, hopes) < in.end)
        return false;
    if (!agreement) {
        static const char *const compacts[] = {"compact", NULL};
        return sectors >= ELSEWHERE_MIN &&
               words_find(reading, in.first, in.end, compacts) < in.end;
    }
    bool cue = speaks_of_parties(reading, in.first, in.end);
    if (!cue && mention->block > 0 &&
        reading->blocks[mention->block - 1].heading)
        cue = speaks_of_parties(reading,
                                reading->blocks[mention->block - 1].first_word,
                                reading_block_end(reading, mention->block - 1));
    return sectors >= (cue ? SECTORS_MIN : ELSEWHERE_MIN);
}

/* What a full name weighs. */

static int weight_of(const struct reading *reading,
                     const struct mention *mention, bool agreement,
                     const char **rule) {
    bool in_text = mention->block != READING_NOWHERE;
    *rule = "title-mention";
    if (mention->in_title)
        return WEIGHT_TITLE;
    *rule = "signatory";
    if (in_text && reading->blocks[mention->block].signatory)
        return WEIGHT_SIGNATORY;
    *rule = "among-the-parties";
    if (in_text && is_among_parties(reading, mention, agreement))
        return WEIGHT_PARTY;
    *rule = "heading-mention";
    if (agreement && mention->in_heading)
        return WEIGHT_OPENING;
    *rule = "opening-mention";
    if (mention->in_opening)
        return WEIGHT_OPENING;
    *rule = "text-mention";
    return WEIGHT_TEXT;
}

static struct naming *push_naming(struct reading *reading,
                                  struct namings *namings) {
    return arena_push(&reading->arena, &namings->items, &namings->count,
                      sizeof *namings->items);
}

static bool find_full_names(struct reading *reading, unsigned facet,
                            struct namings *namings) {
    bool agreement = reading_is_agreement(reading);
    for (size_t i = 0; i < reading->mention_count; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (!counts(reading, mention, facet))
            continue;
        struct naming *naming = push_naming(reading, namings);
        if (!naming)
            return false;
        *naming = (struct naming){.value = mention->watched->value,
                                  .block = mention->block,
                                  .first_word = mention->first_word,
                                  .end_word =
                                      mention->first_word + mention->word_count,
                                  .start = mention->start,
                                  .end = mention->end,
                                  .mention = mention};
        naming->weight = weight_of(reading, mention, agreement, &naming->rule);
    }
    return true;
}

/* Short names. */

static const char *const short_nouns[] = {
    "authority",    "board",      "college",
    "constabulary", "department", "service",
    "trust",        "university", NULL};

/* Which noun a word is, or a number past them. */
static size_t noun_of(const struct reading *reading, size_t word) {
    size_t i = 0;
    while (short_nouns[i]) {
        if (word_is_form_of(reading->words[word].folded, short_nouns[i]))
            break;
        i++;
    }
    return i;
}

/* The noun that the full name ends with: of the name around it, for a sector is
 * known by some of its words ("Barset Ambulance Service NHS Trust"). */
static size_t noun_of_name(const struct reading *reading,
                           const struct naming *naming) {
    const struct name_run *name = name_of(reading, naming->end_word - 1);
    size_t last = naming->end_word - 1;
    if (name && name->first_word + name->word_count - 1 > last)
        last = name->first_word + name->word_count - 1;
    return noun_of(reading, last);
}

static bool is_short_name(const struct reading *reading, size_t word) {
    static const char *const after[] = {"of", "between", "that", "for", NULL};
    const struct name_run *name = name_of(reading, word);
    return word > 0 && word_has_class(reading, word - 1, WORD_ARTICLE) &&
           gap_is_space(gap_after(reading, word - 1)) &&
           (!name || name->word_count == 1) &&
           !word_in(reading, word + 1, after);
}

/* Full names stand in the order of the text; `next` is the first of them that
 * comes after the word. */
static const struct naming *full_name_before(const struct reading *reading,
                                             const struct namings *full,
                                             size_t next, size_t noun) {
    for (size_t i = next; i > 0; i--) {
        const struct naming *naming = &full->items[i - 1];
        if (naming->block != READING_NOWHERE &&
            noun_of_name(reading, naming) == noun)
            return naming;
    }
    return NULL;
}

static bool find_short_names(struct reading *reading,
                             const struct namings *full,
                             struct namings *namings) {
    size_t nouns = sizeof short_nouns / sizeof short_nouns[0] - 1;
    size_t next = 0;
    for (size_t word = 0; word < reading->word_count; word++) {
        while (next < full->count && full->items[next].first_word <= word &&
               full->items[next].block != READING_NOWHERE)
            next++;
        if (!is_short_name(reading, word) ||
            (next > 0 && full->items[next - 1].end_word > word))
            continue;
        size_t noun = noun_of(reading, word);
        if (noun == nouns)
            continue;
        const struct naming *of = full_name_before(reading, full, next, noun);
        struct naming *naming = of ? push_naming(reading, namings) : NULL;
        if (of && !naming)
            return false;
        if (naming)
            *naming = (struct naming){
                of->value,
                reading_block_at(reading, reading->words[word].start),
                word,
                word + 1,
                reading->words[word].start,
                reading->words[word].end,
                WEIGHT_TEXT,
                "short-name",
                NULL};
    }
    return true;
}

/* Adding up. */

/* A block counts once, with its weightiest mention. */
static void count_naming(const struct naming *naming,
                         struct taking_part *part) {
    if (part->weight == 0 || part->last_block != naming->block)
        part->last_weight = 0;
    if (naming->weight > part->last_weight) {
        part->weight += naming->weight - part->last_weight;
        part->last_weight = naming->weight;
    }
    part->last_block = naming->block;
}

static enum concord_status give_naming(struct reading *reading,
                                       const char *facet, const char *value,
                                       const struct naming *naming,
                                       struct concord_error *err) {
    struct document *document = reading->document;
    if (naming->block == READING_NOWHERE)
        return document_add_outside_evidence(
            document, facet, value, naming->mention->source, CERTAINTY_STATED,
            naming->rule, document->title, err);
    return document_add_evidence(document, facet, value, CERTAINTY_STATED,
                                 naming->rule, naming->start, naming->end, err);
}

static enum concord_status give_party(struct reading *reading, unsigned facet,
                                      unsigned value,
                                      const struct namings *namings,
                                      struct concord_error *err) {
    const struct facet *described = schema_facet(reading->schema, facet);
    const char *word = described->values[value].value;
    enum concord_status status =
        document_add_value(reading->document, facet, word, err);
    size_t given = 0;
    for (size_t i = 0; i < namings->count && given < EVIDENCE_MAX; i++) {
        if (namings->items[i].value != value || status != CONCORD_OK)
            continue;
        status = give_naming(reading, described->name, word, &namings->items[i],
                             err);
        given++;
    }
    return status;
}

/* Who writes a minister's letter need not be said in it. */
static enum concord_status give_by_kind(struct reading *reading, unsigned facet,
                                        struct concord_error *err) {
    static const char kind[] = "ministerial-letter";
    static const char sector[] = "central-government";
    const struct facet *described = schema_facet(reading->schema, facet);
    int kinds = schema_find_inferred(reading->schema, INFER_KIND);
    if (kinds == SCHEMA_NO_INDEX ||
        !document_has_value(reading->document, (unsigned)kinds, kind) ||
        facet_find_value(described, sector) == SCHEMA_NO_INDEX ||
        document_has_value(reading->document, facet, sector))
        return CONCORD_OK;
    enum concord_status status =
        document_add_value(reading->document, facet, sector, err);
    return status == CONCORD_OK
               ? document_add_outside_evidence(
                     reading->document, described->name, sector,
                     EVIDENCE_SCHEMA, CERTAINTY_DERIVED, "ministers-letter",
                     kind, err)
               : status;
}

static enum concord_status describe_facet(struct reading *reading,
                                          unsigned facet,
                                          struct concord_error *err) {
    const struct facet *described = schema_facet(reading->schema, facet);
    struct taking_part *parts =
        arena_alloc(&reading->arena, described->value_count * sizeof *parts);
    struct namings full = {NULL, 0};
    struct namings brief = {NULL, 0};
    if (!parts || !find_full_names(reading, facet, &full) ||
        !find_short_names(reading, &full, &brief))
        return concord_no_memory(err);
    for (size_t i = 0; i < full.count; i++)
        count_naming(&full.items[i], &parts[full.items[i].value]);
    for (size_t i = 0; i < brief.count; i++)
        count_naming(&brief.items[i], &parts[brief.items[i].value]);
    enum concord_status status = CONCORD_OK;
    for (unsigned i = 0; i < described->value_count && status == CONCORD_OK;
         i++)
        if (parts[i].weight >= PARTY_MIN)
            status = give_party(reading, facet, i, &full, err);
    return status == CONCORD_OK ? give_by_kind(reading, facet, err) : status;
}

enum concord_status describe_party(struct reading *reading,
                                   struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (unsigned i = 0; i < schema_facet_count(reading->schema); i++)
        if (status == CONCORD_OK &&
            schema_facet(reading->schema, i)->inferred_by == INFER_PARTY)
            status = describe_facet(reading, i, err);
    return status;
}
