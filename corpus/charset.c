/* charset.c - which character set some bytes are in, and their text in UTF-8.
 *
 * The archive is English, so that most papers are ASCII with a few signs
 * above it: quotation marks, dashes, pounds. That is too little for a
 * detector to go by, which takes a lone "é" for a Hungarian one; the papers'
 * own habits are asked first. */
#include "charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <uchardet.h>

#include "text/normal.h"

enum {
    LABEL_MAX = 40,
    DECLARATION_WITHIN = 64 * 1024, /* some pages have scripts before it */
    TAG_MAX = 1024,                 /* bytes of a tag that are looked into */
    WIDE_SAMPLE = 4096,
    GUESS_BEFORE = 1024,     /* bytes that the detector is shown, around the */
    GUESS_AFTER = 256 * 1024 /* first one that is not ASCII */
};

#define REPLACEMENT "\xEF\xBF\xBD"

struct charset {
    const char *name;
    const char *iconv_name;
    const char *labels; /* with a space before and after each */
};

/* The labels are those of the WHATWG encoding standard. Where it lets a wider
 * set stand in for a narrower one, so do the names for iconv. */
static const struct charset CHARSETS[] = {
    {"utf-8", "UTF-8",
     " unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 "
     "x-unicode20utf8 "},
    {"windows-1252", "CP1252",
     " ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 "
     "iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 "
     "us-ascii windows-1252 x-cp1252 x-user-defined "},
    {"macintosh", "MACINTOSH", " csmacintosh mac macintosh x-mac-roman "},
    {"windows-1250", "CP1250", " cp1250 windows-1250 x-cp1250 "},
    {"windows-1251", "CP1251", " cp1251 windows-1251 x-cp1251 "},
    {"windows-1253", "CP1253", " cp1253 windows-1253 x-cp1253 "},
    {"windows-1254", "CP1254",
     " cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 "
     "iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254 "},
    {"windows-1255", "CP1255", " cp1255 windows-1255 x-cp1255 "},
    {"windows-1256", "CP1256", " cp1256 windows-1256 x-cp1256 "},
    {"windows-1257", "CP1257", " cp1257 windows-1257 x-cp1257 "},
    {"windows-1258", "CP1258", " cp1258 windows-1258 x-cp1258 "},
    {"windows-874", "CP874",
     " dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874 "},
    {"ibm866", "IBM866", " 866 cp866 csibm866 ibm866 "},
    {"iso-8859-2", "ISO-8859-2",
     " csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 "
     "iso_8859-2:1987 l2 latin2 "},
    {"iso-8859-3", "ISO-8859-3",
     " csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 "
     "iso_8859-3:1988 l3 latin3 "},
    {"iso-8859-4", "ISO-8859-4",
     " csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 "
     "iso_8859-4:1988 l4 latin4 "},
    {"iso-8859-5", "ISO-8859-5",
     " csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 "
     "iso_8859-5 iso_8859-5:1988 "},
    {"iso-8859-6", "ISO-8859-6",
     " arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 "
     "iso-8859-6 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 "
     "iso_8859-6 iso_8859-6:1987 "},
    {"iso-8859-7", "ISO-8859-7",
     " csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 "
     "iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek "},
    {"iso-8859-8", "ISO-8859-8",
     " csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 "
     "iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual csiso88598i "
     "iso-8859-8-i logical "},
    {"iso-8859-10", "ISO-8859-10",
     " csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6 "},
    {"iso-8859-13", "ISO-8859-13", " iso-8859-13 iso8859-13 iso885913 "},
    {"iso-8859-14", "ISO-8859-14", " iso-8859-14 iso8859-14 iso885914 "},
    {"iso-8859-15", "ISO-8859-15",
     " csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 "},
    {"iso-8859-16", "ISO-8859-16", " iso-8859-16 "},
    {"koi8-r", "KOI8-R", " cskoi8r koi koi8 koi8-r koi8_r "},
    {"koi8-u", "KOI8-U", " koi8-ru koi8-u "},
    {"x-mac-cyrillic", "MAC-CYRILLIC", " x-mac-cyrillic x-mac-ukrainian "},
    {"gbk", "GB18030",
     " chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk "
     "iso-ir-58 x-gbk "},
    {"gb18030", "GB18030", " gb18030 "},
    {"big5", "BIG5-HKSCS", " big5 big5-hkscs cn-big5 csbig5 x-x-big5 "},
    {"euc-jp", "EUC-JP", " cseucpkdfmtjapanese euc-jp x-euc-jp "},
    {"iso-2022-jp", "ISO-2022-JP", " csiso2022jp iso-2022-jp "},
    {"shift_jis", "CP932",
     " csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j "
     "x-sjis "},
    {"euc-kr", "CP949",
     " cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 "
     "ks_c_5601-1989 ksc5601 ksc_5601 windows-949 "},
    {"utf-16be", "UTF-16BE", " unicodefffe utf-16be "},
    {"utf-16le", "UTF-16LE",
     " csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le "},
    /* The standard has no UTF-32; found papers do. */
    {"utf-32be", "UTF-32BE", " utf-32be "},
    {"utf-32le", "UTF-32LE", " utf-32 utf-32le "},
};

static const struct charset *find_charset(const char *name) {
    for (size_t i = 0; i < sizeof CHARSETS / sizeof CHARSETS[0]; i++)
        if (strcmp(CHARSETS[i].name, name) == 0)
            return &CHARSETS[i];
    return NULL;
}

static bool is_blank(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

const char *charset_from_label(const char *label, size_t size) {
    char key[LABEL_MAX + 3] = " ";
    size_t length = 1;
    while (size > 0 && is_blank(label[size - 1]))
        size--;
    while (size > 0 && is_blank(*label)) {
        label++;
        size--;
    }
    if (size == 0 || size > LABEL_MAX)
        return NULL;
    for (size_t i = 0; i < size; i++) {
        char byte = label[i];
        if (byte <= ' ')
            return NULL;
        key[length++] =
            byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
    }
    key[length] = ' ';
    for (size_t i = 0; i < sizeof CHARSETS / sizeof CHARSETS[0]; i++)
        if (strstr(CHARSETS[i].labels, key))
            return CHARSETS[i].name;
    return NULL;
}

/* Where `word` stands in text[at..size], whatever its case; `size` if not. */
static size_t find_word(const char *text, size_t size, size_t at,
                        const char *word) {
    size_t length = strlen(word);
    for (; at + length <= size; at++)
        if (strncasecmp(text + at, word, length) == 0)
            return at;
    return size;
}

static size_t skip_blanks(const char *text, size_t size, size_t at) {
    while (at < size && is_blank(text[at]))
        at++;
    return at;
}

/* The set named by `attribute`=... within one tag, or NULL. */
static const char *declared_in_tag(const char *tag, size_t size,
                                   const char *attribute) {
    for (size_t at = 0; at < size;) {
        at = find_word(tag, size, at, attribute);
        if (at == size)
            break;
        at = skip_blanks(tag, size, at + strlen(attribute));
        if (at == size || tag[at] != '=')
            continue;
        at = skip_blanks(tag, size, at + 1);
        if (at < size && (tag[at] == '"' || tag[at] == '\''))
            at++;
        size_t start = at;
        while (at < size && !is_blank(tag[at]) && !strchr("\"';>/", tag[at]))
            at++;
        const char *name = charset_from_label(tag + start, at - start);
        if (name)
            return name;
    }
    return NULL;
}

const char *charset_declared(const char *html, size_t size) {
    if (size > DECLARATION_WITHIN)
        size = DECLARATION_WITHIN;
    const char *name = NULL;
    for (size_t at = 0; at < size && !name;) {
        const char *open = memchr(html + at, '<', size - at);
        if (!open)
            break;
        at = (size_t)(open - html);
        size_t left = size - at;
        if (left > 4 && memcmp(open, "<!--", 4) == 0) {
            at = find_word(html, size, at, "-->");
            continue;
        }
        const char *close = memchr(open, '>', left);
        size_t tag = close ? (size_t)(close - open) : left;
        if (tag > TAG_MAX)
            tag = TAG_MAX;
        if (tag > 5 && strncasecmp(open, "<meta", 5) == 0)
            name = declared_in_tag(open, tag, "charset");
        else if (tag > 5 && strncasecmp(open, "<?xml", 5) == 0)
            name = declared_in_tag(open, tag, "encoding");
        at++;
    }
    /* A declaration that reads as ASCII cannot be in UTF-16. */
    return name && strncmp(name, "utf-", 4) == 0 ? "utf-8" : name;
}

struct byte_order_mark {
    const char *name;
    size_t size;
    const char *bytes;
};

/* The longer ones first: UTF-32's begins like UTF-16's. */
static const struct byte_order_mark BYTE_ORDER_MARKS[] = {
    {"utf-32le", 4, "\xFF\xFE\0\0"}, {"utf-32be", 4, "\0\0\xFE\xFF"},
    {"utf-8", 3, "\xEF\xBB\xBF"},    {"utf-16le", 2, "\xFF\xFE"},
    {"utf-16be", 2, "\xFE\xFF"},
};

static const struct byte_order_mark *find_mark(const char *bytes, size_t size) {
    for (size_t i = 0; i < sizeof BYTE_ORDER_MARKS / sizeof BYTE_ORDER_MARKS[0];
         i++) {
        const struct byte_order_mark *mark = &BYTE_ORDER_MARKS[i];
        if (size >= mark->size && memcmp(bytes, mark->bytes, mark->size) == 0)
            return mark;
    }
    return NULL;
}

/* In UTF-16 each other byte of Latin text is NUL, in UTF-32 three of four. For
 * UTF-16 half of that will do: a page in another script is half markup. */
static const char *wide_by_pattern(const char *bytes, size_t size) {
    size_t sample = (size < WIDE_SAMPLE ? size : WIDE_SAMPLE) / 4 * 4;
    if (sample < 4) /* a word of two letters is long enough for UTF-16 */
        return NULL;
    size_t nul[4] = {0};
    for (size_t i = 0; i < sample; i++)
        nul[i % 4] += bytes[i] == '\0';
    size_t quarter = sample / 4;
    size_t few = quarter / 50;
    if (nul[2] == quarter && nul[3] == quarter && nul[0] <= few)
        return "utf-32le";
    if (nul[0] == quarter && nul[1] == quarter && nul[3] <= few)
        return "utf-32be";
    size_t even = nul[0] + nul[2];
    size_t odd = nul[1] + nul[3];
    if (odd >= quarter && even <= few)
        return "utf-16le";
    if (even >= quarter && odd <= few)
        return "utf-16be";
    return NULL;
}

const char *charset_wide(const char *bytes, size_t size) {
    const struct byte_order_mark *mark = find_mark(bytes, size);
    if (mark)
        return strcmp(mark->name, "utf-8") == 0 ? NULL : mark->name;
    return wide_by_pattern(bytes, size);
}

/* Bytes to pass over when they mean nothing. */
static size_t unit_size(const struct charset *set) {
    if (strncmp(set->name, "utf-32", 6) == 0)
        return 4;
    return strncmp(set->name, "utf-16", 6) == 0 ? 2 : 1;
}

/* Append what iconv makes of the bytes and count in *lost those it could not
 * read. False when iconv does not know the set. */
static bool convert(struct buffer *out, const struct charset *set,
                    const char *bytes, size_t size, size_t *lost) {
    iconv_t converter = iconv_open("UTF-8", set->iconv_name);
    if (converter == (iconv_t)-1)
        return false;
    /* iconv() does not write to its input, whatever its type says. */
    char *in = (char *)(uintptr_t)bytes;
    size_t left = size;
    size_t unit = unit_size(set);
    *lost = 0;
    while (left > 0 && buffer_ok(out)) {
        char piece[8192];
        char *to = piece;
        size_t room = sizeof piece;
        size_t done = iconv(converter, &in, &left, &to, &room);
        int why = done == (size_t)-1 ? errno : 0;
        buffer_append(out, piece, sizeof piece - room);
        if (why == 0 || why == E2BIG)
            continue;
        size_t skip = why == EINVAL || unit > left ? left : unit;
        buffer_append_string(out, REPLACEMENT);
        in += skip;
        left -= skip;
        (*lost)++;
    }
    /* Some sets hold a letter back until they know what follows it. */
    char held[64];
    char *to = held;
    size_t room = sizeof held;
    iconv(converter, NULL, NULL, &to, &room);
    buffer_append(out, held, sizeof held - room);
    iconv_close(converter);
    return true;
}

struct tally {
    size_t high;    /* bytes above 127 */
    size_t letters; /* well-formed characters above U+007F */
    size_t broken;  /* bytes that belong to none */
    bool cut;       /* but for those of a character cut short at the end */
};

/* The bytes are the beginning of a character that takes more. */
static bool is_cut_short(const char *bytes, size_t size) {
    unsigned char lead = (unsigned char)bytes[0];
    size_t needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || size >= needed)
        return false;
    for (size_t i = 1; i < size; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return false;
    return true;
}

static struct tally tally_utf8(const char *bytes, size_t size) {
    struct tally tally = {0};
    for (size_t at = 0; at < size;) {
        size_t start = at;
        int character = text_next_character(bytes, size, &at);
        if (character < 0x80)
            continue;
        tally.high += at - start;
        if (size - start < 4 && is_cut_short(bytes + start, size - start)) {
            tally.high += size - at;
            tally.cut = true;
            break;
        }
        if (character == 0xFFFD && at - start == 1)
            tally.broken++;
        else
            tally.letters++;
    }
    return tally;
}

/* UTF-8 is so unlike anything else that a broken byte here and there, or a
 * file cut short, does not make it less of it. */
static bool is_nearly_utf8(const struct tally *tally) {
    return (tally->broken == 0 && !tally->cut) ||
           tally->letters > 4 * tally->broken;
}

static void append_repaired(struct buffer *out, const char *bytes,
                            size_t size) {
    size_t done = 0; /* everything before it is appended */
    for (size_t at = 0; at < size;) {
        size_t start = at;
        int character = text_next_character(bytes, size, &at);
        if (character != 0xFFFD || at - start > 1)
            continue;
        buffer_append(out, bytes + done, start - done);
        buffer_append_string(out, REPLACEMENT);
        done = at;
    }
    buffer_append(out, bytes + done, size - done);
}

struct habit {
    const char *name;
    const char *bytes; /* above 127, that an English paper in it has */
};

static const struct habit HABITS[] = {
    /* € ‚ „ … ‘ ’ “ ” • – — ™ nbsp £ § © « ® ° ² ³ · » ¼ ½ ¾ and the accents of
     * café, crèche, façade, naïve, rôle, fête, coöperation, über */
    {"windows-1252", "\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xA0\xA3"
                     "\xA7\xA9\xAB\xAE\xB0\xB2\xB3\xB7\xBB\xBC\xBD\xBE\xE0\xE1"
                     "\xE7\xE8\xE9\xEA\xEF\xF4\xF6\xFC"},
    /* the same of old Macintoshes: … nbsp – — “ ” ‘ ’ • £ © ™ ® é è ç */
    {"macintosh", "\xC9\xCA\xD0\xD1\xD2\xD3\xD4\xD5\xA5\xA3\xA9\xAA\xA8\x8E"
                  "\x8F\x8D"},
};

/* The set whose English habits the bytes show, or NULL: there are few bytes
 * above 127, and most of them are of that kind. */
static const char *guess_by_habit(const char *bytes, size_t size, size_t high) {
    if (high > size / 20 + 4)
        return NULL;
    for (size_t h = 0; h < sizeof HABITS / sizeof HABITS[0]; h++) {
        size_t usual = 0;
        for (size_t i = 0; i < size; i++)
            usual += (unsigned char)bytes[i] > 0x7F &&
                     strchr(HABITS[h].bytes, bytes[i]) != NULL;
        if (usual * 4 >= high * 3)
            return HABITS[h].name;
    }
    return NULL;
}

static const char *guess_by_detector(const char *bytes, size_t size) {
    size_t first = 0;
    while (first < size && (unsigned char)bytes[first] < 0x80)
        first++;
    size_t start = first > GUESS_BEFORE ? first - GUESS_BEFORE : 0;
    size_t length = size - start < GUESS_AFTER ? size - start : GUESS_AFTER;
    uchardet_t detector = uchardet_new();
    if (!detector)
        return NULL;
    const char *name = NULL;
    if (uchardet_handle_data(detector, bytes + start, length) == 0) {
        uchardet_data_end(detector);
        const char *label = uchardet_get_charset(detector);
        name = charset_from_label(label, strlen(label));
    }
    uchardet_delete(detector);
    /* What was no UTF-8 before is none now. */
    return name && strncmp(name, "utf-", 4) != 0 ? name : NULL;
}

/* Append by the set called `name`; false, with nothing appended, when the
 * bytes contradict it. */
static bool decode_as(struct buffer *out, const char *name, const char *bytes,
                      size_t size, size_t high) {
    const struct charset *set = name ? find_charset(name) : NULL;
    if (!set || strcmp(name, "utf-8") == 0)
        return false;
    struct buffer text = BUFFER_INIT(out->maximum);
    size_t lost = 0;
    bool fits = convert(&text, set, bytes, size, &lost) && buffer_ok(&text) &&
                lost <= high / 20;
    if (fits)
        buffer_append(out, text.data ? text.data : "", text.size);
    buffer_destroy(&text);
    return fits;
}

/* The bytes are no UTF-8 and have `high` bytes above 127. */
static const char *decode_narrow(struct buffer *out, const char *bytes,
                                 size_t size, size_t high,
                                 const char *declared) {
    if (decode_as(out, declared, bytes, size, high))
        return declared;
    const char *guess = guess_by_habit(bytes, size, high);
    if (!guess)
        guess = guess_by_detector(bytes, size);
    if (decode_as(out, guess, bytes, size, high))
        return guess;
    size_t lost = 0;
    const struct charset *last = find_charset("windows-1252");
    return last && convert(out, last, bytes, size, &lost) ? last->name : NULL;
}

/* Formats hand text on as C strings; a NUL among the characters would cut
 * them short. */
static void remove_nuls(struct buffer *text, size_t from) {
    if (text->size == from ||
        !memchr(text->data + from, '\0', text->size - from))
        return;
    size_t kept = from;
    for (size_t i = from; i < text->size; i++)
        if (text->data[i] != '\0')
            text->data[kept++] = text->data[i];
    text->size = kept;
    text->data[kept] = '\0';
}

enum concord_status charset_decode(struct buffer *out, const char **charset,
                                   const char *bytes, size_t size,
                                   const char *declared,
                                   struct concord_error *err) {
    size_t from = out->size;
    const char *wide = charset_wide(bytes, size);
    const struct byte_order_mark *mark = find_mark(bytes, size);
    if (mark) {
        bytes += mark->size;
        size -= mark->size;
    }
    *charset = "utf-8";
    if (wide) {
        size_t lost = 0;
        const struct charset *set = find_charset(wide);
        *charset = set && convert(out, set, bytes, size, &lost) ? wide : NULL;
    } else {
        struct tally tally = tally_utf8(bytes, size);
        if (mark || is_nearly_utf8(&tally))
            append_repaired(out, bytes, size);
        else
            *charset = decode_narrow(out, bytes, size, tally.high, declared);
    }
    if (!buffer_ok(out))
        return concord_no_memory(err);
    if (!*charset)
        return concord_fail(err, CONCORD_INTERNAL,
                            "iconv cannot convert %s on this system; install "
                            "the C library's character sets",
                            wide ? wide : "windows-1252");
    remove_nuls(out, from);
    return CONCORD_OK;
}

void charset_append_unmasked(struct buffer *out, const char *text,
                             size_t size) {
    /* windows-1252 from 0x80 to 0x9F, 0 where it has nothing */
    static const unsigned short MEANT[32] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
        0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    size_t done = 0;
    for (size_t at = 0; at + 1 < size; at++) {
        unsigned char second = (unsigned char)text[at + 1];
        if (text[at] != '\xC2' || second < 0x80 || second > 0x9F)
            continue;
        unsigned meant = MEANT[second - 0x80];
        if (meant == 0)
            continue;
        buffer_append(out, text + done, at - done);
        if (meant >= 0x800)
            buffer_append_char(out, (char)(0xE0 | meant >> 12));
        buffer_append_char(out,
                           (char)(meant >= 0x800 ? 0x80 | (meant >> 6 & 0x3F)
                                                 : 0xC0 | meant >> 6));
        buffer_append_char(out, (char)(0x80 | (meant & 0x3F)));
        done = at + 2;
    }
    buffer_append(out, text + done, size - done);
}
