"""Drug-likeness and structural alerts of a molecule from its SMILES, through RDKit, with solubility by [Delaney2004]_.

Rules and counts on the structure. Knows no experiment on the molecule; gives no hERG, Ames or liver-injury numbers, for
which there is no model here with data behind it.

References:
    .. [Bickerton2012] G. R. Bickerton et al., Nat. Chem. 4 (2012) 90-98 (QED).
    .. [Lipinski2001] C. A. Lipinski et al., Adv. Drug Deliv. Rev. 46 (2001) 3-26.
    .. [Veber2002] D. F. Veber et al., J. Med. Chem. 45 (2002) 2615-2623.
    .. [Egan2000] W. J. Egan et al., J. Med. Chem. 43 (2000) 3867-3877.
    .. [Delaney2004] J. S. Delaney, J. Chem. Inf. Comput. Sci. 44 (2004) 1000-1005.
    .. [Ertl2000] P. Ertl et al., J. Med. Chem. 43 (2000) 3714-3717 (polar surface).
    .. [Brenk2008] R. Brenk et al., ChemMedChem 3 (2008) 435-444; [Baell2010] J. Med. Chem. 53 (2010) 2719-2740 (PAINS).
"""

from typing import Any

from labs import Cost, Output, Result, Text, lab

SOLUBILITY_ERROR = 1.01  # standard error of the published regression, in log10 units
HEAVY = 150  # heavy atoms above which these rules mean nothing
KNOWN = {
    "CC(=O)Oc1ccccc1C(=O)O": ("aspirin", "acetylsalicylic acid"),
    "CC(=O)Nc1ccc(O)cc1": ("paracetamol", "acetaminophen"),
    "CC(C)Cc1ccc(C(C)C(=O)O)cc1": ("ibuprofen",),
    "Cn1c(=O)c2c(ncn2C)n(C)c1=O": ("caffeine",),
    "CN1C(=O)CN=C(c2ccccc2)c2cc(Cl)ccc21": ("diazepam",),
    "CN(C)C(=N)N=C(N)N": ("metformin",),
    "COCCc1ccc(OCC(O)CNC(C)C)cc1": ("metoprolol",),
    "c1ccccc1": ("benzene",),
}


def _canonical(text: str) -> str:
    """The canonical SMILES; `ValueError` if it is no molecule of one part with carbon and of moderate size."""
    from rdkit import Chem, rdBase

    with rdBase.BlockLogs():
        molecule = Chem.MolFromSmiles(text)
    if molecule is None:
        raise ValueError("not a valid SMILES: check ring closures, brackets and valences")
    if not 1 < molecule.GetNumHeavyAtoms() <= HEAVY or not any(a.GetAtomicNum() == 6 for a in molecule.GetAtoms()):
        raise ValueError(f"give an organic molecule of 2 to {HEAVY} heavy atoms")
    if "." in (smiles := str(Chem.MolToSmiles(molecule))):
        raise ValueError("give one molecule, without salts or mixtures")
    return smiles


def _count(meaning: str, *words: str) -> Output:
    return Output("", meaning, words=words)


@lab(
    title="Drug-likeness and structural alerts of a molecule",
    version="1",
    inputs={
        "smiles": Text(
            r"(?=\S*[\d=#()\[\]])[A-Za-z0-9@+\-\[\]()=#$%/\\]{3,400}|[BCNOPSFI]{2,40}",
            "CC(=O)Nc1ccc(O)cc1",
            "the molecule as SMILES",
            check=_canonical,
            longest=400,
            words=("SMILES", "molecule", "compound"),
            cue=("SMILES", "molecule", "compound", "logP", "drug-lik", "Lipinski", "Brenk", "PAINS"),
            known=KNOWN,
        ),
    },
    outputs={
        "qed": _count(
            "quantitative estimate of drug-likeness, 0 to 1",
            "QED",
            "drug-likeness",
            "druglikeness",
            "quantitative estimate of drug-likeness",
        ),
        "lipinski_violations": _count(
            "broken rules of Lipinski out of four",
            "Lipinski violations",
            "rule of five violations",
            "rule-of-five violations",
            "rules of Lipinski",
        ),
        "veber_violations": _count("broken rules of Veber out of two", "Veber violations", "rules of Veber"),
        "egan_violations": _count("broken rules of Egan out of two", "Egan violations", "rules of Egan"),
        "brenk_alerts": _count(
            "unwanted groups of Brenk's list", "Brenk alerts", "structural alerts", "unwanted groups", "reactive groups"
        ),
        "pains_alerts": _count("pan-assay interference patterns", "PAINS alerts", "PAINS", "pan-assay interference"),
        "log_solubility": _count(
            "log10 of the solubility in water in mol/L at 25 C",
            "logS",
            "log S",
            "ESOL",
            "log solubility",
            "aqueous solubility",
        ),
        "log_p": _count(
            "log10 of the octanol-water partition coefficient by Crippen's atoms",
            "Crippen logP",
            "calculated logP",
            "logP",
            "log P",
        ),
        "polar_surface": Output(
            "angstrom^2",
            "topological polar surface area",
            words=("topological polar surface area", "polar surface area", "TPSA", "PSA"),
        ),
        "donors": _count("hydrogen-bond donors", "hydrogen-bond donors", "hydrogen bond donors", "H-bond donors"),
        "acceptors": _count(
            "hydrogen-bond acceptors", "hydrogen-bond acceptors", "hydrogen bond acceptors", "H-bond acceptors"
        ),
        "rotatable_bonds": _count("rotatable bonds", "rotatable bonds"),
        "molecular_weight": Output("g/mol", "average molar mass", words=("molecular weight", "molecular mass")),
    },
    validity="rules and regressions on the structure for small organic molecules; an alert is a reason to look, its "
    "absence no proof of safety, and a broken rule no proof of failure. logS by ESOL with Crippen's logP: standard "
    "error 1.01 log units; logP itself about 0.7. No toxicity probabilities (hERG, Ames, liver): they take data",
    citations=(
        "Bickerton et al., Nat. Chem. 4 (2012) 90",
        "Lipinski et al., Adv. Drug Deliv. Rev. 46 (2001) 3",
        "Veber et al., J. Med. Chem. 45 (2002) 2615",
        "Egan et al., J. Med. Chem. 43 (2000) 3867",
        "Delaney, J. Chem. Inf. Comput. Sci. 44 (2004) 1000",
        "Brenk et al., ChemMedChem 3 (2008) 435",
        "Baell & Holloway, J. Med. Chem. 53 (2010) 2719",
    ),
    libraries=("rdkit",),
    words=(
        "drug-likeness",
        "druglike",
        "SMILES",
        "Lipinski",
        "QED",
        "structural alerts",
        "ADMET",
        "TPSA",
        "rule of five",
        "PAINS",
    ),
    cost=Cost(seconds=20, memory_mb=1024),
)
def admet_alerts(*, smiles: str, wants: tuple[str, ...], seed: int) -> Result:
    """Count and evaluate the rules; deterministic, so `seed` changes nothing."""
    from rdkit import Chem
    from rdkit.Chem import QED, rdMolDescriptors
    from rdkit.Chem.Descriptors import MolWt  # type: ignore[attr-defined]  # rdkit sets it when imported
    from rdkit.Chem.FilterCatalog import FilterCatalogParams

    molecule = Chem.MolFromSmiles(smiles)
    mass, logp = float(MolWt(molecule)), float(rdMolDescriptors.CalcCrippenDescriptors(molecule)[0])
    surface = float(rdMolDescriptors.CalcTPSA(molecule))
    donors = rdMolDescriptors.CalcNumLipinskiHBD(molecule)
    acceptors = rdMolDescriptors.CalcNumLipinskiHBA(molecule)
    turns = rdMolDescriptors.CalcNumRotatableBonds(molecule)
    lists = FilterCatalogParams.FilterCatalogs
    brenk, pains = _alerts(molecule, lists.BRENK), _alerts(molecule, lists.PAINS)
    aromatic = sum(a.GetIsAromatic() for a in molecule.GetAtoms()) / molecule.GetNumHeavyAtoms()
    outputs: dict[str, float | tuple[float, float]] = {
        "qed": float(QED.qed(molecule)),  # type: ignore[no-untyped-call]
        "lipinski_violations": float(sum((mass > 500, logp > 5, donors > 5, acceptors > 10))),
        "veber_violations": float(sum((turns > 10, surface > 140))),
        "egan_violations": float(sum((surface > 131.6, logp > 5.88))),
        "brenk_alerts": float(len(brenk)),
        "pains_alerts": float(len(pains)),
        "log_solubility": (0.16 - 0.63 * logp - 0.0062 * mass + 0.066 * turns - 0.74 * aromatic, SOLUBILITY_ERROR),
        "log_p": logp,
        "polar_surface": surface,
        "donors": float(rdMolDescriptors.CalcNumHBD(molecule)),
        "acceptors": float(rdMolDescriptors.CalcNumHBA(molecule)),
        "rotatable_bonds": float(turns),
        "molecular_weight": mass,
    }
    notes = ["an alert is a reason to look, its absence no proof of safety"]
    if found := [*brenk, *pains]:
        notes.append(f"alerts: {', '.join(found)}")
    kept = {n: v for n, v in outputs.items() if n in wants}
    return Result(kept, f"RDKit descriptors and filter catalogues of {smiles}", tuple(notes))


def _alerts(molecule: Any, which: Any) -> list[str]:
    """The names of the patterns of a catalogue that the molecule matches."""
    from rdkit.Chem.FilterCatalog import FilterCatalog, FilterCatalogParams

    chosen = FilterCatalogParams()
    chosen.AddCatalog(which)
    return sorted(str(match.GetDescription()) for match in FilterCatalog(chosen).GetMatches(molecule))
