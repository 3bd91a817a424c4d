"""A searchable library of policy documents: numbered measures, Chinese search, citations. Needs no web framework."""

from knowledge.citation import cite
from knowledge.corpus_loading import CorpusError, corpus_edition, load_corpus
from knowledge.documents import THEMES, Caption, Document, Extent, Measure, Mention, Organ, Validity
from knowledge.index import Index, IndexNotBuiltError, IndexUnsoundError
from knowledge.lay_terms import LayTerms, shipped_terms
from knowledge.library import Library
from knowledge.partial_dates import PartialDate
from knowledge.regions import Level, Region, covers, region_named, regions
from knowledge.search import Hit, Query, Results
from knowledge.storing import document_from_dict, document_to_dict

__all__ = [
    "THEMES",
    "Caption",
    "CorpusError",
    "Document",
    "Extent",
    "Hit",
    "Index",
    "IndexNotBuiltError",
    "IndexUnsoundError",
    "LayTerms",
    "Level",
    "Library",
    "Measure",
    "Mention",
    "Organ",
    "PartialDate",
    "Query",
    "Region",
    "Results",
    "Validity",
    "cite",
    "corpus_edition",
    "covers",
    "document_from_dict",
    "document_to_dict",
    "load_corpus",
    "region_named",
    "regions",
    "shipped_terms",
]
