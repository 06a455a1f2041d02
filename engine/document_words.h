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

// Documents lie apart in memory: tell the processor, so many documents ahead,
// that so many bytes of this one's words will be read.
inline constexpr size_t DOCUMENT_WORDS_AHEAD = 16;
inline constexpr uint32_t DOCUMENT_WORDS_MOST = 1024;
void document_words_fetch(const struct index_reader *reader, uint32_t docid,
                          uint32_t bytes);

// Calls see(docid) for each document, so many bytes of its words being on their
// way. What the set is unpacked into is in the arena. Throws deadline_passed.
template <typename See>
void document_words_each(const struct index_reader *reader,
                         const struct docset &documents, struct arena *arena,
                         const deadline &limit, uint32_t bytes, See see) {
    const struct document_blobs *blobs =
        generation_columns(reader->generation)->blobs;
    const uint32_t *all = docset_list(&documents, arena);
    if (all == nullptr)
        throw std::bad_alloc();
    for (uint32_t i = 0; i < documents.count; i++) {
        if (i + 3 * DOCUMENT_WORDS_AHEAD < documents.count)
            __builtin_prefetch(blobs + all[i + 3 * DOCUMENT_WORDS_AHEAD]);
        if (i + DOCUMENT_WORDS_AHEAD < documents.count)
            document_words_fetch(reader, all[i + DOCUMENT_WORDS_AHEAD], bytes);
        limit.check();
        see(all[i]);
    }
}

// Those for which keeps(docid), in the arena.
template <typename Keeps>
struct docset document_words_filter(const struct index_reader *reader,
                                    const struct docset &documents,
                                    struct arena *arena, const deadline &limit,
                                    uint32_t bytes, Keeps keeps) {
    auto *kept = static_cast<uint32_t *>(arena_alloc_raw(
        arena, (documents.count + size_t{1}) * sizeof(uint32_t)));
    uint32_t count = 0;
    struct docset out;
    if (kept == nullptr)
        throw std::bad_alloc();
    document_words_each(reader, documents, arena, limit, bytes,
                        [&](uint32_t docid) {
                            kept[count] = docid;
                            count += keeps(docid);
                        });
    if (!docset_of_list(&out, arena, kept, count, documents.limit))
        throw std::bad_alloc();
    return out;
}

#endif
