create function shout(word text, times integer) returns text language sql immutable as 'select repeat(upper(word), times)';
