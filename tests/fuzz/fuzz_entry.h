/* fuzz_entry.h - what libFuzzer and plain_driver.c call. */
#ifndef CONCORD_TESTS_FUZZ_ENTRY_H
#define CONCORD_TESTS_FUZZ_ENTRY_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
__attribute__((visibility("default")))
#endif
/* Try one input; 0. A claim that does not hold aborts. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
