BEGIN TRANSACTION;
CREATE TABLE decisions(
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents(id), round INTEGER NOT NULL,
  grp INTEGER NOT NULL, key TEXT NOT NULL, verdict TEXT NOT NULL, edits TEXT NOT NULL, choice INTEGER, rule TEXT NOT NULL,
  segment INTEGER NOT NULL, made_at REAL NOT NULL, seconds REAL NOT NULL, keystrokes INTEGER NOT NULL, words TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL);
INSERT INTO "decisions" VALUES(1,1,0,1,'d50b34937b51bd5f','accept','[[0, 15, 17, "."]]',0,'punct/double-dot',0,1.79537564553092360494e+09,0.0,0,'".."',15,17);
INSERT INTO "decisions" VALUES(2,1,0,2,'204d5d428e718106','reject','[]',NULL,'quotes/stray-closing',1,1.79537564553160429005e+09,0.0,0,'" \u201d"',18,20);
INSERT INTO "decisions" VALUES(3,1,0,2,'','undo','[]',NULL,'',0,1.79537564553254199023e+09,0.0,0,'""',0,0);
CREATE TABLE documents(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, path TEXT, hash TEXT NOT NULL, place TEXT NOT NULL DEFAULT '',
  UNIQUE(name, hash));
INSERT INTO "documents" VALUES(1,'a.txt','a.txt','5902159c46240b6b5bc18dba18f370f7','204d5d428e718106');
CREATE TABLE outputs(path TEXT PRIMARY KEY, digest TEXT NOT NULL);
INSERT INTO "outputs" VALUES('/somewhere/a.edited.txt','36502df5eb5aa40224473f8c2ac9ccc8');
CREATE INDEX decisions_of_document ON decisions(document, id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('decisions',3);
COMMIT;
PRAGMA user_version = 1;
