/* test_extract.c - claims about how a file's format is known, and about what
 * every format's blocks have in common. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>

#include "extract_fixture.h"

#define BYTES(text) (text), sizeof(text) - 1

static void assert_format(const char *name, const char *text,
                          const char *format) {
    struct extract *extract = read_paper(name, text);
    assert_string_equal(extract->format, format);
    assert_sound(extract);
    extract_destroy(extract);
}

static void an_empty_file_is_refused(void **state) {
    (void)state;
    assert_refused("a.txt", "", 0, "the file is empty");
}

static void a_file_without_a_word_is_refused(void **state) {
    (void)state;
    assert_refused("a.txt", BYTES(" \n\t\n"), "there is no text in it");
    assert_refused("a.txt", BYTES("---\n* * *\n"), "there is no text in it");
    assert_refused("a.html", BYTES("<html><p>&nbsp;</p>"),
                   "there is no text in it");
    assert_refused("a.txt", BYTES("\xEF\xBB\xBF"), "there is no text in it");
}

static void a_file_over_the_limit_is_refused_with_its_size(void **state) {
    (void)state;
    assert_refused("a.txt", "x", (size_t)EXTRACT_BYTES_MAX + 1,
                   "the file has 67108865 bytes; no more than 67108864 are "
                   "read");
}

static void a_kind_that_is_not_read_is_named(void **state) {
    (void)state;
#define UNREAD(name) name ": this kind of file is not read yet"
    assert_refused("a.txt", BYTES("%PDF-1.4\n"), UNREAD("a PDF file"));
    assert_refused("a.docx", BYTES("PK\3\4...."), UNREAD("a DOCX file"));
    assert_refused("a.ODT", BYTES("PK\3\4...."), UNREAD("an ODT file"));
    assert_refused("a", BYTES("PK\3\4...."), UNREAD("a ZIP archive"));
    assert_refused("a.doc", BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
                   UNREAD("a DOC file"));
    assert_refused("a.doc", BYTES("{\\rtf1 x}"), UNREAD("an RTF file"));
    assert_refused("a", BYTES("GIF89a\1\0"), UNREAD("a GIF image"));
    assert_refused("a", BYTES("\x89PNG\r\n\x1A\n"), UNREAD("a PNG image"));
    assert_refused("a", BYTES("\xFF\xD8\xFF\xE0"), UNREAD("a JPEG image"));
    assert_refused("a.txt", BYTES("\x1F\x8B\x08"), UNREAD("a gzip file"));
    assert_refused("a.txt", BYTES("WARC/1.0\r\n"), UNREAD("a WARC file"));
    assert_refused("a.xml", BYTES("<?xml version='1.0'?><feed>x</feed>"),
                   UNREAD("an XML file"));
    assert_refused("a.eml", BYTES("From: a\nMIME-Version: 1.0\n\nx"),
                   UNREAD("a mail message"));
    assert_refused("a.txt", BYTES("x\0y and more text"),
                   UNREAD("a binary file of no known kind"));
    assert_refused("a.txt", BYTES("\1\2\3\4\5\6"),
                   UNREAD("a binary file of no known kind"));
    assert_refused("a.txt", BYTES("\xFF\xFE\1\0\2\0\3\0\4\0"),
                   UNREAD("a binary file of no known kind"));
}

static void bytes_say_what_a_name_does_not(void **state) {
    (void)state;
    assert_format("a.txt", "<!DOCTYPE html><p>word", "text/html");
    assert_format("a", "  <HTML>\n<p>word", "text/html");
    assert_format("a.doc", "<html><body>word", "text/html");
    assert_format("a.pdf", "Just a text.", "text/plain");
    assert_format("a.html", "Just a text.", "text/plain");
    assert_format("a.doc", "GIF89a is a format of images.", "text/plain");
}

static void a_pages_name_decides_what_its_bytes_leave_open(void **state) {
    (void)state;
    const char *piece = "<div><p>a word</p></div>";
    assert_format("a.html", piece, "text/html");
    assert_format("a.HTM", piece, "text/html");
    assert_format("a.aspx", piece, "text/html");
    assert_format("a.php", piece, "text/html");
    assert_format("a.txt", piece, "text/plain");
    assert_format("a.txt", "<header> is an element; so is <heading>",
                  "text/plain");
}

static void xhtml_is_a_page_and_no_other_xml(void **state) {
    (void)state;
    assert_format("a",
                  "<?xml version=\"1.0\"?>\n<html xmlns=\"x\"><p>w</p></html>",
                  "text/html");
}

static void a_letter_with_its_addressee_is_no_mail(void **state) {
    (void)state;
    assert_format("a.txt", "From: The Minister\nTo: Leaders\n\nDear all,",
                  "text/plain");
}

static void utf16_pages_are_known_as_pages(void **state) {
    (void)state;
    struct extract *extract = read_bytes(
        "a", BYTES("\xFF\xFE<\0h\0t\0m\0l\0>\0<\0p\0>\0w\0\x19\x20"));
    assert_string_equal(extract->format, "text/html");
    assert_string_equal(extract->charset, "utf-16le");
    assert_string_equal(extract->blocks[0].text, "w\xE2\x80\x99");
    extract_destroy(extract);
}

static void a_few_control_characters_are_borne_and_left_out(void **state) {
    (void)state;
    assert_blocks("a.txt", "An old\x1A text.\n", "P0 An old text.\n");
}

static void the_version_names_every_format_that_is_read(void **state) {
    (void)state;
    assert_string_equal(extract_version(), "markdown/1 html/5 text/3");
    assert_ptr_equal(extract_version(), extract_version());
}

static void a_block_is_clean_and_in_order(void **state) {
    (void)state;
    struct extract *extract = read_paper("a.txt", "First.");
    struct concord_error err = {0};
    assert_int_equal(extract_add_block(extract, BLOCK_CAPTION, 0,
                                       BYTES(" e\xCC\x81t\xC2\xA0\n\xC2\xAD! "),
                                       &err),
                     CONCORD_OK);
    assert_int_equal(extract_add_block(extract, BLOCK_PARAGRAPH, 0,
                                       BYTES(" | \x07 | "), &err),
                     CONCORD_OK);
    char *found = list_blocks(extract);
    assert_string_equal(found, "P0 First.\nC0 \xC3\xA9t !\n");
    free(found);
    extract_destroy(extract);
}

/* Every file of the shared folder is read soundly or refused with a reason. */
static void real_and_hostile_files_are_read_or_refused(void **state) {
    (void)state;
    const char *shared = getenv("CONCORD_SHARED");
    char name[4096];
    snprintf(name, sizeof name, "%s/data/formats", shared ? shared : "");
    DIR *folder = shared ? opendir(name) : NULL;
    if (!folder) {
        print_message("skipped: no folder %s\n", name);
        skip();
    }
    unsigned pages = 0;
    for (const struct dirent *entry; (entry = readdir(folder));) {
        size_t size = 0;
        snprintf(name, sizeof name, "data/formats/%s", entry->d_name);
        char *bytes = entry->d_name[0] == '.' ? NULL : read_shared(name, &size);
        if (!bytes)
            continue;
        struct extract *extract = NULL;
        struct concord_error err = {0};
        enum concord_status status =
            extract_read(&extract, entry->d_name, bytes, size, &err);
        if (status == CONCORD_OK)
            assert_sound(extract);
        else
            assert_int_equal(status, CONCORD_BAD_INPUT);
        const char *ending = strrchr(entry->d_name, '.');
        bool page = ending && strcmp(ending, ".html") == 0;
        if (page)
            assert_string_equal(extract->format, "text/html");
        pages += page;
        extract_destroy(extract);
        free(bytes);
    }
    closedir(folder);
    assert_true(pages > 0);
}

static void assert_shared_charset(const char *name, const char *charset) {
    size_t size = 0;
    char path[200];
    snprintf(path, sizeof path, "data/formats/%s", name);
    char *bytes = read_shared(path, &size);
    if (!bytes) {
        print_message("skipped: no %s in the shared folder\n", path);
        skip();
    }
    struct extract *extract = read_bytes(name, bytes, size);
    assert_string_equal(extract->charset, charset);
    extract_destroy(extract);
    free(bytes);
}

static void misleading_declarations_do_not_mislead(void **state) {
    (void)state;
    assert_shared_charset("tika-testArabicMisleadingCharset.html",
                          "windows-1256");
    assert_shared_charset("tika-testHTML_charset_utf16le.html", "utf-16le");
    assert_shared_charset("tika-testHTMLNoisyMetaEncoding_1.html",
                          "iso-8859-6");
    assert_shared_charset("tika-big-preamble.html", "windows-1251");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_file_is_refused),
        cmocka_unit_test(a_file_without_a_word_is_refused),
        cmocka_unit_test(a_file_over_the_limit_is_refused_with_its_size),
        cmocka_unit_test(a_kind_that_is_not_read_is_named),
        cmocka_unit_test(bytes_say_what_a_name_does_not),
        cmocka_unit_test(a_pages_name_decides_what_its_bytes_leave_open),
        cmocka_unit_test(xhtml_is_a_page_and_no_other_xml),
        cmocka_unit_test(a_letter_with_its_addressee_is_no_mail),
        cmocka_unit_test(utf16_pages_are_known_as_pages),
        cmocka_unit_test(a_few_control_characters_are_borne_and_left_out),
        cmocka_unit_test(the_version_names_every_format_that_is_read),
        cmocka_unit_test(a_block_is_clean_and_in_order),
        cmocka_unit_test(real_and_hostile_files_are_read_or_refused),
        cmocka_unit_test(misleading_declarations_do_not_mislead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
