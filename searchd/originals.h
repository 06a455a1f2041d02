/* originals.h - opens the files that documents were read from. What the index
 * says of a path is not believed: nothing outside the folder is opened, nor
 * anything by way of a link, nor anything but a plain file. */
#ifndef CONCORD_SEARCHD_ORIGINALS_H
#define CONCORD_SEARCHD_ORIGINALS_H

#include <stdint.h>

#include "schema/status.h"

/* Open `path` below the folder; the caller closes *fd. CONCORD_NOT_FOUND when
 * there is no such plain file there, CONCORD_IO. */
enum concord_status originals_open(int *fd, uint64_t *size, const char *folder,
                                   const char *path, struct concord_error *err);

#endif
