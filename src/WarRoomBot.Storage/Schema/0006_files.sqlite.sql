-- Files that go with messages.

-- JSON of the file; null for none.
alter table outbox add column file text;
-- The platform's id of the file; null while it is not there, empty when it is shown in words.
alter table outbox add column upload text;

-- What the local chat keeps.
create table chat_file (
  id integer primary key autoincrement,
  key text not null unique,
  conversation text not null,
  name text not null,
  title text not null,
  type text not null,
  body text not null
);
alter table chat_message add column file bigint;
