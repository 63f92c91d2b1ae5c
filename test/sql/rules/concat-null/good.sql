update orders set note = concat_ws(' ', code, note) where id between 1 and 1000;
