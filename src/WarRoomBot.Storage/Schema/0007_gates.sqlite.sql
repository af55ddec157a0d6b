-- Gates, and the chain of hashes over each room's record.

create table gate (
  room bigint not null,
  number bigint not null,
  open bigint not null,
  body text not null,
  row_version bigint not null default 1,
  primary key (room, number)
) without rowid;
create index gate_open on gate (room, number) where open = 1;

-- Over the row and the hash of the one before; empty for rows from before records were sealed.
alter table log add column hash text not null default '';
