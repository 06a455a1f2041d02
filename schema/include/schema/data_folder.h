/* data_folder.h - where a program finds the data that was installed with it. */
#ifndef CONCORD_SCHEMA_DATA_FOLDER_H
#define CONCORD_SCHEMA_DATA_FOLDER_H

#include <limits.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The folder `name` of Concord's data below the prefix that the running program
 * stands in, wherever that was put: PREFIX/share/concord/NAME beside
 * PREFIX/bin. Without such a folder the program was built and not installed,
 * and it is `source`, of its source tree. Written to `out`, which is returned.
 */
const char *data_folder(char out[PATH_MAX], const char *name,
                        const char *source);

#ifdef __cplusplus
}
#endif

#endif
