/* speaker_pronouns.h - whom "she" and "he" stand for, and whom a sentence is
 * about: persons alone, as far as the text shows that they are persons. */
#ifndef CONCORD_CORPUS_DESCRIBE_SPEAKER_PRONOUNS_H
#define CONCORD_CORPUS_DESCRIBE_SPEAKER_PRONOUNS_H

#include "describe/speaker_candidates.h"
#include "describe/speakers.h"

/* By the title before the name, else by the first name; either may be missing:
 * an empty range, NULL. */
enum speaker_gender speaker_gender_of(const struct reading *reading,
                                      const struct candidate *candidate,
                                      const char *name);

/* The candidate's title allows for that name: "Mr Cole" is no Ann Cole. */
bool speaker_may_be(const struct reading *reading,
                    const struct candidate *candidate, const char *name);

/* The person whom the pronoun means among those named before it, of its own
 * gender where that is known: who the last sentence that names one is about.
 * CANDIDATE_NONE where `last`, who spoke up to the word `since`, is nearer, or
 * nobody fits. *use_last tells which. */
struct candidate pronoun_find(struct reading *reading,
                              const struct candidate *pronoun,
                              const struct speaker *last, size_t since,
                              bool *use_last);

/* The first name of the reading at or after the word. */
size_t speaker_names_before(const struct reading *reading, size_t word);

/* Whom the words first..end are about: the one person that they name, the
 * office or the pronoun before any name. Nobody when they name two. */
struct candidate subject_find(struct reading *reading, size_t first,
                              size_t end);

#endif
