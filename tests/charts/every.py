"""One chart of every kind, of invented numbers and words."""

from caucasus_sim.charts import bars, curves, directions, dotplot, effects, fan, icons, scale, stacked, strip
from caucasus_sim.charts.chart import Chart

LENSES = ("alpha", "beta", "gamma")


def month(absolute: float) -> str:
    return f"{int(absolute) // 12}-{int(absolute) % 12 + 1:02d}"


def marks(word: str) -> tuple[strip.Row, ...]:
    return tuple(
        strip.Row(f"{lens}{word}", strip.Mark(k / 4, f"about {5 * k} in 20{word}", k / 5, k / 3))
        for k, lens in enumerate(LENSES)
    )


def every(word: str = "", width: int = 360) -> list[Chart]:
    """Charts whose words all carry ``word``."""
    title = f"An invented chart{word}"
    rising = tuple(k / 100 for k in range(30))
    return [
        dotplot.dotplot(
            "dots",
            title,
            [*range(24290, 24310), None, None],
            lambda a, b: scale.months(24290, 24310, a, b),
            lambda value: month(value) + word,
            never=f"never{word}",
            width=width,
        ),
        strip.strip("strip", title, [strip.Group(f"One{word}", marks(word))], width=width),
        directions.directions(
            "directions",
            title,
            [lens + word for lens in LENSES],
            [directions.Row(f"paid{word}", tuple(directions.Cell(sign, 3, 1) for sign in "+-0"), f"Signed{word}")],
            width=width,
        ),
        icons.icons("icons", title, 0.35, f"signed{word}", f"not signed{word}", width=width),
        curves.curves(
            "curves",
            title,
            24290,
            [curves.Curve(f"own{word}", rising, rising, rising), curves.Curve(f"other{word}", rising)],
            lambda value: month(value) + word,
            band=f"range{word}",
            width=width,
        ),
        fan.fan(
            "fan",
            title,
            24290,
            fan.Bands(*(tuple(k + each for each in rising) for k in range(5))),
            lambda value: month(value) + word,
            unit=f"points{word}",
            width=width,
        ),
        effects.effects(
            "effects",
            title,
            [effects.Group(f"Signed{word}", (effects.Effect(f"alpha{word}", -1.0, -2.0, 0.5, f"fewer{word}"),))],
            axis=f"of 20{word}",
            width=width,
        ),
        stacked.stacked("stacked", title, [f"war{word}", f"peace{word}"], {f"own{word}": [0.25, 0.75]}, width=width),
        bars.bars(
            "bars", title, [bars.Group(f"Signed{word}", (bars.Bar(f"luck{word}", 0.5, f"half{word}"),))], "of", width
        ),
    ]
