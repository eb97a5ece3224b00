-- Kept for another change.
PRAGMA user_version = 8;
