/* place_role.h - what a place's name is doing where it stands. Only what a
 * paper is about, or its writer's patch, reaches the facets: not where a
 * meeting was held, nor who happens to be called so. */
#ifndef CONCORD_CORPUS_DESCRIBE_PLACE_ROLE_H
#define CONCORD_CORPUS_DESCRIBE_PLACE_ROLE_H

#include "describe/reading.h"

enum place_role {
    PLACE_SUBJECT, /* "partners in Barset", "Barset's Compact" */
    PLACE_PATCH,   /* the writer's: "I joined as an officer covering Barset" */
    PLACE_BODY,    /* its own council, compact, trust: "Barset Council" */
    PLACE_NAMED,   /* within another name: "Barset College" */
    PLACE_VENUE,   /* "a workshop in Barset", "the Barset event" */
    PLACE_EXAMPLE, /* "councils such as Barset and Wessex" */
    PLACE_PERSON,  /* "Ann Barset" */
    PLACE_NOTHING  /* an address, a street, an office */
};

enum place_role place_role_of(const struct reading *reading,
                              const struct mention *mention);

/* As above for a region's name, which counts in its own bodies only: "One East
 * Midlands" is one organisation and not the region. */
enum place_role region_role_of(const struct reading *reading,
                               const struct mention *mention);

/* Words stand by the name that a place's name needs and other names lack: "in
 * Reading", "Reading Borough Council". */
bool place_is_supported(const struct reading *reading,
                        const struct mention *mention);

#endif
