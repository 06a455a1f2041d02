/* page_properties.c - what a page's head and markup say of the paper. */
#include "format/page_properties.h"

#include <string.h>
#include <strings.h>

#include "format/json_ld.h"

enum {
    NAME_BYTES = 80,
    JSON_BYTES = 1024 * 1024,
    TIMES_MAX = 100 /* a page of a thousand dates may say more after them */
};

void page_properties_begin(struct page_properties *properties,
                           struct extract *extract, size_t size,
                           struct concord_error *err) {
    *properties = (struct page_properties){
        .extract = extract,
        .err = err,
        .json = BUFFER_INIT(size < JSON_BYTES ? size + 1 : JSON_BYTES),
    };
}

void page_properties_clear(struct page_properties *properties) {
    buffer_destroy(&properties->json);
}

const char *page_attribute(const xmlChar **attributes, const char *name) {
    for (size_t i = 0; attributes && attributes[i]; i += 2)
        if (strcmp((const char *)attributes[i], name) == 0)
            return (const char *)attributes[i + 1];
    return NULL;
}

/* Some need no value to say what they say. */
static bool has_attribute(const xmlChar **attributes, const char *name) {
    for (size_t i = 0; attributes && attributes[i]; i += 2)
        if (strcmp((const char *)attributes[i], name) == 0)
            return true;
    return false;
}

bool page_lists_word(const char *list, const char *word) {
    size_t length = strlen(word);
    while (list && *list) {
        size_t size = strcspn(list, " \t\r\n");
        if (size == length && strncasecmp(list, word, length) == 0)
            return true;
        list += size;
        list += strspn(list, " \t\r\n");
    }
    return false;
}

static void add(struct page_properties *properties, const char *name,
                const char *value, unsigned line) {
    if (value && properties->status == CONCORD_OK)
        properties->status =
            extract_add_property(properties->extract, name, value,
                                 strlen(value), line, properties->err);
}

/* ---- <meta> ---- */

static bool begins(const char *text, const char *start) {
    return strncmp(text, start, strlen(start)) == 0;
}

/* One way to write each name: "DC:Date.Issued" is "dc.date.issued". False for
 * what says nothing of the paper. */
static bool name_property(char out[NAME_BYTES], const char *prefix,
                          const char *name) {
    size_t size = strlen(prefix);
    if (size + strlen(name) >= NAME_BYTES)
        return false;
    memcpy(out, prefix, size);
    for (; *name; name++) {
        char byte = *name == ':' ? '.' : *name;
        if (byte <= ' ' || byte == 0x7F)
            return false;
        out[size++] =
            byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
    }
    out[size] = '\0';
    return begins(out, "dc.") || begins(out, "dcterms.") ||
           begins(out, "egms.") || begins(out, "og.") ||
           begins(out, "article.") || begins(out, "itemprop.") ||
           strcmp(out, "author") == 0;
}

/* Pages mix up the attribute that Dublin Core names by and Open Graph's. */
static void read_meta(struct page_properties *properties,
                      const xmlChar **attributes, unsigned line) {
    static const char *const places[][2] = {
        {"name", ""}, {"property", ""}, {"itemprop", "itemprop."}};
    const char *content = page_attribute(attributes, "content");
    char own[NAME_BYTES];
    for (size_t i = 0; content && i < sizeof places / sizeof places[0]; i++) {
        const char *name = page_attribute(attributes, places[i][0]);
        if (name && name_property(own, places[i][1], name)) {
            add(properties, own, content, line);
            return;
        }
    }
}

/* ---- <time> ---- */

/* Templates name what holds a post's date so. */
static bool is_byline(const xmlChar **attributes) {
    static const char *const names[] = {
        "byline",       "by-line",    "dateline",   "posted",    "posted-on",
        "published",    "entry-date", "entry-meta", "post-date", "post-meta",
        "article-meta", "date",       "meta-date",  "pubdate"};
    const char *list = page_attribute(attributes, "class");
    for (size_t i = 0; list && i < sizeof names / sizeof names[0]; i++)
        if (page_lists_word(list, names[i]))
            return true;
    return false;
}

static void read_time(struct page_properties *properties,
                      const xmlChar **attributes, unsigned line) {
    const char *item = page_attribute(attributes, "itemprop");
    bool modified =
        page_lists_word(item, "dateModified") ||
        page_lists_word(page_attribute(attributes, "class"), "updated");
    bool published = has_attribute(attributes, "pubdate") ||
                     page_lists_word(item, "datePublished") ||
                     (properties->byline > 0 && !modified);
    if (published || properties->extract->property_count < TIMES_MAX)
        add(properties, published ? "time.published" : "time.mentioned",
            page_attribute(attributes, "datetime"), line);
}

/* ---- elements ---- */

static void open_script(struct page_properties *properties,
                        const xmlChar **attributes, unsigned line) {
    const char *type = page_attribute(attributes, "type");
    properties->in_json =
        type && strncasecmp(type, "application/ld+json", 19) == 0;
    properties->json_line = line;
    buffer_clear(&properties->json);
}

static void close_script(struct page_properties *properties) {
    bool whole = properties->in_json && buffer_ok(&properties->json) &&
                 properties->json.size > 0;
    properties->in_json = false;
    if (whole && properties->status == CONCORD_OK)
        properties->status = json_ld_read(
            properties->extract, properties->json.data, properties->json.size,
            properties->json_line, properties->err);
}

/* A lost end tag must not make a byline of all that follows: what opens no
 * deeper than an element shows that it has ended. */
static void leave(size_t *open, size_t depth) {
    if (*open >= depth)
        *open = 0;
}

void page_properties_open(struct page_properties *properties, const char *name,
                          const xmlChar **attributes, size_t depth,
                          unsigned line) {
    leave(&properties->byline, depth);
    leave(&properties->article, depth);
    bool header = strcmp(name, "header") == 0 && properties->article > 0;
    if (strcmp(name, "meta") == 0)
        read_meta(properties, attributes, line);
    else if (strcmp(name, "html") == 0)
        add(properties, "lang", page_attribute(attributes, "lang"), line);
    else if (strcmp(name, "script") == 0)
        open_script(properties, attributes, line);
    else if (strcmp(name, "article") == 0 && properties->article == 0)
        properties->article = depth;
    if (properties->byline == 0 && (header || is_byline(attributes)))
        properties->byline = depth;
    if (strcmp(name, "time") == 0)
        read_time(properties, attributes, line);
}

void page_properties_close(struct page_properties *properties, const char *name,
                           size_t depth) {
    if (strcmp(name, "script") == 0)
        close_script(properties);
    leave(&properties->byline, depth);
    leave(&properties->article, depth);
}

void page_properties_add_raw(struct page_properties *properties,
                             const char *text, size_t size) {
    if (properties->in_json)
        buffer_append(&properties->json, text, size);
}
