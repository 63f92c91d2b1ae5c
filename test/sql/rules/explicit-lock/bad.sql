lock table orders;
