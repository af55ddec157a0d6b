-- Messages of people's in the timelines of incidents, and what stands with a message of the local chat.

create table incident_message (
  conversation text not null,
  -- The platform's id of it.
  message text not null,
  incident bigint not null,
  primary key (conversation, message)
) without rowid;

-- Who marked what in the local chat.
create table chat_mark (
  message bigint not null,
  person text not null,
  primary key (message, person)
) without rowid;
-- How many have.
alter table chat_message add column marks bigint not null default 0;

-- Of the file that a message was posted with.
alter table chat_message add column file_name text;
alter table chat_message add column file_title text;
update chat_message set
  file_name = (select name from chat_file where chat_file.id = chat_message.file),
  file_title = (select title from chat_file where chat_file.id = chat_message.file)
where file is not null;
