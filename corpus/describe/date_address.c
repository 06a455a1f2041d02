#include "describe/date_address.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "schema/calendar.h"

/* What archives of these papers may hold: a number outside is no year. */
enum { YEAR_FIRST = 1990, YEAR_LAST = 2029 };

/* Pieces that are read; an address longer than that says nothing more. */
enum { PIECES_MAX = 64, MONTH_LETTERS_MAX = 9 };

/* A run of letters or of figures. */
struct piece {
    const char *text;
    size_t size;
    bool figures;
    char before; /* the sign before it, '\0' at the beginning; a letter where
                  * letters and figures meet: "jan1999" */
    char after;
};

static bool is_border(char byte) {
    return byte != '\0' && strchr("/-_. +", byte) != NULL;
}

static const char *skip_border(const char *at) {
    if (strncmp(at, "%20", 3) == 0)
        return at + 3;
    return *at && !isalnum((unsigned char)*at) ? at + 1 : at;
}

static size_t split(const char *at, struct piece *pieces) {
    size_t count = 0;
    char before = '\0';
    while (*at && count < PIECES_MAX) {
        const char *next = skip_border(at);
        if (next > at) {
            before = *at == '%' ? ' ' : *at;
            at = next;
            continue;
        }
        bool figures = isdigit((unsigned char)*at);
        const char *end = at;
        while (figures ? isdigit((unsigned char)*end)
                       : isalpha((unsigned char)*end))
            end++;
        pieces[count++] =
            (struct piece){at, (size_t)(end - at), figures, before, *end};
        before = end[-1];
        at = end;
    }
    return count;
}

static int number_of(const struct piece *piece, size_t first, size_t size) {
    int number = 0;
    for (size_t i = first; i < first + size; i++)
        number = number * 10 + (piece->text[i] - '0');
    return number;
}

static int year_of(const struct piece *piece) {
    int year = piece->figures && piece->size == 4 ? number_of(piece, 0, 4) : 0;
    return year >= YEAR_FIRST && year <= YEAR_LAST ? year : 0;
}

static int two_figures(const struct piece *piece) {
    return piece->figures && piece->size == 2 ? number_of(piece, 0, 2) : -1;
}

/* 1 to 12 for a month's name, short or whole. */
static int month_of(const struct piece *piece) {
    char word[MONTH_LETTERS_MAX + 1] = "";
    if (piece->figures || piece->size > MONTH_LETTERS_MAX)
        return 0;
    for (size_t i = 0; i < piece->size; i++)
        word[i] = (char)tolower((unsigned char)piece->text[i]);
    return calendar_month(word);
}

static bool day_from(struct edtf_date *out, int year, int month, int day) {
    edtf_day when = 0;
    if (year < YEAR_FIRST || year > YEAR_LAST ||
        !edtf_day_from_civil(&when, year, month, day))
        return false;
    *out = (struct edtf_date){when, when};
    return true;
}

/* What the pieces from one on say. */
struct said {
    struct edtf_date when;
    enum certainty certainty;
    int rank;
};

static void say(struct said *out, struct edtf_date when, int rank,
                enum certainty certainty) {
    *out = (struct said){when, certainty, rank};
}

enum {
    RANK_FOLDER_DAY = 100,
    RANK_FILE_DAY = 58,
    RANK_FILE_MONTH = 30,
    RANK_READ_TWO_WAYS = 20,
    RANK_FOLDER_YEAR = RANK_FOLDERS_YEAR,
    RANK_FILE_YEAR = RANK_WEAK,
    RANK_YEARS_SPAN = RANK_WEAK - 1
};

static bool is_weekend(struct edtf_date when) {
    enum { SUNDAY = 0, SATURDAY = 6 };
    int day = edtf_weekday(when.earliest);
    return day == SUNDAY || day == SATURDAY;
}

/* Eight figures with the year first or last, six with the day first. */
static bool run_of_figures(const struct piece *piece, struct said *out) {
    struct edtf_date when = edtf_undated();
    struct edtf_date other = edtf_undated();
    if (!piece->figures || isalpha((unsigned char)piece->after))
        return false;
    if (piece->size == 8) {
        bool first = day_from(&when, number_of(piece, 0, 4),
                              number_of(piece, 4, 2), number_of(piece, 6, 2));
        if (!first && !day_from(&when, number_of(piece, 4, 4),
                                number_of(piece, 2, 2), number_of(piece, 0, 2)))
            return false;
        say(out, when, RANK_FILE_DAY, CERTAINTY_STATED);
        return true;
    }
    if (piece->size != 6)
        return false;
    bool english = day_from(&when, calendar_full_year(number_of(piece, 4, 2)),
                            number_of(piece, 2, 2), number_of(piece, 0, 2));
    bool turned = day_from(&other, calendar_full_year(number_of(piece, 0, 2)),
                           number_of(piece, 2, 2), number_of(piece, 4, 2));
    int year = calendar_full_year(number_of(piece, 4, 2));
    if (!english || year < 1996 || year > 2020)
        return false; /* a number of a page more likely than a day */
    bool two_ways = turned && edtf_single_year(other) >= 1996 &&
                    edtf_single_year(other) <= 2020;
    if (two_ways && is_weekend(when) && !is_weekend(other))
        when = other; /* nobody met on the other day */
    say(out, when, RANK_READ_TWO_WAYS,
        two_ways ? CERTAINTY_PROBABLE : CERTAINTY_DERIVED);
    return true;
}

/* "14-12-2009", "14-december-2009", "14_Dec_09". */
static bool day_first(const struct piece *piece, size_t left,
                      struct said *out) {
    if (left < 3 || !piece->figures || piece->size > 2 ||
        piece[0].after == '/' || piece[1].after == '/')
        return false;
    int named = month_of(&piece[1]);
    int month = named ? named : two_figures(&piece[1]);
    int year = year_of(&piece[2]);
    if (year == 0 && named && two_figures(&piece[2]) >= 0)
        year = calendar_full_year(two_figures(&piece[2]));
    struct edtf_date when = edtf_undated();
    if (year == 0 ||
        !day_from(&when, year, month, number_of(piece, 0, piece->size)))
        return false;
    say(out, when, RANK_FILE_DAY, CERTAINTY_STATED);
    return true;
}

/* "2005-06" and "2005_2006": from April to March. */
static bool financial_year(const struct piece *piece, size_t left, int year,
                           struct said *out) {
    if (left < 2 || (piece->after != '-' && piece->after != '_'))
        return false;
    bool next = two_figures(&piece[1]) == (year + 1) % 100 ||
                year_of(&piece[1]) == year + 1;
    if (!next)
        return false;
    struct edtf_date when = {edtf_month(year, 4).earliest,
                             edtf_month(year + 1, 3).latest};
    say(out, when, RANK_YEARS_SPAN, CERTAINTY_DERIVED);
    return true;
}

/* "2012/03/14/", "2009/mar/", "2009/", "2013-06-12": the year comes first. */
static bool year_first(const struct piece *piece, size_t left,
                       struct said *out) {
    int year = year_of(piece);
    struct edtf_date when = edtf_undated();
    if (year == 0)
        return false;
    char sign = piece[0].after;
    int month = left < 2 ? 0 : month_of(&piece[1]);
    if (month == 0 && left >= 2)
        month = two_figures(&piece[1]);
    bool monthly = month >= 1 && month <= 12 && is_border(sign);
    if (monthly && left >= 3 && piece[1].after == sign &&
        day_from(&when, year, month, two_figures(&piece[2]))) {
        say(out, when, RANK_FOLDER_DAY, CERTAINTY_STATED);
        return true;
    }
    if (monthly && sign == '/' && piece[1].after == '/') {
        say(out, edtf_month(year, month), RANK_FOLDER_DAY, CERTAINTY_STATED);
        return true;
    }
    if (financial_year(piece, left, year, out))
        return true;
    if (sign == '/' && (piece->before == '/' || piece->before == '\0')) {
        say(out, edtf_year(year), RANK_FOLDER_YEAR, CERTAINTY_STATED);
        return true;
    }
    return false;
}

/* The years of these papers, in two figures. */
static int short_year(int figures) {
    enum { FIRST = 98, LAST = 20 };
    return figures >= FIRST || (figures >= 0 && figures <= LAST)
               ? calendar_full_year(figures)
               : 0;
}

/* "newsletter-dec-2009", "jan1999", "Sept09" */
static bool month_first(const struct piece *piece, size_t left,
                        struct said *out) {
    int month = month_of(piece);
    int year = month && left >= 2 ? year_of(&piece[1]) : 0;
    bool whole = year != 0;
    bool glued = left >= 2 && piece[1].text == piece->text + piece->size;
    bool padded = left >= 2 && piece[1].text[0] == '0';
    if (month && left >= 2 && !whole && piece[1].after != '/' &&
        piece->after != '/' && !isalpha((unsigned char)piece[1].after) &&
        (glued || padded)) /* "may-10" may be a day */
        year = short_year(two_figures(&piece[1]));
    if (year == 0)
        return false;
    say(out, edtf_month(year, month), RANK_FILE_MONTH,
        whole   ? CERTAINTY_STATED
        : glued ? CERTAINTY_DERIVED
                : CERTAINTY_PROBABLE);
    return true;
}

static bool is_word(const struct piece *piece, const char *const *words) {
    for (size_t i = 0; words[i]; i++) {
        size_t size = strlen(words[i]);
        size_t at = 0;
        while (at < size && at < piece->size &&
               tolower((unsigned char)piece->text[at]) == words[i][at])
            at++;
        if (at == size && at == piece->size)
            return true;
    }
    return false;
}

/* "mins040908", "newsletter0308": figures glued to what they date. A serial's
 * four are month and year. */
static bool glued_figures(const struct piece *piece, size_t index,
                          struct said *out) {
    static const char *const records[] = {"minutes", "mins",    "min", "agenda",
                                          "report",  "rep",     "cab", "notes",
                                          "meeting", "cabinet", NULL};
    static const char *const serials[] = {"newsletter", "nl",    "news",
                                          "bulletin",   "enews", "ebulletin",
                                          "ebull",      NULL};
    if (index == 0 || !piece->figures || piece[-1].figures)
        return false;
    bool serial = is_word(&piece[-1], serials);
    if (piece->size == 4 && serial && piece->after != '/' &&
        !isalpha((unsigned char)piece->after)) {
        int month = number_of(piece, 0, 2);
        int year = short_year(number_of(piece, 2, 2));
        if (month < 1 || month > 12 || year == 0)
            return false;
        say(out, edtf_month(year, month), RANK_READ_TWO_WAYS,
            CERTAINTY_PROBABLE);
        return true;
    }
    return (serial || is_word(&piece[-1], records)) &&
           run_of_figures(piece, out);
}

/* What makes a year in a file's name another paper's. */
static bool is_of_another(const struct piece *piece, size_t index) {
    static const char *const words[] = {
        "response", "reply", "comments", "to",        "on", "about",
        "since",    "after", "act",      "responses", "the"};
    for (; index > 0 && piece->before != '/' && piece->before != '\0';
         index--) {
        piece--;
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
            if (piece->size == strlen(words[i]) &&
                strncmp(piece->text, words[i], piece->size) == 0)
                return true;
    }
    return false;
}

/* "compact_2006.txt": of the paper, or of what it is about. */
static bool year_last(const struct piece *piece, size_t index, size_t left,
                      struct said *out) {
    int year = year_of(piece);
    if (year == 0 || left > 2 || is_of_another(piece, index) ||
        (left == 2 && piece[1].figures) || piece->before == '/' ||
        piece->before == '\0' || (piece->after != '.' && piece->after != '\0'))
        return false;
    say(out, edtf_year(year), RANK_FILE_YEAR, CERTAINTY_DERIVED);
    return true;
}

static bool read_pieces(const struct piece *pieces, size_t index, size_t count,
                        struct said *out) {
    const struct piece *piece = &pieces[index];
    size_t left = count - index;
    static const char *const copies[] = {
        "scan",  "scanned",   "scans",    "img",    "image",
        "print", "printed",   "download", "crawl",  "snapshot",
        "copy",  "retrieved", "accessed", "backup", NULL};
    bool begins = piece->before == '\0' || is_border(piece->before);
    if (index > 0 && is_word(&piece[-1], copies))
        return false; /* when the copy was made */
    return (begins && year_first(piece, left, out)) ||
           (begins && day_first(piece, left, out)) ||
           (begins && run_of_figures(piece, out)) ||
           glued_figures(piece, index, out) ||
           ((begins || !piece->figures) && month_first(piece, left, out)) ||
           year_last(piece, index, left, out);
}

/* The folder of a file says when it was put there; its name may still be the
 * paper's. */
static const char *after_store(const char *address) {
    static const char *const folders[] = {"upload", "files/", "assets",
                                          "media/", NULL};
    for (size_t i = 0; folders[i]; i++)
        if (strstr(address, folders[i])) {
            const char *name = strrchr(address, '/');
            return name ? name + 1 : address;
        }
    return address;
}

struct claim claim_of_address(const char *address, enum paper_kind kind) {
    struct claim claim = {.rank = 0, .when = edtf_undated()};
    struct piece pieces[PIECES_MAX];
    if (!address)
        return claim;
    size_t count = split(after_store(address), pieces);
    for (size_t i = 0; i < count; i++) {
        struct said said;
        if (!read_pieces(pieces, i, count, &said) || said.rank <= claim.rank)
            continue;
        bool agreements = kind == PAPER_AGREEMENT && said.rank > 30;
        claim = (struct claim){.rank = agreements ? 30 : said.rank,
                               .rule = "address-date",
                               .certainty = said.certainty,
                               .when = said.when,
                               .source = EVIDENCE_ADDRESS,
                               .outside = pieces[i].text};
        if (agreements)
            break;
    }
    return claim;
}
