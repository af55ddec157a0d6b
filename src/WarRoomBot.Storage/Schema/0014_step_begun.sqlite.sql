-- Calls of playbooks that were begun and are not known to have been answered: none of them is made again by itself.
create table step_begun (
  key text primary key,
  at bigint not null
);
