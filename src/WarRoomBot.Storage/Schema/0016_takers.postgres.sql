-- The people who may accept what was offered to them: one, or all who are in a group.
create table handover_person (
  person text not null,
  room bigint not null,
  number bigint not null,
  primary key (person, room, number)
);
create index handover_person_of on handover_person (room, number);
insert into handover_person (person, room, number) select taker, room, number from handover where open = 1 and taker is not null;
