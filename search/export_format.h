/* export_format.h - the forms that an export can have: one table, a file for
 * each. Private to this room; pure. */
#ifndef CONCORD_SEARCH_EXPORT_FORMAT_H
#define CONCORD_SEARCH_EXPORT_FORMAT_H

#include <jansson.h>

#include "card_text.h"
#include "engine/result_page.h"
#include "schema/buffer.h"
#include "schema/schema.h"

/* A result on its way out. */
struct export_record {
    struct card_text *text; /* as card_text_relate() leaves it */
    const json_t *card;     /* as card_relate() does; NULL when `copies` */
    const struct result *result;
    const struct schema *schema;
    const char *permanent; /* the address of its page here */
};

struct export_format {
    const char *name; /* as the parameter says it */
    const char *content_type;
    const char *file_name;
    void (*begin)(struct buffer *out,
                  const struct schema *schema); /* or NULL */
    void (*write)(struct buffer *out, const struct export_record *record);
    bool copies; /* a result as a search has it, passages included */
};

/* NULL when there is none of that name. */
const struct export_format *export_format_find(const char *name);

/* "csv, jsonl": the names, for a person to read. */
void export_format_names(struct buffer *out);

/* ---- the forms ---- */

void csv_begin(struct buffer *out, const struct schema *schema);
void csv_write(struct buffer *out, const struct export_record *record);
void jsonl_write(struct buffer *out, const struct export_record *record);
void bibtex_write(struct buffer *out, const struct export_record *record);
void ris_write(struct buffer *out, const struct export_record *record);

/* One cell as RFC 4180 has it, which no spreadsheet takes for a formula. */
void csv_append_cell(struct buffer *out, const char *text);

/* ---- what they have in common ---- */

/* The text under `key`; empty when there is none. */
const char *record_text(const struct export_record *record, const char *key);

/* Append the title, in brackets when it was supplied. */
void record_append_title(struct buffer *out,
                         const struct export_record *record);

/* The page's own address, where it was found; empty when it has none. */
const char *record_address(const struct export_record *record);

/* What the date is in EDTF; empty without one. */
const char *record_date(const struct export_record *record);

/* 0: in no one year. */
int record_year(const struct export_record *record);

/* The date is a year, a month or a day, and no more than that. */
bool record_date_is_plain(const struct export_record *record);

/* Place `index` of the creators; false past the last. */
bool record_creator(const struct export_record *record, size_t index,
                    const char **name, bool *is_person);

/* The label of value `index` of a facet; NULL past the last. */
const char *record_label(const struct export_record *record, const char *facet,
                         size_t index);

#endif
