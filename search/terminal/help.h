/* help.h - what concord-search can be asked. */
#ifndef CONCORD_SEARCH_TERMINAL_HELP_H
#define CONCORD_SEARCH_TERMINAL_HELP_H

#include <stdio.h>

#include "schema/status.h"

/* CONCORD_NO_MEMORY, CONCORD_INTERNAL. */
enum concord_status help_write(FILE *out, struct concord_error *err);

#endif
