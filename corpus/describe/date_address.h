/* date_address.h - the date that an address or a path says: a blog's folders
 * ("/2012/03/14/"), a year's ("/2009/news/"), a file's name
 * ("20091214_minutes.pdf", "cabinet-131207"). Pure. */
#ifndef CONCORD_CORPUS_DESCRIBE_DATE_ADDRESS_H
#define CONCORD_CORPUS_DESCRIBE_DATE_ADDRESS_H

#include "describe/date_claims.h"

/* The claim of the address, which may be NULL: its rank is 0 for none. Folders
 * and the days of a file's name are stated; six figures that can be read two
 * ways are probable, and a year that may be what the file is about derived. */
struct claim claim_of_address(const char *address, enum paper_kind kind);

#endif
