set local session_replication_role = replica;
update coupons set percent = 20 where code > 'c7' and code < 'c9';
set local session_replication_role = origin;
