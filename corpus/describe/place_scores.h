/* place_scores.h - how much a paper speaks of each place and region.
 * Places and regions are scored together, for they decide each other: a name
 * that several places share is the one whose region the paper is about. */
#ifndef CONCORD_CORPUS_DESCRIBE_PLACE_SCORES_H
#define CONCORD_CORPUS_DESCRIBE_PLACE_SCORES_H

#include "describe/place_role.h"

/* In tenths of one plain mention in the text. */
enum {
    SCORE_TITLE = 60,
    SCORE_HEADING = 20,
    SCORE_OPENING = 20,
    SCORE_BODY = 12,
    SCORE_TEXT = 10,
    SCORE_NAMED = 5,
    SCORE_LISTED = 3
};

/* One place, or one value of the region facet, that is mentioned. */
struct place_score {
    unsigned index; /* in the gazetteer, or among the facet's values */
    int score;
    size_t blocks; /* that have a mention of weight */
    bool titled;
    bool own;          /* a body of its, or a writer's patch, is among them */
    bool supported;    /* some mention of it is surely a place's */
    bool vouched;      /* as above, by the words beside it */
    bool personal;     /* someone in the paper is called so */
    bool dropped;      /* no place at all */
    bool passing;      /* said in passing */
    size_t last_block; /* a block counts once, with its weightiest mention */
    int last_weight;
};

/* A mention with the place that it was found to name. */
struct placed_mention {
    const struct mention *mention;
    unsigned index; /* in the gazetteer */
    enum place_role role;
};

struct place_scores {
    unsigned facet;
    struct place_score *scores;
    size_t count;
    struct placed_mention *mentions; /* of places only, in their order */
    size_t mention_count;
};

/* Score the values that mentions of the tree `facet` name. Names that several
 * places share are settled by `regions`, which may be empty. */
enum concord_status places_score(struct reading *reading, unsigned facet,
                                 const struct place_scores *regions,
                                 struct place_scores *out,
                                 struct concord_error *err);

enum concord_status regions_score(struct reading *reading, unsigned facet,
                                  struct place_scores *out,
                                  struct concord_error *err);

/* The score of a value, or NULL when it has none. */
struct place_score *place_score_find(const struct place_scores *scores,
                                     unsigned index);

/* It stands in the text or the title, for itself, and is no mere sign. */
bool place_mention_counts(const struct mention *mention);

/* What the mention weighs, and the rule that says so; 0 for nothing. */
int place_mention_weight(const struct reading *reading,
                         const struct mention *mention, enum place_role role,
                         const char **rule);

#endif
