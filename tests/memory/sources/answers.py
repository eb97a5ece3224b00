"""What the scripted server says for each source: small answers of our own making, in the form of the real ones.

`rules`: (text in the address or the body of the request, body); the first that fits is taken. `later`: the rules once
the source has one thing more. `ids`: what the first pull gives, `more`: what the second adds. `since`: a first cursor.
"""

import json
from types import SimpleNamespace


def case(query, rules, later, ids, more, since=None, keys=None):
    """One source's script; what is no text becomes JSON."""
    packed = [
        [(part, body.encode() if isinstance(body, str) else json.dumps(body).encode()) for part, body in some]
        for some in (rules, later)
    ]
    return SimpleNamespace(
        query=query, rules=packed[0], later=packed[1], ids=ids, more=more, since=since, keys=keys or {}
    )


def atom(*entries):
    """A feed of arXiv."""
    made = "".join(
        f"""<entry><id>http://arxiv.org/abs/{name}v{version}</id><title>{title}</title>
        <updated>{when}T10:00:00Z</updated><published>2026-10-01T00:00:00Z</published>
        <summary>{title}, in a few words.</summary><author><name>Ada One</name></author>
        <author><name>Bo Two</name></author><category term="{category}"/>
        <link title="pdf" rel="related" href="https://arxiv.org/pdf/{name}v{version}"/>
        <arxiv:primary_category term="{category}"/><arxiv:doi>https://doi.org/10.5555/{name}</arxiv:doi></entry>"""
        for name, version, title, when, category in entries
    )
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" '
        f'xmlns:arxiv="http://arxiv.org/schemas/atom">{made}</feed>'
    )


def pubmed(*pmids):
    """A set of articles; the first one cites, the second one was retracted."""
    extra = {
        1: "<ReferenceList><Reference><ArticleIdList><ArticleId IdType='pubmed'>77</ArticleId></ArticleIdList>"
        "</Reference></ReferenceList>",
    }
    note = (
        '<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>J X. 2026;1:2. '
        "doi: 10.5555/notice.2</RefSource><PMID>99</PMID></CommentsCorrections></CommentsCorrectionsList>"
    )
    articles = "".join(
        f"""<PubmedArticle><MedlineCitation><PMID>{n}</PMID><Article><Journal><Title>Journal of Tests</Title>
        <JournalIssue><Volume>4</Volume><PubDate><Year>2026</Year><Month>Nov</Month><Day>3</Day></PubDate></JournalIssue>
        </Journal><ArticleTitle>Study <i>number</i> {n}</ArticleTitle><Abstract><AbstractText Label="METHODS">We
        measured.</AbstractText><AbstractText Label="RESULTS">It was so.</AbstractText></Abstract><AuthorList><Author>
        <LastName>Two</LastName><ForeName>Bo</ForeName></Author></AuthorList><PublicationTypeList>
        <PublicationType>Journal Article</PublicationType></PublicationTypeList></Article>
        {note if n == 2 else ""}<MeshHeadingList><MeshHeading><DescriptorName>Mice</DescriptorName></MeshHeading>
        </MeshHeadingList></MedlineCitation><PubmedData>{extra.get(n, "")}<ArticleIdList>
        <ArticleId IdType="doi">10.5555/PM.{n}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>"""
        for n in pmids
    )
    doctype = (
        '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://x.invalid/p.dtd">'
    )
    return f'<?xml version="1.0"?>{doctype}<PubmedArticleSet>{articles}</PubmedArticleSet>'


def found(*pmids):
    """What a search of PubMed finds."""
    return {"esearchresult": {"count": str(len(pmids)), "idlist": [str(p) for p in pmids]}}


def trial(name, when):
    """One trial with arms, outcomes and a result."""
    return {
        "protocolSection": {
            "identificationModule": {"nctId": name, "briefTitle": f"Trial {name}"},
            "statusModule": {
                "overallStatus": "COMPLETED",
                "startDateStruct": {"date": "2025-01"},
                "lastUpdatePostDateStruct": {"date": when},
            },
            "descriptionModule": {"briefSummary": "We compare two things.\nCarefully."},
            "conditionsModule": {"conditions": ["Melanoma"]},
            "designModule": {"studyType": "INTERVENTIONAL", "phases": ["PHASE2"], "enrollmentInfo": {"count": 40}},
            "armsInterventionsModule": {
                "armGroups": [{"label": "A", "type": "EXPERIMENTAL", "description": "Drug"}],
                "interventions": [{"type": "DRUG", "name": "Examplimab"}],
            },
            "outcomesModule": {"primaryOutcomes": [{"measure": "Survival", "timeFrame": "1 year"}]},
            "eligibilityModule": {"eligibilityCriteria": "Adults", "sex": "ALL", "minimumAge": "18 Years"},
        },
        "hasResults": False,
    }


def work(number, date, cites=()):
    """One work of OpenAlex."""
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.5555/OA.{number}",
        "title": f"Work {number}",
        "publication_date": date,
        "type": "article",
        "authorships": [{"author": {"display_name": "Ada One"}}],
        "abstract_inverted_index": {"gold": [1], "All": [0], "shines.": [2]},
        "referenced_works": [f"https://openalex.org/W{n}" for n in cites],
        "primary_topic": {"display_name": "Metals", "field": {"display_name": "Materials Science"}},
        "cited_by_count": 3,
        "is_retracted": False,
    }


def deposit(name, **also):
    """One work of Crossref."""
    return {
        "DOI": f"10.5555/{name}",
        "title": [f"Deposit {name} &amp; more"],
        "type": "journal-article",
        "container-title": ["Journal of Tests"],
        "author": [{"given": "Ada", "family": "One"}],
        "issued": {"date-parts": [[2026, 11]]},
        "reference": [{"key": "1", "DOI": "10.5555/OLD"}, {"key": "2", "unstructured": "A book"}],
        "abstract": "<jats:p>We <jats:italic>tested</jats:italic> it.</jats:p>",
        **also,
    }


def listed(*works):
    """A list of Crossref."""
    return {"message-type": "work-list", "message": {"items": list(works), "next-cursor": "abc"}}


def compound(cid, name):
    """One compound of PubChem."""
    told = [("IUPAC Name", "Preferred", "sval", name), ("Molecular Formula", None, "sval", "C9H8O4"),
            ("Molecular Weight", None, "sval", "180.16"), ("InChIKey", "Standard", "sval", f"KEY{cid}"),
            ("SMILES", "Absolute", "sval", "CC(=O)OC1=CC=CC=C1C(=O)O"), ("Log P", "XLogP3", "fval", 1.2)]  # fmt: skip
    props = [{"urn": {"label": lab, "name": n, "release": "2026.01.02"}, "value": {k: v}} for lab, n, k, v in told]
    return {"PC_Compounds": [{"id": {"id": {"cid": cid}}, "props": props, "charge": 0, "count": {"heavy_atom": 13}}]}


ASSAYS = {
    "Table": {
        "Columns": {"Column": ["AID", "CID", "Activity Outcome", "Activity Value [uM]", "Activity Name", "Assay Name"]},
        "Row": [{"Cell": ["7", "2244", "Active", "1.5", "IC50", "An assay"]}, {"Cell": ["8", "2244", "Inactive", ""]}],
    }
}


def molecule(name):
    """One molecule of ChEMBL."""
    return {
        "molecule_chembl_id": name,
        "pref_name": f"DRUG {name}",
        "molecule_type": "Small molecule",
        "max_phase": "4.0",
        "molecule_properties": {"full_mwt": "180.16", "full_molformula": "C9H8O4", "alogp": "1.31", "psa": "63.60"},
        "molecule_structures": {"canonical_smiles": "CC", "standard_inchi_key": f"KEY-{name}"},
        "molecule_synonyms": [{"molecule_synonym": "Drug"}],
    }


def activity(number, value, units, document):
    """One activity of ChEMBL."""
    return {
        "activity_id": number, "standard_type": "IC50", "standard_value": value, "standard_units": units,
        "standard_relation": "=", "target_chembl_id": "CHEMBL1", "target_pref_name": "Target one",
        "document_chembl_id": document, "data_validity_comment": None,
    }  # fmt: skip


def protein(name):
    """One protein of UniProt."""
    return {
        "primaryAccession": name,
        "entryType": "UniProtKB reviewed (Swiss-Prot)",
        "proteinDescription": {"recommendedName": {"fullName": {"value": f"Protein {name}"}}},
        "genes": [{"geneName": {"value": "GEN1"}}],
        "organism": {"scientificName": "Homo sapiens", "taxonId": 9606},
        "sequence": {"length": 3, "molWeight": 333, "value": "MKV"},
        "comments": [{"commentType": "FUNCTION", "texts": [{"value": "It binds."}]}],
        "uniProtKBCrossReferences": [{"database": "PDB", "id": "1ABC"}],
        "references": [{"citation": {"citationCrossReferences": [{"database": "PubMed", "id": "77"}]}}],
    }


def domains(*entries):
    """The InterPro entries that a protein matches."""
    return {
        "count": len(entries),
        "next": None,
        "results": [
            {
                "metadata": {"accession": name, "name": f"Domain {name}", "type": "domain", "source_database": "pfam"},
                "proteins": [
                    {
                        "accession": "p15056",
                        "protein_length": 766,
                        "entry_protein_locations": [{"fragments": [{"start": 10 * i + 1, "end": 10 * i + 9}]}],
                    }
                ],
            }
            for i, name in enumerate(entries)
        ],
    }


def structures(*names):
    """Entries of the PDB, as GraphQL gives them."""
    return {
        "data": {
            "entries": [
                {
                    "rcsb_id": name,
                    "struct": {"title": f"Structure {name}"},
                    "exptl": [{"method": "X-RAY DIFFRACTION"}],
                    "rcsb_accession_info": {"initial_release_date": "2020-01-02T00:00:00Z"},
                    "rcsb_entry_info": {"resolution_combined": [1.7]},
                    "rcsb_primary_citation": {"title": "A paper", "pdbx_database_id_DOI": "10.5555/Pdb"},
                    "polymer_entities": [
                        {
                            "entity_poly": {
                                "pdbx_strand_id": "A,B",
                                "rcsb_sample_sequence_length": 141,
                                "pdbx_seq_one_letter_code_can": "VLSP",
                                "rcsb_entity_polymer_type": "Protein",
                            }
                        }
                    ],
                    "nonpolymer_entities": [{"nonpolymer_comp": {"chem_comp": {"id": "HEM", "name": "HEME"}}}],
                }
                for name in names
            ]
        }
    }


def model(name, plddt):
    """One model of AlphaFold DB."""
    return {
        "modelEntityId": f"AF-{name}-F1", "uniprotAccession": name, "uniprotDescription": "A protein",
        "globalMetricValue": plddt, "fractionPlddtVeryLow": 0.1, "latestVersion": 6, "sequenceStart": 1,
        "sequenceEnd": 99, "organismScientificName": "Homo sapiens", "modelCreatedDate": "2025-08-01T00:00:00Z",
    }  # fmt: skip


def crystal(name, when):
    """One structure of OPTIMADE."""
    return {
        "id": name,
        "type": "structures",
        "attributes": {
            "chemical_formula_reduced": "LiO2", "elements": ["Li", "O"], "nsites": 3, "last_modified": when,
            "lattice_vectors": [[1, 0, 0], [0, 1, 0], [0, 0, 1]], "species_at_sites": ["Li", "O", "O"],
            "_mp_stability": 0.0,
        },
    }  # fmt: skip


def material(name, when):
    """One material of the Materials Project."""
    return {
        "material_id": name, "formula_pretty": "LiO2", "elements": ["Li", "O"], "nsites": 3, "band_gap": 1.25,
        "symmetry": {"crystal_system": "Cubic", "symbol": "Fm-3m"}, "is_stable": True, "last_updated": when,
        "formation_energy_per_atom": -1.5, "density": 2.0,
    }  # fmt: skip


def aflux(name):
    """One entry of AFLOW."""
    return {
        "compound": "Na1Cl1", "auid": f"aflow:{name}", "species": ["Cl", "Na"], "composition": [1, 1],
        "spacegroup_relax": 225, "Egap": 5.0, "aflowlib_date": "20200524_13:53:56_GMT-5", "catalog": "ICSD",
    }  # fmt: skip


def label(name, when):
    """One label of openFDA."""
    return {
        "set_id": name, "effective_time": when, "indications_and_usage": ["It treats."],
        "drug_interactions": ["Not with grapefruit."],
        "openfda": {"brand_name": ["EXAMPLA"], "generic_name": ["EXAMPLIMAB"], "route": ["ORAL"]},
    }  # fmt: skip


def approval(name):
    """One application of openFDA."""
    return {
        "application_number": name, "sponsor_name": "MAKER", "openfda": {"brand_name": ["EXAMPLA"]},
        "products": [{"brand_name": "EXAMPLA", "dosage_form": "TABLET", "active_ingredients": [{"strength": "1MG"}]}],
        "submissions": [{"submission_type": "ORIG", "submission_status": "AP", "submission_status_date": "20030418"}],
    }  # fmt: skip


def pair(drug):
    """One pair of CPIC."""
    return {"pairid": 1, "genesymbol": "CYP2D6", "drugname": drug, "cpiclevel": "A", "clinpgxlevel": "1A",
            "pmids": ["77"], "usedforrecommendation": "Yes", "guidelinename": "A guideline"}  # fmt: skip


ADVICE = [
    {"drugname": "codeine", "lookupkey": {"CYP2D6": "0.0"}, "phenotypes": {"CYP2D6": "Poor Metabolizer"},
     "implications": {"CYP2D6": "Less morphine."}, "drugrecommendation": "Avoid codeine.",
     "classification": "Strong", "population": "general"},
]  # fmt: skip


def soft(name):
    """A series of GEO."""
    return (
        f"^SERIES = {name}\n!Series_title = Series {name}\n!Series_status = Public on Oct 24 2017\n"
        "!Series_summary = We sequenced.\n!Series_pubmed_id = 77\n!Series_sample_id = GSM1\n!Series_sample_id = GSM2\n"
        "!Series_type = Expression profiling\n!Series_contributor = Ada,,One\n"
    )


def cohort(*names):
    """Cases of the GDC."""
    hits = [
        {"submitter_id": n, "primary_site": "Kidney", "disease_type": "Adenomas", "updated_datetime": "2025-04-07T1:1",
         "demographic": {"vital_status": "Dead", "days_to_death": 100 + i, "sex_at_birth": "male"},
         "diagnoses": [{"days_to_last_follow_up": None, "ajcc_pathologic_stage": "Stage I"}]}
        for i, n in enumerate(names)
    ]  # fmt: skip
    return {"data": {"hits": hits, "pagination": {"total": len(hits)}}}


def filings(*numbers):
    """Filings of a company, newest first, as the SEC lists them."""
    return {
        "cik": "0000320193", "name": "Example Inc.", "tickers": ["EXM"],
        "filings": {"recent": {
            "accessionNumber": [f"0000320193-26-{n:06}" for n in numbers],
            "filingDate": ["2026-11-22" for _ in numbers], "reportDate": ["" for _ in numbers],
            "form": ["8-K" for _ in numbers], "primaryDocument": ["a.htm" for _ in numbers],
        }},
    }  # fmt: skip


def scopus(*names):
    """A page of Scopus."""
    entries = [
        {"dc:identifier": f"SCOPUS_ID:{n}", "dc:title": f"Work {n}", "dc:creator": "One A.",
         "prism:coverDate": "2026-10-01", "prism:doi": f"10.5555/S.{n}", "citedby-count": "4"}
        for n in names
    ]  # fmt: skip
    return {"search-results": {"opensearch:totalResults": str(len(names)), "entry": entries}}


A, B, C = (
    ("2610.00001", 1, "First paper", "2026-11-20", "quant-ph"),
    ("2610.00002", 2, "Second paper", "2026-11-21", "cond-mat.mtrl-sci"),
    ("2610.00003", 1, "Third paper", "2026-11-22", "q-bio.BM"),
)
MP = "optimade.materialsproject.org/v1/structures"
CASES = {
    "arxiv": case(
        "cat:quant-ph",
        [("export.arxiv.org/api/query", atom(A, B))],
        [("export.arxiv.org/api/query", atom(B, C))],
        ["arxiv_2610.00001", "arxiv_2610.00002"], ["arxiv_2610.00003"], "2026-11-01",
    ),
    "pubmed": case(
        "mice[mh]",
        [("esearch", found(2, 1)), ("efetch", pubmed(1, 2))],
        [("esearch", found(3, 2)), ("efetch", pubmed(2, 3))],
        ["pubmed_1", "pubmed_2"], ["pubmed_3"], "2026-11-22",
    ),
    "clinicaltrials": case(
        "melanoma",
        [("clinicaltrials.gov/api/v2/studies", {"studies": [trial("NCT00000001", "2026-11-20")]})],
        [("clinicaltrials.gov/api/v2/studies", {"studies": [trial("NCT00000001", "2026-11-20"),
                                                            trial("NCT00000002", "2026-11-22")]})],
        ["clinicaltrials_NCT00000001"], ["clinicaltrials_NCT00000002"], "2026-11-01",
    ),
    "openalex": case(
        "gold",
        [("api.openalex.org/works", {"results": [work(11, "2026-11-01", cites=(12, 13))]})],
        [("api.openalex.org/works", {"results": [work(11, "2026-11-01", cites=(12, 13)), work(14, "2026-11-20")]})],
        ["openalex_W11"], ["openalex_W14"], "2026-11-01",
    ),
    "crossref": case(
        "testing",
        [("api.crossref.org/works", listed(deposit("a")))],
        [("api.crossref.org/works", listed(deposit("a"), deposit("b")))],
        ["crossref_10.5555/a"], ["crossref_10.5555/b"], "2026-11-22",
    ),
    "retractions": case(
        "all",
        [("api.crossref.org/works", listed(deposit("n1", **{"update-to": [
            {"DOI": "10.5555/PM.1", "type": "retraction", "updated": {"date-parts": [[2026, 11, 5]]}}]})))],
        [("api.crossref.org/works", listed(deposit("n2", **{"update-to": [
            {"DOI": "10.5555/a", "type": "retraction", "updated": {"date-parts": [[2026, 11, 6]]}}]})))],
        ["crossref_10.5555/n1"], ["crossref_10.5555/n2"], "2026-11-22",
    ),
    "scopus": case(
        "TITLE(gold)",
        [("api.elsevier.com/content/search/scopus", scopus("1"))],
        [("api.elsevier.com/content/search/scopus", scopus("1", "2"))],
        ["scopus_1"], ["scopus_2"], "2026-11-01", {"ELSEVIER_API_KEY": "k"},
    ),
    "pubchem": case(
        "aspirin, cid:5",
        [("name/aspirin/cids", {"IdentifierList": {"CID": [2244]}}), ("2244/record", compound(2244, "aspirin acid")),
         ("assaysummary", ASSAYS), ("cid/5/record", {"PC_Compounds": []})],
        [("name/aspirin/cids", {"IdentifierList": {"CID": [2244]}}), ("2244/record", compound(2244, "aspirin acid")),
         ("assaysummary", ASSAYS), ("cid/5/record", compound(5, "glycine-like"))],
        ["pubchem_2244"], ["pubchem_5"],
    ),
    "chembl": case(
        "CHEMBL25, CHEMBL26",
        [("molecule/CHEMBL25", molecule("CHEMBL25")), ("activity.json", {"activities": [
            activity(1, "2.5", "uM", "D1"), activity(2, "2500", "nM", "D2"), activity(3, "9", "%", "D3")]}),
         ("molecule/CHEMBL26", molecule("CHEMBL25"))],
        [("molecule/CHEMBL25", molecule("CHEMBL25")), ("activity.json", {"activities": [
            activity(1, "2.5", "uM", "D1"), activity(2, "2500", "nM", "D2"), activity(3, "9", "%", "D3")]}),
         ("molecule/CHEMBL26", molecule("CHEMBL26"))],
        ["chembl_CHEMBL25", "chembl_CHEMBL25"], ["chembl_CHEMBL26"],
    ),
    "uniprot": case(
        "gene:GEN1",
        [("rest.uniprot.org/uniprotkb/search", {"results": [protein("P15056")]})],
        [("rest.uniprot.org/uniprotkb/search", {"results": [protein("P15056"), protein("P15057")]})],
        ["uniprot_P15056"], ["uniprot_P15057"], "2026-11-01",
    ),
    "interpro": case(
        "P15056, IPR016024",
        [("entry/all/protein/uniprot/P15056", domains("PF00001", "PF00002")),
         ("protein/reviewed/entry/interpro/IPR016024", {"next": None, "results": []})],
        [("entry/all/protein/uniprot/P15056", domains("PF00001", "PF00002")),
         ("protein/reviewed/entry/interpro/IPR016024", {"next": None, "results": [
             {"metadata": {"accession": "Q14156", "name": "EFR3", "length": 821},
              "entry_subset": [{"accession": "IPR016024", "entry_protein_locations": []}]}]})],
        ["interpro_P15056"], ["interpro_Q14156"],
    ),
    "rcsb_pdb": case(
        "haemoglobin",
        [("search.rcsb.org", {"total_count": 1, "result_set": [{"identifier": "4HHB"}]}), ("4HHB", structures("4HHB"))],
        [("search.rcsb.org", {"total_count": 2, "result_set": [{"identifier": "4HHB"}, {"identifier": "1ABC"}]}),
         ("4HHB", structures("4HHB", "1ABC"))],
        ["pdb_4HHB"], ["pdb_1ABC"], "2026-11-01",
    ),
    "alphafold": case(
        "P05067",
        [("alphafold.ebi.ac.uk/api/prediction/P05067", [model("P05067", 66.4)])],
        [("alphafold.ebi.ac.uk/api/prediction/P05067", [model("P05067", 66.4), model("P05067-2", 93.0)])],
        ["alphafold_AF-P05067-F1"], ["alphafold_AF-P05067-2-F1"],
    ),
    "optimade": case(
        'mp: elements HAS "Li"',
        [("page=2", {"data": [crystal("mp-2", "2026-11-02T00:00:00Z")], "links": {"next": None}}),
         (MP, {"data": [crystal("mp-1", "2026-11-01T00:00:00Z")], "links": {"next": f"https://{MP}?page=2"}})],
        [(MP, {"data": [crystal("mp-2", "2026-11-02T00:00:00Z"), crystal("mp-3", "2026-11-22T00:00:00Z")],
               "links": {"next": None}})],
        ["optimade_optimade.materialsproject.org_mp-1", "optimade_optimade.materialsproject.org_mp-2"],
        ["optimade_optimade.materialsproject.org_mp-3"], "2026-11-01",
    ),
    "materials_project": case(
        "chemsys=Li-O",
        [("api.materialsproject.org/materials/summary", {"data": [material("mp-1", "2026-11-20T00:00:00"),
                                                                  material("mp-0", "2020-01-01T00:00:00")]})],
        [("api.materialsproject.org/materials/summary", {"data": [material("mp-2", "2026-11-22T13:00:00"),
                                                                  material("mp-1", "2026-11-20T00:00:00")]})],
        ["materials_project_mp-1"], ["materials_project_mp-2"], "2026-11-01", {"MP_API_KEY": "k"},
    ),
    "aflow": case(
        "species(Na,Cl),nspecies(2)",
        [("aflow.org/API/aflux", [aflux("a1")])],
        [("aflow.org/API/aflux", [aflux("a1"), aflux("a2")])],
        ["aflow_a1"], ["aflow_a2"],
    ),
    "openfda_labels": case(
        "openfda.generic_name:examplimab",
        [("api.fda.gov/drug/label.json", {"results": [label("s1", "20261101")]})],
        [("api.fda.gov/drug/label.json", {"results": [label("s1", "20261101"), label("s2", "20261120")]})],
        ["openfda_label_s1"], ["openfda_label_s2"], "2026-11-01",
    ),
    "openfda_events": case(
        "examplimab, otherol",
        [("otherol", {"results": [], "meta": {"results": {"total": 0}}}),
         ("count=", {"meta": {"last_updated": "2026-07-30"}, "results": [{"term": "NAUSEA", "count": 12}]}),
         ("event.json", {"meta": {"results": {"total": 40}}, "results": [{}]})],
        [("count=", {"meta": {"last_updated": "2026-07-30"}, "results": [{"term": "NAUSEA", "count": 12}]}),
         ("event.json", {"meta": {"results": {"total": 40}}, "results": [{}]})],
        ["openfda_events_examplimab", "openfda_events_otherol"], [],
    ),
    "openfda_approvals": case(
        "sponsor_name:MAKER",
        [("api.fda.gov/drug/drugsfda.json", {"results": [approval("NDA1")]})],
        [("api.fda.gov/drug/drugsfda.json", {"results": [approval("NDA1"), approval("NDA2")]})],
        ["openfda_approval_NDA1"], ["openfda_approval_NDA2"],
    ),
    "clinpgx": case(
        "gene: CYP2D6",
        [("pair_view", [pair("codeine")]), ("recommendation_view", ADVICE)],
        [("pair_view", [pair("codeine"), pair("tramadol")]), ("recommendation_view", ADVICE)],
        ["clinpgx_CYP2D6_codeine"], ["clinpgx_CYP2D6_tramadol"],
    ),
    "geo": case(
        "GSE1, GSE2",
        [("acc=GSE1", soft("GSE1")), ("acc=GSE2", soft("GSE1"))],
        [("acc=GSE1", soft("GSE1")), ("acc=GSE2", soft("GSE2"))],
        ["geo_GSE1", "geo_GSE1"], ["geo_GSE2"],
    ),
    "gdc": case(
        "TCGA-XXXX, TCGA-YYYY",
        [("TCGA-XXXX", cohort("X1", "X2")), ("TCGA-YYYY", cohort())],
        [("TCGA-XXXX", cohort("X1", "X2")), ("TCGA-YYYY", cohort("Y1"))],
        ["gdc_TCGA-XXXX"], ["gdc_TCGA-YYYY"],
    ),
    "cbioportal": case(
        "study_1 TP53 KRAS",
        [("studies/study_1", {"studyId": "study_1", "name": "Study one", "pmid": "77"}),
         ("sample-lists", {"sampleCount": 4}), ("genes/", {"entrezGeneId": 7157}),
         ("mutations", [{"sampleId": "s1", "proteinChange": "R175H"}, {"sampleId": "s1", "proteinChange": "R248Q"},
                        {"sampleId": "s2", "proteinChange": "R175H"}])],
        [("studies/study_1", {"studyId": "study_1", "name": "Study one", "pmid": "77"}),
         ("sample-lists", {"sampleCount": 4}), ("genes/", {"entrezGeneId": 7157}),
         ("mutations", [{"sampleId": "s1", "proteinChange": "R175H"}, {"sampleId": "s1", "proteinChange": "R248Q"},
                        {"sampleId": "s2", "proteinChange": "R175H"}])],
        ["cbioportal_study_1_TP53", "cbioportal_study_1_KRAS"], [],
    ),
    "edgar": case(
        "320193",
        [("data.sec.gov/submissions/CIK0000320193", filings(2, 1))],
        [("data.sec.gov/submissions/CIK0000320193", filings(3, 2, 1))],
        ["edgar_0000320193-26-000001", "edgar_0000320193-26-000002"], ["edgar_0000320193-26-000003"], "2026-11-01",
    ),
}  # fmt: skip
