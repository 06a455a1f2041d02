/* shown_date.c - sets and spans, without their brackets. */
#include "search/shown_date.h"

#include <string.h>

/* From just behind the bracket. */
static void show_set(struct buffer *out, const char *set) {
    const char *dots = strstr(set, "..");
    const char *end = strchr(set, ']');
    if (!dots || !end || end < dots) {
        buffer_append_string(out, set);
        return;
    }
    const char *later = dots + strlen("..");
    bool begins = dots > set;
    bool ends = end > later;
    buffer_append_string(out, begins && ends ? "between " : "");
    buffer_append(out, set, (size_t)(dots - set));
    if (begins)
        buffer_append_string(out, ends ? " and " : " or later");
    buffer_append(out, later, (size_t)(end - later));
    buffer_append_string(out, begins ? "" : " or earlier");
}

void shown_date(struct buffer *out, const char *edtf) {
    size_t first = strcspn(edtf, "/");
    if (*edtf == '\0') {
        buffer_append_string(out, "no date");
    } else if (*edtf == '[') {
        show_set(out, edtf + 1);
    } else {
        buffer_append(out, edtf, first);
        if (edtf[first] == '/')
            buffer_printf(out, " to %s", edtf + first + 1);
    }
}
