update orders set note = '' where id = 7;
