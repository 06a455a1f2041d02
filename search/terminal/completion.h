/* completion.h - what the word being typed may become, for shells that ask.
 * One thread. */
#ifndef CONCORD_SEARCH_TERMINAL_COMPLETION_H
#define CONCORD_SEARCH_TERMINAL_COMPLETION_H

#include <stdio.h>

#include "schema/status.h"

/* Print the script that teaches `shell` to ask. CONCORD_BAD_REQUEST for a shell
 * that is not known. */
enum concord_status completion_write_script(FILE *out, const char *shell,
                                            struct concord_error *err);

/* Print the options, or the values of the option before, that begin with the
 * last of the words, one a line. Values of facets are those of the index
 * `index`; without one there are none. */
enum concord_status completion_write(FILE *out, const char *index,
                                     char *const *words, int count,
                                     struct concord_error *err);

#endif
