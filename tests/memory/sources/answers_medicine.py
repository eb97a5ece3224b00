"""Trials, drugs, expression and cohorts: made-up answers in the form of real ones; see `answers.py`."""


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


CASES = {
    "clinicaltrials": (
        "melanoma",
        [("clinicaltrials.gov/api/v2/studies", {"studies": [trial("NCT00000001", "2026-11-20")]})],
        [("clinicaltrials.gov/api/v2/studies", {"studies": [trial("NCT00000001", "2026-11-20"),
                                                            trial("NCT00000002", "2026-11-22")]})],
        ["clinicaltrials_NCT00000001"], ["clinicaltrials_NCT00000002"], "2026-11-01",
    ),
    "openfda_labels": (
        "openfda.generic_name:examplimab",
        [("api.fda.gov/drug/label.json", {"results": [label("s1", "20261101")]})],
        [("api.fda.gov/drug/label.json", {"results": [label("s1", "20261101"), label("s2", "20261120")]})],
        ["openfda_label_s1"], ["openfda_label_s2"], "2026-11-01",
    ),
    "openfda_events": (
        "examplimab, otherol",
        [("otherol", {"results": [], "meta": {"results": {"total": 0}}}),
         ("count=", {"meta": {"last_updated": "2026-07-30"}, "results": [{"term": "NAUSEA", "count": 12}]}),
         ("event.json", {"meta": {"results": {"total": 40}}, "results": [{}]})],
        [("count=", {"meta": {"last_updated": "2026-07-30"}, "results": [{"term": "NAUSEA", "count": 12}]}),
         ("event.json", {"meta": {"results": {"total": 40}}, "results": [{}]})],
        ["openfda_events_examplimab", "openfda_events_otherol"], [],
    ),
    "openfda_approvals": (
        "sponsor_name:MAKER",
        [("api.fda.gov/drug/drugsfda.json", {"results": [approval("NDA1")]})],
        [("api.fda.gov/drug/drugsfda.json", {"results": [approval("NDA1"), approval("NDA2")]})],
        ["openfda_approval_NDA1"], ["openfda_approval_NDA2"],
    ),
    "clinpgx": (
        "gene: CYP2D6",
        [("pair_view", [pair("codeine")]), ("recommendation_view", ADVICE)],
        [("pair_view", [pair("codeine"), pair("tramadol")]), ("recommendation_view", ADVICE)],
        ["clinpgx_CYP2D6_codeine"], ["clinpgx_CYP2D6_tramadol"],
    ),
    "geo": (
        "GSE1, GSE2",
        [("acc=GSE1", soft("GSE1")), ("acc=GSE2", soft("GSE1"))],
        [("acc=GSE1", soft("GSE1")), ("acc=GSE2", soft("GSE2"))],
        ["geo_GSE1", "geo_GSE1"], ["geo_GSE2"],
    ),
    "gdc": (
        "TCGA-XXXX, TCGA-YYYY",
        [("TCGA-XXXX", cohort("X1", "X2")), ("TCGA-YYYY", cohort())],
        [("TCGA-XXXX", cohort("X1", "X2")), ("TCGA-YYYY", cohort("Y1"))],
        ["gdc_TCGA-XXXX"], ["gdc_TCGA-YYYY"],
    ),
    "cbioportal": (
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
}  # fmt: skip
