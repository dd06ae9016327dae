-- Staff may come in by the identity provider of their province (OpenID Connect; issue 6).

alter table sessions drop constraint sessions_way_check;
alter table sessions add constraint sessions_way_check check (way in ('phone', 'account', 'demo', 'oidc'));

-- Which of a provider's people an account is. Made by its holder alone, who came in by password and app.
create table oidc_bindings (
  county text not null references counties,
  id uuid not null,
  person uuid not null,
  -- Of another provider than the configured one it opens nothing.
  issuer text not null,
  -- What the provider calls that person, as a keyed hash: some call them by their ID number.
  subject_hash bytea not null,
  bound_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (county, id),
  foreign key (county, person) references accounts (county, person)
);
create unique index oidc_bindings_person on oidc_bindings (county, person, issuer) where ended_at is null;
create unique index oidc_bindings_subject on oidc_bindings (county, subject_hash, issuer) where ended_at is null;

grant select, insert on oidc_bindings to gongzhi_app;
grant update (ended_at) on oidc_bindings to gongzhi_app;

alter table oidc_bindings enable row level security;
create policy county on oidc_bindings to gongzhi_app
  using (county = current_county()) with check (county = current_county());
