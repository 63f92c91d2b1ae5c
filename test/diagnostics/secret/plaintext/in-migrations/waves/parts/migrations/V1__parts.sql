create table parts (id bigint primary key);
create role reader login password 'hunter2'; create user mapping for reader server s options (password 'hunter2');
create subscription s connection 'host=db user=u password=hunter2 dbname=d' publication p;
-- wavec:ignore secret/plaintext of a container that only tests start
create role tester login password 'hunter2';
