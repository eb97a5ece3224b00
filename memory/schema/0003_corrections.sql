-- What users said of how a question is to be read is looked up each time a question is put.
CREATE INDEX feedback_cause ON feedback (kind, cause);

PRAGMA user_version = 3;
