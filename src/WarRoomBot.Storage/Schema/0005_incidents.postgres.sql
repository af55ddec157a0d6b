-- Incidents.

create table incident (
  number bigint not null primary key,
  room bigint not null,
  severity bigint not null,
  open bigint not null,
  -- Its own channel; null for one in the war room's thread.
  channel text,
  -- Also while the channel is being made.
  channel_name text,
  body text not null,
  row_version bigint not null default 1
);
create index incident_open on incident (room, severity, number) where open = 1;
create index incident_closed on incident (room, number) where open = 0;
create unique index incident_channel on incident (channel) where channel is not null;
create index incident_channel_name on incident (channel_name) where channel_name is not null;
