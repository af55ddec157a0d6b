-- Rooms, what they measure, and what they ask.

-- The plan as it was when the room opened, placeholders unresolved: a room keeps its plan even if the file changes.
create table plan_text (
  hash text primary key,
  name text not null,
  text text not null
);

create table war_room (
  id bigint generated always as identity primary key,
  conversation text not null,
  conversation_name text,
  plan_name text not null,
  plan_hash text not null references plan_text (hash),
  version text not null,
  pace double precision not null,
  opened_at bigint not null,
  starts_at bigint not null,
  ends_at bigint not null,
  ended_at bigint,
  opened_by text not null,
  opened_reply text,
  roles text not null,
  status_cards bigint not null default 0,
  measuring_status bigint,
  blind_since bigint,
  row_version bigint not null default 1
);
create unique index war_room_open on war_room (conversation) where ended_at is null;

create table sample (
  room bigint not null,
  metric text not null,
  at bigint not null,
  -- 1 number, 2 yes or no, 3 no data, 4 error, 5 not seen
  outcome bigint not null,
  value double precision,
  why text,
  took bigint not null,
  primary key (room, metric, at)
);

create table check_run (
  room bigint not null,
  number bigint not null,
  open bigint not null,
  body text not null,
  row_version bigint not null default 1,
  primary key (room, number)
);
create index check_run_open on check_run (room, number) where open = 1;

-- The local chat's own messages: it is a platform like the others, and this is what its server keeps. Nothing is deleted: a message that
-- was removed stays as an empty row, so that pages that are open learn of it.
create table chat_message (
  id bigint generated always as identity primary key,
  conversation text not null,
  -- The mark it was posted with: nothing is posted twice.
  op text not null unique,
  -- The first message of its thread, never one that is in a thread itself.
  thread bigint,
  -- A card of the bot, or what a person typed.
  body text not null,
  by_bot bigint not null,
  by_name text not null,
  -- Only this person sees it.
  to_id text,
  posted_at bigint not null,
  edited_at bigint,
  removed_at bigint,
  pinned bigint not null default 0,
  -- Counts every change in the conversation up, in the order of the commits: what pages that are open ask for.
  changed bigint not null
);
create unique index chat_message_changed on chat_message (conversation, changed);
create index chat_message_first on chat_message (conversation, id) where thread is null;
create index chat_message_thread on chat_message (thread, id) where thread is not null;
create index chat_message_pinned on chat_message (conversation, id) where pinned = 1;
