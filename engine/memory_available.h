/* memory_available.h - how much memory a program may still take before it takes
 * it from others. Thread-safe. */
#ifndef CONCORD_ENGINE_MEMORY_AVAILABLE_H
#define CONCORD_ENGINE_MEMORY_AVAILABLE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes: what the system says is available, and no more than the limit of the
 * control group that the process is in, or of one around it; 0 when the system
 * does not say. */
uint64_t memory_available(void);

/* As memory_available(), by the files below `root` in place of /. MemAvailable
 * of /proc/meminfo: proc(5); memory.max: "Control Group v2" of the kernel's
 * documentation. */
uint64_t memory_available_below(const char *root);

#ifdef __cplusplus
}
#endif

#endif
