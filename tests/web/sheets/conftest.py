"""The package's evidence, the invented world's, and all pages, read once."""

import pytest

from caucasus_sim.coding.catalogue import load_catalogue
from caucasus_sim.web.workshop.paper import paper_set
from caucasus_sim.web.workshop.sheets.sheet import sheets_of
from caucasus_sim.web.workshop.sheets.texts import sheet_words
from caucasus_sim.web.workshop.worlds import invented_evidence


@pytest.fixture(scope="session")
def catalogue():
    return load_catalogue()


@pytest.fixture(scope="session")
def invented():
    return load_catalogue(invented_evidence())


@pytest.fixture(scope="session")
def words(catalogue):
    return sheet_words(catalogue)


@pytest.fixture(scope="session")
def sheets(catalogue, words):
    return {sheet.actor: sheet for sheet in sheets_of(catalogue, words, optional=True)}


@pytest.fixture(scope="session")
def pages(catalogue):
    return paper_set(catalogue)
