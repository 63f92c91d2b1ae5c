create unlogged table clicks (at timestamptz not null);
