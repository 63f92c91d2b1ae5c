create function shout(word text, times integer default 1) returns text language sql immutable as 'select repeat(upper(word), times)';
