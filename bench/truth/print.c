/* print.c - a report as a table and as JSON. */
#include "truth.h"

static double share(unsigned part, unsigned whole) {
    return whole == 0 ? 1.0 : (double)part / whole;
}

static double precision(const struct truth_figure *figure) {
    return share(figure->found, figure->found + figure->wrong);
}

static double recall(const struct truth_figure *figure) {
    return share(figure->found, figure->found + figure->missed);
}

static double f1(const struct truth_figure *figure) {
    return share(2 * figure->found,
                 2 * figure->found + figure->wrong + figure->missed);
}

static void print_figure(const struct truth_figure *figure, FILE *out) {
    if (figure->papers == 0)
        return;
    fprintf(out, "%-14s %6u %6.1f%% %9.1f%% %6.1f%% %6.1f%% %6u\n",
            figure->name, figure->papers,
            100 * share(figure->right_papers, figure->papers),
            100 * precision(figure), 100 * recall(figure), 100 * f1(figure),
            figure->other);
}

static void print_dates(const struct truth_dates *dates, FILE *out) {
    fprintf(out,
            "dates: %u right, %u wrong, %u not said; wrong and called stated: "
            "%u\n",
            dates->right, dates->wrong, dates->not_said, dates->wrong_stated);
    fprintf(out,
            "years: given for %u of %u (%.1f%%); of %u given %u are right "
            "(%.1f%%)\n",
            dates->year_given, dates->year_known,
            100 * share(dates->year_given, dates->year_known),
            dates->year_claimed, dates->year_right,
            100 * share(dates->year_right, dates->year_claimed));
}

void truth_print(const struct truth_report *report, FILE *out) {
    fprintf(out, "%-14s %6s %7s %10s %7s %7s %6s\n", "", "papers", "right",
            "precision", "recall", "F1", "other");
    for (int i = 0; i < TRUTH_FIGURES; i++)
        print_figure(&report->figures[i], out);
    print_dates(&report->dates, out);
}

static json_t *figure_to_json(const struct truth_figure *figure) {
    return json_pack("{s:i, s:i, s:i, s:i, s:i, s:i, s:f, s:f, s:f}", "papers",
                     figure->papers, "right", figure->right_papers, "found",
                     figure->found, "missed", figure->missed, "wrong",
                     figure->wrong, "other", figure->other, "precision",
                     precision(figure), "recall", recall(figure), "f1",
                     f1(figure));
}

json_t *truth_to_json(const struct truth_report *report) {
    const struct truth_dates *dates = &report->dates;
    json_t *all = json_object();
    for (int i = 0; i < TRUTH_FIGURES; i++)
        json_object_set_new(all, report->figures[i].name,
                            figure_to_json(&report->figures[i]));
    json_t *when = json_pack(
        "{s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i}", "right", dates->right,
        "wrong", dates->wrong, "not_said", dates->not_said, "wrong_and_stated",
        dates->wrong_stated, "year_known", dates->year_known, "year_given",
        dates->year_given, "year_claimed", dates->year_claimed, "year_right",
        dates->year_right);
    return json_pack("{s:i, s:i, s:o, s:o}", "papers", report->papers,
                     "missing_papers", report->missing_papers, "figures", all,
                     "dates", when);
}
