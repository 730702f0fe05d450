"""Random numbers owned by a named decision.

A lot is looked up, never drawn from a stream: its key says whose decision it is, its counter which luck and which
month. Nothing depends on the order of calls, on chunks, threads or machines, nor on which actors take part, and two
scenarios with the same luck id meet the same lots.

Generator: Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011), whose words of 32 bits are held in uint64 so that
compiled and plain Python give the same bits.
"""

from __future__ import annotations

import hashlib

import numpy as np

from caucasus_sim.compiled import entry, rule

MASK = np.uint64(0xFFFFFFFF)
WORD = np.uint64(32)
MULTIPLIER_A = np.uint64(0xD2511F53)
MULTIPLIER_B = np.uint64(0xCD9E8D57)
BUMP_A = np.uint64(0x9E3779B9)
BUMP_B = np.uint64(0xBB67AE85)
TO_UNIT = 1.0 / 4294967296.0


@rule
def philox(c0, c1, c2, c3, k0, k1):
    """Ten rounds of Philox4x32 on four counter words and two key words (all uint64 holding 32 bits)."""
    for _ in range(10):
        a = MULTIPLIER_A * c0
        b = MULTIPLIER_B * c2
        c0, c1, c2, c3 = (b >> WORD) ^ c1 ^ k0, b & MASK, (a >> WORD) ^ c3 ^ k1, a & MASK
        k0 = (k0 + BUMP_A) & MASK
        k1 = (k1 + BUMP_B) & MASK
    return c0, c1, c2, c3


@rule
def lots(keys, decision, owner, luck, moment, index):
    """Four numbers strictly between 0 and 1 for one decision of one owner at one moment.

    ``keys`` uint64 [decisions, owners, 2]; ``luck`` the luck id; ``moment`` the absolute month (a half month adds
    2**20); ``index`` tells apart several lots of the same decision in the same month.
    """
    w0, w1, w2, w3 = philox(
        np.uint64(luck) & MASK,
        np.uint64(luck) >> WORD,
        np.uint64(moment),
        np.uint64(index),
        keys[decision, owner, 0],
        keys[decision, owner, 1],
    )
    return (w0 + 0.5) * TO_UNIT, (w1 + 0.5) * TO_UNIT, (w2 + 0.5) * TO_UNIT, (w3 + 0.5) * TO_UNIT


def key_words(seed: int, decision: str, owner: str) -> tuple[int, int]:
    """The two key words of a decision's owner: a hash of names, never of indices."""
    text = f"{seed}\0{decision}\0{owner}".encode()
    digest = hashlib.blake2b(text, digest_size=8).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:], "little")


@rule
def unit(word):
    """The number strictly between 0 and 1 that a word of a lot stands for."""
    return (word + 0.5) * TO_UNIT


@entry
def _fill_uniforms(ids, k0, k1, out):
    for i in range(ids.shape[0]):
        w0, _, _, _ = philox(np.uint64(ids[i]) & MASK, np.uint64(ids[i]) >> WORD, np.uint64(0), np.uint64(0), k0, k1)
        out[i] = (w0 + 0.5) * TO_UNIT


def keyed_uniform(seed: int, decision: str, owner: str, ids: np.ndarray) -> np.ndarray:
    """One number strictly between 0 and 1 for each id, f8 [n]; the same for the same names and id everywhere."""
    k0, k1 = key_words(seed, decision, owner)
    out = np.empty(len(ids), dtype=np.float64)
    _fill_uniforms(np.asarray(ids, dtype=np.int64), np.uint64(k0), np.uint64(k1), out)
    return out
