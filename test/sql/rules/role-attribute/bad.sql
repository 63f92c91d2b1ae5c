create role reporting superuser;
