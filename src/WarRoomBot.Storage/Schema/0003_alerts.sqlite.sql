-- Alerts, and what is muted.

create table alert (
  room bigint not null,
  number bigint not null,
  fingerprint text not null,
  -- The alert source; null for a metric of the plan.
  source text,
  severity bigint not null,
  open bigint not null,
  -- The number of the storm it is part of.
  folded_into bigint,
  fired_at bigint not null,
  body text not null,
  row_version bigint not null default 1,
  primary key (room, number)
) without rowid;
create unique index alert_open on alert (room, fingerprint) where open = 1;
create index alert_fingerprint on alert (room, fingerprint, number);
create index alert_standing on alert (room, number) where open = 1 and folded_into is null;
create index alert_folded on alert (room, folded_into) where folded_into is not null;
create index alert_fired on alert (room, source, fired_at) where source is not null;

create table mute (
  room bigint not null,
  fingerprint text not null,
  body text not null,
  primary key (room, fingerprint)
) without rowid;
