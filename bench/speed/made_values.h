/* made_values.h - dates and facet values for papers that have none, skewed as
 * an archive's are: a few types, regions and topics have most of the papers,
 * most papers have several topics, some have no date.
 * Immutable once made; may be shared by threads. */
#ifndef CONCORD_BENCH_MADE_VALUES_H
#define CONCORD_BENCH_MADE_VALUES_H

#include "random.h"
#include "schema/buffer.h"
#include "schema/schema.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct made_values;

enum { MADE_DATE_MAX = 16 };

/* Values of closed facets and places are the schema's, which must outlive it;
 * bodies and people are made up. The caller owns *out and frees it with
 * made_values_destroy(). */
enum concord_status made_values_create(struct made_values **out,
                                       const struct schema *schema,
                                       struct concord_error *err);
void made_values_destroy(struct made_values *made);

/* Write a date, or an empty string, and append the values as struct paper has
 * them. */
void made_values_draw(const struct made_values *made, struct random *random,
                      char date[MADE_DATE_MAX], struct buffer *values);

#ifdef __cplusplus
}
#endif

#endif
