/* json_ld.c - what a page says of itself as linked data. */
#include "format/json_ld.h"
