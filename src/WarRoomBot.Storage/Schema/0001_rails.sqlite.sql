-- The rails: what comes in, what falls due, what goes out, and the room's record.
-- Times are UTC milliseconds since 1970.

create table inbox (
  id integer primary key autoincrement,
  key text not null unique,
  lane text not null,
  kind text not null,
  body text not null,
  received_at bigint not null,
  -- 0 waiting, 1 done, 2 given up
  state bigint not null default 0,
  attempts bigint not null default 0,
  next_at bigint not null,
  error text
);
create index inbox_waiting on inbox (lane, id) where state = 0;
create index inbox_finished on inbox (received_at) where state <> 0;

create table due (
  key text primary key,
  lane text not null,
  kind text not null,
  at bigint not null,
  subject text not null
);
create index due_at on due (at);

create table outbox (
  id integer primary key autoincrement,
  key text not null unique,
  conversation text not null,
  priority bigint not null,
  -- The priority, or a place behind all others while the message keeps failing.
  rank bigint not null,
  queued_at bigint not null,
  body text not null,
  body_hash text not null,
  revision bigint not null default 1,
  sent_revision bigint not null default 0,
  -- 0 waiting, 1 sending, 2 settled, 3 rejected
  state bigint not null default 0,
  -- 1 for a message sent once, 0 for a living one
  once bigint not null default 0,
  withdrawn bigint not null default 0,
  repost bigint not null default 0,
  -- 0 not wanted, 1 wanted, 2 done
  pinned bigint not null default 0,
  handle text,
  thread_of text,
  to_id text,
  to_name text,
  reply_to text,
  op text,
  attempt_at bigint,
  attempt_revision bigint not null default 0,
  attempts bigint not null default 0,
  next_at bigint not null,
  error text
);
create index outbox_open on outbox (conversation, rank, queued_at, id) where state in (0, 1);
create index outbox_finished on outbox (queued_at) where state in (2, 3) and once = 1;

create table action (
  id integer primary key autoincrement,
  key text not null unique,
  kind text not null,
  lane text not null,
  body text not null,
  attempts bigint not null default 0,
  next_at bigint not null
);
create index action_next on action (next_at, id);

create table lease (
  name text primary key,
  owner text not null,
  beat bigint not null
);

create table log (
  room bigint not null,
  seq bigint not null,
  at bigint not null,
  what text not null,
  by_id text,
  by_name text,
  text text not null,
  data text,
  primary key (room, seq)
) without rowid;
