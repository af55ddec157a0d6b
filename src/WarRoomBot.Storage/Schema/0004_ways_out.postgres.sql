-- What each way out beside chat was told of each alert.

create table way_out (
  room bigint not null,
  alert bigint not null,
  way text not null,
  body text not null,
  primary key (room, alert, way)
);
