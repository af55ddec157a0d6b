-- Workspaces that have installed the Slack app themselves.
create table slack_installations (
  team text primary key,
  team_name text not null,
  -- Encrypted; empty once it is removed.
  tokens text not null,
  scopes text not null,
  bot_user text not null,
  app text not null,
  installer text not null,
  installed_at bigint not null,
  -- When the token ends; null for one that does not.
  expires_at bigint,
  version bigint not null,
  removed_at bigint,
  -- Why the token can no longer be renewed.
  trouble text,
  -- Who renews it, and until when nobody else does.
  renewer text,
  renewing_until bigint
);

-- Hashes of the links that somebody has come back by, for as long as they would be good.
create table slack_used_links (
  link text primary key,
  ends_at bigint not null
);
