/* address.h - pieces of addresses, escaped as RFC 3986 asks. Private to this
 * room; pure. */
#ifndef CONCORD_SEARCH_ADDRESS_H
#define CONCORD_SEARCH_ADDRESS_H

#include "schema/buffer.h"
#include "search/request.h"

enum { ADDRESS_BYTES_MAX = 8 * PARAMETERS_BYTES_MAX };

/* Append what a path or a query may hold, '/' included. */
void address_append(struct buffer *out, const char *text);

/* Append the address of a document's page under `base`, which may be empty and
 * does not end in '/'. */
void address_append_document(struct buffer *out, const char *base,
                             const char *id);

/* Append "?a=b" or "&a=b", as `*mark` says, which is '&' then. */
void address_append_parameter(struct buffer *out, char *mark, const char *name,
                              const char *value);

#endif
