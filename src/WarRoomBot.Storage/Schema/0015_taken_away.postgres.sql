-- 1 for a living message that somebody removed by hand once: it was posted again then, and is not a second time by itself.
alter table outbox add column taken_away bigint not null default 0;
create index outbox_seen on outbox (conversation, handle) where once = 0 and handle is not null;
