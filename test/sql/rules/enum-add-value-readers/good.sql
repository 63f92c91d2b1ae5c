create type return_status as enum ('open', 'done');
