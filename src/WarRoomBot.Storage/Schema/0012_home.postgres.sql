-- What is somebody's, found by an index, and the page that shows it to them.

-- Who is in an open room: whoever opened it, and all who hold a role.
create table room_person (
  person text not null,
  room bigint not null,
  primary key (person, room)
);
create index room_person_room on room_person (room);
insert into room_person (person, room)
  select opened_by::json ->> 'id', id from war_room where ended_at is null
  union
  select person ->> 'id', war_room.id from war_room, json_each(war_room.roles::json) role, json_array_elements(role.value) person where ended_at is null;

-- Who has acknowledged it.
alter table alert add column holder text;
update alert set holder = body::json #>> '{acknowledged,by,id}' where open = 1 and body::json ->> 'state' = 'Acknowledged';
create index alert_holder on alert (holder) where open = 1 and holder is not null;

alter table incident add column lead text;
update incident set lead = body::json #>> '{lead,id}' where open = 1;
create index incident_lead on incident (lead) where open = 1 and lead is not null;

-- To whom it is offered.
alter table handover add column taker text;
update handover set taker = body::json #>> '{to,id}' where open = 1;
create index handover_taker on handover (taker) where open = 1 and taker is not null;

create table home (
  home text primary key,
  person text not null,
  opened_at bigint not null,
  shown_at bigint not null,
  -- When it is shown anew; null while nothing has changed.
  refresh_at bigint,
  -- Numbers of the rooms it is about.
  rooms text not null
);
create index home_opened on home (opened_at);
