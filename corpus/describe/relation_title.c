#include "describe/relation_title.h"

#include "describe/date_text.h"
#include "describe/names.h"
#include "describe/words.h"

enum { TITLE_WORDS_MAX = 24 };

/* What may stand before a title and is no part of it. */
static const char *const articles[] = {
    "the",       "a",       "an",      "its",  "their", "our",
    "your",      "his",     "her",     "all",  "of",    "new",
    "both",      "one",     "local",   "this", "draft", "proposed",
    "refreshed", "revised", "renewed", NULL};

static const char *const elders[] = {"existing", "old",      "former",
                                     "current",  "previous", "earlier",
                                     "original", "first",    NULL};

/* Which paper of its kind a common one is: part of its title. */
static const char *const scopes[] = {"national", "joint", "countywide", NULL};

static bool is_paper_noun(const struct reading *reading, size_t word) {
    return word_has_class(reading, word, WORD_PAPER_NOUN);
}

static bool has_paper_noun(const struct reading *reading, size_t first,
                           size_t end) {
    for (size_t word = first; word < end; word++)
        if (is_paper_noun(reading, word))
            return true;
    return false;
}

/* The date of a paper, given in its whole or by the dates that the text has
 * been given already: "your letter of 3 May". */
static struct edtf_date date_known(const struct reading *reading,
                                   const struct found_date *found) {
    const struct document *document = reading->document;
    if (!edtf_is_undated(found->when))
        return found->when;
    size_t low = 0;
    size_t high = document->date_count;
    while (high > 0 && document->dates[high - 1].end == 0)
        high--; /* those that stand elsewhere come last */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (document->dates[middle].start < found->start)
            low = middle + 1;
        else
            high = middle;
    }
    bool same = low < document->date_count && document->dates[low].end > 0 &&
                document->dates[low].start == found->start;
    return same ? document->dates[low].when : edtf_undated();
}

struct edtf_date cited_date_at(const struct reading *reading, size_t word,
                               size_t end, size_t *date_end) {
    static const char *const between[] = {
        "agreement", "document",  "which",     "was",      "signed",
        "agreed",    "published", "adopted",   "launched", "issued",
        "dated",     "on",        "in",        "of",       "from",
        "paper",     "the",       "approved",  "first",    "back",
        "that",      "produced",  "code",      "itself",   "last",
        "revised",   "renewed",   "refreshed", "updated",  "originally",
        "formally",  "jointly",   "drawn",     "up",       "has",
        "been",      "is",        "were",      NULL};
    enum { BETWEEN_MAX = 5 };
    for (size_t i = 0; i <= BETWEEN_MAX && word + i < end; i++) {
        struct found_date found;
        size_t at = word + i;
        if (at > 0 && i > 0 && gap_ends_sentence(reading, at - 1))
            break;
        if (date_at(reading, at, end, &found) &&
            found.form != DATE_MONTH_ALONE && found.form != DATE_SPAN) {
            struct edtf_date when = date_known(reading, &found);
            if (!edtf_is_undated(when))
                *date_end = at + found.word_count;
            return when;
        }
        if (!word_in(reading, at, between))
            break;
    }
    return edtf_undated();
}

/* "the 2004 Compact" */
static struct edtf_date year_at_word(const struct reading *reading,
                                     size_t word) {
    int year = word_number(reading, word, 4);
    return year >= 1900 && year < 2100 ? edtf_year(year) : edtf_undated();
}

/* A name goes on to its end, but not into its date, nor over a bracket. */
static size_t name_end(const struct reading *reading, size_t first,
                       size_t end) {
    const struct name_run *name = name_of(reading, first);
    size_t last = name ? name->first_word + name->word_count : first + 1;
    if (last > end)
        last = end;
    for (size_t word = first + 1; word < last; word++)
        if (month_of_word(reading, word) > 0 && word + 1 < end &&
            word_number(reading, word + 1, 4) >= 1900)
            last = word;
    while (last > first + 1 && word_has_class(reading, last - 1, WORD_JOINER))
        last--;
    return last;
}

/* Nothing but what many papers are called: "White Paper", "Code of Practice".
 */
static bool is_common(const struct reading *reading, size_t first, size_t end) {
    static const char *const common[] = {
        "white", "green",  "good", "practice", "annual", "action",
        "final", "local",  "new",  "best",     "draft",  "consultation",
        "joint", "impact", "full", "interim",  NULL};
    for (size_t word = first; word < end; word++)
        if (!is_paper_noun(reading, word) && !word_in(reading, word, common) &&
            !word_has_class(reading, word, WORD_JOINER))
            return false;
    return true;
}

static bool finish(const struct reading *reading, size_t end,
                   struct cited_title *out) {
    if (out->end_word <= out->first_word ||
        out->end_word - out->first_word > TITLE_WORDS_MAX)
        return false;
    out->bare = is_common(reading, out->first_word, out->end_word);
    out->date_end = out->end_word;
    struct edtf_date date =
        cited_date_at(reading, out->end_word, end, &out->date_end);
    if (edtf_is_undated(out->date))
        out->date = date;
    return true;
}

/* ‘...’ or “...”: from the first quoted word to the last. */
static bool quoted_title(const struct reading *reading, size_t word, size_t end,
                         struct cited_title *out) {
    size_t last = word;
    bool opens = reading->words[word].quoted &&
                 (word == 0 || !reading->words[word - 1].quoted ||
                  gap_has(gap_after(reading, word - 1), "“"));
    if (!opens || !word_has_capital(reading, word))
        return false;
    while (last < end && last - word < TITLE_WORDS_MAX &&
           reading->words[last].quoted)
        last++;
    out->first_word = word;
    out->end_word = last;
    return last - word > 1 && (last == end || !reading->words[last].quoted);
}

bool title_after(const struct reading *reading, size_t word, size_t end,
                 struct cited_title *out) {
    *out = (struct cited_title){.date = edtf_undated()};
    for (; word < end; word++) {
        struct edtf_date year = year_at_word(reading, word);
        bool elder = word_in(reading, word, elders);
        if (!edtf_is_undated(year))
            out->date = year;
        else if (!elder && (!word_in(reading, word, articles) ||
                            (word_has_capital(reading, word) &&
                             word_has_capital(reading, word + 1))))
            break;
        out->older = out->older || elder;
        if (gap_ends_sentence(reading, word))
            return false;
    }
    if (word >= end)
        return false;
    if (quoted_title(reading, word, end, out))
        return finish(reading, end, out);
    size_t named = word_in(reading, word, scopes) ? word + 1 : word;
    if (named >= end ||
        !(word_has_capital(reading, named) ||
          (is_paper_noun(reading, named) && (out->older || named > word))))
        return false;
    out->first_word = word;
    out->end_word = word_has_capital(reading, named)
                        ? name_end(reading, named, end)
                        : named + 1;
    return has_paper_noun(reading, named, out->end_word) &&
           finish(reading, end, out);
}

/* One past the capitals from `first` on, over "in" and the like. */
static size_t free_name_end(const struct reading *reading, size_t first,
                            size_t end) {
    static const char *const small[] = {"in", "with", "for", "at", "to", NULL};
    size_t last = name_end(reading, first, end);
    while (last + 1 < end && gap_is_space(gap_after(reading, last - 1)) &&
           word_in(reading, last, small) &&
           gap_is_space(gap_after(reading, last)) &&
           word_has_capital(reading, last + 1))
        last = name_end(reading, last + 1, end);
    return last;
}

bool title_with_aside(const struct reading *reading, size_t word, size_t end,
                      struct cited_title *out) {
    enum { ASIDE_WORDS_MAX = 12 };
    *out = (struct cited_title){.date = edtf_undated()};
    while (word < end && word_in(reading, word, articles))
        word++;
    if (word >= end || !word_has_capital(reading, word))
        return false;
    size_t last = free_name_end(reading, word, end);
    if (last - word < 2 || last >= end ||
        !gap_is(gap_after(reading, last - 1), " ("))
        return false;
    size_t close = last;
    while (close + 1 < end && close < last + ASIDE_WORDS_MAX &&
           !gap_has(gap_after(reading, close), ")"))
        close++;
    out->first_word = word;
    out->end_word = last;
    out->date_end = last;
    struct found_date found;
    for (size_t at = last; at <= close && edtf_is_undated(out->date); at++)
        if (date_at(reading, at, close + 1, &found)) {
            out->date = found.when;
            out->date_end = at + found.word_count;
        }
    return has_paper_noun(reading, last, close + 1);
}

bool title_before(const struct reading *reading, size_t first, size_t word,
                  struct cited_title *out) {
    static const char *const copulas[] = {
        "was",  "were",  "is",   "are",        "has",      "had",
        "have", "been",  "be",   "originally", "recently", "first",
        "and",  "which", "that", NULL};
    *out = (struct cited_title){.date = edtf_undated()};
    size_t last = word;
    while (last > first && word_in(reading, last - 1, copulas))
        last--;
    if (last > first && !word_has_capital(reading, last - 1) &&
        is_paper_noun(reading, last - 1))
        last--; /* "the Barset Compact agreement" */
    if (last == first || !word_has_capital(reading, last - 1) ||
        gap_ends_sentence(reading, last - 1))
        return false;
    const struct name_run *name = name_of(reading, last - 1);
    if (!name || name->first_word + name->word_count != last ||
        name->first_word < first)
        return false;
    out->first_word = name->first_word;
    out->end_word = last;
    if (out->first_word > first &&
        word_in(reading, out->first_word - 1, scopes))
        out->first_word--;
    if (out->first_word > first)
        out->date = year_at_word(reading, out->first_word - 1);
    out->bare = is_common(reading, out->first_word, out->end_word);
    out->date_end = out->end_word;
    return has_paper_noun(reading, out->first_word, last) &&
           last - out->first_word <= TITLE_WORDS_MAX &&
           !(out->first_word > first &&
             word_is(reading, out->first_word - 1, "this"));
}

/* "consultation on the draft Barset Compact", "proposals for the library": one
 * past what a plain title is about, as far as a name goes. */
static size_t subject_end(const struct reading *reading, size_t word,
                          size_t end) {
    static const char *const links[] = {"on", "about", "into", NULL};
    enum { ABOUT_WORDS_MAX = 6 };
    if (!word_in(reading, word, links) || word >= end)
        return word;
    size_t at = word + 1;
    while (at < end && at < word + ABOUT_WORDS_MAX &&
           (word_in(reading, at, articles) || word_in(reading, at, elders)))
        at++;
    if (at >= end || !word_has_capital(reading, at))
        return word;
    return name_end(reading, at, end);
}

bool plain_title_after(const struct reading *reading, size_t word, size_t end,
                       const char *const *nouns, struct cited_title *out) {
    static const char *const stops[] = {
        "any",  "every", "each", "such", "no",  "to",  "in",   "on",
        "that", "which", "who",  "is",   "was", "are", "by",   "with",
        "and",  "it",    "what", "how",  "for", "we",  "they", "has",
        "have", "not",   "from", "at",   NULL};
    enum { PLAIN_WORDS_MAX = 7 };
    *out = (struct cited_title){.date = edtf_undated()};
    while (word < end && word_in(reading, word, articles))
        word++;
    out->first_word = word;
    for (size_t at = word; at < end && at - word < PLAIN_WORDS_MAX; at++) {
        if (word_in(reading, at, stops))
            return false;
        if (word_in_any_number(reading, at, nouns)) {
            out->end_word = subject_end(reading, at + 1, end);
            return finish(reading, end, out);
        }
        if (!gap_joins(gap_after(reading, at)))
            return false;
    }
    return false;
}
