/* document_blobs.h - where a generation keeps what is read of a document when
 * it has been found. */
#ifndef CONCORD_ENGINE_DOCUMENT_BLOBS_H
#define CONCORD_ENGINE_DOCUMENT_BLOBS_H

#include "engine/block_store.h"

/* Kept in columns.bin as it stands here. Segment 0: there is none. */
struct document_blobs {
    struct block_ref shown;  /* in documents.NNNNNN: card, title and text */
    struct block_ref tokens; /* in tokens.NNNNNN: its words in order */
};

#endif
