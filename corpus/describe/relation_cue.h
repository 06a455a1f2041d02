/* relation_cue.h - a phrase that relates the paper to another ("replaces",
 * "published in"), and relating it. Whatever reads one kind of phrase takes a
 * view of where it stands and adds relations to the document; CONCORD_NO_MEMORY
 * is all that can go wrong. */
#ifndef CONCORD_CORPUS_DESCRIBE_RELATION_CUE_H
#define CONCORD_CORPUS_DESCRIBE_RELATION_CUE_H

#include "describe/reading.h"
#include "describe/relation_title.h"
#include "schema/authorities.h"

/* A phrase where it stands, and what of its sentence lies on either side. */
struct cue_view {
    struct reading *reading;
    const struct mention *mention;
    enum relation_type type;
    struct word_span sentence;
    size_t before; /* the phrase's first word */
    size_t after;  /* one past its last */
};

/* "This Compact ...", "the present edition ...": the paper speaks of itself. */
bool cue_speaks_of_itself(const struct cue_view *view);

/* A paper that is called by a common noun alone is told from others by its
 * date, or by being the one before this. */
bool title_is_told_apart(const struct cited_title *title);

/* Relate `subject` to the paper that `title` calls, as the phrase says; nothing
 * when that is the paper itself, or is told already. */
enum concord_status cue_relate(const struct cue_view *view,
                               const struct relation_end *subject,
                               const struct cited_title *title,
                               struct concord_error *err);

/* The same with another name than the title's words, of which the rest is. */
enum concord_status cue_relate_named(const struct cue_view *view,
                                     const struct relation_end *subject,
                                     const char *name,
                                     const struct cited_title *title,
                                     struct concord_error *err);

/* Words first..end as they are written, in the reading's arena; or NULL. */
const char *relation_text(struct reading *reading, size_t first, size_t end);

/* The paper itself, called by its own title. */
bool relation_is_own_title(const struct reading *reading, const char *title);

/* The same paper in the same relation, said twice; or cited by the way, where
 * more is said of it. A date that it is given only now becomes its own. */
bool relation_is_told(const struct reading *reading, enum relation_type type,
                      const char *title, struct edtf_date date);

/* Each reads phrases of one kind. */

/* "replaces", "will supersede", "has been replaced by". */
enum concord_status cue_read_superseding(const struct cue_view *view,
                                         struct concord_error *err);

/* "published in", "based on": the title is on one side. */
enum concord_status cue_read_citing(const struct cue_view *view,
                                    enum cited_side side,
                                    struct concord_error *err);

/* "in reply to", "thank you for". */
enum concord_status cue_read_reply(const struct cue_view *view,
                                   struct concord_error *err);

/* "Appendix 2 to the Barset Compact". */
enum concord_status cue_read_part(const struct cue_view *view,
                                  struct concord_error *err);

/* A letter or speech that a page of news reports. */
enum concord_status cue_read_report(const struct cue_view *view,
                                    struct concord_error *err);

/* "the Barset Compact": the phrase is the noun of a name. */
enum concord_status cue_read_named(const struct cue_view *view,
                                   struct concord_error *err);

#endif
