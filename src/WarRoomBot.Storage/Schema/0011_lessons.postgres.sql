-- What people learn from a room.

create table lesson (
  room bigint not null,
  number bigint not null,
  body text not null,
  primary key (room, number)
);
