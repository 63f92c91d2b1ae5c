update orders set note = code || ' ' || note where id between 1 and 1000;
