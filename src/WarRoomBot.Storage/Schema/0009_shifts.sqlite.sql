-- Roles that change hands, and who is down for which shift.

create table handover (
  room bigint not null,
  number bigint not null,
  -- 1 while it waits for somebody to accept it.
  open bigint not null,
  body text not null,
  row_version bigint not null default 1,
  primary key (room, number)
) without rowid;
create index handover_waiting on handover (room, number) where open = 1;

create table rota (
  room bigint not null primary key,
  body text not null
) without rowid;
