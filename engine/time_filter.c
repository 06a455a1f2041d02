/* time_filter.c - see time_filter.h. */
#include "time_filter.h"

static bool overlap(struct edtf_date a, struct edtf_date b) {
    return a.earliest <= b.latest && b.earliest <= a.latest;
}

static bool lies_within(struct edtf_date inner, struct edtf_date outer) {
    return outer.earliest <= inner.earliest && inner.latest <= outer.latest;
}

bool time_filter_passes_dates(const struct time_conditions *time,
                              const struct facet_columns *columns,
                              uint32_t docid) {
    struct edtf_date own = {columns->earliest[docid], columns->latest[docid]};
    bool undated = edtf_is_undated(own);
    for (size_t i = 0; i < time->date_count; i++) {
        const struct date_condition *asked = &time->dates[i];
        bool meets = asked->missing ? undated
                     : undated      ? false
                     : time->within ? lies_within(own, asked->when)
                                    : overlap(own, asked->when);
        if (meets)
            return true;
    }
    return false;
}

bool time_filter_passes_rest(const struct time_conditions *time,
                             const struct facet_columns *columns,
                             uint32_t docid) {
    if (columns->certainty[docid] < time->certainty)
        return false;
    if (!time->asks_force)
        return true;
    struct edtf_date force = time->force_possible ? columns->may_force[docid]
                                                  : columns->in_force[docid];
    return force.earliest <= force.latest && overlap(force, time->in_force);
}
