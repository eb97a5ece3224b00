"""Carbon footprints of metals, cradle to gate, and bands of their recycling at end of life. Computes nothing.

References:
    .. [Nuss2014] P. Nuss, M. J. Eckelman, PLoS ONE 9 (2014) e101298, table S38: global supply of 2008, GWP 100a.
    .. [UNEP2011] UNEP International Resource Panel, Recycling Rates of Metals: A Status Report (2011), figure 4.
"""

FOOTPRINT = {  # kg CO2-equivalent per kg: as published, 2.5 % and 97.5 % of its lognormal distribution
    "Li": (7.1, 5.7, 8.9),
    "Mg": (5.4, 2.0, 14.4),
    "Al": (8.2, 6.3, 10.7),
    "Ti": (8.1, 7.6, 8.7),
    "V": (33.1, 19.4, 53.0),
    "Cr": (2.4, 2.2, 2.7),
    "Mn": (1.0, 0.8, 1.3),
    "Fe": (1.5, 1.4, 1.7),
    "Co": (8.3, 6.0, 11.5),
    "Ni": (6.5, 5.9, 7.3),
    "Cu": (2.8, 2.2, 3.5),
    "Zn": (3.1, 2.4, 4.1),
    "Y": (15.1, 11.9, 19.2),
    "Zr": (1.1, 0.9, 1.3),
    "Nb": (12.5, 10.1, 15.4),
    "Mo": (5.7, 4.5, 7.3),
    "Ru": (2110, 1660, 2690),
    "Rh": (35100, 26700, 45500),
    "Pd": (3880, 3090, 4860),
    "Ag": (196, 164, 234),
    "In": (102, 78.8, 155),
    "Sn": (17.1, 11.0, 26.8),
    "Sb": (12.9, 7.2, 23.9),
    "La": (11.0, 8.8, 14.3),
    "Ce": (12.9, 10.1, 16.4),
    "Pr": (19.2, 14.9, 24.7),
    "Nd": (17.6, 13.8, 22.9),
    "Sm": (59.1, 46.1, 77.2),
    "Hf": (131, 69, 252),
    "Ta": (260, 206, 331),
    "W": (12.6, 9.6, 16.3),
    "Re": (450, 213, 836),
    "Os": (4560, 3700, 5650),
    "Ir": (8860, 7000, 11200),
    "Pt": (12500, 9650, 16200),
    "Au": (12500, 10100, 15400),
    "Pb": (1.3, 1.1, 1.5),
}
_BANDS = {  # percent of what is discarded that is recycled into the same use
    (50.0, 100.0): "Al Ti Cr Mn Fe Co Ni Cu Zn Nb Rh Pd Ag Sn Re Pt Au Pb",
    (25.0, 50.0): "Mg Mo Ir",
    (10.0, 25.0): "Ru Cd W",
    (1.0, 10.0): "Sb Hg",
    (0.0, 1.0): "Li Be B Sc V Ga Ge As Se Sr Y Zr In Te Ba La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta Os Tl Bi",
}
RECYCLED = {metal: band for band, metals in _BANDS.items() for metal in metals.split()}
