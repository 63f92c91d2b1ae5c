create function plus(integer, integer) returns integer language internal strict immutable as 'int4pl';
