// index_bounds.cc - forgets the values of removed documents.
#include "index_bounds.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using slot_values = std::vector<std::pair<Xapian::docid, std::string>>;

static slot_values read_slot(const Xapian::Database &database,
                             Xapian::valueno slot) {
    slot_values values;
    for (auto value = database.valuestream_begin(slot);
         value != database.valuestream_end(slot); ++value)
        values.emplace_back(value.get_docid(), *value);
    return values;
}

static bool are_tight(const Xapian::Database &database, Xapian::valueno slot,
                      const slot_values &values) {
    if (values.empty())
        return database.get_value_upper_bound(slot).empty();
    auto by_value = [](const auto &a, const auto &b) {
        return a.second < b.second;
    };
    auto ends = std::minmax_element(values.begin(), values.end(), by_value);
    return ends.first->second == database.get_value_lower_bound(slot) &&
           ends.second->second == database.get_value_upper_bound(slot);
}

static void put_value(Xapian::WritableDatabase &database, Xapian::docid docid,
                      Xapian::valueno slot, const std::string &value) {
    Xapian::Document document = database.get_document(docid);
    document.add_value(slot, value); // an empty one takes the old one out
    database.replace_document(docid, document);
}

// A slot that nothing is in has no bounds, and gets those of what is put in.
static void refill(Xapian::WritableDatabase &database, Xapian::valueno slot,
                   const slot_values &values) {
    for (const auto &value : values)
        put_value(database, value.first, slot, "");
    for (const auto &value : values)
        put_value(database, value.first, slot, value.second);
}

void index_bounds_tighten(Xapian::WritableDatabase &database,
                          const std::vector<Xapian::valueno> &slots) {
    for (Xapian::valueno slot : slots) {
        slot_values values = read_slot(database, slot);
        if (!are_tight(database, slot, values))
            refill(database, slot, values);
    }
}
