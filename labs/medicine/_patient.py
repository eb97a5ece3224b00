"""What people call the age and the sex of a patient, for the labs of medicine."""

AGE = ("age", "aged", "year-old", "years old", "year old", "years of age", "yo", "y/o", "yr old")
FEMALE = ("female", "woman", "women", "she", "her", "lady", "girl", "mother", "F", "Mrs", "Ms", "grandmother")
MALE = ("male", "man", "men", "he", "him", "his", "gentleman", "boy", "father", "M", "Mr", "guy", "grandfather")
