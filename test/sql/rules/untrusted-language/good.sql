create function plus(integer, integer) returns integer language sql strict immutable as 'select $1 + $2';
