/* place.c - which places and regions a paper is about.
 *
 * The place that a paper speaks of most is its own; others are kept when they
 * reach a share of its score. A paper whose places are scattered over the
 * country, none in its title, uses them as examples. Regions follow from the
 * places and from their own names; `england` is for a paper that has no region
 * and speaks of the country. */
#include <string.h>

#include "describe/place_mentions.h"
#include "describe/place_publisher.h"
#include "describe/place_scores.h"

enum {
    PLACE_MIN = 20,     /* two plain mentions, or one in the opening */
    PLACE_PERCENT = 45, /* of the strongest place's score */
    REGION_MIN = 20,
    REGION_PERCENT = 34,
    PUBLISHER_SCORE = 12, /* of a place that the text names too */
    NATIONAL_MIN = 40,    /* of the country, for a paper that is not local */
    EVIDENCE_MAX = 6      /* quotes for one value */
};

/* The facets and what was found for them; a schema may lack either facet. */
struct where {
    struct reading *reading;
    int place_facet;
    int region_facet;
    struct place_scores places;
    struct place_scores regions;
    struct publisher_places publisher;
    int country; /* what speaks of the whole country, which is no region yet */
};

static const struct place *place_at(const struct where *where, unsigned index) {
    return schema_place(where->reading->schema, index);
}

static int highest(const struct place_scores *scores) {
    int best = 0;
    for (size_t i = 0; i < scores->count; i++)
        if (scores->scores[i].score > best)
            best = scores->scores[i].score;
    return best;
}

static bool any_titled(const struct place_scores *scores) {
    for (size_t i = 0; i < scores->count; i++)
        if (scores->scores[i].titled && scores->scores[i].score > 0)
            return true;
    return false;
}

/* A county is spoken of through its towns too. */
static int score_with_parts(const struct where *where,
                            const struct place_score *score) {
    int parts = 0;
    for (size_t i = 0; i < where->places.count; i++) {
        const struct place_score *other = &where->places.scores[i];
        if (place_at(where, other->index)->parent == (int)score->index)
            parts += other->score;
    }
    return score->score + parts / 2;
}

static int strongest(const struct where *where) {
    int best = 0;
    for (size_t i = 0; i < where->places.count; i++) {
        int score = score_with_parts(where, &where->places.scores[i]);
        if (score > best && where->places.scores[i].score > 0)
            best = score;
    }
    return best;
}

/* The place at the top of the tree that the place is in, or itself. */
static int county_of(const struct where *where, unsigned index) {
    int county = (int)index;
    while (place_at(where, (unsigned)county)->parent != SCHEMA_NO_INDEX)
        county = place_at(where, (unsigned)county)->parent;
    return county;
}

/* Places of two regions, as strong as each other, none of which the paper
 * comes back to: examples. */
static bool is_torn(const struct where *where) {
    enum { WEAK = 45 };
    int best = strongest(where);
    int first = SCHEMA_NO_INDEX;
    if (any_titled(&where->places) || best > WEAK)
        return false;
    for (size_t i = 0; i < where->places.count; i++) {
        const struct place_score *score = &where->places.scores[i];
        int region = place_at(where, score->index)->region;
        if (score->score * 2 < best || score->score == 0)
            continue;
        if (first != SCHEMA_NO_INDEX && region != first)
            return true;
        first = region;
    }
    return false;
}

/* Places of several counties, each about as strong as the others and none in
 * the title: a round of the region or the country. */
static bool is_scattered(const struct where *where) {
    enum { COUNTIES = 4 };
    int best = strongest(where);
    int seen[COUNTIES] = {0};
    size_t counties = 0;
    if (any_titled(&where->places))
        return false;
    for (size_t i = 0; i < where->places.count && counties < COUNTIES; i++) {
        const struct place_score *score = &where->places.scores[i];
        int county = county_of(where, score->index);
        bool known = score->score * 3 < best || score->score == 0;
        for (size_t j = 0; j < counties; j++)
            known = known || seen[j] == county;
        if (!known)
            seen[counties++] = county;
    }
    return counties == COUNTIES;
}

/* A paper that speaks of the country much more than of any place. */
static bool is_national(const struct where *where) {
    enum { TIMES = 3 };
    return where->country > 0 && !any_titled(&where->places) &&
           where->country >= TIMES * strongest(where);
}

/* The paper's type when it is one that only the nation's bodies write. */
static const char *national_kind(const struct reading *reading) {
    static const char *const kinds[] = {
        "national-compact", "ministerial-letter", "parliamentary", NULL};
    int facet = schema_find_inferred(reading->schema, INFER_KIND);
    for (size_t i = 0; facet != SCHEMA_NO_INDEX && kinds[i]; i++)
        if (document_has_value(reading->document, (unsigned)facet, kinds[i]))
            return kinds[i];
    return NULL;
}

/* In Parliament members name their seats and what others do in passing: a
 * debate is of a place that its title names, or that it comes back to. */
static bool is_debate_at_large(const struct where *where) {
    enum { BLOCKS_MIN = 4 };
    const char *kind = national_kind(where->reading);
    if (!kind || strcmp(kind, "parliamentary") != 0 ||
        any_titled(&where->places) || any_titled(&where->regions))
        return false;
    for (size_t i = 0; i < where->places.count; i++)
        if (where->places.scores[i].score > 0 &&
            where->places.scores[i].blocks >= BLOCKS_MIN)
            return false;
    return true;
}

static bool is_part_of(const struct where *where, unsigned part,
                       unsigned whole) {
    int at = (int)part;
    while (at != SCHEMA_NO_INDEX && at != (int)whole)
        at = place_at(where, (unsigned)at)->parent;
    return at != SCHEMA_NO_INDEX;
}

/* A place that it is a part of is more than named too. */
static bool is_within_another(const struct where *where, unsigned index) {
    for (size_t i = 0; i < where->places.count; i++) {
        const struct place_score *other = &where->places.scores[i];
        bool firm = other->titled || other->own || other->blocks > 1;
        if (firm && other->score > 0 && other->index != index &&
            is_part_of(where, index, other->index))
            return true;
    }
    return false;
}

/* Where a paper comes back to one place, another that it names once is said in
 * passing: where they went to look, who did it before. */
static bool is_passing(const struct where *where,
                       const struct place_score *score) {
    if (score->titled || score->own || score->blocks != 1 ||
        is_within_another(where, score->index))
        return false;
    for (size_t i = 0; i < where->places.count; i++) {
        const struct place_score *other = &where->places.scores[i];
        size_t named = other->blocks +
                       publisher_places_count(&where->publisher, other->index);
        if (other->score >= 2 * score->score &&
            (other->titled || other->own || named >= 2) &&
            !is_part_of(where, score->index, other->index) &&
            !is_part_of(where, other->index, score->index))
            return true;
    }
    return false;
}

/* A part of the place is named too. */
static bool has_part(const struct where *where, unsigned index) {
    for (size_t i = 0; i < where->places.count; i++) {
        const struct place_score *other = &where->places.scores[i];
        if (other->score > 0 && other->index != index &&
            is_part_of(where, other->index, index))
            return true;
    }
    return false;
}

/* The one who issued the paper bears out what it names; a county's name leaves
 * open which part it is. */
static void weigh_publisher(struct where *where) {
    enum { NAMES_MAX = 2 };
    for (size_t i = 0; i < where->places.count; i++) {
        struct place_score *score = &where->places.scores[i];
        size_t names = publisher_places_count(&where->publisher, score->index);
        if (score->score > 0 && !has_part(where, score->index))
            score->score +=
                PUBLISHER_SCORE * (int)(names > NAMES_MAX ? NAMES_MAX : names);
    }
}

/* A paper of Wales or of Scotland has towns whose names England has too:
 * Newport, Bangor, Perth. Without its county such a town is not England's. */
static bool is_another_nations(const struct where *where,
                               const struct place_score *score) {
    static const char *const nations[] = {"wales", "scotland",
                                          "northern-ireland", NULL};
    const struct place *place = place_at(where, score->index);
    const struct place_score *county =
        place->parent == SCHEMA_NO_INDEX
            ? NULL
            : place_score_find(&where->places, (unsigned)place->parent);
    if (strcmp(place->kind, "town") != 0 || (county && county->score > 0))
        return false;
    for (size_t i = 0; nations[i]; i++) {
        int nation = facet_find_value(
            schema_facet(where->reading->schema, (size_t)where->region_facet),
            nations[i]);
        const struct place_score *found =
            nation == SCHEMA_NO_INDEX
                ? NULL
                : place_score_find(&where->regions, (unsigned)nation);
        if (found && found->score >= REGION_MIN)
            return true;
    }
    return false;
}

static void drop_passing(struct where *where) {
    for (size_t i = 0; i < where->places.count; i++)
        if (is_passing(where, &where->places.scores[i]) ||
            (where->region_facet != SCHEMA_NO_INDEX &&
             is_another_nations(where, &where->places.scores[i])))
            where->places.scores[i].passing = true;
    for (size_t i = 0; i < where->places.count; i++)
        if (where->places.scores[i].passing)
            where->places.scores[i].score = 0;
}

/* The region that all the places are in, or SCHEMA_NO_INDEX. */
static int common_region(const struct where *where) {
    int common = SCHEMA_NO_INDEX;
    for (size_t i = 0; i < where->places.count; i++) {
        int region = place_at(where, where->places.scores[i].index)->region;
        if (where->places.scores[i].score == 0)
            continue;
        if (common != SCHEMA_NO_INDEX && common != region)
            return SCHEMA_NO_INDEX;
        common = region;
    }
    return common;
}

/* The country has no place among the regions until none of them is found. */
static void take_country(struct where *where) {
    const struct facet *facet =
        schema_facet(where->reading->schema, (size_t)where->region_facet);
    int country = facet_find_value(facet, "england");
    struct place_score *score =
        country == SCHEMA_NO_INDEX
            ? NULL
            : place_score_find(&where->regions, (unsigned)country);
    if (!score)
        return;
    where->country = score->score;
    score->score = 0;
}

/* Giving values. */

static enum concord_status give_mentions(const struct where *where,
                                         unsigned facet, unsigned index,
                                         const char *value, bool region,
                                         struct concord_error *err) {
    struct reading *reading = where->reading;
    const char *name = schema_facet(reading->schema, facet)->name;
    size_t given = 0;
    for (size_t i = 0; i < reading->mention_count && given < EVIDENCE_MAX;
         i++) {
        const struct mention *mention = &reading->mentions[i];
        const char *rule = NULL;
        if (mention->watched->facet != facet ||
            mention->watched->value != index || !place_mention_counts(mention))
            continue;
        enum place_role role = region ? region_role_of(reading, mention)
                                      : place_role_of(reading, mention);
        if (place_mention_weight(reading, mention, role, &rule) == 0)
            continue;
        enum concord_status status =
            mention->block == READING_NOWHERE
                ? document_add_outside_evidence(
                      reading->document, name, value, mention->source,
                      CERTAINTY_STATED, rule, reading->document->title, err)
                : document_add_evidence(reading->document, name, value,
                                        CERTAINTY_STATED, rule, mention->start,
                                        mention->end, err);
        if (status != CONCORD_OK)
            return status;
        given++;
    }
    return CONCORD_OK;
}

/* A value that follows from another. */
static enum concord_status give_derived(const struct where *where,
                                        unsigned facet, const char *value,
                                        const char *rule, const char *from,
                                        struct concord_error *err) {
    struct document *document = where->reading->document;
    if (document_has_value(document, facet, value))
        return CONCORD_OK;
    enum concord_status status =
        document_add_value(document, facet, value, err);
    if (status == CONCORD_OK)
        status = document_add_outside_evidence(
            document, schema_facet(where->reading->schema, facet)->name, value,
            EVIDENCE_SCHEMA, CERTAINTY_DERIVED, rule, from, err);
    return status;
}

static enum concord_status give_place(const struct where *where, unsigned index,
                                      struct concord_error *err) {
    const struct place *place = place_at(where, index);
    unsigned facet = (unsigned)where->place_facet;
    enum concord_status status =
        document_add_value(where->reading->document, facet, place->path, err);
    if (status == CONCORD_OK)
        status = give_mentions(where, facet, index, place->path, false, err);
    for (const struct place *at = place;
         at->parent != SCHEMA_NO_INDEX && status == CONCORD_OK;) {
        at = place_at(where, (unsigned)at->parent);
        status =
            give_derived(where, facet, at->path, "part-of", place->path, err);
    }
    return status;
}

/* Kept places in the order of their scores. */
static struct place_score *next_best(const struct place_scores *scores,
                                     int below, size_t after) {
    struct place_score *best = NULL;
    for (size_t i = 0; i < scores->count; i++) {
        struct place_score *score = &scores->scores[i];
        bool later =
            score->score < below || (score->score == below && i > after);
        if (later && (!best || score->score > best->score))
            best = score;
    }
    return best;
}

/* Scattered over one region, the places speak for it together. */
static enum concord_status add_common_region(struct where *where,
                                             struct concord_error *err) {
    int region = common_region(where);
    if (region == SCHEMA_NO_INDEX || is_national(where) ||
        is_debate_at_large(where))
        return CONCORD_OK;
    struct place_score *score =
        place_score_find(&where->regions, (unsigned)region);
    if (!score)
        score = arena_push(&where->reading->arena, &where->regions.scores,
                           &where->regions.count, sizeof *score);
    if (!score)
        return concord_no_memory(err);
    score->index = (unsigned)region;
    score->score += REGION_MIN;
    return CONCORD_OK;
}

static enum concord_status give_places(struct where *where,
                                       struct concord_error *err) {
    int best = strongest(where);
    bool scattered = is_scattered(where) || is_torn(where) ||
                     is_national(where) || is_debate_at_large(where);
    enum concord_status status = CONCORD_OK;
    if (scattered && where->region_facet != SCHEMA_NO_INDEX)
        status = add_common_region(where, err);
    struct place_score *score = next_best(&where->places, best + 1, SIZE_MAX);
    while (score && status == CONCORD_OK) {
        bool kept =
            !scattered && best >= PLACE_MIN && score->score > 0 &&
            score_with_parts(where, score) * 100 >= best * PLACE_PERCENT;
        if (kept)
            status = give_place(where, score->index, err);
        else
            score->titled = false;
        size_t at = (size_t)(score - where->places.scores);
        int value = score->score;
        if (!kept)
            score->score = 0; /* it speaks for no region either */
        score = next_best(&where->places, value, at);
    }
    return status;
}

/* The publisher's place, most often named first. */
static const struct publisher_place *publishers_own(const struct where *where) {
    const struct publisher_place *own = NULL;
    size_t most = 0;
    for (size_t i = 0; i < where->publisher.count; i++) {
        const struct publisher_place *place = &where->publisher.items[i];
        size_t count = publisher_places_count(&where->publisher, place->place);
        if (count > most)
            own = place;
        if (count > most)
            most = count;
    }
    return own;
}

/* A paper that names no place and is not the nation's is of those who issued
 * it. */
static enum concord_status give_publishers(struct where *where,
                                           struct concord_error *err) {
    struct reading *reading = where->reading;
    const struct publisher_place *own = publishers_own(where);
    if (!own || highest(&where->places) > 0 ||
        highest(&where->regions) >= REGION_MIN ||
        where->country >= NATIONAL_MIN || national_kind(reading))
        return CONCORD_OK;
    const struct place *place = place_at(where, own->place);
    struct place_score *score = place_score_find(&where->places, own->place);
    if (!score)
        score = arena_push(&reading->arena, &where->places.scores,
                           &where->places.count, sizeof *score);
    if (!score)
        return concord_no_memory(err);
    score->index = own->place;
    score->score = PLACE_MIN;
    enum concord_status status = document_add_outside_evidence(
        reading->document,
        schema_facet(reading->schema, (size_t)where->place_facet)->name,
        place->path, own->source, CERTAINTY_PROBABLE, "publishers-place",
        own->quote, err);
    if (status == CONCORD_OK)
        status = document_add_place(
            reading->document,
            (struct document_place){.value = place->path, .role = PLACED_PATCH},
            err);
    return status == CONCORD_OK ? give_place(where, own->place, err) : status;
}

/* Regions. */

/* What the kept places and the region's own names weigh together. */
static enum concord_status add_regions_of_places(struct where *where,
                                                 struct concord_error *err) {
    for (size_t i = 0; i < where->places.count; i++) {
        const struct place_score *from = &where->places.scores[i];
        int region = place_at(where, from->index)->region;
        if (from->score == 0 || region == SCHEMA_NO_INDEX)
            continue;
        struct place_score *to =
            place_score_find(&where->regions, (unsigned)region);
        if (!to) {
            to = arena_push(&where->reading->arena, &where->regions.scores,
                            &where->regions.count, sizeof *to);
            if (!to)
                return concord_no_memory(err);
            to->index = (unsigned)region;
        }
        to->score += from->score;
        to->titled = to->titled || from->titled;
    }
    return CONCORD_OK;
}

static enum concord_status give_region(struct where *where, unsigned index,
                                       struct concord_error *err) {
    unsigned facet = (unsigned)where->region_facet;
    const char *value =
        schema_facet(where->reading->schema, facet)->values[index].value;
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < where->places.count && status == CONCORD_OK; i++) {
        const struct place_score *from = &where->places.scores[i];
        const struct place *place = place_at(where, from->index);
        if (from->score > 0 && place->region == (int)index)
            status = give_derived(where, facet, value, "region-of-place",
                                  place->path, err);
    }
    if (status == CONCORD_OK)
        status =
            document_add_value(where->reading->document, facet, value, err);
    if (status == CONCORD_OK)
        status = give_mentions(where, facet, index, value, true, err);
    return status;
}

/* England beside its neighbours: they are told apart, and its own regions stand
 * for it. */
static bool is_beside_nations(const struct where *where, int best) {
    static const char *const nations[] = {"wales", "scotland",
                                          "northern-ireland", "uk"};
    const struct facet *facet =
        schema_facet(where->reading->schema, (size_t)where->region_facet);
    if (where->country * 100 < best * REGION_PERCENT)
        return false;
    for (size_t i = 0; i < where->regions.count; i++) {
        const struct place_score *score = &where->regions.scores[i];
        bool nation = false;
        for (size_t j = 0; j < sizeof nations / sizeof nations[0]; j++)
            nation = nation ||
                     strcmp(facet->values[score->index].value, nations[j]) == 0;
        if (!nation && score->score > 0 &&
            score->score * 100 >= best * REGION_PERCENT)
            return false;
    }
    return where->country >= REGION_MIN;
}

/* A paper that says nothing of where it is and speaks of councils and compacts
 * at large is for the whole country. */
static enum concord_status give_country_by_signs(const struct where *where,
                                                 unsigned england,
                                                 struct concord_error *err) {
    struct reading *reading = where->reading;
    unsigned facet = (unsigned)where->region_facet;
    const char *name = schema_facet(reading->schema, facet)->name;
    enum concord_status status = CONCORD_OK;
    bool given = false;
    for (size_t i = 0; i < reading->mention_count && status == CONCORD_OK;
         i++) {
        const struct mention *mention = &reading->mentions[i];
        if (given || mention->watched->facet != facet || mention->covered ||
            mention->watched->value != england || !mention->watched->trigger ||
            mention->watched->trigger->use != TRIGGER_SIGN ||
            mention->block == READING_NOWHERE)
            continue;
        given = true;
        status = document_add_value(reading->document, facet, "england", err);
        if (status == CONCORD_OK)
            status = document_add_evidence(reading->document, name, "england",
                                           CERTAINTY_PROBABLE, "no-place-named",
                                           mention->start, mention->end, err);
    }
    return status;
}

static enum concord_status give_regions(struct where *where,
                                        struct concord_error *err) {
    const struct facet *facet =
        schema_facet(where->reading->schema, (size_t)where->region_facet);
    enum concord_status status = add_regions_of_places(where, err);
    int best = highest(&where->regions);
    int least = is_debate_at_large(where) ? 2 * REGION_MIN : REGION_MIN;
    struct place_score *score = next_best(&where->regions, best + 1, SIZE_MAX);
    while (score && status == CONCORD_OK && best >= least) {
        if (score->score > 0 && score->score * 100 >= best * REGION_PERCENT)
            status = give_region(where, score->index, err);
        score = next_best(&where->regions, score->score,
                          (size_t)(score - where->regions.scores));
    }
    int england = facet_find_value(facet, "england");
    if (status != CONCORD_OK || england == SCHEMA_NO_INDEX ||
        (best >= least && !is_beside_nations(where, best)))
        return status;
    if (where->country > 0)
        return give_region(where, (unsigned)england, err);
    const char *kind = national_kind(where->reading);
    if (kind)
        return give_derived(where, (unsigned)where->region_facet, "england",
                            "national-paper", kind, err);
    return best < least ? give_country_by_signs(where, (unsigned)england, err)
                        : CONCORD_OK;
}

enum concord_status describe_place(struct reading *reading,
                                   struct concord_error *err) {
    struct where where = {
        .reading = reading,
        .place_facet = schema_find_inferred(reading->schema, INFER_PLACE),
        .region_facet = schema_find_inferred(reading->schema, INFER_REGION)};
    enum concord_status status = CONCORD_OK;
    if (where.region_facet != SCHEMA_NO_INDEX)
        status = regions_score(reading, (unsigned)where.region_facet,
                               &where.regions, err);
    if (where.region_facet != SCHEMA_NO_INDEX && status == CONCORD_OK)
        take_country(&where);
    if (where.place_facet != SCHEMA_NO_INDEX && status == CONCORD_OK)
        status = places_score(reading, (unsigned)where.place_facet,
                              &where.regions, &where.places, err);
    if (where.place_facet != SCHEMA_NO_INDEX && status == CONCORD_OK)
        status = publisher_places_find(reading, (unsigned)where.place_facet,
                                       &where.publisher, err);
    weigh_publisher(&where);
    drop_passing(&where);
    if (where.place_facet != SCHEMA_NO_INDEX && status == CONCORD_OK)
        status = give_places(&where, err);
    if (where.place_facet != SCHEMA_NO_INDEX && status == CONCORD_OK)
        status = give_publishers(&where, err);
    if (where.region_facet != SCHEMA_NO_INDEX && status == CONCORD_OK)
        status = give_regions(&where, err);
    if (where.place_facet != SCHEMA_NO_INDEX && status == CONCORD_OK)
        status = place_mentions_give(reading, &where.places, err);
    return status;
}
