/* stored_form.h - what Xapian keeps of a document beside its terms, in the
 * slots of enum plan_slot, shared by the writer and the reader. C++ only. What
 * is shown of a document is no affair of Xapian's: document_store.h. */
#ifndef CONCORD_ENGINE_STORED_FORM_H
#define CONCORD_ENGINE_STORED_FORM_H

#include <cstdint>
#include <string>

#include "schema/edtf.h"

/* PLAN_SLOT_DATE: a date as 8 bytes that sort as days do, and its certainty. */
std::string stored_form_pack_date(struct edtf_date date,
                                  enum certainty certainty);
/* Undated, when that was not packed by the above. */
struct edtf_date stored_form_unpack_date(const std::string &bytes,
                                         enum certainty *certainty);

/* PLAN_SLOT_TITLE: what it sorts by comes first, and ends with a NUL. */
std::string stored_form_pack_title(const char *key, const char *shown);
std::string stored_form_shown_title(const std::string &bytes);

/* STATEMENT_SLOT_FACTS: a byte of statement_columns.h and the position. */
std::string stored_form_pack_facts(uint8_t facts, uint32_t position);
/* False when that was not packed by the above. */
bool stored_form_unpack_facts(const std::string &bytes, uint8_t *facts,
                              uint32_t *position);

#endif
