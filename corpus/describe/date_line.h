/* date_line.h - the date that a line is and nothing else, as people and
 * programs write it. Pure. */
#ifndef CONCORD_CORPUS_DESCRIBE_DATE_LINE_H
#define CONCORD_CORPUS_DESCRIBE_DATE_LINE_H

#include "schema/edtf.h"
#include "schema/status.h"

/* Read EDTF, a time stamp ("2007-04-01T09:30:00+01:00"), or what date_text.h
 * reads, a weekday before it or not. *out is undated when the line is none of
 * them. CONCORD_NO_MEMORY. */
enum concord_status date_of_line(struct edtf_date *out, const char *line,
                                 struct concord_error *err);

#endif
