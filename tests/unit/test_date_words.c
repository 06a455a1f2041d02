/* test_date_words.c - claims about how a date that is asked for is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "date_words.h"

/* What is typed, and the date as EDTF has it; "" for what is refused. */
struct example {
    const char *typed;
    const char *read;
};

static void expect(const struct example *example) {
    struct concord_error err = {0};
    struct edtf_date date;
    bool worded = false;
    char shown[DATE_SHOWN_MAX] = "";
    enum concord_status status =
        date_words_read(&date, &worded, "date", example->typed, &err);
    if (status == CONCORD_OK)
        date_words_format(shown, date);
    if (strcmp(shown, example->read) != 0)
        fail_msg("\"%s\" is read as \"%s\" (%s)", example->typed, shown,
                 err.message);
    if (status == CONCORD_OK)
        return;
    assert_int_equal(status, CONCORD_BAD_REQUEST);
    assert_string_equal(err.parameter, "date");
    assert_non_null(strstr(err.message, "write 2007"));
}

static void expect_all(const struct example *examples, size_t count) {
    for (size_t i = 0; i < count; i++)
        expect(&examples[i]);
}

static void plain_dates_and_ranges_are_edtf(void **state) {
    static const struct example examples[] = {
        {"2007", "2007"},
        {"2007-04", "2007-04"},
        {"2007-04-01", "2007-04-01"},
        {" 2007 ", "2007"},
        {"2005..2010", "2005-01-01..2010-12-31"},
        {"..2010", "..2010-12-31"},
        {"2010..", "2010-01-01.."},
        {"2007-04..2007-06", "2007-04-01..2007-06-30"},
        {"2007-04-01..2007", "2007-04-01..2007-12-31"},
        {"2007-02-27..2007-03-02", "2007-02-27..2007-03-02"},
        {"2005 .. 2010", "2005-01-01..2010-12-31"},
        {"[2011-04-06..2012-09-04]", "2011-04-06..2012-09-04"},
        {"[2011-04-06..]", "2011-04-06.."},
        {"2004/2007", "2004-01-01..2007-12-31"},
        {"2005-2010", "2005-01-01..2010-12-31"},
        {"2005–2010", "2005-01-01..2010-12-31"},
        {"0001", "0001"},
        {"9999..", "9999-01-01.."},
    };
    (void)state;
    expect_all(examples, sizeof examples / sizeof *examples);
}

static void days_months_and_years_are_read_as_written(void **state) {
    static const struct example examples[] = {
        {"april 2007", "2007-04"},
        {"April 2007", "2007-04"},
        {"APRIL, 2007", "2007-04"},
        {"April of 2007", "2007-04"},
        {"in april 2007", "2007-04"},
        {"Apr 2007", "2007-04"},
        {"Apr. 2007", "2007-04"},
        {"Sept 2007", "2007-09"},
        {"Apr-07", "2007-04"},
        {"April '07", "2007-04"},
        {"April ’98", "1998-04"},
        {"2007 April", "2007-04"},
        {"04/2007", "2007-04"},
        {"2007/04", ""},
        {"1 April 2007", "2007-04-01"},
        {"1st april 2007", "2007-04-01"},
        {"on the 1st of April, 2007", "2007-04-01"},
        {"1st day of April 2007", "2007-04-01"},
        {"22nd February 2007", "2007-02-22"},
        {"1-Apr-2007", "2007-04-01"},
        {"1-Apr-07", "2007-04-01"},
        {"13 Dec 07", "2007-12-13"},
        {"13 Dec '98", "1998-12-13"},
        {"April 1 2007", "2007-04-01"},
        {"April 1st, 2007", "2007-04-01"},
        {"April the 1st 2007", "2007-04-01"},
        {"Monday 2 April 2007", "2007-04-02"},
        {"Monday, 2nd April 2007", "2007-04-02"},
        {"Mon 2 Apr 2007", "2007-04-02"},
        {"2007 April 1", "2007-04-01"},
        {"01/04/2007", "2007-04-01"},
        {"1/4/2007", "2007-04-01"},
        {"1/4/07", "2007-04-01"},
        {"1.4.2007", "2007-04-01"},
        {"01-04-2007", "2007-04-01"},
        {"2007/04/01", "2007-04-01"},
        {"29 February 2004", "2004-02-29"},
        {"the year 2007", "2007"},
        {"dated 2007", "2007"},
        {"may 2006", "2006-05"},
        {"march 2006", "2006-03"},
    };
    (void)state;
    expect_all(examples, sizeof examples / sizeof *examples);
}

static void open_ranges_in_words_have_one_bound(void **state) {
    static const struct example examples[] = {
        {"before 2010", "..2009-12-31"},
        {"before April 2007", "..2007-03-31"},
        {"before 1 April 2007", "..2007-03-31"},
        {"Before the 1st of April 2007", "..2007-03-31"},
        {"prior to 2010", "..2009-12-31"},
        {"earlier than 2010", "..2009-12-31"},
        {"pre-2010", "..2009-12-31"},
        {"after 2005", "2006-01-01.."},
        {"after march 2005", "2005-04-01.."},
        {"after 31 December 2005", "2006-01-01.."},
        {"later than 2005", "2006-01-01.."},
        {"post 2005", "2006-01-01.."},
        {"since 2003", "2003-01-01.."},
        {"since april 2003", "2003-04-01.."},
        {"from 2003", "2003-01-01.."},
        {"from 2003 onwards", "2003-01-01.."},
        {"2003 onwards", "2003-01-01.."},
        {"2003 on", "2003-01-01.."},
        {"2003 or later", "2003-01-01.."},
        {"2003 and after", "2003-01-01.."},
        {"2003 to date", "2003-01-01.."},
        {"2003 to the present", "2003-01-01.."},
        {"2003 - present", "2003-01-01.."},
        {"until 2006", "..2006-12-31"},
        {"till 2006", "..2006-12-31"},
        {"up to 2006", "..2006-12-31"},
        {"to March 2006", "..2006-03-31"},
        {"by 2006", "..2006-12-31"},
        {"2006 or earlier", "..2006-12-31"},
        {"2006 and before", "..2006-12-31"},
        {"before 2006/07", "..2006-03-31"},
        {"after 2006/07", "2007-04-01.."},
        {"since the 1990s", "1990-01-01.."},
        {"before spring 2007", "..2007-02-28"},
    };
    (void)state;
    expect_all(examples, sizeof examples / sizeof *examples);
}

static void ranges_in_words_have_both_their_ends(void **state) {
    static const struct example examples[] = {
        {"between 2003 and 2006", "2003-01-01..2006-12-31"},
        {"Between March 2003 and May 2003", "2003-03-01..2003-05-31"},
        {"between 1 and 5 April 2007", "2007-04-01..2007-04-05"},
        {"from 2003 to 2006", "2003-01-01..2006-12-31"},
        {"from 2003 until 2006", "2003-01-01..2006-12-31"},
        {"2003 to 2006", "2003-01-01..2006-12-31"},
        {"2003 till 2006", "2003-01-01..2006-12-31"},
        {"2003 - 2006", "2003-01-01..2006-12-31"},
        {"april 2007 to march 2008", "2007-04-01..2008-03-31"},
        {"april 2007..march 2008", "2007-04-01..2008-03-31"},
        {"april 2007 - march 2008", "2007-04-01..2008-03-31"},
        {"April to June 2007", "2007-04-01..2007-06-30"},
        {"april-june 2007", "2007-04-01..2007-06-30"},
        {"november to february 2007", "2006-11-01..2007-02-28"},
        {"1 to 5 April 2007", "2007-04-01..2007-04-05"},
        {"1-5 April 2007", "2007-04-01..2007-04-05"},
        {"1st–5th April 2007", "2007-04-01..2007-04-05"},
        {"1 April to 15 May 2007", "2007-04-01..2007-05-15"},
        {"1 april - 15 may 2007", "2007-04-01..2007-05-15"},
        {"28 december to 3 january 2007", "2006-12-28..2007-01-03"},
        {"late 2004 to early 2005", "2004-09-01..2005-04-30"},
        {"2003/04 to 2005/06", "2003-04-01..2006-03-31"},
        {"2007 to 2007", "2007"},
        {"between 2003 and may 2004", "2003-01-01..2004-05-31"},
    };
    (void)state;
    expect_all(examples, sizeof examples / sizeof *examples);
}

static void parts_of_years_and_runs_of_them_are_read(void **state) {
    static const struct example examples[] = {
        {"spring 2007", "2007-03-01..2007-05-31"},
        {"Summer of 2007", "2007-06-01..2007-08-31"},
        {"autumn 2007", "2007-09-01..2007-11-30"},
        {"winter 2006", "2006-11-01..2007-02-28"},
        {"winter 2006/07", "2006-11-01..2007-02-28"},
        {"winter 2006-07", "2006-11-01..2007-02-28"},
        {"christmas 2006", "2006-12"},
        {"early 2004", "2004-01-01..2004-04-30"},
        {"mid 2004", "2004-05-01..2004-08-31"},
        {"mid-2004", "2004-05-01..2004-08-31"},
        {"late 2004", "2004-09-01..2004-12-31"},
        {"in late 2004", "2004-09-01..2004-12-31"},
        {"early april 2007", "2007-04-01..2007-04-10"},
        {"late February 2007", "2007-02-19..2007-02-28"},
        {"2000s", "2000-01-01..2009-12-31"},
        {"the 1990s", "1990-01-01..1999-12-31"},
        {"in the 1990's", "1990-01-01..1999-12-31"},
        {"the 90s", "1990-01-01..1999-12-31"},
        {"the ’90s", "1990-01-01..1999-12-31"},
        {"2006/07", "2006-04-01..2007-03-31"},
        {"1999/00", "1999-04-01..2000-03-31"},
        {"2006-07", "2006-07"},
        {"2006-07 financial year", "2006-04-01..2007-03-31"},
        {"financial year 2006-07", "2006-04-01..2007-03-31"},
        {"the financial year 2006/2007", "2006-04-01..2007-03-31"},
        {"FY2006/07", "2006-04-01..2007-03-31"},
    };
    (void)state;
    expect_all(examples, sizeof examples / sizeof *examples);
}

static void what_is_no_date_is_refused(void **state) {
    static const struct example examples[] = {
        {"", ""},
        {" ", ""},
        {"yesterday", ""},
        {"today", ""},
        {"last year", ""},
        {"this year", ""},
        {"the last 5 years", ""},
        {"since last year", ""},
        {"5 years ago", ""},
        {"april", ""},
        {"1 april", ""},
        {"april to june", ""},
        {"april 07", ""},
        {"07", ""},
        {"5", ""},
        {"207", ""},
        {"20070", ""},
        {"20070401", ""},
        {"0000", ""},
        {"2007-13", ""},
        {"2007-00", ""},
        {"2007-04-00", ""},
        {"00/04/2007", ""},
        {"0/2007", ""},
        {"2007-02-30", ""},
        {"31 June 2007", ""},
        {"29 February 2007", ""},
        {"32 April 2007", ""},
        {"2010..2005", ""},
        {"between 2006 and 2003", ""},
        {"2007-04..2007-03", ""},
        {"..", ""},
        {"2007...2009", ""},
        {"2005..2007..2009", ""},
        {"-2007", ""},
        {"2007 april june", ""},
        {"about 2007", ""},
        {"20?7", ""},
        {"199x", ""},
        {"between 2003", ""},
        {"between 2003 and", ""},
        {"from", ""},
        {"before", ""},
        {"before 0001", ""},
        {"after 9999", ""},
        {"winter 9999", ""},
        {"before before 2007", ""},
        {"the", ""},
        {"2007; drop", ""},
        {"２００７", ""},
        {"two thousand and seven", ""},
        {"1995s", ""},
        {"2006/08", ""},
        {"[2007", ""},
        {"2007]", ""},
        {"1 to 2007", ""},
        {"a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a "
         "a a a a a a a a a a",
         ""},
    };
    (void)state;
    expect_all(examples, sizeof examples / sizeof *examples);
}

static void assert_reason(const char *typed, const char *reason) {
    struct concord_error err = {0};
    struct edtf_date date;
    bool worded = false;
    assert_int_equal(date_words_read(&date, &worded, "in_force", typed, &err),
                     CONCORD_BAD_REQUEST);
    if (!strstr(err.message, reason) || !strstr(err.message, "in_force is"))
        fail_msg("%s: %s", typed, err.message);
}

static void a_refusal_says_what_is_wrong(void **state) {
    (void)state;
    assert_reason("april", "no year");
    assert_reason("last year", "move with today");
    assert_reason("31 june 2007", "no such day");
    assert_reason("2007-13", "no such day or month");
    assert_reason("2010..2005", "ends before it begins");
    assert_reason("2007 frogs", "frogs");
    assert_reason("", "nothing in it");
}

static void only_words_and_guesses_are_worth_a_note(void **state) {
    static const char *const plain[] = {"2007",       "2007-04",
                                        "2005..2010", "2007-04..2007-06-01",
                                        "..2010",     "2010.."};
    static const char *const worded[] = {"april 2007", "1.4.2007", "2006/07",
                                         "2005-2010", "before 2010"};
    struct edtf_date date;
    bool noted = false;
    (void)state;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        assert_int_equal(date_words_read(&date, &noted, "date", plain[i], NULL),
                         CONCORD_OK);
        assert_false(noted);
    }
    for (size_t i = 0; i < sizeof worded / sizeof *worded; i++) {
        assert_int_equal(
            date_words_read(&date, &noted, "date", worded[i], NULL),
            CONCORD_OK);
        assert_true(noted);
    }
}

static void what_is_shown_reads_as_the_same(void **state) {
    static const char *const typed[] = {
        "april 2007", "before 2010", "since 5 may 2001",
        "2006/07",    "early 2004",  "between 2003 and 2006"};
    (void)state;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        struct edtf_date date;
        struct edtf_date again;
        bool worded = false;
        char shown[DATE_SHOWN_MAX];
        assert_int_equal(
            date_words_read(&date, &worded, "date", typed[i], NULL),
            CONCORD_OK);
        date_words_format(shown, date);
        assert_int_equal(date_words_read(&again, &worded, "date", shown, NULL),
                         CONCORD_OK);
        assert_memory_equal(&date, &again, sizeof date);
        assert_false(worded);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_dates_and_ranges_are_edtf),
        cmocka_unit_test(days_months_and_years_are_read_as_written),
        cmocka_unit_test(open_ranges_in_words_have_one_bound),
        cmocka_unit_test(ranges_in_words_have_both_their_ends),
        cmocka_unit_test(parts_of_years_and_runs_of_them_are_read),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(a_refusal_says_what_is_wrong),
        cmocka_unit_test(only_words_and_guesses_are_worth_a_note),
        cmocka_unit_test(what_is_shown_reads_as_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
