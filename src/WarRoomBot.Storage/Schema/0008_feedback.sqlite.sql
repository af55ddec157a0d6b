-- What people say and count is read from the record, by its kind.

create index log_what on log (room, what, seq);
