#include "describe/place_scores.h"

#include <string.h>

#include "describe/lists.h"

struct place_score *place_score_find(const struct place_scores *scores,
                                     unsigned index) {
    for (size_t i = 0; i < scores->count; i++)
        if (scores->scores[i].index == index)
            return &scores->scores[i];
    return NULL;
}

int place_mention_weight(const struct reading *reading,
                         const struct mention *mention, enum place_role role,
                         const char **rule) {
    static const struct {
        const char *rule;
        int weight;
    } weights[] = {
        {"title-mention", SCORE_TITLE},    {"heading-mention", SCORE_HEADING},
        {"signatory-body", SCORE_OPENING}, {"opening-mention", SCORE_OPENING},
        {"own-body", SCORE_BODY},          {"text-mention", SCORE_TEXT},
        {"within-a-name", SCORE_NAMED},    {"listed-mention", SCORE_LISTED},
        {"authors-patch", SCORE_OPENING}};
    size_t which = 5;
    if (role == PLACE_VENUE || role == PLACE_EXAMPLE || role == PLACE_PERSON ||
        role == PLACE_NOTHING)
        return 0;
    bool signatory = mention->block != READING_NOWHERE &&
                     reading->blocks[mention->block].signatory;
    if (mention->in_title)
        which = 0;
    else if (role == PLACE_PATCH)
        which = 8;
    else if (mention->in_heading)
        which = 1;
    else if (signatory && role == PLACE_BODY)
        which = 2;
    else if (mention->in_opening)
        which = 3;
    else if (role == PLACE_BODY)
        which = 4;
    else if (role == PLACE_NAMED)
        which = 6;
    if (which > 2 && which < 8 && mention->block != READING_NOWHERE &&
        role != PLACE_BODY && mention_is_in_list(reading, mention))
        which = 7;
    *rule = weights[which].rule;
    return weights[which].weight;
}

static struct place_score *
score_of(struct reading *reading, struct place_scores *scores, unsigned index) {
    struct place_score *score = place_score_find(scores, index);
    if (score)
        return score;
    score = arena_push(&reading->arena, &scores->scores, &scores->count,
                       sizeof *score);
    if (score) {
        score->index = index;
        score->last_block = READING_NOWHERE - 1;
    }
    return score;
}

/* Mentions come in the order of the text, so that those of a block stand
 * together. */
static bool add_mention(struct reading *reading, struct place_scores *scores,
                        const struct mention *mention, enum place_role role,
                        unsigned index) {
    const char *rule = NULL;
    int weight = place_mention_weight(reading, mention, role, &rule);
    if (weight == 0 && role != PLACE_PERSON)
        return true;
    struct place_score *score = score_of(reading, scores, index);
    if (!score)
        return false;
    score->personal = score->personal || role == PLACE_PERSON;
    if (weight == 0)
        return true;
    if (score->last_block != mention->block) {
        score->last_weight = 0;
        score->blocks++;
    }
    score->own = score->own || role == PLACE_BODY || role == PLACE_PATCH;
    if (weight > score->last_weight) {
        score->score += weight - score->last_weight;
        score->last_weight = weight;
    }
    score->last_block = mention->block;
    score->titled = score->titled || mention->in_title;
    bool ambiguous =
        mention->watched->name && mention->watched->name->ambiguous;
    bool vouched = place_is_supported(reading, mention);
    score->vouched = score->vouched || vouched;
    score->supported = score->supported || !ambiguous || vouched;
    return true;
}

bool place_mention_counts(const struct mention *mention) {
    const struct trigger *trigger = mention->watched->trigger;
    return !mention->covered && mention->source != EVIDENCE_ADDRESS &&
           (!trigger || trigger->use == TRIGGER_GIVES);
}

static bool is_read(const struct mention *mention, unsigned facet) {
    return mention->watched->facet == facet && place_mention_counts(mention);
}

enum concord_status regions_score(struct reading *reading, unsigned facet,
                                  struct place_scores *out,
                                  struct concord_error *err) {
    *out = (struct place_scores){.facet = facet};
    for (size_t i = 0; i < reading->mention_count; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (!is_read(mention, facet))
            continue;
        enum place_role role = region_role_of(reading, mention);
        if (!add_mention(reading, out, mention, role, mention->watched->value))
            return concord_no_memory(err);
    }
    return CONCORD_OK;
}

/* Names that several places share. */

/* The other mentions of the same words, which are neighbours of this one. */
static size_t last_of_same_words(const struct reading *reading, size_t first,
                                 unsigned facet) {
    const struct mention *mention = &reading->mentions[first];
    size_t end = first + 1;
    while (end < reading->mention_count &&
           reading->mentions[end].source == mention->source &&
           reading->mentions[end].end == mention->end) {
        end++;
    }
    while (end > first + 1 &&
           (!is_read(&reading->mentions[end - 1], facet) ||
            reading->mentions[end - 1].start != mention->start))
        end--;
    return end;
}

static int rank_of_kind(const char *kind) {
    static const char *const kinds[] = {"town",
                                        "district",
                                        "combined",
                                        "london-borough",
                                        "metropolitan-district",
                                        "unitary",
                                        "county"};
    for (int i = 0; i < (int)(sizeof kinds / sizeof kinds[0]); i++)
        if (strcmp(kind, kinds[i]) == 0)
            return i;
    return 0;
}

static bool existed_then(const struct reading *reading,
                         const struct place *place) {
    const struct edtf_date *date = &reading->document->date;
    if (edtf_is_undated(*date))
        return true;
    return place->existed.earliest <= date->latest &&
           place->existed.latest >= date->earliest;
}

static int score_in(const struct place_scores *scores, int index) {
    const struct place_score *score = place_score_find(scores, (unsigned)index);
    return score ? score->score : 0;
}

/* How well a place is supported by what else the paper names: its county
 * first, then its region, then that it was there, then its size. */
static int support_for(const struct reading *reading, unsigned index,
                       const struct place_scores *regions,
                       const struct place_scores *certain) {
    enum { PARENT = 20, REGION = 2, EXISTED = 8 };
    const struct place *place = schema_place(reading->schema, index);
    int support = rank_of_kind(place->kind);
    if (place->parent != SCHEMA_NO_INDEX)
        support += PARENT * score_in(certain, place->parent);
    for (size_t i = 0; i < certain->count; i++) {
        const struct place *other =
            schema_place(reading->schema, certain->scores[i].index);
        if (other->region == place->region)
            support += REGION * certain->scores[i].score;
    }
    if (place->region != SCHEMA_NO_INDEX)
        support += REGION * score_in(regions, place->region);
    return support + (existed_then(reading, place) ? EXISTED : 0);
}

static const struct mention *best_of_same(const struct reading *reading,
                                          size_t first, size_t end,
                                          const struct place_scores *regions,
                                          const struct place_scores *certain) {
    const struct mention *best = NULL;
    int best_support = -1;
    for (size_t i = first; i < end; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (!is_read(mention, certain->facet) ||
            mention->start != reading->mentions[first].start)
            continue;
        int support =
            support_for(reading, mention->watched->value, regions, certain);
        if (support > best_support) {
            best = mention;
            best_support = support;
        }
    }
    return best;
}

/* "Yarmouth" in a paper on Great Yarmouth is that town and no other: the name
 * opens or ends a longer one that the paper uses. */
static bool is_short_for(const char *name, const char *longer) {
    size_t size = strlen(name);
    size_t whole = strlen(longer);
    if (whole <= size)
        return false;
    bool opens = strncmp(longer, name, size) == 0 && longer[size] == ' ';
    const char *tail = longer + whole - size;
    return opens || (strcmp(tail, name) == 0 && tail[-1] == ' ');
}

/* A county is itself beside the districts that are called after it: "Dorset"
 * is not short for West Dorset. */
static bool stands_for_longer(const struct place *place,
                              const struct place *longer) {
    return strcmp(place->kind, "county") != 0 &&
           is_short_for(place->name, longer->name);
}

/* Every place mentioned, once, and the place that its name is short for: itself
 * as a rule. */
struct alias {
    unsigned index;
    unsigned stands_for;
};

struct aliases {
    struct alias *items;
    size_t count;
};

/* The role of each of the reading's mentions, worked out once for both passes:
 * the role and one more, 0 for one not asked for yet. */
typedef unsigned char role_known;

static enum place_role role_of(const struct reading *reading, role_known *roles,
                               const struct mention *mention) {
    role_known *known = &roles[mention - reading->mentions];
    if (*known == 0)
        *known = (role_known)(place_role_of(reading, mention) + 1);
    return (enum place_role)(*known - 1);
}

static bool alias_is_known(const struct aliases *aliases, unsigned index) {
    for (size_t i = 0; i < aliases->count; i++)
        if (aliases->items[i].index == index)
            return true;
    return false;
}

static unsigned stands_for(const struct aliases *aliases, unsigned index) {
    for (size_t i = 0; i < aliases->count; i++)
        if (aliases->items[i].index == index)
            return aliases->items[i].stands_for;
    return index;
}

static bool aliases_find(struct reading *reading, unsigned facet,
                         struct aliases *aliases) {
    for (size_t i = 0; i < reading->mention_count; i++) {
        const struct mention *mention = &reading->mentions[i];
        unsigned index = mention->watched->value;
        if (!is_read(mention, facet) || alias_is_known(aliases, index))
            continue;
        struct alias *added = arena_push(&reading->arena, &aliases->items,
                                         &aliases->count, sizeof *added);
        if (!added)
            return false;
        *added = (struct alias){index, index};
    }
    for (size_t i = 0; i < aliases->count; i++)
        for (size_t j = 0; j < aliases->count; j++)
            if (stands_for_longer(
                    schema_place(reading->schema, aliases->items[i].index),
                    schema_place(reading->schema, aliases->items[j].index)))
                aliases->items[i].stands_for = aliases->items[j].index;
    return true;
}

static bool keep_mention(struct reading *reading, struct place_scores *out,
                         const struct mention *mention, unsigned index,
                         enum place_role role) {
    struct placed_mention *kept = arena_push(&reading->arena, &out->mentions,
                                             &out->mention_count, sizeof *kept);
    if (kept)
        *kept = (struct placed_mention){mention, index, role};
    return kept != NULL;
}

/* One pass over the places: those whose name is theirs alone, or, given
 * `certain`, all. */
static bool score_pass(struct reading *reading, struct place_scores *out,
                       const struct aliases *aliases, role_known *roles,
                       const struct place_scores *regions,
                       const struct place_scores *certain) {
    for (size_t i = 0; i < reading->mention_count;) {
        const struct mention *mention = &reading->mentions[i];
        if (!is_read(mention, out->facet)) {
            i++;
            continue;
        }
        size_t end = last_of_same_words(reading, i, out->facet);
        unsigned own = mention->watched->value;
        unsigned longer = stands_for(aliases, own);
        bool shared = end > i + 1 && longer == own;
        if (shared && certain)
            mention = best_of_same(reading, i, end, regions, certain);
        i = end;
        if ((shared && !certain) || !mention)
            continue;
        enum place_role role = role_of(reading, roles, mention);
        unsigned index = longer == own ? mention->watched->value : longer;
        if (!add_mention(reading, out, mention, role, index) ||
            (certain && !keep_mention(reading, out, mention, index, role)))
            return false;
    }
    return true;
}

/* A name that is a common word or a surname too counts only where some
 * mention, or the paper's other places, say that it is the place; one that
 * somebody in the paper bears, where a mention does or a title has it. */
static void drop_unsupported(const struct reading *reading,
                             struct place_scores *scores) {
    for (size_t i = 0; i < scores->count; i++) {
        struct place_score *score = &scores->scores[i];
        const struct place *place = schema_place(reading->schema, score->index);
        const struct place_score *parent =
            place->parent == SCHEMA_NO_INDEX
                ? NULL
                : place_score_find(scores, (unsigned)place->parent);
        bool shared_out = score->personal && !score->vouched && !score->titled;
        score->dropped =
            shared_out || (!score->supported && !(parent && parent->score > 0));
        if (score->dropped)
            score->score = 0;
    }
}

enum concord_status places_score(struct reading *reading, unsigned facet,
                                 const struct place_scores *regions,
                                 struct place_scores *out,
                                 struct concord_error *err) {
    struct place_scores certain = {.facet = facet};
    struct aliases aliases = {NULL, 0};
    *out = (struct place_scores){.facet = facet};
    role_known *roles =
        arena_alloc(&reading->arena, reading->mention_count * sizeof *roles);
    if (!roles || !aliases_find(reading, facet, &aliases) ||
        !score_pass(reading, &certain, &aliases, roles, regions, NULL) ||
        !score_pass(reading, out, &aliases, roles, regions, &certain))
        return concord_no_memory(err);
    drop_unsupported(reading, out);
    return CONCORD_OK;
}
