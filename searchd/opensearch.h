/* opensearch.h - /opensearch.xml. */
#ifndef CONCORD_SEARCHD_OPENSEARCH_H
#define CONCORD_SEARCHD_OPENSEARCH_H

#include "operations.h"

#define OPENSEARCH_TYPE "application/opensearchdescription+xml"

enum {
    OPENSEARCH_FRESH = 3600
}; /* seconds; it changes with the command line */

operation answer_opensearch;

#endif
