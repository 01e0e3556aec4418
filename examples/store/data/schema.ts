/** The tables of the store's database. */

/** Raised when the tables or the generated products change: an older database must be made again. */
export const schemaVersion = 1

export const tables = `
  CREATE TABLE products (
    id INTEGER PRIMARY KEY,
    sku TEXT NOT NULL,
    category TEXT NOT NULL,
    brand TEXT NOT NULL,
    name TEXT NOT NULL,
    price_cents INTEGER NOT NULL,
    list_price_cents INTEGER,
    stock INTEGER NOT NULL,
    description TEXT NOT NULL,
    rating INTEGER NOT NULL,
    review_count INTEGER NOT NULL,
    palette TEXT NOT NULL,
    picture TEXT NOT NULL,
    details TEXT NOT NULL,
    rank INTEGER NOT NULL
  );
  CREATE TABLE processes (
    id INTEGER PRIMARY KEY,
    pid INTEGER NOT NULL,
    started_at INTEGER NOT NULL
  );
  CREATE TABLE render_counts (
    process_id INTEGER NOT NULL,
    path TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (process_id, path)
  ) WITHOUT ROWID;
  CREATE VIRTUAL TABLE search_index USING fts5 (
    name, brand, category, colour, sku, description,
    content = '', tokenize = 'porter unicode61 remove_diacritics 2'
  );
`

/** Made after the rows are in: much faster than keeping them up row by row. */
export const indexes = `
  CREATE UNIQUE INDEX products_by_sku ON products (sku);
  CREATE UNIQUE INDEX products_by_rank ON products (rank);
  CREATE INDEX products_by_category ON products (category, rank);
  CREATE INDEX products_on_sale ON products (rank) WHERE list_price_cents IS NOT NULL;
`
