/* settle.c - what the text of a value stands for.
 *
 * A value of the vocabulary is known by its identifier or its label, in any
 * letters and with anything between its words: "Local Government" and
 * "local_government" are local-government. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "describe/date_line.h"
#include "metadata/parts.h"
#include "schema/buffer.h"

enum {
    SHOWN_BYTES = 60,
    LISTED_BYTES = 4096, /* of known values in a warning */
    PATHS_MAX = 8        /* of places in a warning */
};

/* ---- the same words ---- */

/* The next sign of the text's identifier at *at, which moves past it: a letter,
 * a digit, '-' between words; 0 at the end. "&" is "and". */
struct slug {
    const char *at;
    const char *pending; /* what stands for a sign that is no letter */
};

static int slug_next(struct slug *slug) {
    if (slug->pending && *slug->pending)
        return *slug->pending++;
    bool between = false;
    for (; *slug->at; slug->at++) {
        unsigned char byte = (unsigned char)*slug->at;
        if (byte == '&' || isalnum(byte) || byte >= 0x80)
            break;
        between = true;
    }
    if (!*slug->at)
        return 0;
    if (between)
        return '-';
    unsigned char byte = (unsigned char)*slug->at++;
    if (byte != '&')
        return tolower(byte);
    slug->pending = "nd";
    return 'a';
}

static int slug_begin(struct slug *slug, const char *text) {
    *slug = (struct slug){text, NULL};
    int first = slug_next(slug);
    return first == '-' ? slug_next(slug) : first;
}

static bool same_words(const char *a, const char *b) {
    struct slug left;
    struct slug right;
    int x = slug_begin(&left, a);
    int y = slug_begin(&right, b);
    while (x == y && x != 0) {
        x = slug_next(&left);
        y = slug_next(&right);
    }
    return x == y;
}

/* ---- vocabularies ---- */

static enum concord_status settle_value(struct metadata_reader *reader,
                                        const struct metadata_key *key,
                                        const char *text, size_t line,
                                        const char **out) {
    const struct facet *facet = schema_facet(reader->schema, key->facet);
    struct buffer known = BUFFER_INIT(LISTED_BYTES);
    for (size_t i = 0; i < facet->value_count; i++) {
        const struct vocabulary_value *value = &facet->values[i];
        if (same_words(value->value, text) || same_words(value->label, text)) {
            *out = value->value;
            buffer_destroy(&known);
            return CONCORD_OK;
        }
        buffer_printf(&known, "%s%s", i ? ", " : "", value->value);
    }
    enum concord_status status = metadata_warn(
        reader, line, "unknown %s '%.*s'; known are %s", facet->name,
        SHOWN_BYTES, text, known.data ? known.data : "");
    buffer_destroy(&known);
    return status;
}

/* ---- places ---- */

static bool place_is_called(const struct place *place, const char *text) {
    for (size_t i = 0; i < place->name_count; i++)
        if (same_words(place->names[i].name, text))
            return true;
    return false;
}

/* Who writes a name means the authority and not a village elsewhere. */
static bool is_town(const struct place *place) {
    return strcmp(place->kind, "town") == 0;
}

struct namesakes {
    const struct place *only; /* the one that the name stands for, or NULL */
    bool town;
    size_t count; /* of those that it may stand for */
    struct buffer paths;
};

static void find_namesakes(const struct schema *schema, const char *text,
                           struct namesakes *out) {
    for (size_t i = 0; i < schema_place_count(schema); i++) {
        const struct place *place = schema_place(schema, i);
        if (!place_is_called(place, text))
            continue;
        bool better = !out->only || (out->town && !is_town(place));
        if (!better && !out->town && is_town(place))
            continue;
        if (better) {
            out->count = 0;
            buffer_clear(&out->paths);
        }
        out->only = place;
        out->town = is_town(place);
        if (out->count++ < PATHS_MAX)
            buffer_printf(&out->paths, "%s%s", out->count > 1 ? ", " : "",
                          place->path);
    }
}

static enum concord_status settle_place(struct metadata_reader *reader,
                                        const char *text, size_t line,
                                        const char **out) {
    struct namesakes found = {.paths = BUFFER_INIT(LISTED_BYTES)};
    int index = schema_find_place(reader->schema, text);
    enum concord_status status = CONCORD_OK;
    if (index != SCHEMA_NO_INDEX)
        *out = schema_place(reader->schema, (size_t)index)->path;
    else
        find_namesakes(reader->schema, text, &found);
    if (found.count == 1)
        *out = found.only->path;
    else if (found.count > 1)
        status = metadata_warn(reader, line,
                               "several places are called '%.*s'; write one of "
                               "%s",
                               SHOWN_BYTES, text,
                               found.paths.data ? found.paths.data : "");
    else if (!*out)
        status = metadata_warn(reader, line,
                               "unknown place '%.*s'; write the path of one in "
                               "the gazetteer, such as "
                               "west-midlands/herefordshire, or its name",
                               SHOWN_BYTES, text);
    buffer_destroy(&found.paths);
    return status;
}

/* ---- the rest ---- */

static enum concord_status settle_date(struct metadata_reader *reader,
                                       const char *text, size_t line,
                                       const char **out) {
    struct edtf_date date;
    char value[EDTF_TEXT_MAX];
    enum concord_status status = date_of_line(&date, text, reader->err);
    if (status != CONCORD_OK)
        return status;
    if (edtf_is_undated(date))
        return metadata_warn(reader, line,
                             "'%.*s' is no date; write it like 2007-04-01, "
                             "1 April 2007, 2007-04, 2007 or "
                             "[2011-04-06..2012-09-04]",
                             SHOWN_BYTES, text);
    edtf_format(value, date);
    *out = arena_string(reader->arena, value);
    return *out ? CONCORD_OK : concord_no_memory(reader->err);
}

/* Cut where a character ends. */
static enum concord_status settle_title(struct metadata_reader *reader,
                                        const char *text, size_t line,
                                        const char **out) {
    size_t size = strlen(text);
    enum concord_status status = CONCORD_OK;
    if (size > DOCUMENT_TITLE_MAX) {
        size = DOCUMENT_TITLE_MAX;
        while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80)
            size--;
        status = metadata_warn(reader, line,
                               "the title is longer than %d bytes and is cut; "
                               "shorten it",
                               DOCUMENT_TITLE_MAX);
    }
    *out = arena_copy(reader->arena, text, size);
    return *out ? status : concord_no_memory(reader->err);
}

static enum concord_status settle_id(struct metadata_reader *reader,
                                     const char *text, size_t line,
                                     const char **out) {
    static const char signs[] = "-._~:";
    bool plain = strspn(text, ".") < strlen(text);
    for (const char *at = text; *at; at++)
        plain = plain && (isalnum((unsigned char)*at) || strchr(signs, *at));
    if (!plain || strlen(text) > DOCUMENT_ID_MAX)
        return metadata_warn(reader, line,
                             "'%.*s' is no id; write at most %d letters, "
                             "digits and signs of %s",
                             SHOWN_BYTES, text, DOCUMENT_ID_MAX, signs);
    *out = text;
    return CONCORD_OK;
}

static enum concord_status settle_address(struct metadata_reader *reader,
                                          const char *text, size_t line,
                                          const char **out) {
    if ((strncasecmp(text, "http://", 7) != 0 &&
         strncasecmp(text, "https://", 8) != 0) ||
        strchr(text, ' '))
        return metadata_warn(reader, line,
                             "'%.*s' is no address; write it whole, from "
                             "https:// on",
                             SHOWN_BYTES, text);
    *out = text;
    return CONCORD_OK;
}

enum concord_status metadata_settle(struct metadata_reader *reader,
                                    const struct metadata_key *key,
                                    const char *text, size_t line,
                                    const char **out) {
    *out = NULL;
    switch (key->form) {
    case KEY_ID:
        return settle_id(reader, text, line, out);
    case KEY_TITLE:
        return settle_title(reader, text, line, out);
    case KEY_DATE:
        return settle_date(reader, text, line, out);
    case KEY_ADDRESS:
        return settle_address(reader, text, line, out);
    case KEY_VALUE:
        return settle_value(reader, key, text, line, out);
    case KEY_PLACE:
        return settle_place(reader, text, line, out);
    case KEY_TEXT:
    case KEY_NAMES:
        break;
    }
    *out = text;
    return CONCORD_OK;
}
