/* calendar.c - see calendar.h. */
#include "schema/calendar.h"

#include <stddef.h>
#include <string.h>

enum { CENTURY_TURN = 50, FORMS_MAX = 4 };

/* Which of the rows has the word; -1 for none. */
static int find_row(const char *const (*rows)[FORMS_MAX], int count,
                    const char *word) {
    for (int row = 0; row < count; row++)
        for (int form = 0; form < FORMS_MAX && rows[row][form]; form++)
            if (rows[row][form][0] == word[0] &&
                strcmp(rows[row][form], word) == 0)
                return row;
    return -1;
}

int calendar_month(const char *word) {
    static const char *const names[12][FORMS_MAX] = {
        {"january", "jan"},
        {"february", "feb"},
        {"march", "mar"},
        {"april", "apr"},
        {"may"},
        {"june", "jun"},
        {"july", "jul"},
        {"august", "aug"},
        {"september", "sep", "sept"},
        {"october", "oct"},
        {"november", "nov"},
        {"december", "dec"}};
    return find_row(names, 12, word) + 1;
}

int calendar_weekday(const char *word) {
    static const char *const names[7][FORMS_MAX] = {
        {"sunday", "sun"},
        {"monday", "mon"},
        {"tuesday", "tue", "tues"},
        {"wednesday", "wed", "weds"},
        {"thursday", "thu", "thur", "thurs"},
        {"friday", "fri"},
        {"saturday", "sat"}};
    return find_row(names, 7, word);
}

bool calendar_season(const char *word, int *first_month, int *last_month) {
    static const struct {
        const char *name;
        int first;
        int last;
    } seasons[] = {{"spring", 3, 5},  {"summer", 6, 8},      {"autumn", 9, 11},
                   {"winter", 11, 2}, {"christmas", 12, 12}, {"easter", 3, 4}};
    for (size_t i = 0; i < sizeof seasons / sizeof *seasons; i++) {
        if (strcmp(seasons[i].name, word) != 0)
            continue;
        *first_month = seasons[i].first;
        *last_month = seasons[i].last;
        return true;
    }
    return false;
}

int calendar_full_year(int two_digits) {
    return two_digits + (two_digits < CENTURY_TURN ? 2000 : 1900);
}

struct edtf_date calendar_financial_year(int year) {
    return (struct edtf_date){edtf_month(year, 4).earliest,
                              edtf_month(year + 1, 3).latest};
}
