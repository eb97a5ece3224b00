"""The names and symbols by which texts call units, and what each is to the unit registry."""

PREFIX = {"f": "femto", "p": "pico", "n": "nano", "u": "micro", "µ": "micro", "m": "milli", "c": "centi", "d": "deci"}
BASE = "m g s A K mol Hz N Pa J W C V F Ω ohm S Wb T H Bq Gy Sv L l eV bar M cal B".split()
ALONE = {
    **dict.fromkeys(("min", "mins"), "minute"),
    **dict.fromkeys(("h", "hr", "hrs"), "hour"),
    **dict.fromkeys(("sec", "secs"), "second"),
    **dict.fromkeys(("yr", "yrs"), "year"),
    **dict.fromkeys(("lb", "lbs"), "pound"),
    **dict.fromkeys(("amu", "Da", "u"), "dalton"),
    **dict.fromkeys(("Torr", "torr"), "torr"),
    **dict.fromkeys(("kph", "kmh"), "kilometer/hour"),
    **dict.fromkeys(("mmHg", "mm Hg"), "mmHg"),
    **dict.fromkeys(("Å", "A°"), "angstrom"),
    **dict.fromkeys(("Ha", "Eh", "hartrees"), "hartree"),
    **dict.fromkeys(("mHa", "mEh"), "millihartree"),
    **dict.fromkeys(("cc", "ccm"), "cm^3"),
    "mcg": "microgram",
    **dict.fromkeys(("AU", "au"), "astronomical_unit"),
    **dict.fromkeys(("ly", "lyr"), "light_year"),
    **{
        s: s
        for s in (
            "d atm psi rad deg ppm ppb BTU hp ft mi mph oz pc kpc Mpc Gpc dB rpm Ci Å cP kcal kDa GeV oz gal"
        ).split()
    },
    "t": "tonne",
    "Mt": "megatonne",
    "Gt": "gigatonne",
    "rootm": "root_metre",
    "D": "debye",
    "G": "gauss",
    "dyn": "dyne",
    "erg": "erg",
    "kWh": "kilowatt_hour",
    "Wh": "watt_hour",
    "Ah": "ampere_hour",
    "mAh": "milliampere_hour",
    "lm": "lumen",
    "lx": "lux",
    "sr": "steradian",
    "kt": "knot",
    **dict.fromkeys(("gDW", "gDCW", "gCDW", "gdw", "gdcw"), "g"),
    "arcsec": "arcsecond",
    "arcmin": "arcminute",
    "mph": "mile/hour",
    "cps": "1/s",
    "c": "speed_of_light",
    "dpt": "1/m",
}
LONG = (
    "metre meter gram gramme second ampere amp kelvin mole hartree hertz newton pascal joule watt coulomb volt farad "
    "ohm siemens weber tesla henry lumen lux becquerel gray sievert litre liter electronvolt bar calorie molar parsec"
).split()
LONG_ALONE = (
    "minute hour day week month year degree radian percent inch foot yard mile pound ounce gallon tonne ton atmosphere "
    "torr angstrom arcsecond arcminute hectare acre dalton curie debye horsepower revolution decibel poise "
    "knot century decade dyne erg micron wavenumber"
).split()
NAMED = {
    "inches": "inch", "feet": "foot", "centuries": "century", "amp": "ampere", "amps": "ampere", "metre": "meter",
    "litre": "liter", "gramme": "gram", "calorie": "calorie", "light-year": "light_year", "light-years": "light_year",
    "celsius": "degC", "fahrenheit": "degF", "electronvolt": "electron_volt", "electronvolts": "electron_volt",
    "diopter": "1/m", "diopters": "1/m", "dioptre": "1/m", "dioptres": "1/m", "kilowatt-hour": "kilowatt_hour",
    "kilowatt-hours": "kilowatt_hour", "atmospheres": "atm", "atmosphere": "atm", "rev": "revolution",
    "percent": "percent", "henries": "henry", "torrs": "torr", "kelvins": "kelvin", "lightyears": "light_year",
    "days": "day", "mol": "mol", "micron": "micrometer", "microns": "micrometer", "wavenumbers": "1/cm",
}  # fmt: skip
