#include "describe/date_anniversary.h"

#include "describe/words.h"
#include "schema/authorities.h"

enum { RANK_COUNTED = 5 };

static struct claim no_claim(void) {
    return (struct claim){.rank = 0, .when = edtf_undated()};
}

/* 1 to 30 for "two", "15", "tenth", "10th"; 0 for no number. */
static int number_of_word(const struct reading *reading, size_t word) {
    static const char *const names[][2] = {
        {"one", "first"},           {"two", "second"},
        {"three", "third"},         {"four", "fourth"},
        {"five", "fifth"},          {"six", "sixth"},
        {"seven", "seventh"},       {"eight", "eighth"},
        {"nine", "ninth"},          {"ten", "tenth"},
        {"eleven", "eleventh"},     {"twelve", "twelfth"},
        {"thirteen", "thirteenth"}, {"fourteen", "fourteenth"},
        {"fifteen", "fifteenth"}};
    enum { NAMES = sizeof names / sizeof names[0], NUMBER_MAX = 30 };
    for (int i = 0; i < NAMES; i++)
        if (word_is(reading, word, names[i][0]) ||
            word_is(reading, word, names[i][1]))
            return i + 1;
    const char *folded = reading->words[word].folded;
    int number = 0;
    size_t digits = 0;
    for (; folded[digits] >= '0' && folded[digits] <= '9' && digits < 3;
         digits++)
        number = number * 10 + (folded[digits] - '0');
    bool ordinal = digits > 0 && strcmp(folded + digits, "th") == 0;
    return digits > 0 && (folded[digits] == '\0' || ordinal) &&
                   number <= NUMBER_MAX
               ? number
               : 0;
}

/* How many years the sentence counts: "two years ago", "will be ten", "its
 * tenth anniversary"; 0 for none. */
static int years_counted(const struct reading *reading, struct word_span in) {
    static const char *const ages[] = {"years ago",   "years old", "year ago",
                                       "anniversary", "birthday",  NULL};
    static const char *const becomes[] = {"will be", "turns",   "be",
                                          "is",      "becomes", NULL};
    for (size_t word = in.first; word < in.end; word++) {
        int number = number_of_word(reading, word);
        if (number == 0 || reading->words[word].quoted)
            continue;
        if (words_begin(reading, word + 1, in.end, ages) > 0)
            return number;
        bool ends = word + 1 == in.end || gap_ends_sentence(reading, word) ||
                    gap_has(gap_after(reading, word), ",");
        if (ends && word > in.first && word_in(reading, word - 1, becomes))
            return number;
    }
    return 0;
}

/* How the paper lies to the day on which the years are full, in months: this
 * month, the one before it or after it. */
enum nearness { NEAR_NOT, NEAR_MONTH, NEAR_BEFORE, NEAR_AFTER, NEAR_YEAR };

static enum nearness nearness_of(const struct reading *reading,
                                 struct word_span in) {
    static const struct {
        const char *words[8];
        enum nearness near;
    } signs[] = {{{"this month", "this week", "today", "later this month",
                   "earlier this month", NULL},
                  NEAR_MONTH},
                 {{"next month", NULL}, NEAR_BEFORE},
                 {{"last month", NULL}, NEAR_AFTER},
                 {{"this year", "later this year", "earlier this year", NULL},
                  NEAR_YEAR}};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (words_find(reading, in.first, in.end, signs[i].words) < in.end)
            return signs[i].near;
    return NEAR_NOT;
}

/* The month that lies `months` after the one of `year`. */
static struct edtf_date month_from(int year, int month, int months) {
    int total = year * 12 + (month - 1) + months;
    return edtf_month(total / 12, total % 12 + 1);
}

static struct edtf_date counted(struct edtf_date base, int years,
                                enum nearness near) {
    enum { MONTH_DAYS = 31 };
    int year = 0;
    int month = 0;
    edtf_day_to_civil(base.earliest, &year, &month, NULL);
    bool monthly = base.latest - base.earliest < MONTH_DAYS;
    if (near == NEAR_YEAR)
        return edtf_single_year(base) ? edtf_year(year + years)
                                      : edtf_undated();
    if (!monthly)
        return edtf_undated();
    if (near == NEAR_MONTH)
        return month_from(year, month, 12 * years);
    return month_from(year, month, 12 * years + (near == NEAR_AFTER ? 1 : -1));
}

static bool may_be_counted_from(const struct reading *reading,
                                const struct found_date *date) {
    return date->certainty == CERTAINTY_STATED && date->form != DATE_SPAN &&
           !edtf_is_undated(date->when) &&
           !reading->words[date->first_word].quoted &&
           !reading->blocks[date->block].cited;
}

/* The date of the sentence, else the one month or day that the text has. */
static const struct found_date *base_of(const struct reading *reading,
                                        const struct found_date *dates,
                                        size_t count, struct word_span in,
                                        enum nearness near) {
    const struct found_date *only = NULL;
    bool several = false;
    for (size_t i = 0; i < count; i++) {
        if (!may_be_counted_from(reading, &dates[i]) ||
            (dates[i].form == DATE_YEAR && near != NEAR_YEAR))
            continue;
        if (dates[i].first_word >= in.first && dates[i].first_word < in.end)
            return &dates[i];
        several =
            several || (only && only->when.earliest != dates[i].when.earliest);
        only = &dates[i];
    }
    return several ? NULL : only;
}

/* The text knows of a later time. */
static bool is_outlived(const struct found_date *dates, size_t count,
                        struct edtf_date when) {
    enum { YEAR_DAYS = 366 };
    for (size_t i = 0; i < count; i++)
        if (!edtf_is_undated(dates[i].when) &&
            dates[i].when.earliest > when.latest + YEAR_DAYS)
            return true;
    return false;
}

static struct claim anniversary_in(const struct reading *reading,
                                   const struct found_date *dates, size_t count,
                                   struct word_span in) {
    enum nearness near = nearness_of(reading, in);
    int years = near == NEAR_NOT ? 0 : years_counted(reading, in);
    const struct found_date *base =
        years > 0 ? base_of(reading, dates, count, in, near) : NULL;
    if (!base)
        return no_claim();
    struct edtf_date when = counted(base->when, years, near);
    if (edtf_is_undated(when) || is_outlived(dates, count, when))
        return no_claim();
    return (struct claim){.rank = RANK_COUNTED,
                          .rule = "years-counted",
                          .certainty = CERTAINTY_DERIVED,
                          .when = when,
                          .start = reading->words[in.first].start,
                          .end = reading->words[in.end - 1].end,
                          .source = EVIDENCE_TEXT};
}

/* "five days after the 2015 general election": of which the paper tells soon
 * after. */
static struct claim after_event(const struct reading *reading,
                                const struct mention *mention) {
    enum { NEAR = 3, WEEKS_MAX = 6, WEEK_DAYS = 7, SOON_DAYS = 24 };
    static const char *const days[] = {"days after", "day after", NULL};
    static const char *const weeks[] = {"weeks after", "week after", NULL};
    const struct dated_event *event =
        schema_event(reading->schema, mention->watched->value);
    struct word_span in = reading_sentence(reading, mention->first_word);
    size_t from = mention->first_word;
    if (event->date.earliest != event->date.latest ||
        reading->words[from].quoted)
        return no_claim();
    for (size_t i = 0; i < NEAR && from > in.first; i++, from--)
        if (words_begin(reading, from, mention->first_word, days) ||
            words_begin(reading, from, mention->first_word, weeks))
            break;
    bool weekly = words_begin(reading, from, mention->first_word, weeks) > 0;
    bool daily = words_begin(reading, from, mention->first_word, days) > 0;
    int number = from > in.first ? number_of_word(reading, from - 1) : 0;
    if (number == 0 || (!weekly && !daily) || (weekly && number > WEEKS_MAX))
        return no_claim();
    edtf_day day = event->date.latest + number * (weekly ? WEEK_DAYS : 1);
    return (struct claim){.rank = RANK_COUNTED,
                          .rule = "days-counted",
                          .certainty = CERTAINTY_PROBABLE,
                          .when = {day, day + SOON_DAYS - number},
                          .start = reading->words[from - 1].start,
                          .end = mention->end,
                          .source = EVIDENCE_TEXT};
}

/* "this month", "today": one of the words that tell how near the paper is. */
static bool may_tell_now(const struct reading *reading, size_t word) {
    static const char *const nows[] = {"month", "week", "year", NULL};
    static const char *const near[] = {"this", "next", "last", NULL};
    return word_is(reading, word, "today") ||
           (word_in(reading, word, nows) && word_in(reading, word - 1, near));
}

struct claim claim_of_anniversary(const struct reading *reading,
                                  const struct found_date *dates,
                                  size_t count) {
    struct claim claim = no_claim();
    for (size_t word = 1; word < reading->word_count && claim.rank == 0; word++)
        if (may_tell_now(reading, word))
            claim = anniversary_in(reading, dates, count,
                                   reading_sentence(reading, word));
    for (size_t i = 0; i < reading->dated_count && claim.rank == 0; i++)
        if (reading->dated[i].watched->sort == WATCHED_EVENT)
            claim = after_event(reading, &reading->dated[i]);
    return claim.rank > 0 && is_outlived(dates, count, claim.when) ? no_claim()
                                                                   : claim;
}
