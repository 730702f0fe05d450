"""What the record has to say: a claim is run before it was held against the model, and after.

The estimated parameters ship as joint draws for each lens (``catalogue.posteriors``), and every run takes them in the
place of their priors. The prior of a test is the same evidence without them.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from caucasus_sim.coding.catalogue import Catalogue


def before_record(catalogue: Catalogue) -> Catalogue:
    """The evidence as if nothing had been estimated, with an identity of its own; itself where nothing has."""
    if not catalogue.posteriors:
        return catalogue
    digest = hashlib.blake2b(f"{catalogue.digest}\nbefore the record".encode(), digest_size=16).hexdigest()
    return replace(catalogue, posteriors={}, digest=digest)
