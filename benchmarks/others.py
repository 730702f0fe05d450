"""The very same model by other ways: mesa.batch_run, and a sweep by the EMA workbench where that is installed."""

from __future__ import annotations

from importlib.util import find_spec

from measuring import seconds

from caucasus_sim.ensemble.histories import run_histories

BATCH = 40
NO_EMA = "not installed"


def batch(processes: int) -> float:
    """Histories a second of mesa.batch_run."""
    from mesa import batch_run

    from caucasus_sim.model.process import PeaceProcess

    options = {"scenario": "baseline", "lens": "agnostic", "seed": 1, "run": list(range(BATCH))}
    act = lambda: batch_run(  # noqa: E731
        PeaceProcess, options, max_steps=75, number_processes=processes, display_progress=False
    )
    return BATCH / seconds(act)


def ema(experiments: int) -> float | str:
    """Histories a second of a sweep of one lever by the EMA workbench, one history an experiment; or that it is not."""
    if find_spec("ema_workbench") is None:
        return NO_EMA
    import ema_workbench as em
    import numpy as np
    from histories import baseline

    setup = baseline()
    one = np.zeros(1, dtype=np.int64)
    legs = setup.legs("agnostic", "bulletin", one, one)

    def lived(luck: int) -> dict[str, float]:
        worlds = run_histories(setup.book, setup.start, legs, one, np.array([luck]), setup.steps, False, 1).worlds
        return {"delimited": float(worlds[0].delimited)}

    model = em.Model("peace", function=lived)
    model.uncertainties = [em.IntegerParameter("luck", 0, 1_000_000)]
    model.outcomes = [em.ScalarOutcome("delimited")]
    return experiments / seconds(lambda: em.perform_experiments(model, experiments))
