select shout('a'::text);
