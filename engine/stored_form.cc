// stored_form.cc - packs and unpacks what is stored with a document.
#include "stored_form.h"

static void append_day(std::string &bytes, edtf_day day) {
    uint32_t sortable = static_cast<uint32_t>(day) ^ 0x80000000u;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<char>(sortable >> shift & 0xff));
}

static edtf_day read_day(const std::string &bytes, size_t at) {
    uint32_t sortable = 0;
    for (size_t i = 0; i < 4; i++)
        sortable = sortable << 8 | static_cast<unsigned char>(bytes[at + i]);
    return static_cast<edtf_day>(sortable ^ 0x80000000u);
}

std::string stored_form_pack_date(struct edtf_date date,
                                  enum certainty certainty) {
    std::string bytes;
    append_day(bytes, date.earliest);
    append_day(bytes, date.latest);
    bytes.push_back(static_cast<char>(certainty));
    return bytes;
}

struct edtf_date stored_form_unpack_date(const std::string &bytes,
                                         enum certainty *certainty) {
    *certainty = CERTAINTY_UNKNOWN;
    if (bytes.size() != 9 ||
        static_cast<unsigned char>(bytes[8]) > CERTAINTY_STATED)
        return edtf_undated();
    *certainty = static_cast<enum certainty>(bytes[8]);
    return {read_day(bytes, 0), read_day(bytes, 4)};
}

std::string stored_form_pack_facts(uint8_t facts, uint32_t position) {
    std::string bytes(1, static_cast<char>(facts));
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<char>(position >> shift & 0xff));
    return bytes;
}

bool stored_form_unpack_facts(const std::string &bytes, uint8_t *facts,
                              uint32_t *position) {
    if (bytes.size() != 5)
        return false;
    *facts = static_cast<uint8_t>(bytes[0]);
    *position = 0;
    for (size_t i = 1; i < bytes.size(); i++)
        *position = *position << 8 | static_cast<unsigned char>(bytes[i]);
    return true;
}

std::string stored_form_pack_title(const char *key, const char *shown) {
    return std::string(key) + '\0' + shown;
}

std::string stored_form_shown_title(const std::string &bytes) {
    size_t end = bytes.find('\0');
    return end == std::string::npos ? std::string() : bytes.substr(end + 1);
}
