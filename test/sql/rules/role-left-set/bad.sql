set role app;
