/* help.c - own options by hand, the rest by the API's description. */
#include "help.h"

#include <string.h>

#include "offered.h"
#include "text/wrapped_text.h"

enum { OPTION_COLUMN = 2, DESCRIPTION_COLUMN = 8, HELP_WIDTH = 80 };

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
    "Filters and other parameters of a search:\n"
    "\n";

static const char help_tail[] =
    "\n"
    "Exit status: 0 found; 1 nothing found; 64 usage; 71 out of memory; 74\n"
    "output failed; 76 no usable index.\n";

static void write_offered(FILE *out, const struct offered *offered) {
    for (size_t i = 0; i < offered->count; i++) {
        const struct offered_option *option = &offered->options[i];
        struct wrapped_text text = {
            .out = out, .indent = OPTION_COLUMN, .width = HELP_WIDTH};
        if (strcmp(option->parameter, "facets") == 0)
            continue;
        wrapped_text_write(&text, option->name);
        wrapped_text_end(&text);
        text.indent = DESCRIPTION_COLUMN;
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
