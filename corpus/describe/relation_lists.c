/* relation_lists.c - see relation_lists.h. */
#include "describe/relation_lists.h"

#include "describe/date_text.h"
#include "describe/lines.h"
#include "describe/names.h"
#include "describe/relation_cue.h"
#include "describe/words.h"

enum { CITED_BLOCKS_MAX = 200 };

/* Where the title ends before a dash and the body that issued it, or `last`. */
static size_t before_issuer(const struct reading *reading, size_t first,
                            size_t last) {
    for (size_t word = last - 1; word > first + 1; word--) {
        struct gap gap = gap_after(reading, word - 1);
        if (!gap_has(gap, " – ") && !gap_has(gap, " - "))
            continue;
        const struct name_run *name = name_of(reading, word);
        bool issuer = name && name->kind == NAME_BODY &&
                      name->first_word + name->word_count >= last &&
                      !word_has_class(reading, last - 1, WORD_PAPER_NOUN);
        return issuer ? word : last;
    }
    return last;
}

/* One past the last word of a listed title. Its date is none of it when a
 * comma, a dash or a bracket parts the two, or nothing comes after. */
static size_t listed_title_end(const struct reading *reading, size_t first,
                               size_t end, struct edtf_date *date) {
    for (size_t word = first + 1; word < end; word++) {
        struct found_date found;
        if (!word_has_class(reading, word, WORD_OF_DATE) ||
            !date_at(reading, word, end, &found) || edtf_is_undated(found.when))
            continue;
        struct gap gap = gap_after(reading, word - 1);
        bool parted = gap_has(gap, ",") || gap_has(gap, "(") ||
                      gap_has(gap, "–") || gap_has(gap, "-");
        *date = found.when;
        if (parted || word + found.word_count >= end)
            return before_issuer(reading, first, word);
        word += found.word_count - 1;
    }
    for (size_t word = first + 1; word < end; word++)
        if (gap_has(gap_after(reading, word - 1), "("))
            end = word; /* "(extract)" */
    return before_issuer(reading, first, end);
}

/* The first word of what the block lists; `end` when it lists nothing. */
static size_t first_listed(const struct reading *reading, size_t block,
                           size_t end) {
    enum { WORDS_MIN = 2, WORDS_MAX = 60 };
    static const char *const none[] = {
        "none",           "nil",       "no background",
        "not applicable", "n a",       "there are no",
        "published",      "www",       "http",
        "https",          "contact",   "report author",
        "officer",        "telephone", NULL};
    const struct block_facts *facts = &reading->blocks[block];
    size_t first = facts->first_word;
    size_t label = words_begin(reading, first, end, reading_cited_headings);
    bool labelled = label > 0 && first + label < end &&
                    gap_has(gap_after(reading, first + label - 1), ":");
    if (labelled)
        first += label;
    if (!facts->cited || (label > 0 && !labelled) ||
        (facts->heading && !labelled) || end - first < WORDS_MIN ||
        end - first > WORDS_MAX || words_begin(reading, first, end, none) > 0 ||
        (!labelled && line_is_labelled(reading, block)))
        return end;
    return first;
}

static enum concord_status relate_listed_item(struct reading *reading,
                                              size_t first, size_t end,
                                              struct concord_error *err) {
    struct edtf_date date = edtf_undated();
    while (first < end && word_number(reading, first, 2) >= 0 &&
           !gap_is_space(gap_after(reading, first)))
        first++; /* "1. " */
    if (first + 1 >= end)
        return CONCORD_OK;
    size_t last = listed_title_end(reading, first, end, &date);
    const char *title = relation_text(reading, first, last);
    if (!title)
        return concord_no_memory(err);
    struct document_relation relation = {
        .type = RELATION_CITES,
        .subject = {.self = true, .date = edtf_undated()},
        .object = {.title = title, .date = date},
        .date = date,
        .certainty = CERTAINTY_STATED,
        .source = EVIDENCE_TEXT,
        .rule = "listed-among-sources",
        .start = reading->words[first].start,
        .end = reading->words[end - 1].end};
    return relation_is_told(reading, RELATION_CITES, title, date)
               ? CONCORD_OK
               : document_add_relation(reading->document, relation, err);
}

/* "The Compact (2004); the Code, 2005", or one title. */
static enum concord_status relate_listed(struct reading *reading, size_t block,
                                         struct concord_error *err) {
    size_t end = reading_block_end(reading, block);
    size_t first = first_listed(reading, block, end);
    enum concord_status status = CONCORD_OK;
    for (size_t word = first; word < end && status == CONCORD_OK; word++)
        if (word + 1 == end || gap_has(gap_after(reading, word), ";")) {
            status = relate_listed_item(reading, first, word + 1, err);
            first = word + 1;
        }
    return status;
}

enum concord_status relations_read_lists(struct reading *reading,
                                         struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    size_t listed = 0;
    for (size_t i = 0; i < reading->document->block_count &&
                       listed < CITED_BLOCKS_MAX && status == CONCORD_OK;
         i++)
        if (reading->blocks[i].cited) {
            status = relate_listed(reading, i, err);
            listed++;
        }
    return status;
}
