set local role app;
