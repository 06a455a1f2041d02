/* date_labels.h - dates that a label or a byline gives to this very paper. Each
 * function says whether a date that was found is one of that kind. */
#ifndef CONCORD_CORPUS_DESCRIBE_DATE_LABELS_H
#define CONCORD_CORPUS_DESCRIBE_DATE_LABELS_H

#include "describe/date_text.h"

/* "Published: 3 March 2004", "Ref: BC/12. Published March 2004." */
bool date_is_labelled(const struct reading *reading,
                      const struct found_date *date);

/* "Date of meeting: 11 January 2005" */
bool date_is_labelled_meeting(const struct reading *reading,
                              const struct found_date *date);

/* "Published September 2011, updated January 2013" */
bool date_is_revision(const struct reading *reading,
                      const struct found_date *date);

/* "By A. Writer, 3 March 2004" */
bool date_is_byline(const struct reading *reading,
                    const struct found_date *date);

/* "Submitted by admin on Wed, 08/02/2012 - 11:14" */
bool date_is_posted(const struct reading *reading,
                    const struct found_date *date);

/* "Last updated 4 February 2011" */
bool date_is_updated(const struct reading *reading,
                     const struct found_date *date);

/* The words from `first` up to `end` label another day: "Date of next
 * meeting". */
bool label_is_anothers(const struct reading *reading, size_t first, size_t end);

#endif
