-- The search by meaning goes through a graph [Malkov2020, arXiv:1603.09320] instead of through all rows: for vectors of 384
-- numbers, as MiniLM makes them; others are still compared one by one. What has no column `embedding` yet is found at once.
CREATE INDEX chunk_nearest ON chunk USING hnsw ((embedding::vector(384)) vector_cosine_ops)
WITH (m = 32, ef_construction = 100) WHERE vector_dims(embedding) = 384;
CREATE INDEX chunk_bare ON chunk (number) WHERE embedding IS NULL;
