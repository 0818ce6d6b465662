-- The ledger, version 1. docs/ledger.md says more about every table and column.
--
-- Keys of rows are whole numbers that no output shows and nothing hangs on: an article gets the next one, and a part
-- of it (sentence, event, quotation) has the key  article * 1048576 + its number in the record.
-- Spans are code points of texts.text, [start, end): substr(text, start + 1, end - start) gives the words.
-- Days are written '2016-04-20', '' where not known. In the tables "kept by the program" they are Julian day numbers,
-- 0 where not known: date(day) gives the written form.

-- ── What the record says ──────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE makers (                  -- what read an article: the versions of program and data
    maker INTEGER PRIMARY KEY,
    dualtrack TEXT NOT NULL,
    codebook TEXT NOT NULL,
    knowledge TEXT NOT NULL,
    model TEXT NOT NULL,
    UNIQUE (dualtrack, codebook, knowledge, model)
) STRICT;

CREATE TABLE articles (                -- one row for each text
    article INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,           -- SHA-256 of the text
    maker INTEGER NOT NULL REFERENCES makers,
    document BLOB NOT NULL,            -- the copy that the row was read from, see inputs.document
    input TEXT NOT NULL,
    url TEXT,
    site TEXT,                         -- host of the address, without www.
    title TEXT,
    subtitle TEXT,
    section TEXT,
    authors TEXT NOT NULL,             -- JSON list
    agency TEXT,
    credits TEXT NOT NULL,             -- JSON list
    published_local TEXT,
    published_offset TEXT,
    published_utc TEXT,
    published_precision TEXT,
    day TEXT NOT NULL,                 -- of publication, else of the dateline
    dateline_place TEXT,
    dateline_country TEXT,
    dateline_date TEXT,
    language TEXT NOT NULL,
    reprint_of INTEGER NOT NULL        -- first printing of the same story; its own key for a first printing
) STRICT;
CREATE INDEX articles_by_day ON articles (day, id);
CREATE INDEX reprints ON articles (reprint_of) WHERE reprint_of <> article;

CREATE TABLE texts (
    article INTEGER PRIMARY KEY REFERENCES articles,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE sentences (
    sentence INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL
) STRICT;

CREATE TABLE actors (                  -- one row for each actor, as its latest article describes it
    actor INTEGER PRIMARY KEY,         -- 0 stands for anybody, see dyads
    id TEXT NOT NULL UNIQUE,
    description INTEGER REFERENCES descriptions,
    as_of TEXT NOT NULL                -- publication and id of the article that the description is from
) STRICT;

CREATE TABLE descriptions (            -- an actor as articles describe it: offices and sectors change with the years
    description INTEGER PRIMARY KEY,
    actor INTEGER NOT NULL REFERENCES actors,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT,
    sectors TEXT NOT NULL,             -- JSON list
    cameo TEXT NOT NULL,
    office TEXT,                       -- JSON object: title, of, from, to
    sides TEXT NOT NULL,               -- JSON list of actor ids: those for whom it acts beside itself
    UNIQUE (actor, name, kind, country, sectors, cameo, office, sides)
) STRICT;

CREATE TABLE article_actors (          -- the actors of an article
    article INTEGER NOT NULL REFERENCES articles,
    actor INTEGER NOT NULL REFERENCES actors,
    position INTEGER NOT NULL,
    description INTEGER NOT NULL REFERENCES descriptions,
    mentions INTEGER NOT NULL,         -- how often the text refers to it
    PRIMARY KEY (article, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX articles_of_actor ON article_actors (actor, article);

CREATE TABLE event_types (             -- the sixteen types of PLOVER
    type TEXT PRIMARY KEY,
    track TEXT NOT NULL,
    quad TEXT NOT NULL,
    quad_code INTEGER NOT NULL         -- 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict
) STRICT, WITHOUT ROWID;

CREATE TABLE events (                  -- one row for each event that an article reports
    event INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles,
    type TEXT NOT NULL REFERENCES event_types,
    mode TEXT,
    contexts TEXT,                     -- JSON list; NULL where empty
    score REAL NOT NULL,
    cameo TEXT NOT NULL,
    status TEXT NOT NULL,
    date_start TEXT,
    date_end TEXT,
    date_precision TEXT,
    date_span_start INTEGER,
    date_span_end INTEGER,
    day TEXT NOT NULL,                 -- on which it counts
    place TEXT,
    place_country TEXT,
    place_span_start INTEGER,
    place_span_end INTEGER,
    said_by INTEGER REFERENCES quotations,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    sentence INTEGER NOT NULL REFERENCES sentences,
    why TEXT NOT NULL,
    block INTEGER,                     -- see likenesses
    merged INTEGER NOT NULL,           -- first report of the same event; its own key for a first report
    reports INTEGER NOT NULL           -- how many stories report it, reprints not counted; 0 unless first report
) STRICT;
CREATE INDEX later_reports ON events (merged) WHERE merged <> event;

CREATE TABLE event_actors (
    event INTEGER NOT NULL REFERENCES events,
    role TEXT NOT NULL,                -- 'actor' or 'recipient'
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors,
    mention_start INTEGER NOT NULL,
    mention_end INTEGER NOT NULL,
    mention_kind TEXT NOT NULL,
    PRIMARY KEY (event, role, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_issues (
    event INTEGER NOT NULL REFERENCES events,
    position INTEGER NOT NULL,
    issue TEXT NOT NULL,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE contacts (                -- one row for each event that is a contact
    event INTEGER NOT NULL REFERENCES events,
    number INTEGER NOT NULL,           -- in the record
    form TEXT NOT NULL,
    forum TEXT,
    PRIMARY KEY (event, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_actors (
    event INTEGER NOT NULL REFERENCES events,
    number INTEGER NOT NULL,
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors,
    PRIMARY KEY (event, number, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE quotations (
    quotation INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles,
    kind TEXT NOT NULL,
    cue_start INTEGER,
    cue_end INTEGER,
    speaker_start INTEGER,
    speaker_end INTEGER,
    speaker INTEGER REFERENCES actors,
    speaker_kind TEXT,                 -- name, nominal or pronoun
    track TEXT
) STRICT;

CREATE TABLE quotation_parts (         -- what was said; several spans where the report interrupts it
    quotation INTEGER NOT NULL REFERENCES quotations,
    position INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (quotation, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE quotation_about (
    quotation INTEGER NOT NULL REFERENCES quotations,
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors,
    PRIMARY KEY (quotation, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE quotation_issues (
    quotation INTEGER NOT NULL REFERENCES quotations,
    position INTEGER NOT NULL,
    issue TEXT NOT NULL,
    PRIMARY KEY (quotation, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_issues (
    article INTEGER NOT NULL REFERENCES articles,
    issue TEXT NOT NULL,
    spans TEXT NOT NULL,               -- JSON list of spans
    PRIMARY KEY (article, issue)
) STRICT, WITHOUT ROWID;

-- ── Where it came from ────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE inputs (                  -- every document that was read, by each name under which it came
    document BLOB NOT NULL,            -- first 16 bytes of the SHA-256 of its kind and its bytes
    input TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES articles,
    PRIMARY KEY (document, input)
) STRICT, WITHOUT ROWID;
CREATE INDEX inputs_of_article ON inputs (article);

CREATE TABLE failures (                -- inputs that could not be read, until they can
    input TEXT PRIMARY KEY,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ── Kept by the program, always in the same transaction as the rows above ─────────────────────────────────────────

CREATE TABLE dyads (                   -- who did something to whom on which day: each event counted once
    source INTEGER NOT NULL,           -- an actor or one for whom it acts; 0 for anybody
    target INTEGER NOT NULL,
    day INTEGER NOT NULL,
    event INTEGER NOT NULL,            -- first report
    mutual INTEGER NOT NULL,           -- 1: both do it together; source is then the one whose id comes first
    counted INTEGER NOT NULL,          -- 1: it happened or is going on
    quad INTEGER NOT NULL,             -- event_types.quad_code
    score REAL NOT NULL,
    reports INTEGER NOT NULL,
    contact INTEGER NOT NULL,          -- 1: it is a contact
    PRIMARY KEY (source, target, day, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE quoted (                  -- who said something about whom on which day, reprints not counted
    speaker INTEGER NOT NULL,          -- an actor or one for whom it speaks; 0 for anybody
    about INTEGER NOT NULL,
    day INTEGER NOT NULL,              -- of the article
    quotation INTEGER NOT NULL,
    track INTEGER NOT NULL,            -- 0 none, 1 cooperation, 2 conflict
    PRIMARY KEY (speaker, about, day, quotation)
) STRICT, WITHOUT ROWID;

CREATE TABLE likenesses (              -- finds reports of the same event
    block INTEGER NOT NULL,            -- hash of type, parties, kind of status and, where vague, dates
    day INTEGER NOT NULL,
    event INTEGER NOT NULL,
    dated INTEGER NOT NULL,            -- 1: the text states the day
    words BLOB NOT NULL,               -- hashes of the words of the sentence
    PRIMARY KEY (block, day, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE fingerprints (            -- finds reprints
    band INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (band, article)
) STRICT, WITHOUT ROWID;

-- ── The same with words in place of keys, for reading ─────────────────────────────────────────────────────────────

CREATE VIEW sentence_texts AS
SELECT s.sentence, s.article, substr(t.text, s."start" + 1, s."end" - s."start") AS text
FROM sentences s JOIN texts t USING (article);

CREATE VIEW quotation_texts AS
SELECT q.quotation, q.article,
       (SELECT group_concat(words, ' … ') FROM (
            SELECT substr(t.text, p."start" + 1, p."end" - p."start") AS words
            FROM quotation_parts p WHERE p.quotation = q.quotation ORDER BY p.position)) AS content
FROM quotations q JOIN texts t USING (article);

CREATE VIEW event_level AS             -- each event once, with its first report's words
SELECT e.event, e.day, e.type, e.mode, y.track, y.quad, e.score, e.status, e.reports,
       (SELECT group_concat(id, '; ') FROM (
            SELECT a.id FROM event_actors p JOIN actors a USING (actor)
            WHERE p.event = e.event AND p.role = 'actor' ORDER BY p.position)) AS actors,
       (SELECT group_concat(id, '; ') FROM (
            SELECT a.id FROM event_actors p JOIN actors a USING (actor)
            WHERE p.event = e.event AND p.role = 'recipient' ORDER BY p.position)) AS recipients,
       (SELECT group_concat(issue, '; ') FROM (SELECT issue FROM event_issues i WHERE i.event = e.event ORDER BY position)) AS issues,
       e.place, e.place_country, s.text AS sentence, e.why, r.title, r.url, r.input, r.id AS article_id
FROM events e JOIN event_types y USING (type) JOIN sentence_texts s USING (sentence) JOIN articles r ON r.article = e.article
WHERE e.merged = e.event;

CREATE VIEW dyad_days AS               -- both tracks of every dyad by day
SELECT a.id AS source, b.id AS target, date(d.day) AS day, d.mutual,
       sum(d.quad = 1) AS verbal_cooperation, sum(d.quad = 2) AS material_cooperation,
       sum(d.quad = 3) AS verbal_conflict, sum(d.quad = 4) AS material_conflict,
       count(*) AS events, sum(d.reports) AS reports, sum(d.score) AS score, sum(d.contact) AS contacts
FROM dyads d JOIN actors a ON a.actor = d.source JOIN actors b ON b.actor = d.target
WHERE d.counted = 1 AND d.source > 0 AND d.target > 0 AND d.day > 0
GROUP BY d.source, d.target, d.day, d.mutual;

-- ── Full-text search; a row's key is the sentence's or the quotation's ────────────────────────────────────────────

CREATE VIRTUAL TABLE sentence_words USING fts5 (
    text, content = 'sentence_texts', content_rowid = 'sentence', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE quotation_words USING fts5 (
    content, content = 'quotation_texts', content_rowid = 'quotation', tokenize = 'porter unicode61 remove_diacritics 2'
);

INSERT INTO actors (actor, id, as_of) VALUES (0, '', '');
INSERT INTO event_types VALUES
    ('AGREE', 'cooperation', 'verbal cooperation', 1),
    ('CONSULT', 'cooperation', 'verbal cooperation', 1),
    ('SUPPORT', 'cooperation', 'verbal cooperation', 1),
    ('CONCEDE', 'cooperation', 'verbal cooperation', 1),
    ('COOPERATE', 'cooperation', 'material cooperation', 2),
    ('AID', 'cooperation', 'material cooperation', 2),
    ('RETREAT', 'cooperation', 'material cooperation', 2),
    ('REQUEST', 'conflict', 'verbal conflict', 3),
    ('ACCUSE', 'conflict', 'verbal conflict', 3),
    ('REJECT', 'conflict', 'verbal conflict', 3),
    ('THREATEN', 'conflict', 'verbal conflict', 3),
    ('PROTEST', 'conflict', 'material conflict', 4),
    ('SANCTION', 'conflict', 'material conflict', 4),
    ('MOBILIZE', 'conflict', 'material conflict', 4),
    ('COERCE', 'conflict', 'material conflict', 4),
    ('ASSAULT', 'conflict', 'material conflict', 4);
