/* place_publisher.h - which places the one that issued a paper is of, by its
 * host's name ("www.barsetforum.org.uk"), by the name of its site and by the
 * owner named in a footer that was dropped. They bear out what the text says,
 * and speak alone where the text names no place. */
#ifndef CONCORD_CORPUS_DESCRIBE_PLACE_PUBLISHER_H
#define CONCORD_CORPUS_DESCRIBE_PLACE_PUBLISHER_H

#include "describe/reading.h"

enum { PUBLISHER_PLACES_MAX = 4 };

struct publisher_place {
    unsigned place; /* of the gazetteer */
    enum evidence_source source;
    const char *quote; /* the reading's or the document's */
};

struct publisher_places {
    struct publisher_place items[PUBLISHER_PLACES_MAX];
    size_t count; /* a place is there once for each that names it */
};

/* `facet` is the tree's. After reading_find_mentions(). */
enum concord_status publisher_places_find(struct reading *reading,
                                          unsigned facet,
                                          struct publisher_places *out,
                                          struct concord_error *err);

/* How many of the publisher's names have the place. */
size_t publisher_places_count(const struct publisher_places *places,
                              unsigned place);

#endif
