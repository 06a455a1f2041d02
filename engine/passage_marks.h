/* passage_marks.h - a window of words as bytes of the text, and what is marked
 * in it. Pure; any thread. */
#ifndef CONCORD_ENGINE_PASSAGE_MARKS_H
#define CONCORD_ENGINE_PASSAGE_MARKS_H

#include <stdbool.h>

#include "engine/result_page.h"
#include "passage_text.h"
#include "passage_windows.h"
#include "schema/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where the window stands, with the marks that belong to its first and last
 * word: “£5,000.” PASSAGE_BYTES and a few at the most. */
struct text_span passage_span(const struct passage_text *text,
                              const struct passage_window *window);

/* Give a passage, whose span is set, its marks in `arena`: every word found,
 * and as one the words of a phrase, phrases that share words, words that
 * hyphens join, and words of near side by side. False when memory is out. */
bool passage_copy_marks(struct passage *passage, struct arena *arena,
                        const struct passage_window *window,
                        const struct passage_text *text);

#ifdef __cplusplus
}
#endif

#endif
