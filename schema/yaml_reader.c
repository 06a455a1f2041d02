/* yaml_reader.c - a YAML file of the schema: opened once it is known to be
 * harmless. yaml_fields.c reads what is in it. */
#include "yaml_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

size_t yaml_line(const yaml_node_t *node) {
    return node->start_mark.line + 1;
}

enum concord_status yaml_fail(const struct yaml_reader *reader,
                              const yaml_node_t *node, const char *format,
                              ...) {
    char fault[CONCORD_MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(fault, sizeof fault, format, arguments);
    va_end(arguments);
    return concord_fail(reader->err, CONCORD_BAD_SCHEMA, "%s:%zu: %s",
                        reader->file, yaml_line(node), fault);
}

static enum concord_status parser_fault(const struct yaml_reader *reader,
                                        const yaml_parser_t *parser) {
    /* Where memory runs out libyaml does not always say so, but it never
     * leaves out the problem otherwise. */
    if (parser->error == YAML_MEMORY_ERROR || !parser->problem)
        return concord_no_memory(reader->err);
    return concord_fail(
        reader->err, CONCORD_BAD_SCHEMA, "%s:%zu: %s%s%s; mend the YAML there",
        reader->file, parser->problem_mark.line + 1, parser->problem,
        parser->context ? " " : "", parser->context ? parser->context : "");
}

static bool event_has_anchor(const yaml_event_t *event) {
    return event->type == YAML_ALIAS_EVENT ||
           (event->type == YAML_SCALAR_EVENT && event->data.scalar.anchor) ||
           (event->type == YAML_SEQUENCE_START_EVENT &&
            event->data.sequence_start.anchor) ||
           (event->type == YAML_MAPPING_START_EVENT &&
            event->data.mapping_start.anchor);
}

struct event_counts {
    size_t events;
    size_t documents;
    size_t depth;
};

static void count_event(struct event_counts *counts,
                        const yaml_event_t *event) {
    yaml_event_type_t type = event->type;
    counts->events++;
    counts->documents += type == YAML_DOCUMENT_START_EVENT;
    if (type == YAML_SEQUENCE_START_EVENT || type == YAML_MAPPING_START_EVENT)
        counts->depth++;
    if (type == YAML_SEQUENCE_END_EVENT || type == YAML_MAPPING_END_EVENT)
        counts->depth--;
}

static enum concord_status check_event(const struct yaml_reader *reader,
                                       const yaml_event_t *event,
                                       struct event_counts *counts) {
    size_t line = event->start_mark.line + 1;
    count_event(counts, event);
    if (event_has_anchor(event))
        return concord_fail(reader->err, CONCORD_BAD_SCHEMA,
                            "%s:%zu: anchors and aliases (& and *) are not "
                            "read; write the value out, or quote the text",
                            reader->file, line);
    if (counts->events > YAML_NODES_MAX)
        return concord_fail(reader->err, CONCORD_BAD_SCHEMA,
                            "%s:%zu: more than %d keys and values; shorten "
                            "the file",
                            reader->file, line, YAML_NODES_MAX);
    if (counts->depth > YAML_DEPTH_MAX)
        return concord_fail(reader->err, CONCORD_BAD_SCHEMA,
                            "%s:%zu: more than %d lists and maps stand in one "
                            "another; write them side by side",
                            reader->file, line, YAML_DEPTH_MAX);
    if (counts->documents > 1)
        return concord_fail(reader->err, CONCORD_BAD_SCHEMA,
                            "%s:%zu: a second document begins; remove the ---",
                            reader->file, line);
    return CONCORD_OK;
}

static void give_input(yaml_parser_t *parser, const struct schema_file *file) {
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(parser, (const unsigned char *)file->bytes,
                                 file->size);
}

/* Nothing here needs %YAML or %TAG, and libyaml's time is quadratic in their
 * number. */
static enum concord_status check_directives(const struct yaml_reader *reader,
                                            const struct schema_file *file) {
    size_t line = 1;
    for (const char *at = file->bytes; at; line++) {
        if (*at == '%')
            return concord_fail(reader->err, CONCORD_BAD_SCHEMA,
                                "%s:%zu: directives (%%) are not read; remove "
                                "the line",
                                reader->file, line);
        at = strchr(at, '\n');
        at = at ? at + 1 : NULL;
    }
    return CONCORD_OK;
}

/* Read the file as events first, which costs no memory: what must not reach
 * the tree is refused before there is one. */
static enum concord_status check_events(const struct yaml_reader *reader,
                                        const struct schema_file *file) {
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return concord_no_memory(reader->err);
    give_input(&parser, file);
    struct event_counts counts = {0};
    enum concord_status status = CONCORD_OK;
    for (bool at_end = false; !at_end && status == CONCORD_OK;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            status = parser_fault(reader, &parser);
            break;
        }
        at_end = event.type == YAML_STREAM_END_EVENT;
        status = check_event(reader, &event, &counts);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return status;
}

static enum concord_status load_document(struct yaml_reader *reader,
                                         const struct schema_file *file) {
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return concord_no_memory(reader->err);
    give_input(&parser, file);
    enum concord_status status = CONCORD_OK;
    reader->loaded = yaml_parser_load(&parser, &reader->document);
    if (!reader->loaded)
        status = parser_fault(reader, &parser);
    yaml_parser_delete(&parser);
    return status;
}

enum concord_status yaml_reader_open(struct yaml_reader *reader,
                                     const struct schema_file *file,
                                     struct arena *arena,
                                     struct concord_error *err) {
    *reader =
        (struct yaml_reader){.file = file->name, .arena = arena, .err = err};
    enum concord_status status = check_directives(reader, file);
    if (status == CONCORD_OK)
        status = check_events(reader, file);
    return status == CONCORD_OK ? load_document(reader, file) : status;
}

void yaml_reader_close(struct yaml_reader *reader) {
    if (reader->loaded)
        yaml_document_delete(&reader->document);
    reader->loaded = false;
}
