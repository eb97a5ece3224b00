"""What people call the age and the sex of a patient, for the labs of medicine."""

PERSONS = ("woman", "man", "patient", "lady", "gentleman", "female", "male", "person", "someone", "adult", "smoker")
AGE = (
    "age",
    "aged",
    "year-old",
    "years old",
    "year old",
    "years of age",
    "yo",
    "y/o",
    "yr old",
    "who is",
    "she is",
    "he is",
    *(f"{p} of" for p in PERSONS),
    *PERSONS,  # `a man, 61, on treatment`
)
FEMALE = (
    "female",
    "woman",
    "women",
    "she",
    "her",
    "lady",
    "girl",
    "mother",
    "F",
    "Mrs",
    "Ms",
    "grandmother",
    "females",
)
MALE = ("male", "man", "men", "he", "him", "his", "gentleman", "boy", "father", "M", "Mr", "guy", "grandfather")
