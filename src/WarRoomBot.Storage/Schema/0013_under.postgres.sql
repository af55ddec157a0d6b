-- The platform's id of a message that somebody wrote, in whose thread a message of ours stands.
alter table outbox add column under text;
