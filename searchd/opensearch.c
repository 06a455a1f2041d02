/* opensearch.c - tells browsers and catalogues how to search here, as an
 * OpenSearch 1.1 description (draft 6). */
#include "opensearch.h"

#include <string.h>

enum { BASE_BYTES_MAX = 512, HOST_BYTES_MAX = 255 };

/* A name, an IPv4 address or an IPv6 address in brackets, with or without a
 * port. It goes into XML as it is, so it has nothing that XML would escape. */
static bool is_plain_host(const char *host) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:[]";
    size_t size = strlen(host);
    return size > 0 && size <= HOST_BYTES_MAX && strspn(host, letters) == size;
}

/* What addresses begin with. The host is what the asker calls us by:
 * --public-url is for those who come by another name, or by TLS. */
static bool write_base(struct buffer *out, const struct options *options,
                       const char *host) {
    if (options->public_url[0] != '\0') {
        buffer_append_string(out, options->public_url);
        return true;
    }
    if (host == NULL || !is_plain_host(host))
        return false;
    buffer_printf(out, "http://%s", host);
    return true;
}

static void write_url(struct buffer *out, const char *relation,
                      const char *type, const char *base, const char *path) {
    buffer_printf(out, "<Url rel=\"%s\" type=\"%s\" template=\"%s%s\"/>\n",
                  relation, type, base, path);
}

static void write_description(struct buffer *out, const char *base,
                              bool has_pages) {
    buffer_append_string(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<OpenSearchDescription "
        "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
        "<ShortName>Concord</ShortName>\n"
        "<Description>Compacts between public bodies and the voluntary sector "
        "in England, and papers about them</Description>\n");
    if (has_pages)
        write_url(out, "results", "text/html", base, "/search?q={searchTerms}");
    write_url(out, "results", "application/atom+xml", base,
              "/v1/feed?q={searchTerms}");
    write_url(out, "results", "application/json", base,
              "/v1/search?q={searchTerms}");
    write_url(out, "suggestions", "application/json", base,
              "/v1/suggest?q={searchTerms}");
    write_url(out, "self", OPENSEARCH_TYPE, base, "/opensearch.xml");
    buffer_append_string(out, "<Language>en-GB</Language>\n"
                              "<InputEncoding>UTF-8</InputEncoding>\n"
                              "<OutputEncoding>UTF-8</OutputEncoding>\n"
                              "</OpenSearchDescription>\n");
}

void answer_opensearch(struct answer *answer,
                       const struct operations *operations,
                       const struct asker *asker) {
    struct concord_error err = {0};
    struct buffer base = BUFFER_INIT(BASE_BYTES_MAX);
    if (!write_base(&base, operations->options, asker->host)) {
        concord_fail(&err, CONCORD_BAD_REQUEST,
                     "the addresses in this answer begin with what the header "
                     "Host says, and that is none; whoever runs the daemon can "
                     "give it --public-url");
        answer_fault(answer, &err);
    } else {
        write_description(&answer->body, buffer_ok(&base) ? base.data : "",
                          operations->options->web != NULL);
        answer_text(answer, OPENSEARCH_TYPE);
        answer->fresh = OPENSEARCH_FRESH;
    }
    if (!buffer_ok(&answer->body) || !buffer_ok(&base)) {
        concord_no_memory(&err);
        answer_fault(answer, &err);
    }
    buffer_destroy(&base);
}
