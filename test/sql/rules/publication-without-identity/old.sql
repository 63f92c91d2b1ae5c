delete from seats where flight = 7;
