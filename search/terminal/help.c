/* help.c - own options by hand, the rest by the API's description. */
#include "help.h"

#include <stdbool.h>
#include <string.h>

#include "offered.h"
#include "text/wrapped_text.h"

enum { DESCRIPTION_COLUMN = 8, HELP_WIDTH = 80 };

static const char help_head[] =
    "Usage: concord-search [OPTION...] [WORD...]\n"
    "Search an index. All words are wanted, in any of their forms; \"a "
    "phrase\"\n"
    "OR -word (...) near/5 commission* =word title: speaker: organisation: "
    "are\n"
    "understood as in the API. Without words: everything, newest first.\n"
    "\n"
    "  -i, --index DIR\n"
    "        The index; $CONCORD_INDEX, else ./concord.index\n"
    "  -f, --format table|json|csv|jsonl|bibtex|ris\n"
    "        How it is shown; table by default. The last four are of all that "
    "is\n"
    "        found, and take no page and no facets\n"
    "  --facets[=NAMES]\n"
    "        The facets, or only these, as bars below the results\n"
    "  --color auto|always|never\n"
    "        auto: on a terminal only, and not when $NO_COLOR is set\n"
    "  --completion bash|zsh|fish\n"
    "        Print the script that completes options and their values there\n"
    "  -h, --help\n"
    "        This text\n"
    "  -V, --version\n"
    "        The program's version\n"
    "  --\n"
    "        What follows is words\n"
    "\n"
    "Filters and other parameters of a search. --facets=type shows the\n"
    "VALUEs of type.\n"
    "\n";

static const char help_tail[] =
    "\n"
    "An index of up to 128 MB is held against its hashes before it is "
    "searched;\n"
    "concord-indexer --verify does so for any.\n"
    "\n"
    "Exit status: 0 found; 1 nothing found; 64 usage; 71 out of memory; 74\n"
    "output failed; 76 no usable index.\n";

/* Broadened or not: the option alone says so. */
static bool is_switch(const struct offered_option *option) {
    return strcmp(json_string_value(json_array_get(option->values, 0)),
                  "true") == 0;
}

/* What stands behind the option. */
static void write_value(FILE *out, const struct offered_option *option) {
    size_t i = 0;
    const json_t *value = NULL;
    if (option->values == NULL) {
        fputs(option->is_count ? " N" : " VALUE", out);
    } else if (!is_switch(option)) {
        json_array_foreach(option->values, i, value)
            fprintf(out, "%c%s", i == 0 ? ' ' : '|', json_string_value(value));
    }
}

static void write_offered(FILE *out, const struct offered *offered) {
    for (size_t i = 0; i < offered->count; i++) {
        const struct offered_option *option = &offered->options[i];
        struct wrapped_text text = {
            .out = out, .indent = DESCRIPTION_COLUMN, .width = HELP_WIDTH};
        if (strcmp(option->parameter, "facets") == 0)
            continue;
        fprintf(out, "  %s", option->name);
        write_value(out, option);
        fputc('\n', out);
        wrapped_text_write(&text, option->description);
        wrapped_text_end(&text);
    }
}

enum concord_status help_write(FILE *out, struct concord_error *err) {
    struct offered offered;
    enum concord_status status = offered_read(&offered, err);
    if (status == CONCORD_OK) {
        fputs(help_head, out);
        write_offered(out, &offered);
        fputs(help_tail, out);
    }
    offered_clear(&offered);
    return status;
}
