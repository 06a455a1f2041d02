/* extract_form.c - packs and unpacks extracts.
 *
 *   "CXT4", then the strings of the extract, the count of properties and of
 * each its name, value and line, the count of parts and of each its names and
 * the number of the part around it, the count of blocks and of each its kind,
 * level, part and text. Numbers are uint32, little-endian; a string is its
 * length and its bytes, with length UINT32_MAX for none. */
#include "corpus/extract_form.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/normal.h"

enum { MAGIC_SIZE = 4 };

static const char magic[MAGIC_SIZE + 1] = "CXT4";
static const uint32_t no_string = UINT32_MAX;
static const uint32_t level_max = 99; /* of headings; no format has so many */

const char *extract_form_version(void) {
    return magic;
}

/* ---- packing ---- */

static void pack_number(struct buffer *out, uint32_t number) {
    unsigned char bytes[4];
    for (int i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(number >> (8 * i));
    buffer_append(out, bytes, sizeof bytes);
}

static void pack_string(struct buffer *out, const char *text) {
    pack_number(out, text == NULL ? no_string : (uint32_t)strlen(text));
    if (text != NULL)
        buffer_append_string(out, text);
}

static void pack_properties(struct buffer *out, const struct extract *extract) {
    pack_number(out, (uint32_t)extract->property_count);
    for (size_t i = 0; i < extract->property_count; i++) {
        const struct extracted_property *property = &extract->properties[i];
        pack_string(out, property->name);
        pack_string(out, property->value);
        pack_number(out, property->line);
    }
}

static void pack_parts(struct buffer *out, const struct extract *extract) {
    pack_number(out, (uint32_t)extract->part_count);
    for (size_t i = 0; i < extract->part_count; i++) {
        pack_string(out, extract->parts[i].names);
        pack_number(out, extract->parts[i].within);
    }
}

void extract_pack(struct buffer *out, const struct extract *extract) {
    buffer_append(out, magic, MAGIC_SIZE);
    pack_string(out, extract->format);
    pack_string(out, extract->charset);
    pack_string(out, extract->title);
    pack_string(out, extract->address);
    pack_string(out, extract->front_matter);
    pack_properties(out, extract);
    pack_parts(out, extract);
    pack_number(out, (uint32_t)extract->block_count);
    for (size_t i = 0; i < extract->block_count; i++) {
        const struct extracted_block *block = &extract->blocks[i];
        pack_number(out, (uint32_t)block->kind);
        pack_number(out, block->level);
        pack_number(out, block->part);
        pack_string(out, block->text);
    }
}

/* ---- unpacking ---- */

struct unpacking {
    struct extract *extract;
    const unsigned char *at;
    size_t left;
    enum concord_status status; /* CONCORD_CORRUPT, CONCORD_NO_MEMORY */
};

static void fail(struct unpacking *unpacking, enum concord_status status) {
    if (unpacking->status == CONCORD_OK)
        unpacking->status = status;
}

static uint32_t unpack_number(struct unpacking *unpacking) {
    if (unpacking->left < 4 || unpacking->status != CONCORD_OK) {
        fail(unpacking, CONCORD_CORRUPT);
        return 0;
    }
    uint32_t number = 0;
    for (int i = 0; i < 4; i++)
        number |= (uint32_t)unpacking->at[i] << (8 * i);
    unpacking->at += 4;
    unpacking->left -= 4;
    return number;
}

static const char *unpack_string(struct unpacking *unpacking) {
    uint32_t size = unpack_number(unpacking);
    if (unpacking->status != CONCORD_OK || size == no_string)
        return NULL;
    const char *bytes = (const char *)unpacking->at;
    if (size > unpacking->left || memchr(bytes, '\0', size) != NULL ||
        !text_is_utf8(bytes, size)) {
        fail(unpacking, CONCORD_CORRUPT);
        return NULL;
    }
    const char *text = arena_copy(&unpacking->extract->arena, bytes, size);
    if (text == NULL)
        fail(unpacking, CONCORD_NO_MEMORY);
    unpacking->at += size;
    unpacking->left -= size;
    return text;
}

/* What text_clean() leaves, as far as a glance can tell. */
static bool is_clean(const char *text) {
    size_t size = strlen(text);
    if (size == 0 || text[0] == ' ' || text[size - 1] == ' ')
        return false;
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] < ' ' || text[i] == 0x7F)
            return false;
    return true;
}

static bool is_block(uint32_t kind, uint32_t level, const char *text) {
    return kind <= BLOCK_CAPTION && level <= level_max &&
           (kind == BLOCK_HEADING) == (level > 0) && text != NULL &&
           is_clean(text);
}

static void unpack_block(struct unpacking *unpacking) {
    struct extract *extract = unpacking->extract;
    uint32_t kind = unpack_number(unpacking);
    uint32_t level = unpack_number(unpacking);
    uint32_t part = unpack_number(unpacking);
    const char *text = unpack_string(unpacking);
    if (unpacking->status == CONCORD_OK &&
        (!is_block(kind, level, text) || part > extract->part_count))
        fail(unpacking, CONCORD_CORRUPT);
    if (unpacking->status != CONCORD_OK)
        return;
    struct extracted_block *block =
        arena_push(&extract->arena, &extract->blocks, &extract->block_count,
                   sizeof *block);
    if (block == NULL)
        fail(unpacking, CONCORD_NO_MEMORY);
    else
        *block =
            (struct extracted_block){(enum block_kind)kind, level, text, part};
}

static void unpack_property(struct unpacking *unpacking) {
    struct extract *extract = unpacking->extract;
    const char *name = unpack_string(unpacking);
    const char *value = unpack_string(unpacking);
    uint32_t line = unpack_number(unpacking);
    if (unpacking->status == CONCORD_OK &&
        (name == NULL || value == NULL || !is_clean(name) || !is_clean(value)))
        fail(unpacking, CONCORD_CORRUPT);
    if (unpacking->status != CONCORD_OK)
        return;
    struct extracted_property *property =
        arena_push(&extract->arena, &extract->properties,
                   &extract->property_count, sizeof *property);
    if (property == NULL)
        fail(unpacking, CONCORD_NO_MEMORY);
    else
        *property = (struct extracted_property){name, value, line};
}

static void unpack_properties(struct unpacking *unpacking) {
    uint32_t count = unpack_number(unpacking);
    if (count > EXTRACT_PROPERTIES_MAX)
        fail(unpacking, CONCORD_CORRUPT);
    for (uint32_t i = 0; i < count && unpacking->status == CONCORD_OK; i++)
        unpack_property(unpacking);
}

static void unpack_part(struct unpacking *unpacking) {
    struct extract *extract = unpacking->extract;
    const char *names = unpack_string(unpacking);
    uint32_t within = unpack_number(unpacking);
    if (unpacking->status == CONCORD_OK &&
        (names == NULL || !is_clean(names) || within > extract->part_count))
        fail(unpacking, CONCORD_CORRUPT);
    if (unpacking->status != CONCORD_OK)
        return;
    struct extracted_part *part = arena_push(
        &extract->arena, &extract->parts, &extract->part_count, sizeof *part);
    if (part == NULL)
        fail(unpacking, CONCORD_NO_MEMORY);
    else
        *part = (struct extracted_part){names, within};
}

static void unpack_parts(struct unpacking *unpacking) {
    uint32_t count = unpack_number(unpacking);
    if (count > EXTRACT_PARTS_MAX)
        fail(unpacking, CONCORD_CORRUPT);
    for (uint32_t i = 0; i < count && unpacking->status == CONCORD_OK; i++)
        unpack_part(unpacking);
}

static void unpack_magic(struct unpacking *unpacking) {
    if (unpacking->left < MAGIC_SIZE ||
        memcmp(unpacking->at, magic, MAGIC_SIZE) != 0) {
        fail(unpacking, CONCORD_CORRUPT);
        return;
    }
    unpacking->at += MAGIC_SIZE;
    unpacking->left -= MAGIC_SIZE;
}

static void unpack_front_matter(struct unpacking *unpacking) {
    const char *text = unpack_string(unpacking);
    if (text != NULL && strlen(text) > EXTRACT_FRONT_MATTER_BYTES)
        fail(unpacking, CONCORD_CORRUPT);
    unpacking->extract->front_matter = text;
}

static enum concord_status unpack_all(struct unpacking *unpacking) {
    struct extract *extract = unpacking->extract;
    unpack_magic(unpacking);
    extract->format = unpack_string(unpacking);
    extract->charset = unpack_string(unpacking);
    extract->title = unpack_string(unpacking);
    extract->address = unpack_string(unpacking);
    unpack_front_matter(unpacking);
    unpack_properties(unpacking);
    unpack_parts(unpacking);
    uint32_t count = unpack_number(unpacking);
    if (count == 0 || count > EXTRACT_BLOCKS_MAX || extract->format == NULL ||
        extract->charset == NULL)
        fail(unpacking, CONCORD_CORRUPT);
    for (uint32_t i = 0; i < count && unpacking->status == CONCORD_OK; i++)
        unpack_block(unpacking);
    if (unpacking->left > 0)
        fail(unpacking, CONCORD_CORRUPT);
    return unpacking->status;
}

enum concord_status extract_unpack(struct extract **out, const void *bytes,
                                   size_t size, struct concord_error *err) {
    *out = NULL;
    struct extract *extract = calloc(1, sizeof *extract);
    if (extract == NULL)
        return concord_no_memory(err);
    struct unpacking unpacking = {extract, bytes, size, CONCORD_OK};
    enum concord_status status = unpack_all(&unpacking);
    if (status == CONCORD_OK) {
        *out = extract;
        return CONCORD_OK;
    }
    extract_destroy(extract);
    return status == CONCORD_NO_MEMORY
               ? concord_no_memory(err)
               : concord_fail(err, CONCORD_CORRUPT,
                              "what was extracted is not whole");
}
