create role reporting login;
