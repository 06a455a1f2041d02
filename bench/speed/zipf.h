/* zipf.h - draws ranks as words of a language are used: the one of rank r with
 * a weight of 1/(r + flat), from r = 1.
 * Immutable once made; may be shared by threads. */
#ifndef CONCORD_BENCH_ZIPF_H
#define CONCORD_BENCH_ZIPF_H

#include <stddef.h>
#include <stdint.h>

#include "random.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct zipf;

/* Of `count` ranks; the larger `flat`, the less the first ones stand out; a
 * `knee` of 0 is none. The caller owns *out and frees it with zipf_destroy().
 */
enum concord_status zipf_create(struct zipf **out, size_t count, unsigned flat,
                                size_t knee, struct concord_error *err);
void zipf_destroy(struct zipf *zipf);

/* A rank, counted from 0. */
size_t zipf_draw(const struct zipf *zipf, struct random *random);

#ifdef __cplusplus
}
#endif

#endif
