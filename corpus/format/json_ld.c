/* json_ld.c - what a page says of itself as linked data.
 *
 * An article may be the whole, one of a list, one of an "@graph", or the main
 * entity of a page; its author may be a name, a thing with a name, several, or
 * only a reference to a thing elsewhere in the text. */
#include "format/json_ld.h"

#include <jansson.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { DEPTH_MAX = 8, NAMES_MAX = 20 };

struct reading {
    struct extract *extract;
    const json_t *root;
    unsigned line;
    enum concord_status status; /* the first failure */
    struct concord_error *err;
};

static void add(struct reading *reading, const char *name, const char *value) {
    if (value && reading->status == CONCORD_OK)
        reading->status =
            extract_add_property(reading->extract, name, value, strlen(value),
                                 reading->line, reading->err);
}

/* "http://schema.org/Report" and "schema:Report" are "Report". */
static bool is_type(const json_t *type, const char *name) {
    const char *text = json_string_value(type);
    if (!text)
        return false;
    const char *end = text + strlen(text);
    while (end > text && end[-1] != '/' && end[-1] != ':' && end[-1] != '#')
        end--;
    return strcasecmp(end, name) == 0;
}

static bool has_type(const json_t *thing, const char *name) {
    const json_t *type = json_object_get(thing, "@type");
    for (size_t i = 0; i < json_array_size(type); i++)
        if (is_type(json_array_get(type, i), name))
            return true;
    return is_type(type, name);
}

static bool is_article(const json_t *thing) {
    static const char *const types[] = {
        "Article", "NewsArticle",      "ReportageNewsArticle", "BlogPosting",
        "Report",  "ScholarlyArticle", "TechArticle"};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (has_type(thing, types[i]))
            return true;
    return false;
}

/* The thing of that "@id" that says more of itself than its id. */
static const json_t *find_thing(const json_t *in, const char *id,
                                unsigned depth) {
    const json_t *found = NULL;
    const char *own = json_string_value(json_object_get(in, "@id"));
    if (depth > DEPTH_MAX)
        return NULL;
    if (own && strcmp(own, id) == 0 && json_object_get(in, "name"))
        return in;
    for (size_t i = 0; i < json_array_size(in) && !found; i++)
        found = find_thing(json_array_get(in, i), id, depth + 1);
    if (!found && json_object_get(in, "@graph"))
        found = find_thing(json_object_get(in, "@graph"), id, depth + 1);
    return found;
}

/* `person` and `body` are the property's names for the one and the other. */
struct agent_names {
    const char *any;
    const char *person;
    const char *body;
};

static void read_agent(struct reading *reading, const json_t *agent,
                       const struct agent_names *names) {
    const char *id = json_string_value(json_object_get(agent, "@id"));
    if (json_is_string(agent)) {
        add(reading, names->any, json_string_value(agent));
        return;
    }
    if (id && !json_object_get(agent, "name"))
        agent = find_thing(reading->root, id, 0);
    const char *kind = names->any;
    if (has_type(agent, "Person"))
        kind = names->person;
    else if (has_type(agent, "Organization") || has_type(agent, "NGO") ||
             has_type(agent, "GovernmentOrganization") ||
             has_type(agent, "NewsMediaOrganization"))
        kind = names->body;
    add(reading, kind, json_string_value(json_object_get(agent, "name")));
}

static void read_agents(struct reading *reading, const json_t *agents,
                        const struct agent_names *names) {
    if (!json_is_array(agents)) {
        read_agent(reading, agents, names);
        return;
    }
    for (size_t i = 0; i < json_array_size(agents) && i < NAMES_MAX; i++)
        read_agent(reading, json_array_get(agents, i), names);
}

static void read_article(struct reading *reading, const json_t *article) {
    static const char *const texts[][2] = {
        {"headline", "json-ld.headline"},
        {"datePublished", "json-ld.datepublished"},
        {"dateModified", "json-ld.datemodified"}};
    static const struct agent_names authors = {"json-ld.author",
                                               "json-ld.author.person",
                                               "json-ld.author.organization"};
    static const struct agent_names publishers = {
        "json-ld.publisher", "json-ld.publisher.person",
        "json-ld.publisher.organization"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        add(reading, texts[i][1],
            json_string_value(json_object_get(article, texts[i][0])));
    read_agents(reading, json_object_get(article, "author"), &authors);
    read_agents(reading, json_object_get(article, "publisher"), &publishers);
}

/* The first article; a page lists others as what to read next. */
static bool read_thing(struct reading *reading, const json_t *thing,
                       unsigned depth) {
    static const char *const holders[] = {"@graph", "mainEntity"};
    if (depth > DEPTH_MAX)
        return false;
    for (size_t i = 0; i < json_array_size(thing); i++)
        if (read_thing(reading, json_array_get(thing, i), depth + 1))
            return true;
    if (is_article(thing)) {
        read_article(reading, thing);
        return true;
    }
    for (size_t i = 0; i < sizeof holders / sizeof holders[0]; i++) {
        const json_t *held = json_object_get(thing, holders[i]);
        if (held && read_thing(reading, held, depth + 1))
            return true;
    }
    return false;
}

/* What old templates put around and into the JSON: comment marks before it,
 * line breaks within strings, marks after it. */
static json_t *parse(char *text, size_t size) {
    size_t start = 0;
    while (start < size && text[start] != '{' && text[start] != '[')
        start +=
            text[start] == '<' && strncmp(text + start, "<![CDATA[", 9) == 0
                ? 9
                : 1;
    for (size_t i = start; i < size; i++)
        if ((unsigned char)text[i] < ' ')
            text[i] = ' ';
    return json_loadb(text + start, size - start, JSON_DISABLE_EOF_CHECK, NULL);
}

enum concord_status json_ld_read(struct extract *extract, char *text,
                                 size_t size, unsigned line,
                                 struct concord_error *err) {
    json_t *root = parse(text, size);
    struct reading reading = {extract, root, line, CONCORD_OK, err};
    if (root)
        read_thing(&reading, root, 0);
    json_decref(root);
    return reading.status;
}
