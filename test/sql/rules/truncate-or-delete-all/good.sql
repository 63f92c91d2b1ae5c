delete from shipments where id = 7;
