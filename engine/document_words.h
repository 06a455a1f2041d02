/* document_words.h - the words of documents in order, as the index keeps them
 * (tokens.*), one document after the other. C++ only; throws a struct
 * concord_error when a document's words are not whole. */
#ifndef CONCORD_ENGINE_DOCUMENT_WORDS_H
#define CONCORD_ENGINE_DOCUMENT_WORDS_H

#include <new>

#include "docset.h"
#include "generation_files.h"
#include "index_reader_parts.h"
#include "token_store.h"

// The words of a section of the document.
struct token_run document_words(const struct index_reader *reader,
                                enum token_section section, uint32_t docid);

// Documents lie apart in memory: tell the processor that this one's words will
// be read, so many documents ahead.
inline constexpr size_t DOCUMENT_WORDS_AHEAD = 16;
void document_words_fetch(const struct index_reader *reader, uint32_t docid);

// Calls see(docid) for each document, its words being on their way. What the
// set is unpacked into is in the arena. Throws deadline_passed.
template <typename See>
void document_words_each(const struct index_reader *reader,
                         const struct docset &documents, struct arena *arena,
                         const deadline &limit, See see) {
    const struct document_blobs *blobs =
        generation_columns(reader->generation)->blobs;
    const uint32_t *all = docset_list(&documents, arena);
    if (all == nullptr)
        throw std::bad_alloc();
    for (uint32_t i = 0; i < documents.count; i++) {
        if (i + 3 * DOCUMENT_WORDS_AHEAD < documents.count)
            __builtin_prefetch(blobs + all[i + 3 * DOCUMENT_WORDS_AHEAD]);
        if (i + DOCUMENT_WORDS_AHEAD < documents.count)
            document_words_fetch(reader, all[i + DOCUMENT_WORDS_AHEAD]);
        limit.check();
        see(all[i]);
    }
}

#endif
