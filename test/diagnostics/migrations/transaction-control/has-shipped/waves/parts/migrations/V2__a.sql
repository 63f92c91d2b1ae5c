savepoint a;
