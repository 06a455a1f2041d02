/* command_line.h - what is typed after concord-search.
 * Options that are not the program's own are parameters of a search by their
 * name in the API, so that whatever a schema adds as a facet is an option too:
 *   --region london          region=london
 *   --topic-all funding      topic_all=funding
 *   --not-topic funding      -topic=funding
 * One thread. */
#ifndef CONCORD_SEARCH_TERMINAL_COMMAND_LINE_H
#define CONCORD_SEARCH_TERMINAL_COMMAND_LINE_H

#include <stdbool.h>

#include "schema/status.h"
#include "search/request.h"

enum command_action {
    COMMAND_SEARCH,
    COMMAND_HELP,
    COMMAND_VERSION,
    COMMAND_COMPLETION, /* print the script for a shell */
    COMMAND_COMPLETE    /* list what the last word may become */
};

enum color_when { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct command_line {
    enum command_action action;
    const char *index;
    const char *format; /* "table" unless it was said */
    bool exports;       /* it is one of an export */
    const char *shell;  /* of COMMAND_COMPLETION */
    enum color_when color;
    bool facets;               /* show the facets as bars */
    const char *behind_facets; /* the word behind "--facets", or NULL */
    /* Of a search: what to ask. Of COMMAND_COMPLETE nothing. */
    struct parameter_list parameters;
    /* Of COMMAND_COMPLETE: the words typed so far, borrowed from argv. */
    char **typed;
    int typed_count;
};

/* Read the words. Strings are borrowed from argv and the environment, or live
 * in the list's arena; command_line_clear() gives them back, whatever the
 * outcome. CONCORD_BAD_REQUEST for what cannot be understood;
 * CONCORD_NO_MEMORY. */
enum concord_status command_line_read(struct command_line *line, int argc,
                                      char **argv, struct concord_error *err);
void command_line_clear(struct command_line *line);

#endif
