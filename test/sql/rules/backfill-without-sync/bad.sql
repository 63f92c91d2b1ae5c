update users set nickname = name where id between 1 and 1000;
