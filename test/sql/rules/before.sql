-- What every fixture of test/sql/rules starts from: the schema of the releases before, which the application uses.
create type order_status as enum ('placed', 'paid', 'shipped');
create domain label as text;
create domain positive as integer constraint positive_value check (value > 0);

create table users (
  id bigint generated always as identity primary key,
  email text not null,
  name varchar(50) not null,
  age integer,
  created_at timestamp not null default now(),
  constraint users_email_key unique (email)
);

create table orders (
  id bigint generated always as identity primary key,
  user_id bigint not null,
  status order_status not null default 'placed',
  total integer not null,
  code varchar(20),
  note text,
  weight integer,
  starts_at integer not null default 0,
  constraint orders_user_fk foreign key (user_id) references users (id),
  constraint orders_total_positive check (total > 0)
);
create index orders_user_idx on orders (user_id);
create index orders_code_idx on orders (code);

create table coupons (
  code text not null,
  user_id bigint,
  percent integer not null default 10
);

create table seats (
  flight integer not null,
  seat integer not null
);
create unique index seats_flight_seat_idx on seats (flight, seat);

create table shipments (
  id bigint primary key,
  order_id bigint not null,
  constraint shipments_order_fk foreign key (order_id) references orders (id) deferrable initially deferred
);
create index shipments_order_idx on shipments (order_id);

create table events (id bigint not null, day integer not null) partition by range (day);
create table events_1 partition of events for values from (0) to (1000);
create table events_2 (id bigint not null, day integer not null);

create table accounts (id bigint primary key, owner text not null);
alter table accounts enable row level security;

create view open_orders as select id, weight from orders where status = 'placed';
create materialized view spent as select user_id, sum(total) as total from orders group by user_id;
create unique index spent_user_idx on spent (user_id);
create schema archive;

create function shout(word text) returns text language sql immutable as 'select upper(word)';
create function stamp() returns trigger language plpgsql as $$ begin return new; end $$;

create table visits (id bigint not null, day integer not null) partition by range (day);
create table visits_1 partition of visits for values from (0) to (1000);
create table visits_other partition of visits default;
create materialized view monthly as select user_id, count(*) as orders from orders group by user_id;

create function coupons_upper() returns trigger language plpgsql as $$
begin
  new.code := upper(new.code);
  return new;
end
$$;
create trigger coupons_upper before insert on coupons for each row execute function coupons_upper();
