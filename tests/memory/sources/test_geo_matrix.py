"""A series matrix is read as genes by samples with the phenotype of each sample."""

import gzip

import numpy as np
import pytest

from ech0.core.errors import SourceFailed
from memory.sources.geo import matrix, series_matrix
from memory.sources.web import Page, Web
from memory.webcache import Answer

TEXT = (
    '!Series_title\t"Kidney"\n'
    '!Sample_title\t"Healthy"\t"Tumour"\n'
    '!Sample_geo_accession\t"GSM1"\t"GSM2"\n'
    '!Sample_characteristics_ch1\t"tissue: normal kidney"\t"tissue: clear cell carcinoma"\n'
    '!Sample_characteristics_ch1\t"age: 61"\t"age: 58"\n'
    "!series_matrix_table_begin\n"
    '"ID_REF"\t"GSM1"\t"GSM2"\n'
    '"1007_s_at"\t7.25\t9.5\n'
    '"1053_at"\t\tnull\n'
    "!series_matrix_table_end\n"
)


def test_values_and_phenotypes_are_those_written():
    """Each value lies at its gene and sample, an empty cell is NaN, not zero, each sample has its characteristics."""
    found = matrix(Page("GEO", Answer("", 200, {}, TEXT.encode(), "now")))
    assert (found.genes, found.samples) == (("1007_s_at", "1053_at"), ("GSM1", "GSM2"))
    np.testing.assert_array_equal(found.values, [[7.25, 9.5], [np.nan, np.nan]])
    assert found.phenotype["GSM2"]["tissue"] == "clear cell carcinoma"
    assert found.phenotype["GSM1"]["age"] == "61"


def test_it_is_fetched_from_where_geo_keeps_it(client, server):
    """The packed file of a series is found in its folder and unpacked; half of one is an error."""
    server.rules[:] = [("", server.reply(gzip.compress(TEXT.encode())))]
    assert series_matrix(Web(client, "GEO", 1.0), "GSE105845").samples == ("GSM1", "GSM2")
    wanted = "ftp.ncbi.nlm.nih.gov/geo/series/GSE105nnn/GSE105845/matrix/GSE105845_series_matrix.txt.gz"
    assert server.addresses() == [wanted]
    for body in (gzip.compress(TEXT.encode())[:-9], b"plain"):
        server.rules[:] = [("", server.reply(body))]
        with pytest.raises(SourceFailed, match="cut off|not gzip"):
            series_matrix(Web(client, "GEO", 1.0), "GSE16")


@pytest.mark.parametrize("text", ["", "!series_matrix_table_begin\n", TEXT.replace("\t9.5", ""), TEXT[:-30]])
def test_a_table_that_is_none_is_refused(text):
    """No table, one that does not end, rows of different length: an error, never a matrix with holes."""
    with pytest.raises(SourceFailed, match="table"):
        matrix(Page("GEO", Answer("", 200, {}, text.encode(), "now")))
