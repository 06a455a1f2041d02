/* token_words.c - reads words.bin. */
#include "token_words.h"

#include <errno.h>
#include <string.h>

#include "columns_file.h"
#include "generation_files.h"
#include "token_words_file.h"

static bool take_list(struct columns_cursor *cursor, struct word_list *list,
                      const struct words_list_header *header) {
    list->count = header->count;
    list->slot_count = header->slot_count;
    list->ends = columns_take(cursor, header->count, sizeof *list->ends);
    list->bytes = columns_take(cursor, header->byte_count, 1);
    list->slots = columns_take(cursor, header->slot_count, sizeof *list->slots);
    return !cursor->failed && word_list_is_whole(list, header->byte_count);
}

static bool forms_agree(const struct token_words *words) {
    if (words->starts[0] != 0 ||
        words->starts[words->stems.count] != words->words.count)
        return false;
    for (uint32_t i = 0; i < words->stems.count; i++)
        if (words->starts[i] > words->starts[i + 1])
            return false;
    for (uint32_t i = 0; i < words->words.count; i++)
        if (words->forms[i] == 0 || words->forms[i] > words->words.count)
            return false;
    return true;
}

static bool take_parts(struct token_words *words) {
    struct columns_cursor cursor = {words->file.bytes, words->file.size, 0,
                                    false};
    const struct words_header *header =
        columns_take(&cursor, 1, sizeof *header);
    if (header == NULL || memcmp(header->magic, WORDS_MAGIC, 8) != 0 ||
        header->byte_order != COLUMNS_BYTE_ORDER ||
        header->format != TOKEN_WORDS_FORMAT ||
        !take_list(&cursor, &words->words, &header->words) ||
        !take_list(&cursor, &words->stems, &header->stems))
        return false;
    words->starts =
        columns_take(&cursor, (size_t)words->stems.count + 1, sizeof(uint32_t));
    words->forms = columns_take(&cursor, words->words.count, sizeof(uint32_t));
    return !cursor.failed && forms_agree(words);
}

enum concord_status token_words_open(struct token_words *words,
                                     const char *directory,
                                     struct concord_error *err) {
    char path[PATH_MAX];
    memset(words, 0, sizeof *words);
    enum concord_status status =
        generation_path(path, err, "%s/" TOKEN_WORDS_FILE, directory);
    if (status == CONCORD_OK)
        status = files_map(&words->file, path, err);
    if (status == CONCORD_OK && words->file.bytes == NULL)
        status = concord_fail_file(err, path, ENOENT);
    if (status != CONCORD_OK)
        return status;
    if (!take_parts(words)) {
        token_words_close(words);
        return concord_fail(err, CONCORD_CORRUPT,
                            "%s: not whole, or of another format; run "
                            "concord-indexer --rebuild",
                            path);
    }
    return CONCORD_OK;
}

void token_words_close(struct token_words *words) {
    files_unmap(&words->file);
    memset(words, 0, sizeof *words);
}

const uint32_t *token_words_forms(const struct token_words *words,
                                  const char *stem, size_t length,
                                  uint32_t *count) {
    uint32_t found = word_list_find(&words->stems, stem, length);
    *count = 0;
    if (found == 0)
        return NULL;
    uint32_t start = words->starts[found - 1];
    *count = words->starts[found] - start;
    return words->forms + start;
}
