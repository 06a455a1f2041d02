"""Growth as pictures, by gnuplot."""

from harness import work

LATENCY = """\
set terminal pngcairo size 720,480 font "sans,11"
set output "{output}"
set logscale xy
set xlabel "papers that match"
set ylabel "microseconds, median of a question"
set key left top
set grid
plot {plots}
"""

GROWTH = """\
set terminal pngcairo size 720,560 font "sans,11"
set output "{output}"
set multiplot layout 2,2
set logscale x
set yrange [0:*]
set grid
set xlabel "papers"
unset key
set style data linespoints
set title "opening, ms"
plot "{data}" using 1:2 pointtype 7
set title "memory, bytes a paper"
plot "{data}" using 1:3 pointtype 7
set title "loading, papers a second"
plot "{data}" using 1:4 pointtype 7
set title "on the disk, bytes a paper"
plot "{data}" using 1:5 pointtype 7
"""


def write_rows(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(" ".join(str(cell) for cell in row) + "\n")


def gnuplot(folder, name, script):
    path = folder / f"{name}.gnuplot"
    path.write_text(script, encoding="utf-8")
    work.run(["gnuplot", path])


def draw(options, points, rows):
    """latency.png and growth.png in plots/ beside the file of results."""
    work.require_packages(["gnuplot-nox"])
    drawn = options.results.parent / "plots"
    drawn.mkdir(exist_ok=True)
    data = options.work / "plots"
    data.mkdir(exist_ok=True)
    plots = []
    for count in sorted({point[0] for point in points}):
        path = data / f"latency-{count}"
        write_rows(path, [(total, time) for number, _, total, time in points
                          if number == count and total > 0])
        plots.append(f'"{path}" using 1:2 pointtype 7 pointsize 0.4 '
                     f'title "{count:,} papers"')
    gnuplot(data, "latency", LATENCY.format(
        output=drawn / "latency.png", plots=", \\\n     ".join(plots)))
    write_rows(data / "growth-rows", rows)
    gnuplot(data, "growth", GROWTH.format(output=drawn / "growth.png",
                                          data=data / "growth-rows"))
