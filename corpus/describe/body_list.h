/* body_list.h - the bodies that one paper names, gathered with where each was
 * met: by its full name, its acronym or, once it is known, its short name. Its
 * memory is the reading's. */
#ifndef CONCORD_CORPUS_DESCRIBE_BODY_LIST_H
#define CONCORD_CORPUS_DESCRIBE_BODY_LIST_H

#include "describe/body_names.h"

struct found_body {
    const char *name;   /* as an archivist writes it */
    const char *folded; /* in small letters */
    int sort;           /* among the schema's kinds */
    bool generic;       /* no word of it is its own */
    size_t mentions;
    bool prominent; /* in title, heading or opening, or of a known name */
    bool party;
    bool signed_it;
    bool declined;
    size_t start; /* bytes of the text, where it was first met */
    size_t end;
};

struct body_mention {
    size_t body; /* in the list */
    size_t block;
    size_t first_word;
    size_t end_word;
};

enum { BODIES_MAX = 300 };

struct body_list {
    struct found_body *items;
    size_t count;
    struct body_mention *mentions; /* in the order of the text */
    size_t mention_count;
};

/* Read every body's name of the text into the list. */
enum concord_status bodies_find(struct reading *reading,
                                struct body_list *bodies,
                                struct concord_error *err);

/* The one body that the words, in small letters, are the short name of: "the
 * alliance", "pct"; also its full name. NULL when there is none or more. */
struct found_body *bodies_resolve(struct reading *reading,
                                  struct body_list *bodies, const char *text);

#endif
