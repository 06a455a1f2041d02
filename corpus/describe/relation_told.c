#include "describe/relation_told.h"

#include "describe/date_text.h"
#include "describe/words.h"

enum {
    WORDS_AHEAD = 24, /* of the sentence that are looked at after the title */
    VERB_TO_DATE = 9, /* words between what was done and when */
    WORDS_BEFORE = 4  /* between what was done and the title */
};

static const char *const makings[] = {
    "signed",     "agreed",   "adopted",    "launched",   "published",
    "approved",   "revised",  "renewed",    "refreshed",  "updated",
    "relaunched", "made",     "endorsed",   "dates from", "dating from",
    "dated",      "drawn up", "introduced", "produced",   "concluded",
    "written",    NULL};

/* What is told of from here on is something else. */
static const char *const turns[] = {"but",      "while", "whereas",
                                    "although", "will",  "expires",
                                    "until",    "since", NULL};

/* The date that stands within a few words of `word`, after "in" or "on". */
static bool date_near(const struct reading *reading, size_t word, size_t end,
                      struct cited_title *title) {
    static const char *const at[] = {"in", "on", "from", "of", "since", NULL};
    size_t stop = end - word > VERB_TO_DATE ? word + VERB_TO_DATE : end;
    for (size_t i = word; i < stop; i++) {
        if (i > word && words_begin(reading, i, end, makings) > 0)
            return false;
        if (i == 0 || !word_in(reading, i - 1, at))
            continue;
        size_t date_end = title->date_end;
        struct edtf_date date =
            cited_date_at(reading, i, i + 4 < end ? i + 4 : end, &date_end);
        struct found_date found;
        if (edtf_is_undated(date) || !date_at(reading, i, end, &found))
            continue;
        title->date = date;
        title->date_end = date_end;
        return true;
    }
    return false;
}

/* "... Compact, which both agreed at the hall in 2003" */
static bool date_after(const struct reading *reading, size_t first, size_t end,
                       struct cited_title *title) {
    for (size_t word = first; word < end && !word_in(reading, word, turns);
         word++) {
        size_t count = words_begin(reading, word, end, makings);
        if (count > 0 && date_near(reading, word + count, end, title))
            return true;
    }
    return false;
}

/* "signed the Barset Compact in 2004" */
static bool date_of_verb_before(const struct reading *reading,
                                struct word_span sentence,
                                struct cited_title *title) {
    static const char *const before[] = {"signed",  "launched", "agreed",
                                         "adopted", "revised",  "published",
                                         "name to", "names to", NULL};
    size_t first = title->first_word > sentence.first + WORDS_BEFORE
                       ? title->first_word - WORDS_BEFORE
                       : sentence.first;
    return words_find(reading, first, title->first_word, before) <
               title->first_word &&
           date_near(reading, title->end_word, sentence.end, title);
}

/* "It was signed in 2002." */
static bool date_of_next_sentence(const struct reading *reading, size_t word,
                                  struct cited_title *title) {
    static const char *const itself[] = {
        "it was", "it dates", "it has been", "it is dated", "this was", NULL};
    if (word >= reading->word_count || reading->words[word].quoted)
        return false;
    struct word_span next = reading_sentence(reading, word);
    if (words_begin(reading, word, next.end, itself) == 0)
        return false;
    size_t end = next.end - word > WORDS_AHEAD ? word + WORDS_AHEAD : next.end;
    return date_after(reading, word + 1, end, title);
}

void told_date(const struct reading *reading, struct cited_title *title) {
    struct word_span sentence = reading_sentence(reading, title->end_word - 1);
    size_t end = sentence.end - title->end_word > WORDS_AHEAD
                     ? title->end_word + WORDS_AHEAD
                     : sentence.end;
    if (title->end_word >= sentence.end) {
        date_of_next_sentence(reading, sentence.end, title);
        return;
    }
    if (date_of_verb_before(reading, sentence, title) ||
        date_after(reading, title->end_word, end, title))
        return;
    size_t block =
        reading_block_at(reading, reading->words[title->first_word].start);
    if (block != READING_NOWHERE &&
        sentence.end < reading_block_end(reading, block))
        date_of_next_sentence(reading, sentence.end, title);
}
