"""Compounds, proteins and structures: made-up answers in the form of real ones; see `answers.py`."""


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


CASES = {
    "pubchem": (
        "aspirin, cid:5",
        [("name/aspirin/cids", {"IdentifierList": {"CID": [2244]}}), ("2244/record", compound(2244, "aspirin acid")),
         ("assaysummary", ASSAYS), ("cid/5/record", {"PC_Compounds": []})],
        [("name/aspirin/cids", {"IdentifierList": {"CID": [2244]}}), ("2244/record", compound(2244, "aspirin acid")),
         ("assaysummary", ASSAYS), ("cid/5/record", compound(5, "glycine-like"))],
        ["pubchem_2244"], ["pubchem_5"],
    ),
    "chembl": (
        "CHEMBL25, CHEMBL26",
        [("molecule/CHEMBL25", molecule("CHEMBL25")), ("activity.json", {"activities": [
            activity(1, "2.5", "uM", "D1"), activity(2, "2500", "nM", "D2"), activity(3, "9", "%", "D3")]}),
         ("molecule/CHEMBL26", molecule("CHEMBL25"))],
        [("molecule/CHEMBL25", molecule("CHEMBL25")), ("activity.json", {"activities": [
            activity(1, "2.5", "uM", "D1"), activity(2, "2500", "nM", "D2"), activity(3, "9", "%", "D3")]}),
         ("molecule/CHEMBL26", molecule("CHEMBL26"))],
        ["chembl_CHEMBL25", "chembl_CHEMBL25"], ["chembl_CHEMBL26"],
    ),
    "uniprot": (
        "gene:GEN1",
        [("rest.uniprot.org/uniprotkb/search", {"results": [protein("P15056")]})],
        [("rest.uniprot.org/uniprotkb/search", {"results": [protein("P15056"), protein("P15057")]})],
        ["uniprot_P15056"], ["uniprot_P15057"], "2026-11-01",
    ),
    "interpro": (
        "P15056, IPR016024",
        [("entry/all/protein/uniprot/P15056", domains("PF00001", "PF00002")),
         ("protein/reviewed/entry/interpro/IPR016024", {"next": None, "results": []})],
        [("entry/all/protein/uniprot/P15056", domains("PF00001", "PF00002")),
         ("protein/reviewed/entry/interpro/IPR016024", {"next": None, "results": [
             {"metadata": {"accession": "Q14156", "name": "EFR3", "length": 821},
              "entry_subset": [{"accession": "IPR016024", "entry_protein_locations": []}]}]})],
        ["interpro_P15056"], ["interpro_Q14156"],
    ),
    "rcsb_pdb": (
        "haemoglobin",
        [("search.rcsb.org", {"total_count": 1, "result_set": [{"identifier": "4HHB"}]}), ("4HHB", structures("4HHB"))],
        [("search.rcsb.org", {"total_count": 2, "result_set": [{"identifier": "4HHB"}, {"identifier": "1ABC"}]}),
         ("4HHB", structures("4HHB", "1ABC"))],
        ["pdb_4HHB"], ["pdb_1ABC"], "2026-11-01",
    ),
    "alphafold": (
        "P05067",
        [("alphafold.ebi.ac.uk/api/prediction/P05067", [model("P05067", 66.4)])],
        [("alphafold.ebi.ac.uk/api/prediction/P05067", [model("P05067", 66.4), model("P05067-2", 93.0)])],
        ["alphafold_AF-P05067-F1"], ["alphafold_AF-P05067-2-F1"],
    ),
}  # fmt: skip
