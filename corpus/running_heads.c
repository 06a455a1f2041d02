/* running_heads.c - the line that a printed paper has over or under each of
 * its pages, and the pages' numbers.
 *
 * A running head says what one of the paper's first lines says, with or
 * without a page's number, and comes back a page later and a page after that.
 * The first stays: it may be the title. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "layout.h"

enum {
    HEADS = 8, /* first lines that may come back */
    WORDS_MIN = 3,
    WORDS_MAX = 14,
    BYTES_MAX = 160,
    TIMES_MIN = 2, /* beside the first */
    GAP_MIN = 4    /* blocks of a page */
};

/* A line without its page's number: letters in lower case and single blanks. */
struct key {
    char text[BYTES_MAX + 1];
    size_t size;
};

static void cut_front(struct key *key, size_t size) {
    key->size -= size;
    memmove(key->text, key->text + size, key->size + 1);
}

/* Take "page 3 of 12", "3", "12 |" from the front or the end. */
static void strip_number(struct key *key) {
    size_t digits = strspn(key->text, "0123456789");
    if (digits > 0 && digits <= 3 && key->text[digits] == ' ')
        cut_front(key, digits + 1);
    size_t end = key->size;
    while (end > 0 && isdigit((unsigned char)key->text[end - 1]))
        end--;
    if (end < key->size && key->size - end <= 3 && end > 0 &&
        key->text[end - 1] == ' ') {
        key->size = end - 1;
        key->text[key->size] = '\0';
    }
}

static bool strip_end(struct key *key, const char *ending) {
    size_t size = strlen(ending);
    if (key->size < size || strcmp(key->text + key->size - size, ending) != 0)
        return false;
    key->size -= size;
    key->text[key->size] = '\0';
    return true;
}

static bool make_key(struct key *key, const struct extracted_block *block) {
    memset(key, 0, sizeof *key);
    size_t size = strlen(block->text);
    if (size > BYTES_MAX ||
        (block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_HEADING))
        return false;
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)block->text[i];
        if (isalnum(byte) || byte >= 0x80)
            key->text[key->size++] = (char)tolower(byte);
        else if (key->size > 0 && key->text[key->size - 1] != ' ')
            key->text[key->size++] = ' ';
    }
    while (key->size > 0 && key->text[key->size - 1] == ' ')
        key->size--;
    key->text[key->size] = '\0';
    if (strncmp(key->text, "page ", 5) == 0)
        cut_front(key, 5);
    strip_number(key);
    if (strncmp(key->text, "of ", 3) == 0 &&
        isdigit((unsigned char)key->text[3])) {
        cut_front(key, 3);
        strip_number(key);
    }
    if (strip_end(key, " of"))
        strip_number(key);
    if (!strip_end(key, " page"))
        strip_end(key, " p");
    return true;
}

static bool may_be_head(const struct key *key) {
    size_t words = shape_count_words(key->text, key->size);
    return words >= WORDS_MIN && words <= WORDS_MAX;
}

/* Where one of the first lines comes back. */
struct head {
    struct key key;
    size_t times;
    size_t last;
    bool too_near; /* it stands twice on a page: a label, no running head */
};

static struct head *find_head(struct head *heads, size_t count,
                              const struct key *key) {
    for (size_t i = 0; i < count; i++)
        if (heads[i].key.size == key->size &&
            memcmp(heads[i].key.text, key->text, key->size) == 0)
            return &heads[i];
    return NULL;
}

static size_t take_heads(const struct extract *extract, struct head *heads) {
    size_t count = 0;
    for (size_t i = 0; i < extract->block_count && i < HEADS; i++) {
        struct head *head = &heads[count];
        if (!make_key(&head->key, &extract->blocks[i]) ||
            !may_be_head(&head->key) || find_head(heads, count, &head->key))
            continue;
        head->last = i;
        count++;
    }
    return count;
}

static void count_returns(const struct extract *extract, struct head *heads,
                          size_t count) {
    struct key key;
    for (size_t i = 0; i < extract->block_count; i++) {
        struct head *head = make_key(&key, &extract->blocks[i])
                                ? find_head(heads, count, &key)
                                : NULL;
        if (!head || i <= head->last)
            continue;
        head->too_near = head->too_near || i - head->last < GAP_MIN;
        head->times++;
        head->last = i;
    }
}

static void drop_returns(const struct extract *extract, struct head *heads,
                         size_t count, struct verdict *verdicts) {
    struct key key;
    bool seen[HEADS] = {false};
    for (size_t i = 0; i < extract->block_count; i++) {
        struct head *head = make_key(&key, &extract->blocks[i])
                                ? find_head(heads, count, &key)
                                : NULL;
        if (!head || head->times < TIMES_MIN || head->too_near)
            continue;
        if (seen[head - heads] && !verdicts[i].rule)
            verdicts[i] = (struct verdict){"running-head", 0, false};
        seen[head - heads] = true;
    }
}

/* The number of a page that stands by itself; -1 for any other block. */
static int bare_number(const struct extracted_block *block) {
    size_t digits = strspn(block->text, "0123456789");
    if (block->kind != BLOCK_PARAGRAPH || digits == 0 || digits > 3 ||
        block->text[digits])
        return -1;
    int number = 0;
    for (size_t i = 0; i < digits; i++)
        number = number * 10 + (block->text[i] - '0');
    return number;
}

/* Numbers that grow by one with some text between them. */
static void judge_page_numbers(const struct extract *extract,
                               struct verdict *verdicts) {
    enum { PAGES_MIN = 3 };
    int last = -1;
    size_t at = 0;
    size_t first = 0;
    size_t run = 0;
    for (size_t i = 0; i <= extract->block_count; i++) {
        int number =
            i < extract->block_count ? bare_number(&extract->blocks[i]) : -1;
        if (number < 0 && i < extract->block_count)
            continue;
        bool follows = number == last + 1 && run > 0 && i - at >= 2;
        if (!follows) {
            for (size_t j = first; run >= PAGES_MIN && j <= at; j++)
                if (bare_number(&extract->blocks[j]) >= 0)
                    verdicts[j] = (struct verdict){"page-number", 0, false};
            first = i;
            run = 0;
        }
        run++;
        last = number;
        at = i;
    }
}

/* The figures at `text` and what of "of 4" follows them, as bytes; 0 when no
 * figure stands there. */
static size_t count_of_pages(const char *text) {
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 3)
        return 0;
    const char *after = text + digits;
    if (strncmp(after, " of ", 4) == 0 && isdigit((unsigned char)after[4]))
        return digits + 4 + strspn(after + 4, "0123456789");
    return digits;
}

/* "Page 2 of 4  The Barset Compact" and "Barset Trust  Paper C  page 1": a
 * page's foot with its number, and no sentence that sends to a page. */
static bool is_page_line(const struct extracted_block *block) {
    enum { OTHERS_MAX = 9 };
    const char *text = block->text;
    size_t size = strlen(text);
    if (block->kind == BLOCK_LIST_ITEM || block->kind == BLOCK_CAPTION ||
        !shape_words_at_most(text, size, OTHERS_MAX + 4) ||
        strchr(".;:,?!", text[size - 1]))
        return false;
    if (strncasecmp(text, "page ", 5) == 0)
        return strstr(text, " of ") != NULL && count_of_pages(text + 5) > 3;
    const char *last = NULL;
    for (const char *at = text; *at; at++)
        if (strncasecmp(at, " page ", 6) == 0)
            last = at;
    if (!last || last[6 + count_of_pages(last + 6)] != '\0' ||
        count_of_pages(last + 6) == 0)
        return false;
    const char *word = last;
    while (word > text && word[-1] != ' ')
        word--;
    return word > text && isupper((unsigned char)text[0]) &&
           (isupper((unsigned char)word[0]) ||
            isdigit((unsigned char)word[0]) ||
            !isalnum((unsigned char)word[0]));
}

/* "Shared principles ........ 4", "Money matters . . . . 2": a line of a list
 * of contents, whose leaders run up to the page. */
static bool is_contents_line(const struct extracted_block *block) {
    enum { LEADERS_MIN = 4 };
    const char *text = block->text;
    size_t end = strlen(text);
    size_t leaders = 0;
    while (end > 0 && isdigit((unsigned char)text[end - 1]))
        end--;
    if (!text[end])
        return false;
    while (end > 0 && (text[end - 1] == '.' || text[end - 1] == ' '))
        leaders += text[--end] == '.';
    return leaders >= LEADERS_MIN && end > 0;
}

static void judge_page_lines(const struct extract *extract,
                             struct verdict *verdicts) {
    for (size_t i = 0; i < extract->block_count; i++)
        if (verdicts[i].rule)
            continue;
        else if (is_page_line(&extract->blocks[i]))
            verdicts[i] = (struct verdict){"page-number", 0, false};
        else if (is_contents_line(&extract->blocks[i]))
            verdicts[i] = (struct verdict){"contents-line", 0, false};
}

void running_heads_judge(const struct extract *extract,
                         struct verdict *verdicts) {
    struct head heads[HEADS] = {0};
    size_t count = take_heads(extract, heads);
    if (count > 0) {
        count_returns(extract, heads, count);
        drop_returns(extract, heads, count, verdicts);
    }
    judge_page_numbers(extract, verdicts);
    judge_page_lines(extract, verdicts);
}
